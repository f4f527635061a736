"""From a limit and a start to a due moment (Civil Code art. 201–203; domain.md 2.0)."""

from datetime import date, datetime

from network.deadlines.models import CountIn, Limit
from network.deadlines.workdays import current
from sisterhood.lib import clock
from sisterhood.lib.workdays import Period, add_calendar_days, add_hours, add_working_days


def period_of(limit: Limit | str, start: date | datetime) -> Period:
    """The period that begins at `start`: a moment for hour limits, the day of the event for day limits.

    The day of the event does not count; a last day of rest rolls forward. A date given to an hour limit is
    its 00:00. Raises Limit.DoesNotExist, CalendarMissing outside the loaded years, PeriodError.
    """
    if isinstance(limit, str):
        limit = Limit.objects.get(pk=limit)
    if limit.count_in == CountIn.HOURS:
        moment = start if isinstance(start, datetime) else clock.start_of_day(start)
        return add_hours(moment, limit.length)
    day = clock.local_date(start) if isinstance(start, datetime) else start
    add = add_calendar_days if limit.count_in == CountIn.CALENDAR_DAYS else add_working_days
    return add(day, limit.length, current())


def internal_due_at(limit: Limit, period: Period) -> datetime:
    """Our own target: 24:00 of the un-rolled day; for hours the due moment itself."""
    if limit.count_in == CountIn.HOURS:
        return period.due_at
    return clock.end_of_day(period.internal_due_on)
