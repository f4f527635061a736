"""同比, 环比, and the figures of leaders: numbers beside numbers, each worked out of counts that have one definition."""

from dataclasses import dataclass
from typing import Any

from cases.statistics import measures, seeing
from cases.statistics.figures import MORE, count_more
from cases.statistics.periods import Period
from cases.statistics.shapes import ALL, Ask, Cells, Measure, share
from network.access.scope import Scope
from network.units.models import Level, Unit

COMPARED = "total"


@dataclass(frozen=True)
class Compared:
    """The whole of a table beside the period before (环比) and the same of a year before (同比)."""

    now: int
    before: int | None
    year_ago: int | None

    @property
    def change(self) -> int | None:
        """Per hundred against the period before."""
        return None if not self.before else round(100 * (self.now - self.before) / self.before)

    @property
    def year_change(self) -> int | None:
        """Per hundred against a year before."""
        return None if not self.year_ago else round(100 * (self.now - self.year_ago) / self.year_ago)


def of(sheet: seeing.Sheet, scope: Scope) -> Compared | None:
    """From the county up; None for a table without a whole, and where it is not open."""
    has_whole = any(column.code == COMPARED for column in sheet.table.columns)
    if sheet.grid is None or not has_whole or sheet.here.level >= Level.TOWNSHIP:
        return None

    def whole(period: Period) -> int | None:
        past = seeing.sheet_of(sheet.table, sheet.here, period, scope)
        return past.grid.cells.get((ALL, COMPARED), 0) if past.grid is not None else None

    now = sheet.grid.cells.get((ALL, COMPARED), 0) or 0
    return Compared(now, whole(sheet.period.before), whole(sheet.period.year_ago))


@dataclass(frozen=True)
class Shown:
    """One figure: its number (None: nothing to count, or withheld), the counts it is made of, the count beside it."""

    measure: Measure
    number: int | None
    part: int | None
    of: int | None
    beside: int | None


def figures(here: Unit, period: Period, scope: Scope) -> list[Shown]:
    """As they are counted now; nothing for a township above it, whose tables are published and not counted."""
    if not seeing.is_exact(here) or (here.level == Level.TOWNSHIP and here.pk not in scope.units):
        return []
    ask, known = Ask(here, period.since, period.until, scope), dict[str, Cells]()
    found = list[Shown]()
    for measure in measures.measures():
        if measure.table not in known:
            table = measures.table_of(measure.table)
            known[measure.table] = (
                count_more(ask) if measure.table == MORE or table is None else table.count(ask)
            )
        found.append(_shown(measure, known[measure.table]))
    return found


def _shown(measure: Measure, cells: Cells) -> Shown:
    def at(code: str) -> Any:
        return cells.get((measure.line, code), 0) if code else None

    part, of_, beside = at(measure.part), at(measure.of), at(measure.beside)
    if measure.of:
        return Shown(measure, share(part, of_, measure.per), part, of_, beside)
    return Shown(measure, None if measure.beside and not beside else part, part, None, beside)
