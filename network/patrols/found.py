"""What was found about a place: noted on the walk, given to the township as a task with a clock, settled there."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import gate, rest
from network.access.gate import Refusal
from network.deadlines import clocks
from network.notifications import outbox
from network.patrols.frame import PLACE_SUBJECT, ground, locked, walks
from network.patrols.lists import Hazard, Settled
from network.patrols.models import FoundPlace, Patrol
from network.patrols.states import PLACE
from network.staff.appointments import holder
from network.staff.models import User
from network.units.models import Unit
from network.volunteers.frame import Hers, note, refuse_people
from sisterhood.lib import clock

TASK = "patrol.place"


def township_of(unit: Unit) -> Unit:
    """The township that mends what was found in a unit below it, or is that unit itself. Raises Refusal without one."""
    town = Unit.objects.filter(pk=unit.township_id).first() if unit.township_id else None
    if town is None:
        raise Refusal("unit", _("No township stands above this unit."))
    return town


@transaction.atomic
def note_place(
    patrol: UUID, *, hazard: str, place: str, what: str, by: User, at: datetime | None = None
) -> FoundPlace:
    """Something is wrong with a place. Raises Refusal when the words speak of a person, or before they set out."""
    row, at = locked(patrol, by=by), at or clock.now()
    gate.require(rest.of(by), "note_place", ground(row, by))
    if row.state not in ("under_way", "done", "unclosed"):
        raise Refusal("hazard", _("First they set out."))
    if hazard not in Hazard.values:
        raise Refusal("hazard", _("Choose from the list."))
    if not place.strip():
        raise Refusal("place", _("Write where it is."))
    if hazard == Hazard.OTHER and not what.strip():
        raise Refusal("what", _("Write what is wrong with the place."))
    refuse_people({"place": place, "what": what})
    made = FoundPlace(patrol=row, unit=row.unit, hazard=hazard, place=place.strip(), what=what.strip())
    made.seen_at, made.seen_by = at, by
    made.save(force_insert=True)
    note(row.unit_id, (PLACE_SUBJECT, made.pk), "note_place", by=by, at=at, hazard=hazard)
    return made


def _locked(found: UUID, *, by: User) -> FoundPlace:
    rows = FoundPlace.objects.visible_to(rest.of(by)).select_for_update(of=("self",))
    row = rows.filter(pk=found).first()
    if row is None:
        raise Refusal("gone", _("This place is not on the list."))
    return row


@transaction.atomic
def give_place(found: UUID, *, by: User, at: datetime | None = None) -> FoundPlace:
    """The township's chair is to see to it; from now on its clock runs."""
    row, at = _locked(found, by=by), at or clock.now()
    hers = by.pk if walks(row.patrol, by) else None
    gate.require(rest.of(by), "give_place", Hers(row.unit, hers))
    row.state = PLACE.next(row.state, "give_place")
    row.given_at, row.given_by = at, by
    row.save(update_fields=["state", "given_at", "given_by"])
    town = township_of(row.unit)
    owner = holder(town, "leader", on=clock.local_date(at))
    subject = (PLACE_SUBJECT, row.pk)
    clocks.start(TASK, subject=subject, unit=town, owner=owner, by=by, at=at)
    if owner is not None and owner.pk != by.pk:
        outbox.post("place_given", recipient=owner, key=f"place:{row.pk}", subject=subject, at=at)
    note(row.unit_id, subject, "give_place", by=by, at=at)
    return row


@transaction.atomic
def settle_place(
    found: UUID, *, settled: str, answer: str, by: User, at: datetime | None = None
) -> FoundPlace:
    """What the township did; those who walked read it."""
    row, at = _locked(found, by=by), at or clock.now()
    gate.require(rest.of(by), "settle_place", Hers(row.unit, None))
    row.state = PLACE.next(row.state, "settle_place")
    if settled not in Settled.values:
        raise Refusal("settled", _("Choose from the list."))
    refuse_people({"answer": answer})
    row.settled, row.answer, row.settled_at, row.settled_by = settled, answer.strip(), at, by
    row.save(update_fields=["state", "settled", "answer", "settled_at", "settled_by"])
    subject = (PLACE_SUBJECT, row.pk)
    clocks.meet(subject, TASK, by=by, at=at)
    note(row.unit_id, subject, "settle_place", by=by, at=at, settled=settled)
    return row


def of(patrol: Patrol) -> list[FoundPlace]:
    """What was found on a walk, with who saw and settled it."""
    return list(patrol.found.select_related("seen_by", "settled_by"))
