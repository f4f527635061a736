"""What a table of the returns is made of: lines, columns, shares, and the way its cells are counted."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from network.access.scope import Scope
from network.units.models import Unit
from sisterhood.lib.small_cells import Sum

MONTH, QUARTER, HALF, YEAR = "M", "Q", "H", "Y"
ALL = "all"
# By line and column; a pair that is not there is none, None was withheld where it was counted.
Cells = dict[tuple[str, str], int | None]
Shown = tuple[str, int | str | None]
WIDE = 16  # columns that still stand side by side
NOTHING = "–"  # a share of nothing


@dataclass(frozen=True)
class Ask:
    """Which unit and days: the first one, and the one after the last. `own`: without what its lower units return."""

    here: Unit
    since: date
    until: date
    scope: Scope
    own: bool = False


@dataclass(frozen=True)
class Line:
    """One line. `parent`: the line it is a part of, to which all such parts add up; "" for one that is no part."""

    code: str
    label: Any
    parent: str = ""


@dataclass(frozen=True)
class Column:
    """One column with its definition. `sums`: each a set of columns that together are this one."""

    code: str
    label: Any
    means: Any
    sums: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Share:
    """A number worked out of two columns when the table is shown: per hundred, or an average where `per` is 1."""

    code: str
    label: Any
    means: Any
    part: str
    of: str
    per: int = 100


@dataclass(frozen=True)
class Table:
    """One table of domain.md §8.2. `cycles`: for which periods it goes up. `counted_in`: the unit of its numbers.

    `adds`: a unit's table is its own part and the tables below it, a quarter's the sum of its months; only of such a
    table cells of few people are withheld here. One that does not add comes as its own page counts it, withheld already.
    `drill`: name of the page with the rows behind the figures, for whoever has the action `drills`; it shows what she may see.
    `action`: what her post must know to count the table.
    """

    code: str
    name: Any
    cycles: tuple[str, ...]
    counted_in: Any
    source: str
    lines: Callable[[], list[Line]]
    columns: tuple[Column, ...]
    count: Callable[[Ask], Cells]
    shares: tuple[Share, ...] = ()
    adds: bool = True
    by_unit: bool = False
    drill: str = "ledger"
    drills: str = "see_ledger"
    action: str = "see_statistics"

    def face(self, cells: Mapping[tuple[str, str], int | None] | None = None) -> dict[str, Any]:
        """The words around the numbers, frozen with them; lines that are gone from the lists but counted stay in sight."""
        lines = [(line.code, str(line.label), line.parent) for line in self.lines()]
        known = {code for code, _label, _parent in lines}
        for code in dict.fromkeys(line for line, _column in cells or {}):
            if code not in known:
                lines.append((code, code.rpartition("/")[2], code.rpartition("/")[0]))
        return {
            "code": self.code,
            "name": str(self.name),
            "counted_in": str(self.counted_in),
            "source": self.source,
            "lines": lines,
            "columns": [
                (c.code, str(c.label), str(c.means), [list(s) for s in c.sums]) for c in self.columns
            ],
            "shares": [(s.code, str(s.label), str(s.means), s.part, s.of, s.per) for s in self.shares],
        }


@dataclass(frozen=True)
class Measure:
    """One figure of domain.md §8.3 as a share of two counts; `table` names the form line it stands beside.

    `part` and `of` are columns of that table's whole line, or codes of the counts that stand in no table.
    """

    code: str
    name: Any
    means: Any
    counted_in: Any
    table: str
    part: str
    of: str
    source: str = ""
    per: int = 100
    line: str = ALL
    beside: str = ""
    note: Any = ""


@dataclass(frozen=True)
class Grid:
    """Cells with their face, as they are shown, printed and sent: nothing here asks the database."""

    face: Mapping[str, Any]
    cells: Mapping[tuple[str, str], int | None]

    def rows(self) -> Iterator[tuple[str, bool, list[Shown]]]:
        """(label, whether it is a part of a part, cells); such a line without any number is left out."""
        for code, label, parent in self.face["lines"]:
            is_part, cells = parent not in ("", ALL), [*self.line(code)]
            if not is_part or any(n not in (0, NOTHING) for _label, n in cells):
                yield label, is_part, cells

    def line(self, code: str) -> Iterator[Shown]:
        """The cells of one line with the label of their column; None is withheld. Shares are worked out last."""
        for column, label, _means, _sums in self.face["columns"]:
            yield label, self.cells.get((code, column), 0)
        for _code, label, _means, part, of, per in self.face["shares"]:
            rate = share(self.cells.get((code, part), 0), self.cells.get((code, of), 0), per)
            yield label, NOTHING if rate is None else rate

    @property
    def is_turned(self) -> bool:
        """Many columns and few lines: columns are written as lines, so that a sheet of A4 holds them."""
        return len(self.headings) > WIDE and len(self.face["lines"]) < len(self.headings)

    @property
    def turned(self) -> tuple[list[str], list[tuple[str, list[int | str | None]]]]:
        """The names of the lines, and each column with its cells."""
        rows = list(self.rows())
        columns = zip(*([n for _label, n in cells] for _name, _is_part, cells in rows), strict=True)
        return [name for name, _is_part, _cells in rows], [
            (heading, list(cells)) for heading, cells in zip(self.headings, columns, strict=True)
        ]

    @property
    def headings(self) -> list[str]:
        """Of all columns after the first."""
        return [each[1] for each in (*self.face["columns"], *self.face["shares"])]

    @property
    def definitions(self) -> list[tuple[str, str]]:
        """Of all columns."""
        return [(each[1], each[2]) for each in (*self.face["columns"], *self.face["shares"])]


def share(part: int | None, of: int | None, per: int) -> int | None:
    """Rounded; None when either is withheld or there is nothing to share."""
    return None if part is None or not of else round(per * part / of)


def sums_of(face: Mapping[str, Any]) -> list[Sum]:
    """What adds up inside a table: parts of a line in each column, columns of a column in each line."""
    found, parts = list[Sum](), dict[str, list[str]]()
    for code, _label, parent in face["lines"]:
        if parent:
            parts.setdefault(parent, []).append(code)
    columns = [each[0] for each in face["columns"]]
    for total, lines in parts.items():
        found += [Sum((total, column), tuple((line, column) for line in lines)) for column in columns]
    for code, _label, _parent in face["lines"]:
        for column, _l, _m, sums in face["columns"]:
            found += [Sum((code, column), tuple((code, part) for part in each)) for each in sums]
    return found


def stored(cells: Mapping[tuple[str, str], int | None]) -> dict[str, dict[str, int | None]]:
    """As it is frozen: line → column → number; what is none is left out."""
    kept: dict[str, dict[str, int | None]] = {}
    for (line, column), number in sorted(cells.items()):
        if number != 0:
            kept.setdefault(line, {})[column] = number
    return kept


def read(kept: Mapping[str, Mapping[str, int | None]]) -> Cells:
    """The same back."""
    return {(line, column): n for line, columns in kept.items() for column, n in columns.items()}
