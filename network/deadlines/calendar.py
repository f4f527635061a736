"""The working-day calendar in the database: seeded, read, and replaced when the State Council publishes a year."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.db import connection, transaction
from django.utils import timezone

from network.audit import record
from network.audit.models import Action
from network.deadlines.models import CalendarDay, CalendarYear
from sisterhood.lib.published import OFFICIAL_YEARS, guessed_days, official_days
from sisterhood.lib.workdays import CalendarMissing, DayKind

FIRST, LAST = 2004, 2035
_RENUMBER = """
with numbered as (
  select date, count(*) filter (where is_working) over (order by date) as n from network_calendarday)
update network_calendarday d set work_no = numbered.n from numbered
 where numbered.date = d.date and d.work_no <> numbered.n
"""


class DatabaseCalendar:
    """Kinds of days and whether their year is a guess, read once for each process and calendar version."""

    def __init__(self, days: dict[date, str], provisional: frozenset[int]) -> None:
        self._days, self._provisional = days, provisional

    def kind(self, day: date, /) -> DayKind:
        """Raises CalendarMissing for a day outside the loaded years."""
        if day not in self._days:
            raise CalendarMissing(day)
        return DayKind(self._days[day])

    def is_provisional(self, day: date, /) -> bool:
        """Whether nobody has published that year yet."""
        return day.year in self._provisional


@lru_cache(maxsize=2)
def _loaded(version: datetime | None) -> DatabaseCalendar:
    days = dict(CalendarDay.objects.values_list("date", "kind"))
    guesses = CalendarYear.objects.filter(is_official=False).values_list("year", flat=True)
    return DatabaseCalendar(days, frozenset(guesses))


def current() -> DatabaseCalendar:
    """The calendar as it stands; a newly loaded year is seen at the next call."""
    latest = CalendarYear.objects.order_by("-loaded_at").values_list("loaded_at", flat=True).first()
    return _loaded(latest)


def _rows(year: int, days: Iterable[tuple[date, str, str]]) -> list[CalendarDay]:
    working = (DayKind.WORKDAY, DayKind.MAKEUP_WORKDAY)
    return [
        CalendarDay(
            date=day, year_id=year, kind=kind, name=name, is_working=kind in working, work_no=-(10**6)
        )
        for day, kind, name in days
    ]


def renumber() -> None:
    """Recount the working days; two passes, because one working day has one number at every moment."""
    with connection.cursor() as cursor:
        cursor.execute("update network_calendarday set work_no = -1000000 - (date - date '2000-01-01')")
        cursor.execute(_RENUMBER)


@transaction.atomic
def seed() -> None:
    """All years 2004–2035: official where published, a guess marked provisional elsewhere."""
    now = timezone.now()
    for year in range(FIRST, LAST + 1):
        official = year in OFFICIAL_YEARS
        CalendarYear.objects.get_or_create(
            year=year, defaults={"is_official": official, "loaded_by": "seed", "loaded_at": now}
        )
        source = official_days(year) if official else guessed_days(year)
        known = set(CalendarDay.objects.filter(year_id=year).values_list("date", flat=True))
        rows = _rows(year, ((d, str(kind), name) for d, (kind, name) in source.items() if d not in known))
        for n, row in enumerate(rows):
            row.work_no = -(year * 1000 + n)
        CalendarDay.objects.bulk_create(rows)
    renumber()


@transaction.atomic
def load_official(year: int, days: dict[date, tuple[str, str]], *, notice_no: str, by: str) -> None:
    """Replace a year by its published days; `clocks.recompute` then moves what was provisional.

    `days` maps dates to (kind, name); dates of the year that are not named are ordinary weekdays or weekends.
    A notice may also change the last days of the year before.
    """
    now = timezone.now()
    CalendarYear.objects.update_or_create(
        year=year,
        defaults={"is_official": True, "notice_no": notice_no, "loaded_by": by, "loaded_at": now},
    )
    start = date(year, 1, 1)
    full = {start + timedelta(days=n): ("", "") for n in range((date(year + 1, 1, 1) - start).days)}
    full |= days
    for day, (kind, name) in full.items():
        plain = DayKind.RESTDAY if day.weekday() >= 5 else DayKind.WORKDAY
        kind = kind or plain
        working = kind in (DayKind.WORKDAY, DayKind.MAKEUP_WORKDAY)
        changed = CalendarDay.objects.filter(date=day).update(kind=kind, name=name, is_working=False)
        if not changed:
            CalendarDay.objects.create(
                date=day, year_id=day.year, kind=kind, name=name, is_working=False, work_no=-(day.toordinal())
            )
        if working:
            CalendarDay.objects.filter(date=day).update(is_working=True, work_no=-(day.toordinal()))
    renumber()
    record.event(Action.IMPORT, by=None, subject=("calendar_year", year), detail={"notice": notice_no})
