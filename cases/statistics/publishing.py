"""What is shown above a township of its frozen tables. Runs as the worker, because nobody above may read them whole.

Published together, when the county has locked: all tables of its townships of one period, once for each version. What is
shown already (the county's tables, months of a quarter) is known to whoever reads, and is reckoned with.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import F

from cases.statistics import freezing, measures
from cases.statistics.models import PublishedTable, ReportSnapshot, Return
from cases.statistics.shapes import Table, read, stored, sums_of
from cases.statistics.states import FROZEN
from network.units.models import Level
from sisterhood.lib.small_cells import Key, Sum, protect

COUNTY, OWN = "county", "own"


# Of a year the classes are the sums of quarters that are shown: of a township it is told to nobody above.
NEVER_ABOVE = ("R-A",)
# A quarter beside its months is reckoned in a minute up to here; with more townships its months alone are shown.
MOST_TOWNS_OF_A_QUARTER = 6


def publish(*, at: datetime) -> int:
    """How many tables were published; none while another run is at it. Each county in a transaction of its own."""
    return sum(_publish(unit, period, at) for unit, period in _waiting())


def _waiting() -> list[tuple[int, str]]:
    """Counties that have locked, with townships whose tables are not shown yet: months before the quarter that is their sum."""
    waiting = ReportSnapshot.objects.filter(
        published=None, version=F("of__version"), of__unit__level=Level.TOWNSHIP, of__state__in=FROZEN
    )
    wanted = set(waiting.values_list("of__unit__parent", "of__period").distinct())
    counties = Return.objects.filter(
        unit__in=[unit for unit, _period in wanted],
        period__in=[period for _unit, period in wanted],
        state__in=FROZEN,
    )
    rows = [row for row in counties if (row.unit_id, row.period) in wanted]
    rows.sort(key=lambda row: (row.of.until, -len(row.period), row.unit_id))
    return [(row.unit_id, row.period) for row in rows]


@transaction.atomic
def _publish(unit: int, period: str, at: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(hashtextextended('publish returns', 0))")
        if not cursor.fetchone()[0]:
            return 0
    row = Return.objects.filter(unit=unit, period=period, state__in=FROZEN).select_related("unit").first()
    return _of_county(row, at) if row is not None else 0


def _of_county(row: Return, at: datetime) -> int:
    below = list(Return.objects.below(row).filter(state__in=FROZEN).order_by("unit__code"))
    waiting = ReportSnapshot.objects.filter(of__in=below, published=None)
    codes = {s.table for s in waiting.select_related("of") if s.version == s.of.version}
    done = 0
    for table in measures.tables(row.of.cycle):
        if table.code in codes:
            done += _publish_table(table, row, below, at)
    return done


def _publish_table(table: Table, row: Return, below: list[Return], at: datetime) -> int:
    whole = freezing.frozen(row).get(table.code)
    parts = {each.unit_id: found for each in below if (found := freezing.frozen(each).get(table.code))}
    if whole is None:
        return 0
    hidden_of: dict[int, set[tuple[str, str]]] = {unit: set() for unit in parts}
    system = _System(table, row.period, whole, parts)
    is_large = freezing.is_made_of_months(table, row.of) and len(parts) > MOST_TOWNS_OF_A_QUARTER
    if table.code in NEVER_ABOVE or is_large:
        hidden_of = {unit: set(system.keys()) for unit in parts}
    elif table.adds:
        system.months(row, below)
        hidden_of = system.withheld()
    fresh = [
        unit
        for unit, snapshot in parts.items()
        if not PublishedTable.objects.filter(snapshot=snapshot).exists()
    ]
    for unit in fresh:
        _show(parts[unit], unit, hidden_of[unit], at)
    return len(fresh)


def _show(snapshot: ReportSnapshot, unit: int, hidden: Iterable[tuple[str, str]], at: datetime) -> None:
    cells, gone = read(snapshot.cells), set(hidden)
    PublishedTable.objects.create(
        snapshot=snapshot,
        unit_id=unit,
        period=snapshot.of.period,
        table=snapshot.table,
        version=snapshot.version,
        face=snapshot.face,
        cells=stored({key: n for key, n in cells.items() if key not in gone}),
        withheld=sorted(gone),
        made_at=at,
    )


def face_of(snapshots: Iterable[ReportSnapshot]) -> dict[str, Any]:
    """One face with the lines of all, so that every sum is known; the words do not matter here."""
    faces = [each.face for each in snapshots]
    lines = {line[0]: line for face in faces for line in face["lines"]}
    return faces[0] | {"lines": list(lines.values())}


class _System:
    """All that a reader may add up and subtract: (place, period, line, column), what is told of it, what is not."""

    def __init__(
        self, table: Table, period: str, whole: ReportSnapshot, parts: dict[int, ReportSnapshot]
    ) -> None:
        self.table, self.period = table, period
        self.places: list[Any] = list(parts)
        self.snapshots = parts
        self.cells: dict[Key, int] = {}
        self.sums: list[Sum] = []
        self.told: set[Any] = set()
        self.hidden: set[Any] = set()
        self.face = face_of([whole, *parts.values()])
        self._add(period, whole, parts)
        self._keep_what_was_withheld()

    def keys(self) -> list[tuple[str, str]]:
        """Every (line, column) of the table."""
        columns = [each[0] for each in self.face["columns"]]
        return [(line[0], column) for line in self.face["lines"] for column in columns]

    def _add(self, period: str, whole: ReportSnapshot, parts: dict[int, ReportSnapshot]) -> None:
        county, keys = read(whole.cells), self.keys()
        towns = {unit: read(each.cells) for unit, each in parts.items()}
        for key in keys:
            whole_of = county.get(key) or 0
            known = {unit: cells.get(key) or 0 for unit, cells in towns.items()}
            self.cells |= {(unit, period, *key): n for unit, n in known.items()}
            self.cells[COUNTY, period, *key] = whole_of
            self.cells[OWN, period, *key] = whole_of - sum(known.values())
            self.told.add((COUNTY, period, *key))
            self.hidden.add((OWN, period, *key))
            places = (*known, OWN)
            self.sums.append(Sum((COUNTY, period, *key), tuple((place, period, *key) for place in places)))
        for each in sums_of(self.face):
            total: Any = each.total
            inner: Any = each.parts
            for place in (*towns, OWN):
                self.sums.append(
                    Sum((place, period, *total), tuple((place, period, *part) for part in inner))
                )

    def months(self, row: Return, below: list[Return]) -> None:
        """A quarter beside its months: what they show is told, what they withhold stays hidden."""
        if not freezing.is_made_of_months(self.table, row.of):
            return
        for month in freezing.months_of(row):
            whole = freezing.frozen(month).get(self.table.code)
            towns = Return.objects.filter(unit__in=self.places, period=month.period)
            parts = {t.unit_id: s for t in towns if (s := freezing.frozen(t).get(self.table.code))}
            if whole is None:
                continue
            self._add(month.period, whole, parts)
            for unit, snapshot in parts.items():
                self._as_published(unit, month.period, snapshot)
        self._add_up([month.code for month in row.of.months])

    def _as_published(self, unit: int, period: str, snapshot: ReportSnapshot) -> None:
        shown = PublishedTable.objects.filter(snapshot=snapshot).first()
        gone = {tuple(key) for key in shown.withheld} if shown is not None else set(self.keys())
        for key in self.keys():
            (self.hidden if key in gone else self.told).add((unit, period, *key))

    def _add_up(self, months: list[str]) -> None:
        for place in (*self.places, OWN):
            for key in self.keys():
                parts = tuple((place, month, *key) for month in months)
                if all(part in self.cells for part in parts):
                    self.sums.append(Sum((place, self.period, *key), parts))

    def _keep_what_was_withheld(self) -> None:
        """An earlier version was read, too: what it withheld, and what differs from what it showed, stays withheld."""
        for unit, snapshot in self.snapshots.items():
            for old in PublishedTable.objects.filter(
                snapshot__of=snapshot.of_id, snapshot__table=self.table.code
            ):
                gone, was = {tuple(key) for key in old.withheld}, read(old.cells)
                for key in self.keys():
                    differs = (was.get(key) or 0) != self.cells[unit, self.period, *key]
                    if key in gone or differs:
                        self.hidden.add((unit, self.period, *key))

    def withheld(self) -> dict[int, set[tuple[str, str]]]:
        """For each township (line, column) of this period that is not shown."""
        own = {key for key in self.hidden if key[0] == OWN}
        more = protect(self.cells, self.sums, told=self.told, hidden=self.hidden, open_to_guess=own)
        gone: set[Any] = {*more, *self.hidden}
        return {
            unit: {(key[2], key[3]) for key in gone if key[:2] == (unit, self.period)} for unit in self.places
        }
