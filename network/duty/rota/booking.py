"""Taking chairs. A two-chair session takes a legal adviser and a counsellor of one place and time in one lock.

One order of locks for everybody: what hangs on a booking, then shifts, then chairs by their id. So two who want the
same chairs wait for each other and never in a circle.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from network.access import rest
from network.access.gate import Refusal
from network.access.scope import Scope
from network.duty.rota.chairs import DutySlot, SlotBooking
from network.staff.models import User
from sisterhood.lib import clock

SHOWN = 3
FREE_DAYS = 60


@dataclass(frozen=True, order=True)
class Window:
    """One session that can be booked: when, and where."""

    starts_at: datetime
    ends_at: datetime
    unit_id: int
    place: str

    @property
    def key(self) -> str:
        """For a form."""
        return f"{self.unit_id}|{self.starts_at.isoformat()}|{self.place}"

    @property
    def says(self) -> str:
        """As the office says it."""
        begin, end = clock.in_zone(self.starts_at), clock.in_zone(self.ends_at)
        return _("%(month)d/%(day)d %(begin)s–%(end)s, %(place)s") % {
            "month": begin.month,
            "day": begin.day,
            "begin": f"{begin:%H:%M}",
            "end": f"{end:%H:%M}",
            "place": self.place,
        }


def free(
    kind: str, scope: Scope, *, at: datetime, without: Collection[int] = (), days: int = FREE_DAYS
) -> list[Window]:
    """Windows in which every chair of this kind of session is free, soonest first; `without` these people."""
    wanted = set(SlotBooking.Kind(kind).chairs)
    rows = (
        DutySlot.objects.bookable()
        .visible_to(scope)
        .filter(ends_at__gt=at, starts_at__lt=at + timedelta(days=days), chair__in=wanted)
        .exclude(shift__expert__user_id__in=list(without))
        .order_by("starts_at", "ends_at", "unit_id", "place")
        .values_list("starts_at", "ends_at", "unit_id", "place", "chair")
    )
    return [
        Window(*key) for key, chairs in groupby(rows, lambda row: row[:4]) if wanted <= {c[4] for c in chairs}
    ]


def _say_what_is_free(kind: str, scope: Scope, at: datetime, without: Collection[int]) -> Refusal:
    """Somebody was quicker: the sentence names the next sessions that are free."""
    left = free(kind, scope, at=at, without=without)[:SHOWN]
    if not left:
        return Refusal("window", _("This session has just been taken, and no other one is free at present."))
    said = "；".join(window.says for window in left)
    return Refusal(
        "window", _("This session has just been taken. Free now: %(windows)s.") % {"windows": said}
    )


def _lock_chairs(window: Window, chairs: Iterable[str], without: Collection[int]) -> list[DutySlot]:
    """The free chairs of the window, locked by id in one statement; the first of each kind."""
    rows = (
        DutySlot.objects.bookable()
        .filter(
            unit_id=window.unit_id,
            place=window.place,
            starts_at=window.starts_at,
            ends_at=window.ends_at,
            chair__in=list(chairs),
        )
        .exclude(shift__expert__user_id__in=list(without))
        .select_for_update(of=("self",), no_key=True)
        .select_related("shift__expert")
        .order_by("pk")
    )
    found: dict[str, DutySlot] = {}
    for row in rows:
        found.setdefault(row.chair, row)
    return [found[chair] for chair in chairs if chair in found]


@dataclass(frozen=True)
class Taken:
    """A booking and the user on each chair."""

    booking: SlotBooking
    people: dict[str, int]


@transaction.atomic
def take(
    window: Window,
    *,
    kind: str,
    subject: tuple[str, UUID],
    by: User,
    at: datetime | None = None,
    without: Collection[int] = (),
) -> Taken:
    """Every chair of the session at once, or Refusal with what is free instead. The gate is the caller's."""
    at, scope = at or clock.now(), rest.of(by)
    booking = SlotBooking(
        unit_id=window.unit_id,
        kind=SlotBooking.Kind(kind),
        day=clock.local_date(window.starts_at),
        subject_kind=subject[0],
        subject_id=subject[1],
        booked_by=by,
        booked_at=at,
    )
    return seat(booking, window, scope, at, without)


def seat(booking: SlotBooking, window: Window, scope: Scope, at: datetime, without: Collection[int]) -> Taken:
    """Puts a booking on its chairs, in the caller's transaction."""
    chairs = SlotBooking.Kind(booking.kind).chairs
    rows = _lock_chairs(window, chairs, without)
    if window.ends_at <= at or len(rows) < len(chairs):
        raise _say_what_is_free(booking.kind, scope, at, without)
    booking.state, booking.place = SlotBooking.State.BOOKED, window.place
    booking.starts_at, booking.ends_at = window.starts_at, window.ends_at
    booking.save()
    DutySlot.objects.filter(pk__in=[row.pk for row in rows]).update(booking=booking)
    return Taken(booking, {row.chair: row.shift.expert.user_id for row in rows})


def locked(booking_id: UUID, scope: Scope) -> SlotBooking:
    """The row, locked; raises Refusal when it is not hers to see."""
    row = (
        SlotBooking.objects.visible_to(scope)
        .select_for_update(of=("self",), no_key=True)
        .filter(pk=booking_id)
        .first()
    )
    if row is None:
        raise Refusal("gone", _("This booking does not exist."))
    return row


@transaction.atomic
def give_back(booking_id: UUID, *, by: User, at: datetime | None = None) -> SlotBooking:
    """The session does not take place: its chairs are free again."""
    row = locked(booking_id, rest.of(by))
    row.state, row.ended_at = SlotBooking.State.CANCELLED, at or clock.now()
    row.save(update_fields=["state", "ended_at"])
    list(DutySlot.objects.filter(booking=row).select_for_update(of=("self",), no_key=True).order_by("pk"))
    DutySlot.objects.filter(booking=row).update(booking=None)
    return row


@transaction.atomic
def finish(booking_id: UUID, *, by: User, at: datetime | None = None) -> SlotBooking:
    """The session is over; the chairs stay hers, so that the rota shows what was held."""
    row = locked(booking_id, rest.of(by))
    row.state, row.ended_at = SlotBooking.State.DONE, at or clock.now()
    row.save(update_fields=["state", "ended_at"])
    return row
