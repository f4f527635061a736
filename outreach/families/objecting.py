"""公示异议: against the text or the course, answered in words; and taking a family back at its own wish.

Nobody is asked who says so. That somebody is hurt or in danger is no objection: it goes the protected way, and nothing of it
comes here.
"""

from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from cases.casefile import once
from network.access import gate, rest
from network.access.gate import Refusal
from network.bulletins.wording import refuse_people
from network.deadlines import clocks
from network.sites.reach import Ground
from network.staff.appointments import holder
from network.staff.models import User
from outreach.families import photos
from outreach.families.frame import FAMILY_SUBJECT, OBJECTION, family_of, family_step, note, refuse_numbers
from outreach.families.going_up import stay_behind
from outreach.families.judging import FamilyObjection
from outreach.families.lists import About, Heard
from outreach.families.models import FamilyNomination
from outreach.lines import within_calendar
from sisterhood.lib import clock
from sisterhood.lib.identifiers import uuid7


@transaction.atomic
def enter_objection(
    row: UUID,
    *,
    about: str,
    heard: str,
    taken_on: date,
    by: User,
    key: UUID | None = None,
    at: datetime | None = None,
) -> FamilyObjection:
    """What it is about and how it came. Raises Refusal: no notice runs, a day outside it."""
    scope, at = rest.of(by), at or clock.now()
    gate.require(scope, "enter_objection_to_family")
    once.take_turn(key)
    known = FamilyObjection.objects.filter(pk=key, taken_by=by).first() if key else None
    if known is not None:
        return known
    family = family_of(row, by=by)
    gate.require(scope, "enter_objection_to_family", Ground(family.unit))
    award, today = family.round, clock.local_date(at)
    if family.state != "in_notice" or award.state != "public_notice":
        raise Refusal("stage", _("The round is not at this stage."))
    if about not in About.values or heard not in Heard.values:
        raise Refusal("about", _("Choose from the list."))
    if not (award.public_from or today) <= taken_on <= min(today, award.public_until or today):
        raise Refusal("taken_on", _("Between the first day of the notice and today."))
    made = FamilyObjection(
        id=key or uuid7(), family=family, about=about, heard=heard, taken_on=taken_on, taken_by=by
    )
    made.save(force_insert=True)
    with within_calendar("taken_on"):
        clocks.start(
            OBJECTION,
            subject=(FAMILY_SUBJECT, family.pk),
            unit=award.unit,
            owner=holder(award.unit, "leader", on=today) or award.opened_by,
            by=by,
            at=at,
            start_on=taken_on,
            part=made.pk,
        )
    note(family.unit, (FAMILY_SUBJECT, family.pk), "enter_objection_to_family", by=by, at=at)
    return made


@transaction.atomic
def answer_objection(
    row: UUID, *, upheld: bool, answer: str, by: User, at: datetime | None = None
) -> FamilyObjection:
    """Answered once, by the leader of the round's unit. Upheld: the family stays behind, like everybody who is not chosen."""
    scope, at = rest.of(by), at or clock.now()
    gate.require(scope, "answer_family_objection")
    seen = FamilyObjection.objects.filter(pk=row).first()
    if seen is None:
        raise Refusal("gone", _("This objection does not exist."))
    family = family_of(seen.family_id, by=by)
    gate.require(scope, "answer_family_objection", Ground(family.round.unit))
    found = FamilyObjection.objects.select_for_update(of=("self",)).get(pk=row)
    if found.upheld is not None or family.state != "in_notice":
        raise Refusal("objection", _("This objection has been answered."))
    if not answer.strip():
        raise Refusal("answer", _("Write the answer."))
    refuse_numbers({"answer": answer})
    refuse_people({"answer": answer})
    found.upheld, found.answer, found.answered_by = upheld, answer.strip(), by
    found.save(update_fields=["upheld", "answer", "answered_by"])
    clocks.meet((FAMILY_SUBJECT, family.pk), OBJECTION, by=by, at=at, part=found.pk)
    if upheld:
        moot = FamilyObjection.objects.filter(family=family, upheld=None)
        moot.update(upheld=False, answer=str(_("The family is not in the notice any more.")), answered_by=by)
        stay_behind(family, by=by, at=at)
        family.save(update_fields=["state"])
    note(family.unit, (FAMILY_SUBJECT, family.pk), "answer_family_objection", by=by, at=at)
    return found


def withdraw_family(row: UUID, *, by: User, at: datetime | None = None) -> FamilyNomination:
    """Somebody of the family wants it back: key, words, people and photograph go at once, and no reason is asked or kept."""
    with family_step(row, "withdraw_family", by=by, at=at) as line:
        with connection.cursor() as cursor:
            cursor.execute("select family_withdraw_kept(%s)", [line.row.pk])
        note(line.row.unit, line.subject, "withdraw_family", by=by, at=line.at)
        transaction.on_commit(lambda: photos.erase(row))
        line.row.refresh_from_db()
        return line.row
