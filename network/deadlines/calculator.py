"""From a limit and a start to a due moment (Civil Code art. 201–203)."""

from datetime import date, datetime, timedelta

from network.deadlines.models import CountIn
from network.deadlines.policy import OFFICE_HOURS
from network.deadlines.terms import Terms
from network.deadlines.versions import in_force
from network.deadlines.workdays import current
from sisterhood.lib import clock
from sisterhood.lib.workdays import (
    Calendar,
    Period,
    add_calendar_days,
    add_hours,
    add_working_days,
    add_working_hours,
)

MINUTES_OF_AN_HOUR = 60


def period_of(
    limit: Terms | str,
    start: date | datetime,
    *,
    added_days: int = 0,
    calendar: Calendar | None = None,
) -> Period:
    """The period that begins at `start`: a moment for hour limits, the day of the event for day limits.

    A limit given by its code counts with the version in force that day; `calendar` is another than today's.

    `added_days` lengthen a day limit: extension and pauses, counted as the limit counts. The day of the event does not count; a last day of rest rolls forward. A date given to an hour limit is
    its 00:00. Raises Limit.DoesNotExist, CalendarMissing outside the loaded years, PeriodError.
    """
    if isinstance(limit, str):
        limit = in_force(limit, on=clock.local_date(start) if isinstance(start, datetime) else start)
    if CountIn(limit.count_in).is_moment:
        moment = start if isinstance(start, datetime) else clock.start_of_day(start)
        if limit.count_in == CountIn.WORKING_HOURS:
            return add_working_hours(moment, limit.length, OFFICE_HOURS, calendar or current())
        per_hour = MINUTES_OF_AN_HOUR if limit.count_in == CountIn.MINUTES else 1
        return add_hours(moment, limit.length / per_hour)
    day = clock.local_date(start) if isinstance(start, datetime) else start
    add = add_calendar_days if limit.count_in == CountIn.CALENDAR_DAYS else add_working_days
    return add(day, limit.length + added_days, calendar or current())


def length_of(code: str, *, on: date | None = None) -> int:
    """How many units a limit has on a day (today, when none is given), by the version in force then."""
    return in_force(code, on=on or clock.today()).length


def start_of(code: str, *, due_on: date) -> date:
    """The first day of a limit of calendar days whose last day is given, by the version in force on that first day."""
    day = due_on
    for _version in range(2):  # a version that begins in between may be shorter or longer
        day = due_on - timedelta(days=length_of(code, on=day))
    return day


def internal_due_at(limit: Terms, period: Period) -> datetime:
    """Our own target: 24:00 of the un-rolled day; for hours the due moment itself."""
    if CountIn(limit.count_in).is_moment:
        return period.due_at
    return clock.end_of_day(period.internal_due_on)
