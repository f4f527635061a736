"""盲评: jurors read words without names and places, see nobody else's points, and stay away from whom they know.

The points are advice for whoever makes the list of the round's unit. Nothing is added up into a decision.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Count, Sum
from django.utils.translation import gettext_lazy as _

from network.access import gate, rest
from network.access.gate import Refusal
from network.access.roles import roles_that
from network.notifications import outbox
from network.sites.reach import Ground
from network.staff.models import Appointment, User
from network.units.models import Unit
from outreach.families.frame import AWARD, gone, note, round_of
from outreach.families.going_up import STANDING
from outreach.families.judging import JuryMark
from outreach.families.lists import Virtue
from outreach.families.models import AwardRound, FamilyNomination
from outreach.families.sealing import FamilyKey, name_mark
from sisterhood.lib import clock

LEAST, MOST, MOST_JURORS = 1, 10, 15


def may_sit(award: AwardRound, *, on: Any) -> Any:
    """Accounts that may be jurors: a post that judges, in the round's own area."""
    units = Unit.objects.current().below(award.unit)
    posts = Appointment.objects.on(on).filter(
        role__in=roles_that("judge_family"), unit__in=units.values("pk")
    )
    rows = User.objects.filter(pk__in=posts.values("user_id"), is_active=True)
    return rows.order_by("display_name", "pk")


def _own(user: User, family: FamilyNomination, names: set[bytes]) -> bool:
    """Whether she belongs to it, put it forward or visited it."""
    return user.pk in (family.entered_by_id, family.visitor_id, family.companion_id) or (
        name_mark(user.display_name) in names
    )


@transaction.atomic
def seat_jury(award: UUID, *, jurors: Collection[User], by: User, at: datetime | None = None) -> int:
    """Each juror gets every family that stands before the round's own unit; returns how many new readings there are.

    Whoever belongs to a family, entered it or visited it is recused at once. Raises Refusal: the stage, nobody, a stranger.
    """
    scope, at = rest.of(by), at or clock.now()
    found = round_of(award, by=by, lock=True)
    gate.require(scope, "seat_jury", Ground(found.unit))
    if found.state != "discussion":
        raise Refusal("stage", _("The round is not at this stage."))
    able = set(may_sit(found, on=clock.local_date(at)).values_list("pk", flat=True))
    if not jurors or len(jurors) > MOST_JURORS or any(juror.pk not in able for juror in jurors):
        raise Refusal("jurors", _("Choose from the list."))
    rows = FamilyNomination.objects.visible_to(scope).filter(round=found, at_unit=found.unit)
    families = list(rows.filter(state__in=STANDING))
    if not families:
        raise Refusal("stage", _("No family stands before this unit yet."))
    new: dict[int, int] = {}
    for family in families:
        names = {bytes(mark) for mark in family.people.values_list("name_mark", flat=True)}
        for juror in jurors:
            away = _own(juror, family, names)
            row = JuryMark(family=family, juror=juror, is_recused=away, seated_by=by)
            row.given_at = at if away else None
            new[juror.pk] = new.get(juror.pk, 0) + _seat(row)
    for juror in jurors:
        if not new[juror.pk]:
            continue
        key = f"jury_seated:{found.pk}:{juror.pk}:{at.isoformat()}"
        outbox.post("jury_seated", recipient=juror, key=key, at=at)
    note(found.unit, (AWARD, found.pk), "seat_jury", by=by, at=at, jurors=len(jurors), families=len(families))
    return sum(new.values())


def _seat(row: JuryMark) -> int:
    """How many rows that made: none where she sits already. Whoever seats her cannot read that row, and need not."""
    told = (row.pk, row.family_id, row.juror_id, row.is_recused, row.given_at, row.seated_by_id)
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into outreach_jurymark (id, family_id, juror_id, is_recused, given_at, seated_by_id)"
            " values (%s, %s, %s, %s, %s, %s) on conflict do nothing",
            told,
        )
        return int(cursor.rowcount)


@dataclass(frozen=True)
class Reading:
    """What a juror reads of one story."""

    mark: JuryMark
    story: str
    tradition: str
    motto: str
    virtues: tuple[Any, ...]


def reading(mark: JuryMark) -> Reading | None:
    """The words behind a mark of hers; None when they are not to be read (any more)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select family, wrapped, story, tradition, motto, virtues::text[] from (select family, wrapped, story, tradition,"
            " motto, array(select jsonb_array_elements_text(virtues)) as virtues from family_reading(%s)) f",
            [mark.pk],
        )
        found = cursor.fetchone()
    if found is None or found[1] is None:
        return None
    family = FamilyNomination(
        pk=found[0], wrapped=found[1], story=found[2], tradition=found[3], motto=found[4]
    )
    key = FamilyKey.of(family)
    words: dict[str, Any] = {name: key.open(family, name) for name in ("story", "tradition", "motto")}
    return Reading(mark, **words, virtues=tuple(Virtue(code).label for code in found[5]))


def _hers(row: UUID, by: User) -> JuryMark:
    scope = rest.of(by)
    gate.require(scope, "judge_family")
    found = (
        JuryMark.objects.of_juror(scope).select_for_update(of=("self",)).filter(pk=row, given_at=None).first()
    )
    if found is None or reading(found) is None:
        raise gone()
    return found


@transaction.atomic
def give_points(row: UUID, *, points: int, by: User, at: datetime | None = None) -> JuryMark:
    """Her points for one story, once. Raises Refusal: not hers, given already, outside 1 to 10."""
    found = _hers(row, by)
    if not LEAST <= points <= MOST:
        raise Refusal(
            "points", _("Write a number from %(least)d to %(most)d.") % {"least": LEAST, "most": MOST}
        )
    found.points, found.given_at = points, at or clock.now()
    found.save(update_fields=["points", "given_at"])
    return found


@transaction.atomic
def stay_away(row: UUID, *, by: User, at: datetime | None = None) -> JuryMark:
    """She knows the family, or is related to it: she gives nothing."""
    found = _hers(row, by)
    found.is_recused, found.given_at = True, at or clock.now()
    found.save(update_fields=["is_recused", "given_at"])
    return found


def together(award: AwardRound) -> dict[UUID, tuple[int, int]]:
    """By family: points together and how many gave some; only where every juror has answered, which the database sees to."""
    rows = JuryMark.objects.filter(family__round=award).order_by().values_list("family_id")
    told = rows.annotate(Sum("points"), Count("points"))
    judged = _judged([family for family, _sum, _n in told])
    return {family: (points or 0, n) for family, points, n in told if family in judged}


def _judged(families: list[UUID]) -> set[UUID]:
    with connection.cursor() as cursor:
        cursor.execute("select f from unnest(%s::uuid[]) f where family_judged(f)", [families])
        return {row[0] for row in cursor.fetchall()}
