"""What a change would mean for the clocks that run today, had they begun under it: counted, never changed.

Counts by level and new day. A count below SMALL could be somebody's one matter, so such days stand together, and a
small count looks like none. Accusations are left out by the database.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection

from network.deadlines import calculator
from network.deadlines.models import CountIn, Limit
from network.deadlines.terms import Terms
from network.deadlines.versions import LimitVersion
from network.units.models import Level
from sisterhood.lib import clock
from sisterhood.lib.workdays import Calendar

SMALL = 5
_RUNNING = "select * from running_clocks(%s)"


@dataclass(frozen=True)
class Wanted:
    """Terms that are not written yet."""

    name: str
    count_in: str
    length: int
    remind_before: int
    extension: int
    may_pause: bool
    source: str


@dataclass(frozen=True)
class Cell:
    """How many clocks of a level would fall due on a day, SMALL or more; no day: several days together."""

    level: Level
    due_on: date | None
    count: int


@dataclass
class Preview:
    """Exact counts by (level, day); how many of all would move. `cells` is what may be shown."""

    exact: Counter[tuple[int, date]] = field(default_factory=Counter)
    earlier: int = 0
    later: int = 0
    same: int = 0

    @property
    def shown(self) -> list[tuple[str, int | None]]:
        """How many would fall due earlier, later, on the same day; None: fewer than SMALL, and perhaps none."""
        counts = (("earlier", self.earlier), ("later", self.later), ("same", self.same))
        return [(name, count if count >= SMALL else None) for name, count in counts]

    @property
    def cells(self) -> list[Cell]:
        """By level and day; small ones of a level together, and absent when they stay small, as if there were none."""
        shown, rest = [], Counter[int]()
        for (level, day), count in sorted(self.exact.items()):
            if count >= SMALL:
                shown.append(Cell(Level(level), day, count))
            else:
                rest[level] += count
        shown += [Cell(Level(level), None, n) for level, n in sorted(rest.items()) if n >= SMALL]
        return sorted(shown, key=lambda cell: (cell.level, cell.due_on or date.max))


def of_limit(limit: Limit, *, length: int) -> Preview:
    """Every running clock of a limit counted with another length."""
    terms = Wanted(limit.name, limit.count_in, length, 0, 0, False, "")
    return _count(limit.pk, lambda _code, _version: terms, None)


def of_calendar(calendar: Calendar) -> Preview:
    """Every running day clock counted with another calendar."""
    days = Limit.objects.filter(count_in__in=(CountIn.CALENDAR_DAYS, CountIn.WORKING_DAYS)).in_bulk()
    versions = LimitVersion.objects.select_related("limit").in_bulk()
    return _count("", lambda code, version: versions[version] if version else days.get(code), calendar)


def _count(code: str, terms_of: Any, calendar: Calendar | None) -> Preview:
    seen = Preview()
    with connection.cursor() as cursor:
        cursor.execute(_RUNNING, [code])
        for limit, version, level, starts_on, started_at, added, due_on, due_at, n in cursor.fetchall():
            terms: Terms | None = terms_of(limit, version)
            if terms is None:
                continue
            begun: date | datetime = started_at or starts_on
            period = calculator.period_of(terms, begun, added_days=added, calendar=calendar)
            before, after = (due_at, period.due_at) if due_at else (due_on, period.due_on)
            seen.exact[level, clock.local_date(period.due_at) if due_at else period.due_on] += n
            seen.earlier += n * (after < before)
            seen.later += n * (after > before)
            seen.same += n * (after == before)
    return seen


__all__ = ["Cell", "Preview", "of_calendar", "of_limit"]
