"""A reader who has every published table of a year, and tries to find out what was withheld. Knows nothing of `protect`.

Three ways: plain subtraction until nothing moves, intervals, and exact elimination over fractions.
"""

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction

from sisterhood.lib.small_cells import Sum


def recovered(cells: Mapping, sums: Sequence[Sum], shown: Collection) -> dict:
    """Every cell that is not shown, and can nevertheless be only one number: key → number."""
    known = {key: cells[key] for key in shown}
    low = {key: known.get(key, 0) for key in cells}
    high = {key: known.get(key, 10**9) for key in cells}
    moved = True
    while moved:
        moved = False
        for each in sums:
            least, most = sum(low[p] for p in each.parts), sum(high[p] for p in each.parts)
            for key, lo, hi in [
                (each.total, least, most),
                *(
                    (p, low[each.total] - (most - high[p]), high[each.total] - (least - low[p]))
                    for p in each.parts
                ),
            ]:
                new = max(low[key], lo), min(high[key], hi)
                if new != (low[key], high[key]):
                    low[key], high[key], moved = *new, True
    assert all(low[key] <= cells[key] <= high[key] for key in cells)  # the reader never errs
    found = {key: low[key] for key in cells if key not in known and low[key] == high[key]}
    return found | _by_elimination(known, sums, [key for key in cells if key not in known])


def _by_elimination(known: Mapping, sums: Sequence[Sum], unknown: Sequence) -> dict:
    place = {key: n for n, key in enumerate(unknown)}
    rows: list[dict[int, Fraction]] = []
    for each in sums:
        row, right = {}, Fraction(0)
        for key, sign in ((each.total, 1), *((p, -1) for p in each.parts)):
            if key in place:
                row[place[key]] = row.get(place[key], Fraction(0)) + sign
            else:
                right -= sign * known[key]
        row = {k: v for k, v in row.items() if v}
        if row:
            rows.append(row | {-1: right})
    done: list[tuple[int, dict[int, Fraction]]] = []
    for row in rows:
        for pivot, other in done:
            if pivot in row:
                times = row[pivot]
                for k, v in other.items():
                    row[k] = row.get(k, Fraction(0)) - times * v
                row = {k: v for k, v in row.items() if v or k == -1}
        pivot = next((k for k in row if k != -1), None)
        if pivot is None:
            continue
        row = {k: v / row[pivot] for k, v in row.items()}
        for n, (old, other) in enumerate(done):
            if pivot in other:
                times = other[pivot]
                for k, v in row.items():
                    other[k] = other.get(k, Fraction(0)) - times * v
                done[n] = old, {k: v for k, v in other.items() if v or k == -1}
        done.append((pivot, row))
    return {unknown[p]: int(row.get(-1, 0)) for p, row in done if all(k in (p, -1) for k in row)}
