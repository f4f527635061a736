"""What stands on the page, as numbers: five figures, the next level down, kinds, twelve months, and what is due.

At the city and the county every number is exact. Below the county rows are those of the last whole quarter, and a row of
which any number could betray a single matter is withheld whole (`cases/rollups/small_cells.py`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from cases.cockpit.area import below
from cases.cockpit.periods import TREND, Period, whole_quarter
from cases.rollups import reading
from cases.rollups.folding import following, months_to, previous
from cases.rollups.measures import Measure
from cases.rollups.reading import Months, Now, Sums
from cases.rollups.small_cells import is_small, withheld
from cases.vocabulary.intake import Category
from network.units.models import Level, Unit

SOON_DAYS = 3  # the design's "within three days"


@dataclass(frozen=True)
class Row:
    """One unit of a table. `hidden`: its numbers are too small to be printed."""

    unit: Unit
    opened: int = 0
    closed: int = 0
    in_time: int = 0
    open: int | None = None
    late: int | None = None
    hidden: bool = False
    rounds: int = 0

    @property
    def base(self) -> int:
        """Whatever was owed: closed, or late and still open."""
        return self.closed + (self.late or 0)

    @property
    def rate(self) -> float | None:
        """Closed in time, of everything that was owed, in percent; None without a base or where it is withheld."""
        return 100 * self.in_time / self.base if self.base and not self.hidden else None


def rate(in_time: int, closed: int, late: int) -> float | None:
    """按期办结率 of some months: what is late and still open counts as owed."""
    return 100 * in_time / (closed + late) if closed + late else None


def worst_first(rows: Sequence[Row]) -> list[Row]:
    """By rate; units without one, and withheld ones, last in the order of their codes, so that the order tells nothing."""
    return sorted(rows, key=lambda r: (r.rate is None, r.rate if r.rate is not None else 0, r.unit.code))


def unbetrayed(rows: Mapping[int, Sequence[int]]) -> set[int]:
    """Of rows of counts with printed column sums, the keys of those that may be printed whole."""
    keys = list(rows)
    if not keys:
        return set()
    told = withheld([rows[key] for key in keys], row_totals=False)
    return {key for place, key in enumerate(keys) if not any(cell[0] == place for cell in told.cells)}


@dataclass
class Board:
    """The figures of one unit. Asks the database a fixed number of times, however many units stand below it."""

    unit: Unit
    period: Period
    at: datetime
    today: date

    @property
    def is_exact(self) -> bool:
        """Whether its own numbers are printed as they are: from the county up."""
        return self.unit.level <= Level.COUNTY

    @cached_property
    def children(self) -> list[Unit]:
        """The next level down."""
        return below(self.unit)

    @cached_property
    def months(self) -> list[date]:
        """The twelve months up to this one."""
        return months_to(self.today, TREND)

    @cached_property
    def sums(self) -> Sums:
        """Its own months, far enough back for the period before."""
        first = min(self.months[0], self.period.before[0], self.quarter[0])
        return reading.figures([self.unit.pk], (first, following(self.today)))

    @cached_property
    def standing(self) -> dict[int | None, Now]:
        """Open now, by county for a city; empty below the county."""
        soon = self.at + timedelta(days=SOON_DAYS)
        return reading.now(self.unit.pk, at=self.at, soon=soon) if self.is_exact else {}

    @property
    def now(self) -> Now:
        """Open now, all together."""
        return sum(self.standing.values(), Now())

    def flow(self, measure: str, months: Months) -> int:
        """A flow of its own over some months."""
        return self.sums.over(self.unit.pk, months, measure)

    def month(self, measure: str, month: date) -> int:
        """A flow or a stand of one month; what is late this month is what is late now."""
        if measure == Measure.LATE and month == self.months[-1]:
            return self.now.late
        return self.sums.at(self.unit.pk, month, measure)

    def rate_of(self, month: date) -> float | None:
        """按期办结率 of one month."""
        read = (Measure.IN_TIME, Measure.CLOSED, Measure.LATE)
        return rate(*(self.month(measure, month) for measure in read))

    @property
    def average(self) -> float | None:
        """The rate of the whole, over the months its rows speak of; None below the county."""
        if not self.is_exact:
            return None
        months = self.period.now if self.unit.level == Level.CITY else self.quarter
        late = self.now.late if self.unit.level == Level.CITY else self.month(Measure.LATE, previous(months[1]))
        return rate(self.flow(Measure.IN_TIME, months), self.flow(Measure.CLOSED, months), late)

    @cached_property
    def kinds(self) -> list[tuple[str, int, int]]:
        """Each class with what was received in the period and in the one before, the largest first."""
        own = self.unit.pk
        found = [
            (code, self.sums.of_kind(own, self.period.now, code), self.sums.of_kind(own, self.period.before, code))
            for code in Category.values
        ]
        return sorted(found, key=lambda kind: -kind[1])

    @cached_property
    def rows(self) -> list[Row]:
        """The next level down, worst first."""
        if self.unit.level == Level.CITY:
            return worst_first(self._counties())
        if self.unit.level == Level.COUNTY:
            return worst_first(self._small(self.unit, self.children, self._of_quarter(self.children)))
        return worst_first(self._villages())

    def _counties(self) -> list[Row]:
        sums = reading.figures([u.pk for u in self.children], self.period.now)
        rows = []
        for unit in self.children:
            opened, closed, in_time, rounds = (
                sums.over(unit.pk, self.period.now, measure)
                for measure in (Measure.OPENED, Measure.CLOSED, Measure.IN_TIME, Measure.ROUNDS)
            )
            now = self.standing.get(unit.pk, Now())
            rows.append(Row(unit, opened, closed, in_time, now.open, now.late, rounds=rounds))
        return rows

    @property
    def quarter(self) -> Months:
        """The months that rows below the county speak of."""
        return whole_quarter(self.today)

    def _of_quarter(self, units: Sequence[Unit]) -> Sums:
        return reading.figures([u.pk for u in units], self.quarter)

    def _counts(self, sums: Sums, unit: int) -> list[int]:
        """Every number that a row prints or that can be reckoned from it, each once whole and once sealed.

        Ordinary matters of her area stand in her ledger, so the sealed part is what subtraction would give.
        """
        found = []
        for sealed in (False, True):
            opened, closed, in_time = (
                sums.over(unit, self.quarter, measure, sealed=sealed)
                for measure in (Measure.OPENED, Measure.CLOSED, Measure.IN_TIME)
            )
            end = previous(self.quarter[1])
            is_open, late = (sums.at(unit, end, m, sealed=sealed) for m in (Measure.OPEN, Measure.LATE))
            found += [opened, in_time, max(0, closed - in_time), max(0, is_open - late), late]
        return found

    def _small(self, above: Unit, units: Sequence[Unit], sums: Sums) -> list[Row]:
        counts = {unit.pk: self._counts(sums, unit.pk) for unit in units}
        whole = self._counts(self._of_quarter([above]), above.pk)
        # What stands at the office above itself is never printed, and is what the rest can be reckoned from.
        own = [max(0, all_ - sum(line[k] for line in counts.values())) for k, all_ in enumerate(whole)]
        shown = unbetrayed(counts | {above.pk: own})
        end = previous(self.quarter[1])
        return [self._row(unit, sums, end, hidden=unit.pk not in shown) for unit in units]

    def _row(self, unit: Unit, sums: Sums, end: date, *, hidden: bool) -> Row:
        if hidden:
            return Row(unit, hidden=True)
        opened, closed, in_time, rounds = (
            sums.over(unit.pk, self.quarter, measure)
            for measure in (Measure.OPENED, Measure.CLOSED, Measure.IN_TIME, Measure.ROUNDS)
        )
        is_open, late = (sums.at(unit.pk, end, measure) for measure in (Measure.OPEN, Measure.LATE))
        return Row(unit, opened, closed, in_time, is_open, late, rounds=rounds)

    def _villages(self) -> list[Row]:
        sums = reading.villages(self.unit.pk, self.quarter)
        counts = {unit.pk: self._counts(sums, unit.pk) for unit in self.children}
        whole = self._counts(self._of_quarter([self.unit]), self.unit.pk)
        flows = [n if k % 5 < 3 else 0 for k, n in enumerate(whole)]  # nobody writes the stand of a village down
        own = [max(0, all_ - sum(line[k] for line in counts.values())) for k, all_ in enumerate(flows)]
        shown = set() if self.own_row.hidden else unbetrayed(counts | {self.unit.pk: own})
        rows = [self._row(unit, sums, self.quarter[0], hidden=unit.pk not in shown) for unit in self.children]
        return [r if r.hidden else Row(r.unit, r.opened, r.closed, r.in_time, None, None) for r in rows]

    @cached_property
    def own_row(self) -> Row:
        """A township's own numbers of the quarter, as the table of its county prints them or withholds them."""
        towns = below(self.unit.parent) if self.unit.parent else [self.unit]
        sums = self._of_quarter(towns)
        end = previous(self.quarter[1])
        if self._of_quarter([self.unit.parent] if self.unit.parent else []).all:
            rows = self._small(self.unit.parent, towns, sums)  # type: ignore[arg-type]
            return next(row for row in rows if row.unit.pk == self.unit.pk)
        hidden = any(is_small(number) for number in self._counts(sums, self.unit.pk))
        return self._row(self.unit, sums, end, hidden=hidden)
