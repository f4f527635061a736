"""Whoever reads every published table of a quarter and its months cannot work out a cell of few people."""

import random
from datetime import datetime

import pytest

from cases.statistics import freezing, measures
from cases.statistics.models import PublishedTable, ReportSnapshot, Return
from cases.statistics.shapes import read, sums_of
from network.access.scope import Scope
from sisterhood.demo import cast
from sisterhood.lib import clock
from sisterhood.lib.small_cells import Sum, is_small
from tests.house import acting, plain_sql
from tests.statistics import told
from tests.statistics.attack import recovered
from tests.statistics.told import COUNTY
from tests.stories import matter

CLASSES = ("property", "property", "marriage_family", "marriage_family", "political", "person", "general")
WAYS = ("visit", "visit", "letter", "phone", "web")
MONTHS = ("2026-07", "2026-08", "2026-09")


@pytest.fixture(scope="module")
def quarter(house):
    """Three months of two townships and a county, by chance; each month and then the quarter locked and published."""
    rng = random.Random(20260928)
    for number, code in enumerate(MONTHS):
        at = datetime(2026, 7 + number, 15, 10, tzinfo=clock.ZONE)
        with clock.moved_to(at):
            for who, many in (("tian", 11), ("sun", 7), ("lin", 3)):
                for _each in range(many):
                    matter(who, category=rng.choice(CLASSES), channel=rng.choice(WAYS))
        after = datetime(2026, 8 + number, 1, 9, tzinfo=clock.ZONE)
        told.opened(house, after)
        told.locks_county(after, code, note="本月补录")
        assert told.published(house, after)
    told.locks_county(after, "2026Q3", note="本季补录")
    assert told.published(house, after)
    return house


def _published(code: str) -> tuple[dict, list[Sum], set, set]:
    """What the county's officer can read: cells (true ones, to compare), sums she knows, cells she is shown, small ones."""
    cells, sums, shown, towns = {}, [], set(), set()
    with acting("lin"):
        tables = {
            row.period: freezing.frozen(row)[code]
            for row in Return.objects.filter(
                unit__code=cast.SHUANGLIAO, unit__level=2, period__in=(*MONTHS, "2026Q3")
            )
        }
        rows = list(PublishedTable.objects.filter(table=code, period__in=tables))
        assert not ReportSnapshot.objects.filter(of__unit__code=cast.WOHU_TOWN).exists()
    # the truth is read as the owner, past every wall, to know what a guess is worth
    truth = {(unit, period): read(kept) for unit, period, kept in plain_truth(code)}
    keys = {period: {key for key, n in read(table.cells).items() if n} for period, table in tables.items()}
    for period, table in tables.items():
        county = read(table.cells)
        here = [row for row in rows if row.period == period]
        for key in keys[period]:
            cells["county", period, key] = county[key]
            shown.add(("county", period, key))
            parts = []
            for row in here:
                cell = row.unit_id, period, key
                cells[cell] = truth[row.unit_id, period].get(key, 0)
                towns.add(cell)
                parts.append(cell)
                if list(key) not in row.withheld:
                    shown.add(cell)
                    assert (read(row.cells).get(key) or 0) == cells[cell]
            cells["own", period, key] = county[key] - sum(cells[part] for part in parts)
            sums.append(Sum(("county", period, key), (*parts, ("own", period, key))))
        for each in sums_of(table.face):
            for place in [row.unit_id for row in here] + ["own"]:
                if tuple(each.total) in keys[period]:
                    sums.append(
                        Sum(
                            (place, period, each.total),
                            tuple((place, period, part) for part in each.parts if part in keys[period]),
                        )
                    )
    for place in {cell[0] for cell in towns}:
        for key in keys["2026Q3"]:
            sums.append(
                Sum(
                    (place, "2026Q3", key),
                    tuple((place, month, key) for month in MONTHS if (place, month, key) in cells),
                )
            )
    return cells, sums, shown, towns


def plain_truth(code: str) -> list[tuple]:
    """Every frozen table of a township, current version."""
    return _HOUSE[0].raw(
        "select r.unit_id, r.period, s.cells from cases_reportsnapshot s join cases_return r on r.id = s.of_id and s.version = r.version"
        ' join network_unit u on u.id = r.unit_id and u.level = 3 where s."table" = %s',
        [code],
    )


_HOUSE: list = []


@pytest.mark.parametrize("code", ["R-1", "R-2", "R-14"])
def test_no_small_cell_is_found_by_adding_and_subtracting(quarter, code):
    _HOUSE[:] = [quarter]
    cells, sums, shown, towns = _published(code) if code != "R-14" else _months_only(code)
    small = {key for key in towns if is_small(cells[key])}
    assert not small & shown, "a small cell is shown"
    if code == "R-1":
        assert len(small) > 40 and len(towns & shown) > 10
    found = recovered(cells, sums, shown)
    assert not {key: n for key, n in found.items() if key in small}


def _months_only(code: str):
    cells, sums, shown, towns = {}, [], set(), set()
    for unit, period, kept in plain_truth(code):
        for key, n in read(kept).items():
            cells[unit, period, key] = n
            towns.add((unit, period, key))
    with acting("lin"):
        for row in PublishedTable.objects.filter(table=code):
            for key in read(row.cells):
                shown.add((row.unit_id, row.period, key))
    return cells, sums, shown & towns, towns


def test_the_quarter_of_a_township_is_the_sum_of_its_months_in_what_is_shown_as_well(quarter):
    with acting("lin"):
        rows = {(r.unit_id, r.period): r for r in PublishedTable.objects.filter(table="R-1")}
        whole = [r for (unit, period), r in rows.items() if period == "2026Q3"]
        assert whole
        for row in whole:
            for key, n in read(row.cells).items():
                months = [rows[row.unit_id, month] for month in MONTHS]
                if all(list(key) not in month.withheld for month in months):
                    assert n == sum(read(month.cells).get(key) or 0 for month in months)


def test_measures_are_the_same_table_for_everybody_above(quarter):
    """No filter, no day of one's own: of a township there is one published table for each period, and nothing else."""
    town = told.of(*told.TOWN, period="2026-09")
    for who in ("lin", "gao", "zhou", "tong"):
        with acting(who) as (_user, scope):
            assert isinstance(scope, Scope)
            got = plain_sql(
                "select count(*) from cases_publishedtable where unit_id = %s and period = '2026-09'",
                [town.unit_id],
            )
            assert got == [(len(measures.tables("M")),)]
            for function in ("petitions", "handling", "violence", "more"):
                assert (
                    plain_sql(
                        f"select * from figures_{function}(%s, '2026-09-03', '2026-09-17', false)",
                        [town.unit_id],
                    )
                    == []
                )
    assert COUNTY
