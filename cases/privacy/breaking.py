"""紧急查阅: one matter, to read, for as long as the rules say; owner, superior and audit are told in the same moment."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cases.casefile import once, reading, sealing, sharing
from cases.casefile.models import Case
from cases.casefile.vault import Vault
from cases.privacy.models import LEADER, OFFICER, BreakGlass
from cases.privacy.naming import Named
from cases.vocabulary.reading import Emergency
from network.access import gate, rest
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.deadlines import calculator, clocks
from network.notifications import outbox
from network.staff import leaves
from network.staff.appointments import holders
from network.staff.models import Appointment, User
from network.units.models import Level, Unit
from sisterhood.lib import clock
from sisterhood.lib.identifiers import uuid7

REVIEW = "breakglass.review"
SUBJECT = "break_glass"


def check_reason(reason: str, *, at: datetime) -> None:
    """Raises Refusal for fewer signs than the rules ask for."""
    least = calculator.length_of("breakglass.reason", on=clock.local_date(at))
    if len("".join(reason.split())) < least:
        sentence = ngettext(
            "Write the reason in at least %(count)d sign.",
            "Write the reason in at least %(count)d signs.",
            least,
        )
        raise Refusal("reason", sentence % {"count": least})


@transaction.atomic
def break_glass(
    matter: Named,
    *,
    category: str,
    reason: str,
    by: User,
    key: UUID | None = None,
    at: datetime | None = None,
) -> BreakGlass:
    """She reads from now on. Raises Refusal: the gate's, open to her anyway, reading it already, or no reason.

    `key` is made by `once`: the same form again answers with the reading that began.
    """
    scope, at = rest.of(by), at or clock.now()
    once.take_turn(key)
    known = BreakGlass.objects.filter(pk=key, by=by).first() if key else None
    if known is not None:
        return known
    if matter.case_id in reading.readings(scope):
        raise Refusal("reading", _("You are reading this matter already."))
    if matter.is_open_to_her:
        raise Refusal("open", _("This matter is open to you; there is nothing to break."))
    gate.require(scope, matter.action, matter)
    check_reason(reason, at=at)
    row = _written(matter, Emergency(category), reason, by, at, key)
    until = sharing.lend_for_emergency(row.pk)
    reading.forget(scope)
    clocks.start(REVIEW, subject=(SUBJECT, row.pk), unit=row.unit, owner=row.reviewer, by=by, at=at)
    record.event(
        Action.BREAK_GLASS,
        by=by,
        subject=("case", matter.case_id),
        unit_id=matter.unit_id,
        purpose=row.category,
        detail={"until": until.isoformat(), "reading": str(row.pk)},
        at=at,
    )
    _tell(row, at)
    return row


def _written(
    matter: Named, category: Emergency, reason: str, by: User, at: datetime, key: UUID | None
) -> BreakGlass:
    length = timedelta(minutes=calculator.length_of("breakglass.reading", on=clock.local_date(at)))
    unit = Unit.objects.get(pk=matter.unit_id)
    row = BreakGlass(
        id=key or uuid7(),
        case_id=matter.case_id,
        number=matter.number,
        unit=unit,
        owner_id=matter.owner_id,
        by=by,
        category=category,
        began_at=at,
        ends_at=at + length,
        review_due_at=calculator.period_of(REVIEW, at).due_at,
    )
    row.reviewer_id = _reviewer(matter, unit, {by.pk, matter.owner_id}, at)
    Vault.own(row).seal(row, reason=reason.strip())
    row.save(force_insert=True)
    return row


def _reviewer(matter: Named, unit: Unit, without: Collection[int | None], at: datetime) -> int | None:
    """The privacy officer nearest to the matter, in her stead the city's leader; neither reader nor owner, nobody barred."""
    posts = Appointment.objects.on(clock.local_date(at)).filter(
        role__in=(OFFICER, LEADER), unit_id__in=unit.ancestor_ids, user__is_active=True
    )
    ordered = sorted(
        posts.select_related("unit"),
        key=lambda post: (post.role != OFFICER, -post.unit.level, not post.is_primary, post.pk),
    )
    people = leaves.present(
        [post.user_id for post in ordered], leaves.Leave.objects.away(clock.local_date(at))
    )
    barred = _kept_from(matter.case_id, people)
    return next((person for person in people if person not in without and person not in barred), None)


def _kept_from(case_id: UUID, people: Collection[int]) -> set[int]:
    """Those of them for whom the matter does not exist; she who begins to read cannot see its recusals."""
    with connection.cursor() as cursor:
        cursor.execute("select glass_kept_from(%s, %s)", [case_id, list(people)])
        return {person for (person,) in cursor.fetchall()}


def superior(unit: Unit, *, without: Collection[int | None], at: datetime) -> int | None:
    """The leader of a unit, or the next one above who is none of these people."""
    place: Unit | None = unit
    while place is not None and place.level >= Level.CITY:
        for person in holders(place, "leader", on=clock.local_date(at)):
            if person not in without:
                return person
        place = place.parent
    return None


def _tell(row: BreakGlass, at: datetime) -> None:
    """Owner, her superior, the audit administrators and the reviewer; nobody who is recused, and not the reader."""
    barred = sealing.barred(Case(pk=row.case_id))
    told: list[tuple[str, int | None]] = [("glass_opened", row.owner_id), ("glass_review", row.reviewer_id)]
    told.append(("glass_below", superior(row.unit, without={row.by_id, row.owner_id, *barred}, at=at)))
    posts = Appointment.objects.on(clock.local_date(at)).filter(role="audit_admin", user__is_active=True)
    told += [("glass_audit", person) for person in posts.values_list("user_id", flat=True).distinct()]
    for kind, person in told:
        if person is not None and person != row.by_id:
            subject = ("case", row.case_id) if kind == "glass_opened" else None
            outbox.post(kind, recipient=person, key=f"{kind}:{row.pk}:{person}", subject=subject, at=at)


@transaction.atomic
def end_reading(case: Case, *, by: User, at: datetime | None = None) -> None:
    """She has seen what she needed: it closes at once. Raises Refusal when she is not reading it."""
    scope = rest.of(by)
    if sharing.end_emergency(case.pk) == 0:
        raise Refusal("ended", _("You do not read this matter any more."))
    reading.forget(scope)
    record.event(
        Action.WITHDRAW,
        by=by,
        subject=("case", case.pk),
        unit_id=case.unit_id,
        detail={"source": SUBJECT},
        at=at,
    )
