"""How periods are counted, given the days. Knows no limit, no table and no request.

Legal sources: Civil Code (民法典) art. 201 (the day of the event does not count; hours run from the moment),
art. 202 (months), art. 203 (a last day that is a rest day rolls forward; the period ends at 24:00).
Applying them to petitions is analogy: the un-rolled date stays the internal target.
"""

import calendar as gregorian
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Protocol

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .clock import ZONE, end_of_day, in_zone

LONGEST = 36_600
LONGEST_REST = 60
MARGIN = timedelta(days=10)


class DayKind(StrEnum):
    WORKDAY = "workday"
    RESTDAY = "restday"
    HOLIDAY = "holiday"
    MAKEUP_WORKDAY = "makeup_workday"

    @property
    def is_working(self) -> bool:
        return self in WORKING


WORKING = frozenset({DayKind.WORKDAY, DayKind.MAKEUP_WORKDAY})

DAY_KIND_LABELS = {
    DayKind.WORKDAY: gettext_lazy("working day"),
    DayKind.RESTDAY: gettext_lazy("rest day"),
    DayKind.HOLIDAY: gettext_lazy("statutory holiday"),
    DayKind.MAKEUP_WORKDAY: gettext_lazy("make-up working day"),
}


class Calendar(Protocol):
    """What the arithmetic asks of a calendar. Both raise CalendarMissing for a day it does not know."""

    def kind(self, day: date, /) -> DayKind: ...

    def is_provisional(self, day: date, /) -> bool: ...


class CalendarMissing(LookupError):
    """The calendar holds no answer for a day; str() is a translated sentence."""

    def __init__(self, day: date) -> None:
        self.day = day
        super().__init__(_("The calendar of %(year)s has not been loaded.") % {"year": day.year})


class PeriodError(ValueError):
    """A period that cannot be counted (no length, beyond the calendar); str() is a translated sentence."""


@dataclass(frozen=True, slots=True)
class CountedDay:
    date: date
    kind: DayKind
    counted: bool


@dataclass(frozen=True, slots=True)
class Period:
    """The end of a period.

    raw_due_on      the date the bare count gives
    internal_due_on our own target: never later than the un-rolled date
    due_on          the last day by law: always a working day for periods in days and months
    due_at          24:00 of due_on, aware; for hours the very moment
    provisional     the date may move once the State Council publishes a year
    days            every day from the start to due_on; `counted` marks those that make up the length
    """

    raw_due_on: date
    internal_due_on: date
    due_on: date
    due_at: datetime
    provisional: bool
    days: tuple[CountedDay, ...]


def add_calendar_days(start: date, n: int, calendar: Calendar) -> Period:
    """The n-th calendar day after `start`, rolled forward to a working day (art. 201, 203)."""
    _check(start, n)
    return _rolled(start, _after(start, n), calendar)


def add_months(start: date, n: int, calendar: Calendar) -> Period:
    """The same day-number n months later, else the month's last day (art. 202); rolled forward (art. 203)."""
    _check(start, n)
    years, month = divmod(start.month - 1 + n, 12)
    year = start.year + years
    if year >= date.max.year:
        raise PeriodError(_("That date lies too far away to be counted."))
    day = min(start.day, gregorian.monthrange(year, month + 1)[1])
    return _rolled(start, date(year, month + 1, day), calendar)


def add_working_days(start: date, n: int, calendar: Calendar) -> Period:
    """The n-th working day after `start`; make-up working days count, the day of the event does not."""
    _check(start, n)
    kinds = [(start, calendar.kind(start))]
    left, rest = n, 0
    while left:
        day = _after(kinds[-1][0], 1)
        kind = calendar.kind(day)
        kinds.append((day, kind))
        left, rest = (left - 1, 0) if kind.is_working else (left, rest + 1)
        _check_rest(rest)
    due_on = kinds[-1][0]
    days = tuple(CountedDay(day, kind, kind.is_working and day > start) for day, kind in kinds)
    return Period(due_on, due_on, due_on, end_of_day(due_on), _is_provisional(start, due_on, calendar), days)


def add_hours(start: datetime, n: int | float) -> Period:
    """n hours after an aware moment, which itself starts the period (art. 201(2)); no calendar is asked."""
    if n <= 0:
        raise PeriodError(_("A period needs a length above zero."))
    try:
        due_at = (in_zone(start) + timedelta(hours=n)).astimezone(ZONE)
    except OverflowError as error:
        raise PeriodError(_("That date lies too far away to be counted.")) from error
    return Period(due_at.date(), due_at.date(), due_at.date(), due_at, False, ())


def add_working_hours(
    start: datetime, n: int | float, spans: tuple[tuple[time, time], ...], calendar: Calendar
) -> Period:
    """n hours of office time after an aware moment, which itself starts the period; rest days hold none.

    `spans` are the office hours of a working day, in order. What is left at closing time goes on in the morning
    of the next working day. Raises CalendarMissing, PeriodError.
    """
    if n <= 0:
        raise PeriodError(_("A period needs a length above zero."))
    moment, left, rest = in_zone(start), timedelta(hours=n), 0
    day = moment.date()
    while True:
        working = calendar.kind(day).is_working
        for opens, closes in spans if working else ():
            begins = max(moment, datetime.combine(day, opens, ZONE))
            ends = datetime.combine(day, closes, ZONE)
            if begins + left <= ends:
                due = (begins + left).date(), begins + left
                return Period(
                    due[0], due[0], due[0], due[1], _is_provisional(moment.date(), day, calendar), ()
                )
            left -= max(timedelta(0), ends - begins)
        day, rest = _after(day, 1), 0 if working else rest + 1
        _check_rest(rest)


def roll_forward(day: date, calendar: Calendar) -> date:
    """`day` itself when it is a working day, else the first working day after it (art. 203)."""
    rest = 0
    while not calendar.kind(day).is_working:
        day, rest = _after(day, 1), rest + 1
        _check_rest(rest)
    return day


def count_working_days(start: date, end: date, calendar: Calendar) -> int:
    """Working days after `start` up to and including `end`; 0 when `end` is not later."""
    return sum(calendar.kind(day).is_working for day in _days(start, end) if day > start)


def _rolled(start: date, raw: date, calendar: Calendar) -> Period:
    due_on = roll_forward(raw, calendar)
    days = tuple(CountedDay(day, calendar.kind(day), start < day <= raw) for day in _days(start, due_on))
    return Period(raw, raw, due_on, end_of_day(due_on), _is_provisional(start, due_on, calendar), days)


def _is_provisional(start: date, due_on: date, calendar: Calendar) -> bool:
    """A notice for year N may still change the last week of N−1, hence the look past 24 December."""
    return any(
        calendar.is_provisional(day)
        or ((day.month, day.day) > (12, 24) and calendar.is_provisional(date(day.year + 1, 1, 1)))
        for day in _days(start, due_on + MARGIN)
    )


def _days(start: date, end: date) -> Iterable[date]:
    return (start + timedelta(days=offset) for offset in range((end - start).days + 1))


def _after(day: date, n: int) -> date:
    if (date.max - day).days - n < 2 * LONGEST_REST:
        raise PeriodError(_("That date lies too far away to be counted."))
    return day + timedelta(days=n)


def _check(start: date, n: int) -> None:
    if isinstance(start, datetime):
        raise TypeError("periods in days and months start on a local date, not at a moment")
    if n < 1:
        raise PeriodError(_("A period needs a length above zero."))
    if n > LONGEST:
        raise PeriodError(_("That date lies too far away to be counted."))


def _check_rest(days: int) -> None:
    if days > LONGEST_REST:
        raise PeriodError(_("The calendar names no working day for %(days)s days.") % {"days": LONGEST_REST})
