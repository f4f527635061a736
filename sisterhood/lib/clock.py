"""The one place that says what time it is. Stories of the demo and tests move it; nothing else may.

Leases and audit stamps use the database's clock, never this one.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")

_moved: ContextVar[datetime | None] = ContextVar("sisterhood_moved_clock", default=None)


def now() -> datetime:
    """The present moment as an aware datetime in Asia/Shanghai, or the moment set by `moved_to`."""
    moved = _moved.get()
    return datetime.now(ZONE) if moved is None else moved


def today() -> date:
    """The local date of `now()`."""
    return now().date()


def local_date(at: datetime) -> date:
    """The date in Asia/Shanghai of an aware moment. A moment without a zone raises ValueError."""
    return in_zone(at).date()


def in_zone(at: datetime) -> datetime:
    """The same moment written in Asia/Shanghai. A moment without a zone raises ValueError."""
    if at.utcoffset() is None:
        raise ValueError(f"a moment needs a time zone: {at.isoformat()}")
    return at.astimezone(ZONE)


def start_of_day(day: date) -> datetime:
    """00:00 of that date in Asia/Shanghai, aware."""
    return datetime.combine(day, time.min, ZONE)


def end_of_day(day: date) -> datetime:
    """24:00 of that date, that is 00:00 of the next, aware (Civil Code art. 203(2))."""
    return start_of_day(day + timedelta(days=1))


@contextmanager
def moved_to(at: datetime) -> Iterator[datetime]:
    """Within the block `now()` answers `at`, in this thread and task only; blocks may be nested."""
    token = _moved.set(in_zone(at))
    try:
        yield now()
    finally:
        _moved.reset(token)
