"""What is withheld cannot be found again by adding and subtracting what is shown."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sisterhood.lib.small_cells import FEW, Sum, bounds, determined, is_small, protect
from tests.statistics.attack import recovered


def _table(rng: random.Random, towns: int, lines: int, columns: int, months: int):
    """A county of towns by month: lines and columns add up, towns and what the county has itself are the county."""
    cells, sums, told, own = {}, [], set(), set()
    parts = [f"l{n}" for n in range(lines)]
    for m in [f"m{n}" for n in range(months)]:
        for t in [*(f"t{n}" for n in range(towns)), "own"]:
            for line in parts:
                for c in range(columns):
                    cells[m, t, line, c] = rng.choice((0, 0, 0, 1, 1, 2, 3, 4, 6, 9, 20))
        _totals(cells, sums, m, [*(f"t{n}" for n in range(towns)), "own"], parts, columns)
    if months > 1:
        for key in [k for k in cells if k[0] == "m0"]:
            year = ("year", *key[1:])
            each = tuple((f"m{n}", *key[1:]) for n in range(months))
            cells[year] = sum(cells[k] for k in each)
            sums.append(Sum(year, each))
    told |= {k for k in cells if k[1] == "county"}
    own |= {k for k in cells if k[1] == "own"}
    return cells, sums, told, own


def _totals(cells, sums, m, places, parts, columns):
    for t in places:
        for line in parts:
            cells[m, t, line, "sum"] = sum(cells[m, t, line, c] for c in range(columns))
            sums.append(Sum((m, t, line, "sum"), tuple((m, t, line, c) for c in range(columns))))
        for c in [*range(columns), "sum"]:
            cells[m, t, "all", c] = sum(cells[m, t, line, c] for line in parts)
            sums.append(Sum((m, t, "all", c), tuple((m, t, line, c) for line in parts)))
    for line in [*parts, "all"]:
        for c in [*range(columns), "sum"]:
            cells[m, "county", line, c] = sum(cells[m, t, line, c] for t in places)
            sums.append(Sum((m, "county", line, c), tuple((m, t, line, c) for t in places)))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**9), st.integers(1, 4), st.integers(1, 4), st.integers(1, 3))
def test_no_small_cell_of_a_month_is_found_again(seed, towns, lines, columns):
    cells, sums, told, own = _table(random.Random(seed), towns, lines, columns, 1)
    withheld = protect(cells, sums, told=told, hidden=own, open_to_guess=own)
    shown = cells.keys() - withheld - own
    assert not {k for k in shown - told if is_small(cells[k])}
    assert not {k: n for k, n in recovered(cells, sums, shown).items() if is_small(n) and k not in own}


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10**9), st.integers(1, 3))
def test_nor_of_three_months_and_their_sum_published_one_after_the_other(seed, towns):
    cells, sums, told, own = _table(random.Random(seed), towns, 2, 2, 3)
    hidden, open_so_far = set(own), set(told)
    for when in ("m0", "m1", "m2", "year"):
        now = {
            k for k in cells if k[0] in (when, *(k for k in ("m0", "m1", "m2") if k < when or when == "year"))
        }
        part = {k: cells[k] for k in now}
        known = [s for s in sums if all(k in now for k in s.members)]
        more = protect(part, known, told=open_so_far & now, hidden=hidden & now, open_to_guess=own)
        hidden |= more
        open_so_far |= now - hidden
    found = recovered(cells, sums, cells.keys() - hidden)
    assert not {k: n for k, n in found.items() if is_small(n) and k not in own}


def test_a_withheld_cell_keeps_five_possible_values_where_there_is_room():
    cells = {"a": 3, "b": 7, "c": 40, "all": 50}
    sums = [Sum("all", ("a", "b", "c"))]
    withheld = protect(cells, sums, told={"all"})
    assert withheld == {"a", "b"}
    low, high = bounds(cells, sums, withheld)["a"]
    assert high - low >= FEW - 1 and not determined(sums, withheld)


def test_a_table_without_few_people_loses_nothing_and_none_is_not_few():
    cells = {"a": 0, "b": 5, "all": 5}
    assert protect(cells, [Sum("all", ("a", "b"))]) == set()


@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_one_withheld_cell_alone_in_its_sum_takes_another_with_it(n):
    cells = {"a": n, "b": 9, "c": 30, "all": n + 39}
    assert protect(cells, [Sum("all", ("a", "b", "c"))], told={"all"}) == {"a", "b"}


def test_without_protection_the_same_reader_finds_a_cell():
    """The reader of these tests is no fool: where only the small cell is left out, she has it."""
    cells = {"a": 3, "b": 7, "all": 10}
    assert recovered(cells, [Sum("all", ("a", "b"))], {"b", "all"}) == {"a": 3}
