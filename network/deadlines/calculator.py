"""From a limit and a start to a due moment (Civil Code art. 201–203; domain.md 2.0)."""

from datetime import date, datetime

from network.deadlines import calendar
from network.deadlines.models import CountIn, Limit
from sisterhood.lib import clock
from sisterhood.lib.workdays import Period, add_calendar_days, add_hours, add_working_days


def period_of(limit: Limit, start: date | datetime) -> Period:
    """The period that begins at `start`: a moment for hour limits, the day of the event for day limits.

    The day of the event does not count; a last day of rest rolls forward. Raises PeriodError beyond 2035.
    """
    if limit.count_in == CountIn.HOURS:
        moment = start if isinstance(start, datetime) else clock.start_of_day(start)
        return add_hours(moment, limit.length)
    day = clock.local_date(start) if isinstance(start, datetime) else start
    add = add_calendar_days if limit.count_in == CountIn.CALENDAR_DAYS else add_working_days
    return add(day, limit.length, calendar.current())
