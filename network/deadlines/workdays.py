"""Reading the calendar of the database: the days of all years, kept in memory until a year is loaded."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from time import monotonic

from django.db import connection
from django.db.models import Max

from network.deadlines.models import CalendarDay, CalendarYear
from sisterhood.lib.workdays import CalendarMissing, DayKind

FRESH_SECONDS = 60.0


class DatabaseCalendar:
    """A `sisterhood.lib.workdays.Calendar`: kinds of days, and whether their year is a guess."""

    def __init__(self, days: dict[date, DayKind], official: dict[int, bool]) -> None:
        self._days, self._official = days, official

    def kind(self, day: date, /) -> DayKind:
        """Raises CalendarMissing for a day outside the loaded years."""
        try:
            return self._days[day]
        except KeyError:
            raise CalendarMissing(day) from None

    def is_provisional(self, day: date, /) -> bool:
        """Whether nobody has published that year yet. Raises CalendarMissing outside the loaded years."""
        try:
            return not self._official[day.year]
        except KeyError:
            raise CalendarMissing(day) from None


@lru_cache(maxsize=2)
def _loaded(database: str, version: object) -> DatabaseCalendar:
    days = {day: DayKind(kind) for day, kind in CalendarDay.objects.values_list("date", "kind")}
    return DatabaseCalendar(days, dict(CalendarYear.objects.values_list("year", "is_official")))


def is_working(day: date) -> bool:
    """Whether the house works on a day; outside the loaded years the day of the week decides."""
    try:
        return at_a_glance().kind(day).is_working
    except CalendarMissing:
        return day.weekday() < 5


_glance: dict[str, tuple[float, DatabaseCalendar]] = {}


def current() -> DatabaseCalendar:
    """The calendar as this transaction sees it; one small query asks whether a year was loaded since."""
    database = str(connection.settings_dict["NAME"])
    version = CalendarYear.objects.aggregate(at=Max("loaded_at"))["at"]
    calendar = _loaded(database, version)
    _glance[database] = (monotonic(), calendar)
    return calendar


def changed_by(days: Mapping[date, DayKind], year: int) -> DatabaseCalendar:
    """Today's calendar with other days and one year more that counts as published; nothing is written."""
    kinds = {day: DayKind(kind) for day, kind in CalendarDay.objects.values_list("date", "kind")}
    official = dict(CalendarYear.objects.values_list("year", "is_official"))
    return DatabaseCalendar({**kinds, **days}, {**official, year: True})


def at_a_glance() -> DatabaseCalendar:
    """For screens: the same, asked again once a minute, so that rows of a list cost no query."""
    asked, calendar = _glance.get(str(connection.settings_dict["NAME"]), (-FRESH_SECONDS, None))
    if calendar is None or monotonic() - asked > FRESH_SECONDS:
        return current()
    return calendar
