"""No small number can be reckoned from what is printed: every table with the same printed numbers is asked."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.rollups.small_cells import SMALL, WIDE, is_small, withheld


def _printed(table, hidden, *, row_totals, column_totals):
    """Everything a reader sees."""
    rows, columns = range(len(table)), range(len(table[0]))
    seen = {(r, c): table[r][c] for r in rows for c in columns if (r, c) not in hidden.cells}
    if row_totals:
        seen |= {(r, "sum"): sum(table[r]) for r in rows if r not in hidden.row_totals}
    if column_totals:
        seen |= {("sum", c): sum(line[c] for line in table) for c in columns if c not in hidden.column_totals}
    if (row_totals or column_totals) and not hidden.total:
        seen["sum", "sum"] = sum(map(sum, table))
    return seen


def _possible(table, hidden, most, **margins):
    """For each withheld place the values it has in any table that prints the same; an honest guess goes to `most`."""
    places, seen = sorted(hidden.cells), _printed(table, hidden, **margins)
    found = {place: set() for place in places}
    for values in product(range(most + 1), repeat=len(places)):
        guess = [list(line) for line in table]
        for (r, c), value in zip(places, values, strict=True):
            guess[r][c] = value
        if _printed(guess, hidden, **margins) == seen:
            for place, value in zip(places, values, strict=True):
                found[place].add(value)
    return found


tables = st.tuples(st.integers(1, 3), st.integers(1, 2)).flatmap(
    lambda size: st.lists(
        st.lists(st.integers(0, 9), min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0]
    )
)


@given(tables, st.booleans(), st.booleans())
@settings(max_examples=250, deadline=None)
def test_every_small_number_might_be_another(table, row_totals, column_totals):
    margins = {"row_totals": row_totals, "column_totals": column_totals}
    hidden = withheld(table, **margins)
    small = {(r, c) for r, line in enumerate(table) for c, n in enumerate(line) if is_small(n)}
    assert small <= hidden.cells
    if len(hidden.cells) > 4:  # too many guesses to try one by one; the net below is asked instead
        return
    possible = _possible(table, hidden, 13, **margins)
    for place in small:
        assert max(possible[place]) - min(possible[place]) >= WIDE, (table, hidden, place, possible[place])


@given(
    st.lists(st.lists(st.integers(0, 60), min_size=6, max_size=6), min_size=2, max_size=12),
    st.booleans(),
    st.booleans(),
)
@settings(max_examples=60, deadline=None)
def test_no_subtraction_of_sums_gives_a_small_number_of_a_large_table(table, row_totals, column_totals):
    """Gaussian elimination over what is printed: no withheld small number is fixed by it."""
    hidden = withheld(table, row_totals=row_totals, column_totals=column_totals)
    places = sorted(hidden.cells)
    lines = []
    for r in range(len(table)):
        if row_totals and r not in hidden.row_totals:
            lines.append([1.0 if p[0] == r else 0.0 for p in places])
    for c in range(len(table[0])):
        if column_totals and c not in hidden.column_totals:
            lines.append([1.0 if p[1] == c else 0.0 for p in places])
    if (row_totals or column_totals) and not hidden.total:
        lines.append([1.0] * len(places))
    fixed = {places[k] for k in _fixed(lines, len(places))}
    assert not {p for p in fixed if is_small(table[p[0]][p[1]])}


def _fixed(lines, width):
    """Unknowns that a system of sums determines: those alone in a row of its reduced form."""
    lines, top = [line[:] for line in lines], 0
    for column in range(width):
        pivot = next((k for k in range(top, len(lines)) if abs(lines[k][column]) > 1e-9), None)
        if pivot is None:
            continue
        lines[top], lines[pivot] = lines[pivot], lines[top]
        lines[top] = [value / lines[top][column] for value in lines[top]]
        for k in range(len(lines)):
            if k != top and abs(lines[k][column]) > 1e-9:
                lines[k] = [a - lines[k][column] * b for a, b in zip(lines[k], lines[top], strict=True)]
        top += 1
    alone = [[k for k in range(width) if abs(line[k]) > 1e-9] for line in lines[:top]]
    return [found[0] for found in alone if len(found) == 1]


def test_one_small_number_takes_another_with_it():
    hidden = withheld([[3], [9], [40]], row_totals=False)
    assert (0, 0) in hidden.cells and len(hidden.cells) >= 2 and not hidden.column_totals


def test_nothing_is_withheld_where_nothing_is_small():
    hidden = withheld([[0, 7], [9, 12]])
    assert not hidden.cells and not hidden.row_totals and not hidden.column_totals and not hidden.total


def test_two_ones_and_their_sum_do_not_give_each_other_away():
    hidden = withheld([[1], [1], [0]], row_totals=False)
    assert len(hidden.cells) == 3 and 0 in hidden.column_totals


def test_what_is_no_table_is_refused():
    with pytest.raises(ValueError):
        withheld([[1, 2], [3]])
    with pytest.raises(ValueError):
        withheld([[-1]])
    assert SMALL == 5
