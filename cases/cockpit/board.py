"""What stands on the page, as numbers: five figures, the next level down, kinds, twelve months, and what is due.

At the city and the county every number is exact. Below the county ordinary matters alone are printed, so that nothing less
the list of her ledger tells of a sealed one; flows are those of the last whole quarter, and numbers that are small or
would give a small one away are withheld (`cases/rollups/small_cells.py`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from cases.cockpit.area import below, listed
from cases.cockpit.periods import TREND, Period, whole_quarter
from cases.rollups import reading
from cases.rollups.folding import following, months_to, previous
from cases.rollups.measures import Measure
from cases.rollups.reading import Months, Now, Sums
from cases.rollups.small_cells import is_small, withheld
from cases.vocabulary.intake import Category
from network.access.scope import Scope
from network.units.models import Level, Unit

SOON_DAYS = 3  # the design's "within three days"


@dataclass(frozen=True)
class Row:
    """One unit of a table; None is a number too small to be printed, or one that would give such a number away."""

    unit: Unit
    opened: int | None = None
    in_time: int | None = None
    missed: int | None = None
    open: int | None = None
    late: int | None = None
    rounds: int = 0

    @property
    def hidden(self) -> bool:
        """Whether nothing of it is printed."""
        return (self.opened, self.in_time, self.missed, self.open, self.late) == (None,) * 5

    @property
    def base(self) -> int | None:
        """Whatever was owed: closed, or late and still open at the end."""
        return None if self.in_time is None or self.missed is None else self.in_time + self.missed

    @property
    def rate(self) -> float | None:
        """Closed in time, of everything that was owed, in percent; None without a base or where it is withheld."""
        return 100 * (self.in_time or 0) / self.base if self.base else None


Counts = list[int]  # opened, in time, missed, open, late


def rate(in_time: int, closed: int, late: int) -> float | None:
    """时限内办结率 of some months: what is late and still open counts as owed."""
    return 100 * in_time / (closed + late) if closed + late else None


def lowest_first(rows: Sequence[Row]) -> list[Row]:
    """By rate; units without one last in the order of their codes, so that the order tells nothing of what is withheld."""
    return sorted(rows, key=lambda r: (r.rate is None, r.rate if r.rate is not None else 0, r.unit.code))


def printed(counts: Mapping[int, Counts], whole: Counts) -> dict[int, list[int | None]]:
    """Of ordinary matters by unit, and of everything of the unit above, what may be printed.

    `whole` is printed on the page: what the units leave of it (the office above itself, and whatever is sealed) is one
    row more, never printed. Where open and late matters together would tell of a few, the late ones are left out.
    """
    own = [max(0, all_ - sum(line[k] for line in counts.values())) for k, all_ in enumerate(whole)]
    told = withheld([*counts.values(), own], row_totals=False)
    found: dict[int, list[int | None]] = {}
    for place, (key, line) in enumerate(counts.items()):
        shown: list[int | None] = [None if (place, k) in told.cells else n for k, n in enumerate(line)]
        if shown[3] is not None and shown[4] is not None and is_small(shown[3] - shown[4]):
            shown[4] = None
        found[key] = shown
    return found


@dataclass
class Board:
    """The figures of one unit. Asks the database a fixed number of times, however many units stand below it."""

    unit: Unit
    period: Period
    at: datetime
    today: date
    scope: Scope

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
        """时限内办结率 of one month."""
        read = (Measure.IN_TIME, Measure.CLOSED, Measure.LATE)
        return rate(*(self.month(measure, month) for measure in read))

    @property
    def average(self) -> float | None:
        """The rate of the whole, over the months its rows speak of; None below the county."""
        if not self.is_exact:
            return None
        months = self.period.now if self.unit.level == Level.CITY else self.quarter
        late = (
            self.now.late if self.unit.level == Level.CITY else self.month(Measure.LATE, previous(months[1]))
        )
        return rate(self.flow(Measure.IN_TIME, months), self.flow(Measure.CLOSED, months), late)

    @cached_property
    def kinds(self) -> list[tuple[str, int, int]]:
        """Each class with what was received in the period and in the one before, the largest first."""
        own = self.unit.pk
        found = [
            (
                code,
                self.sums.of_kind(own, self.period.now, code),
                self.sums.of_kind(own, self.period.before, code),
            )
            for code in Category.values
        ]
        return sorted(found, key=lambda kind: -kind[1])

    @cached_property
    def rows(self) -> list[Row]:
        """The next level down, lowest rate first."""
        if self.unit.level == Level.CITY:
            return lowest_first(self._counties())
        if self.unit.level == Level.COUNTY:
            return lowest_first(self._towns(self.unit, self.children))
        return lowest_first(self._villages())

    def _counties(self) -> list[Row]:
        sums = reading.figures([u.pk for u in self.children], self.period.now)
        rows = []
        for unit in self.children:
            opened, closed, in_time, rounds = (
                sums.over(unit.pk, self.period.now, measure)
                for measure in (Measure.OPENED, Measure.CLOSED, Measure.IN_TIME, Measure.ROUNDS)
            )
            now = self.standing.get(unit.pk, Now())
            rows.append(Row(unit, opened, in_time, closed - in_time + now.late, now.open, now.late, rounds))
        return rows

    @property
    def quarter(self) -> Months:
        """The months that rows below the county speak of."""
        return whole_quarter(self.today)

    @cached_property
    def listed(self) -> dict[int | None, tuple[int, int]]:
        """Open and late ordinary matters by unit of the next level, as they stand in her own ledger."""
        return listed(self.unit, self.scope, self.at)

    def _counts(self, sums: Sums, unit: int, *, with_sealed: bool) -> Counts:
        """The flows of the quarter, and what was late at its end; open and late of today stand in another list."""

        def of(measure: str) -> int:
            every = sums.over(unit, self.quarter, measure)
            return every if with_sealed else every - sums.over(unit, self.quarter, measure, sealed=True)

        end = previous(self.quarter[1])
        late = sums.at(unit, end, Measure.LATE) - (
            0 if with_sealed else sums.at(unit, end, Measure.LATE, sealed=True)
        )
        return [
            of(Measure.OPENED),
            of(Measure.IN_TIME),
            max(0, of(Measure.CLOSED) - of(Measure.IN_TIME)) + late,
        ]

    def _towns(self, county: Unit, towns: Sequence[Unit]) -> list[Row]:
        sums = reading.figures([county.pk, *(u.pk for u in towns)], self.quarter)
        listed_ = self.listed if county.pk == self.unit.pk else listed(county, self.scope, self.at)
        now = self.now if county.pk == self.unit.pk else reading.whole(county.pk, at=self.at)
        counts = {
            u.pk: [*self._counts(sums, u.pk, with_sealed=False), *listed_.get(u.pk, (0, 0))] for u in towns
        }
        whole = [*self._counts(sums, county.pk, with_sealed=True), now.open, now.late]
        return self._rows(towns, sums, printed(counts, whole))

    def _rows(self, units: Sequence[Unit], sums: Sums, shown: Mapping[int, list[int | None]]) -> list[Row]:
        lists = self.scope.may("see_ledger")
        found = []
        for unit in units:
            opened, in_time, missed, is_open, late = shown[unit.pk]
            now = (is_open, late) if lists else (None, None)
            rounds = sums.over(unit.pk, self.quarter, Measure.ROUNDS)
            found.append(Row(unit, opened, in_time, missed, *now, rounds))
        return found

    def _villages(self) -> list[Row]:
        sums = reading.villages(self.unit.pk, self.quarter)
        own = self.own_row
        counts = {
            u.pk: [*self._counts(sums, u.pk, with_sealed=False), *self.listed.get(u.pk, (0, 0))]
            for u in self.children
        }
        whole = [number or 0 for number in (own.opened, own.in_time, own.missed, own.open, own.late)]
        return self._rows(self.children, sums, printed(counts, whole))

    @cached_property
    def own_row(self) -> Row:
        """A township's own numbers, as the table of its county prints them or withholds them.

        Whoever has no area over the county cannot see what the others leave of its sums.
        """
        county = self.unit.parent
        if county is not None and set(county.ancestor_ids) & set(self.scope.area):
            rows = self._towns(county, below(county))
            return next(row for row in rows if row.unit.pk == self.unit.pk)
        sums = reading.figures([self.unit.pk], self.quarter)
        is_open, late = (sum(pair[k] for pair in self.listed.values()) for k in (0, 1))
        counts = [*self._counts(sums, self.unit.pk, with_sealed=False), is_open, late]
        shown = [None if is_small(n) else n for n in counts]
        if shown[3] is not None and shown[4] is not None and is_small(shown[3] - shown[4]):
            shown[4] = None
        return self._rows([self.unit], sums, {self.unit.pk: shown})[0]
