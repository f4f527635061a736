"""The verbs of a clock. Each runs in the caller's transaction; looking never changes a clock."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.access.gate import Refusal
from network.deadlines import calculator
from network.deadlines.models import Clock, ClockState, CountIn, Limit
from network.notifications import outbox
from network.staff.models import User
from network.units.models import Unit
from sisterhood.lib import clock
from sisterhood.lib.workdays import Period

Subject = tuple[str, UUID]
LISTED_AFTER_DAYS = 21  # about 15 working days (domain.md 6.8)


def _running(subject: Subject, code: str = "") -> Any:
    rows = Clock.objects.filter(subject_kind=subject[0], subject_id=subject[1], state=ClockState.RUNNING)
    return rows.filter(limit_id=code) if code else rows


def _moments(limit: Limit, period: Period) -> dict[str, Any]:
    hours = limit.count_in == CountIn.HOURS
    internal = period.due_at if hours else clock.end_of_day(period.internal_due_on)
    return {
        "raw_due_on": period.raw_due_on,
        "internal_due_at": internal,
        "due_on": period.due_on,
        "due_at": period.due_at,
        "provisional": period.provisional,
    }


def _first_ring(limit: Limit, internal_due_at: datetime) -> datetime:
    if limit.count_in == CountIn.HOURS:
        return internal_due_at - timedelta(hours=limit.remind_before)
    last_day = clock.local_date(internal_due_at - timedelta(seconds=1))
    return clock.start_of_day(last_day - timedelta(days=limit.remind_before)) + timedelta(hours=8, minutes=30)


def start(
    code: str,
    *,
    subject: Subject,
    unit: Unit,
    owner: User | None,
    by: User,
    at: datetime | None = None,
    start_on: date | None = None,
) -> Clock:
    """Start one obligation; a running one of the same limit is left alone and returned.

    Day limits count from `start_on` (default: the local date of `at`), hour limits from `at`.
    """
    existing = _running(subject, code).first()
    if existing is not None:
        return existing
    at = at or clock.now()
    limit = Limit.objects.get(pk=code)
    begins: date | datetime = at if limit.count_in == CountIn.HOURS else (start_on or clock.local_date(at))
    moments = _moments(limit, calculator.period_of(limit, begins))
    row = Clock(
        subject_kind=subject[0],
        subject_id=subject[1],
        limit=limit,
        unit=unit,
        owner=owner,
        started_at=at,
        starts_on=begins if not isinstance(begins, datetime) else clock.local_date(begins),
        basis=limit.source,
        next_ring_at=_first_ring(limit, moments["internal_due_at"]),
        **moments,
    )
    row.save(force_insert=True)
    return row


def meet(subject: Subject, code: str, *, by: User, at: datetime | None = None) -> int:
    """The obligation is fulfilled; returns how many clocks stopped (0 when none ran)."""
    return _running(subject, code).update(
        state=ClockState.MET, met_at=at or clock.now(), met_by=by, next_ring_at=None
    )


def cancel_running(subject: Subject, *, by: User, at: datetime | None = None) -> int:
    """The subject ended: whatever still runs stops without being met."""
    return _running(subject).update(
        state=ClockState.CANCELLED, met_at=at or clock.now(), met_by=by, next_ring_at=None
    )


def move(subject: Subject, *, unit: Unit, owner: User | None) -> int:
    """Clocks follow their subject to another unit and owner; no period begins anew.

    Raises Refusal when row security hid a clock that should have moved.
    """
    rows = _running(subject)
    expected = rows.count()
    moved = rows.update(unit=unit, owner=owner)
    if moved != expected:
        raise Refusal("clock", _("A clock of this matter could not be moved. Please try again."))
    return moved


def running(subject: Subject) -> list[Clock]:
    """Clocks that run, nearest due first."""
    return list(_running(subject).select_related("limit").order_by("due_at", "id"))


def recompute() -> tuple[int, int]:
    """After a year was published: (moved earlier, moved later) of the running provisional clocks.

    Earlier: the owner is told at once. Later: the internal target stays. Runs as the owner of the database.
    """
    earlier = later = 0
    rows = Clock.objects.filter(state=ClockState.RUNNING, provisional=True).select_related("limit")
    for row in rows.select_for_update(of=("self",)):
        begins = row.started_at if row.limit.count_in == CountIn.HOURS else row.starts_on
        moments = _moments(row.limit, calculator.period_of(row.limit, begins))
        moments["internal_due_at"] = min(moments["internal_due_at"], row.internal_due_at)
        if moments["due_at"] < row.due_at:
            earlier += 1
            if row.owner_id:
                key = f"calendar:{row.pk}:{moments['due_on']}"
                outbox.post(
                    "calendar", recipient=row.owner_id, key=key, subject=(row.subject_kind, row.subject_id)
                )
        elif moments["due_at"] > row.due_at:
            later += 1
        Clock.objects.filter(pk=row.pk).update(**moments)
    return earlier, later


def server_now() -> datetime:
    """The database's clock: leases use no other."""
    with connection.cursor() as cursor:
        cursor.execute("select clock_timestamp()")
        return cursor.fetchone()[0]


@dataclass(frozen=True)
class Face:
    """What a screen shows of a clock: words first, then how much of the time is used (0–100)."""

    name: str
    words: str
    colour: str
    used: int
    due_words: str
    basis: str
    provisional: bool


def _words(row: Clock, at: datetime) -> str:
    left = row.due_at - at
    if left <= timedelta(0):
        late = -left
        if row.limit.count_in == CountIn.HOURS or late < timedelta(days=1):
            hours = max(1, int(late.total_seconds() // 3600))
            return ngettext("%(n)d hour late", "%(n)d hours late", hours) % {"n": hours}
        return ngettext("%(n)d day late", "%(n)d days late", late.days) % {"n": late.days}
    last = clock.local_date(row.due_at - timedelta(seconds=1))
    if last == clock.local_date(at):
        moment = clock.in_zone(row.due_at)
        return _("today %(time)s") % {
            "time": "24:00" if moment.hour == moment.minute == 0 else f"{moment:%H:%M}"
        }
    days = (last - clock.local_date(at)).days
    return ngettext("%(n)d day left", "%(n)d days left", days) % {"n": days}


def _colour(row: Clock, at: datetime) -> str:
    if at >= row.due_at + timedelta(days=LISTED_AFTER_DAYS):
        return "listed"
    if at >= row.due_at:
        return "red"
    left, whole = row.internal_due_at - at, row.internal_due_at - row.started_at
    if left <= min(timedelta(days=2), whole / 6):
        return "orange"
    if left <= max(whole / 3, timedelta(0)):
        return "yellow"
    return "none"


def face(row: Clock, at: datetime) -> Face:
    """The face of a clock at a moment; `row.limit` must be loaded."""
    whole = (row.due_at - row.started_at).total_seconds()
    used = 100 if whole <= 0 else min(100, max(0, round(100 * (at - row.started_at).total_seconds() / whole)))
    last = row.due_at - timedelta(seconds=1)
    due = date_format(clock.local_date(last), "n月j日")
    if row.limit.count_in == CountIn.HOURS:
        due = f"{date_format(clock.local_date(row.due_at), 'n月j日')} {clock.in_zone(row.due_at):%H:%M}"
    return Face(
        name=row.limit.name,
        words=_words(row, at),
        colour=_colour(row, at),
        used=used,
        due_words=due,
        basis=row.basis,
        provisional=row.provisional,
    )
