"""随到随访: who came without a booking has a number of the day, and waits for the soonest free session of her kind."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from network.access import gate, rest
from network.access.gate import Refusal
from network.duty.rota import booking
from network.duty.rota.chairs import SlotBooking
from network.staff.models import User
from network.units.models import Unit
from network.units.placed import OfUnit
from sisterhood.lib import clock


@dataclass(frozen=True)
class Desk(OfUnit):
    """For the gate: where a booking stands."""

    unit: Unit

    @property
    def unit_id(self) -> int:
        """The unit of the rota."""
        return self.unit.pk


def _one_at_a_time(unit: Unit, day: date) -> None:
    """Numbers of one desk and day are given one after the other."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"rota queue {unit.pk} {day}"]
        )


@transaction.atomic
def queue_up(unit: Unit, *, kind: str, by: User, at: datetime | None = None) -> SlotBooking:
    """随到随访 without a booking: a number of the day, and nothing else about her."""
    at, scope = at or clock.now(), rest.of(by)
    gate.require(scope, "keep_queue", Desk(unit))
    day = clock.local_date(at)
    _one_at_a_time(unit, day)
    last = SlotBooking.objects.filter(unit=unit, day=day).aggregate(last=Max("visitor_number"))["last"] or 0
    return SlotBooking.objects.create(
        unit=unit,
        kind=SlotBooking.Kind(kind),
        state=SlotBooking.State.WAITING,
        day=day,
        visitor_number=last + 1,
        booked_by=by,
        booked_at=at,
    )


@transaction.atomic
def seat_next(booking_id: UUID, *, by: User, at: datetime | None = None) -> booking.Taken:
    """She who waits gets the soonest free session of her kind today."""
    at, scope = at or clock.now(), rest.of(by)
    row = booking.locked(booking_id, scope)
    gate.require(scope, "keep_queue", Desk(row.unit))
    if row.state != SlotBooking.State.WAITING:
        raise Refusal("booking", _("She does not wait any more."))
    today = [
        window
        for window in booking.free(row.kind, scope, at=at, days=1)
        if window.unit_id == row.unit_id and clock.local_date(window.starts_at) == clock.local_date(at)
    ]
    if not today:
        raise Refusal("window", _("No session is free any more today. She keeps her number."))
    return booking.seat(row, today[0], scope, at, ())


@transaction.atomic
def leave_queue(booking_id: UUID, *, by: User, at: datetime | None = None) -> SlotBooking:
    """She went, or her session is over: her number is not called again."""
    scope = rest.of(by)
    row = booking.locked(booking_id, scope)
    gate.require(scope, "keep_queue", Desk(row.unit))
    if row.visitor_number is None:
        raise Refusal("booking", _("This session belongs to a matter; it is ended there."))
    if row.state == SlotBooking.State.BOOKED and row.starts_at and row.starts_at <= (at or clock.now()):
        return booking.finish(booking_id, by=by, at=at)
    return booking.give_back(booking_id, by=by, at=at)


def waiting(unit_ids: Collection[int], *, on: date) -> list[SlotBooking]:
    """Everybody who came today without a booking, in the order in which they came."""
    rows = SlotBooking.objects.filter(unit_id__in=list(unit_ids), day=on, visitor_number__isnull=False)
    live = rows.filter(state__in=(SlotBooking.State.WAITING, SlotBooking.State.BOOKED))
    return list(live.order_by("visitor_number").select_related("unit"))
