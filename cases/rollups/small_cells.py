"""Which numbers of a printed table must be withheld so that no small one can be reckoned from the rest.

A number of one to four is small (国家统计局 practice; domain.md §8.2). Withholding it alone does not hide it: its row or
its column minus the others gives it back. So further numbers are withheld until each small one could, for all that is
printed, be any of at least `WIDE` + 1 values. Pure: no row, no person, no request.

The table is reckoned as a net: rows and columns are knots, every withheld number a string between its row and its
column that can give and take; how far a number can move is the most that can flow around it.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

SMALL = 5  # numbers from one up to, not including, this one are withheld
WIDE = 4  # a withheld number keeps at least so much room (security.md §2h)
_ENDLESS = 10**9

Cell = tuple[int, int]


@dataclass(frozen=True)
class Withheld:
    """Places of a table that are not printed; `row_totals`, `column_totals` and `total` speak of its margins."""

    cells: frozenset[Cell]
    row_totals: frozenset[int]
    column_totals: frozenset[int]
    total: bool

    def hides_row(self, row: int) -> bool:
        """Whether anything of this row is withheld: whoever prints rows whole or not at all leaves it out."""
        return row in self.row_totals or any(place[0] == row for place in self.cells)


def is_small(number: int) -> bool:
    """Whether it may tell of single people."""
    return 0 < number < SMALL


class _Net:
    """The table with its margins; `open` are the places a reader does not see."""

    def __init__(self, table: Sequence[Sequence[int]], *, row_totals: bool, column_totals: bool) -> None:
        self.rows, self.columns = len(table), len(table[0]) if table else 0
        self.number: dict[Cell, int] = {
            (r, c): table[r][c] for r in range(self.rows) for c in range(self.columns)
        }
        for r in range(self.rows):
            self.number[r, self.columns] = sum(table[r])
        for c in range(self.columns):
            self.number[self.rows, c] = sum(line[c] for line in table)
        self.number[self.rows, self.columns] = sum(map(sum, table))
        self.open = {place for place in self.number if not self._is_printed(place, row_totals, column_totals)}

    def _is_printed(self, place: Cell, row_totals: bool, column_totals: bool) -> bool:
        row, column = place
        if row == self.rows and column == self.columns:
            return row_totals or column_totals
        if column == self.columns:
            return row_totals
        return column_totals if row == self.rows else True

    def _is_sum(self, place: Cell) -> bool:
        """Row and column totals enter their line with the other sign; the total of totals with the first again."""
        return (place[0] == self.rows) != (place[1] == self.columns)

    def _room(self, place: Cell, up: bool) -> int:
        """How far the entry of a place may go: a number never falls below nothing."""
        falls = up if self._is_sum(place) else not up
        return self.number[place] if falls else _ENDLESS

    def moves(self, place: Cell, *, up: bool, enough: int) -> int:
        """How far a withheld place can go one way while everything printed stays, counted no further than `enough`."""
        limit = min(enough, self._room(place, up))
        used: dict[tuple[Cell, bool], int] = {}
        moved = 0
        while moved < limit:
            way = self._way(place, up, used)
            if way is None:
                break
            step = limit - moved
            for other, rises in way:
                step = min(step, self._left(other, rises, used))
            for other, rises in way:
                used[other, rises] = used.get((other, rises), 0) + step
            moved += step
        return moved

    def _left(self, place: Cell, up: bool, used: dict[tuple[Cell, bool], int]) -> int:
        return self._room(place, up) - used.get((place, up), 0) + used.get((place, not up), 0)

    def _way(
        self, place: Cell, up: bool, used: dict[tuple[Cell, bool], int]
    ) -> list[tuple[Cell, bool]] | None:
        """A round of withheld places that takes up what this one gives: along its column, then a row, and so on."""
        home = ("row", place[0])
        begin = ("column", place[1])
        came: dict[tuple[str, int], tuple[tuple[str, int], Cell, bool]] = {}
        waiting, seen = deque([begin]), {begin}
        while waiting:
            knot = waiting.popleft()
            if knot == home:
                break
            kind, line = knot
            rises = not up if kind == "column" else up
            for other in self.open:
                if other == place or other[1 if kind == "column" else 0] != line:
                    continue
                to = ("row", other[0]) if kind == "column" else ("column", other[1])
                if to not in seen and self._left(other, rises, used) > 0:
                    seen.add(to)
                    came[to] = (knot, other, rises)
                    waiting.append(to)
        if home not in seen:
            return None
        way, knot = [], home
        while knot != begin:
            knot, other, rises = came[knot]
            way.append((other, rises))
        return way

    def is_safe(self, place: Cell) -> bool:
        """Whether a withheld small number keeps its room."""
        down = self.moves(place, up=False, enough=WIDE)
        return down + self.moves(place, up=True, enough=WIDE) >= WIDE

    def next_to(self, place: Cell) -> Cell | None:
        """What to withhold beside it: the least number of its row or column, then of the table, numbers before sums."""
        shut = [other for other in self.number if other not in self.open]
        if not shut:
            return None

        def cost(other: Cell) -> tuple[int, int, int, Cell]:
            margin = (other[0] == self.rows) + (other[1] == self.columns)
            near = other[0] == place[0] or other[1] == place[1]
            return (margin, 0 if near else 1, self.number[other] or WIDE, other)

        return min(shut, key=cost)


def withheld(
    table: Sequence[Sequence[int]], *, row_totals: bool = True, column_totals: bool = True
) -> Withheld:
    """What of a table of counts must not be printed; `row_totals` and `column_totals` say which sums are printed.

    Sums are withheld last. A sum that is small is withheld like a number, unless it belongs to a column: columns are
    summed for the unit above, which may read its own figure. Raises ValueError for rows of different lengths or a
    negative number.
    """
    if any(len(line) != len(table[0]) for line in table) or any(n < 0 for line in table for n in line):
        raise ValueError("a table of counts has equal rows and no negative number")
    net = _Net(table, row_totals=row_totals, column_totals=column_totals)
    small = [
        place
        for place, number in net.number.items()
        if is_small(number) and place[0] < net.rows and (place[1] < net.columns or row_totals)
    ]
    net.open |= set(small)
    for place in small:
        while not net.is_safe(place):
            further = net.next_to(place)
            if further is None:
                break
            net.open.add(further)
    return Withheld(
        cells=frozenset(p for p in net.open if p[0] < net.rows and p[1] < net.columns),
        row_totals=frozenset(p[0] for p in net.open if p[1] == net.columns and p[0] < net.rows),
        column_totals=frozenset(p[1] for p in net.open if p[0] == net.rows and p[1] < net.columns),
        total=(net.rows, net.columns) in net.open,
    )
