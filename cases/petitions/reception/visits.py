"""From the booking to the end of the talk: a number for her, moments for us, and whom she must not meet."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from cases.casefile.vault import Vault
from cases.people.indexes import index_of
from cases.petitions.reception.models import ReceptionRecusal, ReceptionSheet, ReceptionVisit
from cases.petitions.reception.states import VISIT
from cases.vocabulary.petitions import VisitState
from network.access import gate, rest
from network.access.gate import Refusal
from network.deadlines import clocks
from network.duty import verbs as duty
from network.duty.models import ReceptionDay, ReceptionSlot
from network.staff.appointments import holder
from network.staff.models import User
from network.units.models import Unit
from sisterhood.lib import clock

WRITE_UP = "reception.write_up"


@dataclass(frozen=True)
class Guest:
    """As told at the door. `kept_from` must not receive her: she or hers are the other side."""

    name: str = ""
    phone: str = ""
    asked: str = ""
    kept_from: User | None = None


def _ask(function: str, *values: Any) -> Any:
    with connection.cursor() as cursor:
        marks = ", ".join(["%s"] * len(values))
        cursor.execute(f"select {function}({marks})", values)
        return cursor.fetchone()[0]


@transaction.atomic
def book(day: ReceptionDay, guest: Guest, *, by: User, at: datetime | None = None) -> ReceptionVisit:
    """A place in advance: the lowest free number. The day's row is locked, so the last place is given once.

    Raises Refusal when the day is not published, has passed, or is full.
    """
    at = at or clock.now()
    row = duty.locked(day, "receive_visitors", by=by)
    if row.state != "published" or row.day < clock.local_date(at):
        raise Refusal("day", _("Places can be booked only on a published day to come."))
    slot = ReceptionSlot.objects.filter(pk=_ask("reception_free_slot", row.pk)).first()
    if slot is None:
        raise Refusal(
            "full", _("Every place of this day is taken. Choose another day, or let her come as she can.")
        )
    visit = ReceptionVisit(unit=row.unit, day=row, slot=slot, on_day=row.day, number=slot.number)
    return _enter(visit, guest, by=by, at=at)


@transaction.atomic
def walk_in(
    unit: Unit, guest: Guest, *, day: ReceptionDay | None = None, by: User, at: datetime | None = None
) -> ReceptionVisit:
    """随到随访: she is here, on a reception day or any other; her number stands behind those that were booked."""
    at = at or clock.now()
    today = clock.local_date(at)
    visit = ReceptionVisit(unit=unit, on_day=today, state=VisitState.ARRIVED, arrived_at=at)
    if day is not None:
        visit.day = row = duty.locked(day, "receive_visitors", by=by)
        if row.state != "published" or row.day != today:
            raise Refusal("day", _("A number for waiting is given on the day itself."))
        visit.unit = row.unit
        visit.number = row.slots + _ask("next_number", f"reception-{row.pk}")
    else:
        gate.require(rest.of(by), "receive_visitors", visit)
        visit.number = _ask("next_number", f"visit-{unit.pk}-{today}")
    return _enter(visit, guest, by=by, at=at)


def _enter(visit: ReceptionVisit, guest: Guest, *, by: User, at: datetime) -> ReceptionVisit:
    kept = guest.kept_from
    if visit.day is not None:
        visit.receiver_id = visit.day.leader_id
        if kept is not None and kept.pk == visit.receiver_id:
            visit.receiver_id = visit.day.other_than(kept.pk)
    if kept is not None and kept.pk == by.pk:
        raise Refusal(
            "kept_from", _("Let a colleague write her down: from then on she does not exist for you.")
        )
    visit.registered_by, visit.registered_at = by, at
    visit.save(force_insert=True)
    sheet = ReceptionSheet(visit=visit, entered_by=by)
    seal_guest(sheet, Vault.own(sheet), name=guest.name, phone=guest.phone, asked=guest.asked)
    sheet.save(force_insert=True)
    if kept is not None:
        ReceptionRecusal(visit=visit, user=kept, declared_by=by, declared_at=at).save(force_insert=True)
    return visit


def seal_guest(
    sheet: ReceptionSheet, vault: Vault, *, name: str, phone: str, asked: str, is_alias: bool = False
) -> None:
    """Name, phone and wish into the sheet, and the blind indexes that find her earlier matters."""
    vault.seal(sheet, name=name, phone=phone, asked=asked)
    sheet.name_index = None if is_alias else index_of("name", name)
    sheet.phone_index = index_of("phone", phone)


def locked(visit: ReceptionVisit, *, by: User) -> ReceptionVisit:
    """The card, locked, for a leader or officer of exactly the unit; raises Refusal."""
    scope = rest.of(by)
    row = (
        ReceptionVisit.objects.visible_to(scope)
        .select_for_update(of=("self",))
        .select_related("unit")  # what changes while she waits for the lock is read after it
        .filter(pk=visit.pk)
        .first()
    )
    if row is None:
        raise Refusal("gone", _("This visit does not exist."))
    gate.require(scope, "receive_visitors", row)
    return row


def _take_day(visit: ReceptionVisit, by: User) -> None:
    """Before a visitor begins to wait her day is locked, so that nobody closes or moves it meanwhile."""
    if visit.day is not None:
        duty.locked(visit.day, "receive_visitors", by=by)


def _nobody_waits(day: ReceptionDay, action: str, by: User) -> None:
    """Lock and gate, then the question: whoever is refused learns nothing, and nobody comes in between."""
    if _ask("reception_waits", duty.locked(day, action, by=by).pk):
        raise Refusal("waiting", _("Somebody still waits or is being received."))


def move(row: ReceptionVisit, event: str, **values: object) -> ReceptionVisit:
    """One step of the table with what it sets; the card is locked already."""
    row.state = VISIT.next(row.state, event)
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=["state", *values])
    return row


@transaction.atomic
def arrive(visit: ReceptionVisit, *, by: User, at: datetime | None = None) -> ReceptionVisit:
    """She is here: the waiting begins. Only on the day she booked."""
    _take_day(visit, by)
    at, row = at or clock.now(), locked(visit, by=by)
    if row.on_day != clock.local_date(at):
        raise Refusal("day", _("She is expected on another day."))
    return move(row, "arrive", arrived_at=at)


@transaction.atomic
def call(visit: ReceptionVisit, *, room: str, by: User, at: datetime | None = None) -> ReceptionVisit:
    """Her number appears on the screen in the corridor, with the room."""
    row = locked(visit, by=by)
    room = room.strip() or (row.day.room if row.day else "")
    return move(row, "call", called_at=at or clock.now(), room=room[:20])


@transaction.atomic
def seat(visit: ReceptionVisit, *, by: User, at: datetime | None = None) -> ReceptionVisit:
    """The talk begins: the waiting ends. On an ordinary day whoever takes her receives her."""
    row = locked(visit, by=by)
    return move(row, "seat", seated_at=at or clock.now(), receiver_id=row.receiver_id or by.pk)


@transaction.atomic
def finish(visit: ReceptionVisit, *, by: User, at: datetime | None = None) -> ReceptionVisit:
    """The talk is over; within one working day its sheet becomes a matter, or the ladder rings."""
    at, row = at or clock.now(), locked(visit, by=by)
    move(row, "finish", finished_at=at)
    owner = row.receiver
    clocks.start(WRITE_UP, subject=("visit", row.pk), unit=row.unit, owner=owner, by=by, at=at)
    return row


@transaction.atomic
def call_off(visit: ReceptionVisit, *, by: User, at: datetime | None = None) -> ReceptionVisit:
    """She does not come, or goes before her turn: the place is free again."""
    return move(locked(visit, by=by), "call_off")


@transaction.atomic
def miss(visit: ReceptionVisit, *, by: User, at: datetime | None = None) -> ReceptionVisit:
    """She did not come."""
    return move(locked(visit, by=by), "miss")


@transaction.atomic
def step_back(visit: ReceptionVisit, *, by: User, at: datetime | None = None) -> ReceptionVisit:
    """回避 (art. 28(3)): the other of the two receives her; for whoever steps back she does not exist any more.

    On an ordinary day the other seat of the unit takes her. Raises Refusal when nobody is there.
    """
    _take_day(visit, by)
    at, row = at or clock.now(), locked(visit, by=by)
    seats = [holder(row.unit, seat, on=clock.local_date(at)) for seat in ("leader", "officer")]
    others = [row.day.other_than(by.pk)] if row.day else [p.pk for p in seats if p and p.pk != by.pk]
    barred = set(ReceptionRecusal.objects.filter(visit=row).values_list("user_id", flat=True)) | {by.pk}
    other = next((pk for pk in others if pk not in barred), None)
    if other is None:
        raise Refusal("other", _("Nobody else of this unit can receive her. Please ask the level above."))
    if row.receiver_id in (None, by.pk):
        row.receiver_id = other
        move(row, "step_back", receiver_id=other, room="", seated_at=None, arrived_at=row.arrived_at or at)
    ReceptionRecusal(visit=row, user=by, declared_by=by, declared_at=at).save(force_insert=True)
    return row


@transaction.atomic
def close_day(day: ReceptionDay, *, by: User, at: datetime | None = None) -> ReceptionDay:
    """The day has been held: nobody waits any more, and who did not come is written down."""
    _nobody_waits(day, "hold_reception", by)
    held = duty.hold(day, by=by, at=at)
    _ask("reception_missed", held.pk)
    return held


@transaction.atomic
def cancel_day(
    day: ReceptionDay, *, reason: str, new_day: date, by: User, at: datetime | None = None
) -> ReceptionDay:
    """Cancelled: who booked keeps her number on the new day. Answers with the new day."""
    _nobody_waits(day, "cancel_reception", by)
    fresh = duty.cancel(day, reason=reason, new_day=new_day, by=by, at=at)
    _ask("reception_move", day.pk, fresh.pk)
    return fresh
