"""The outcome of a dry run in words: row, column, what is wrong, how to mend it. No value of the file is repeated."""

from dataclasses import dataclass

from cases.imports.columns import BY_CODE, HINTS, PROBLEMS, WORDS
from cases.imports.mapping import letter
from cases.imports.models import LedgerImport


@dataclass(frozen=True)
class Line:
    """One problem or hint of one cell."""

    row: int
    column: str
    label: object
    what: object
    mend: object
    words: str


def lines(row: LedgerImport, *, hints: bool) -> list[Line]:
    """Problems, or hints, in the order of the file."""
    table = HINTS if hints else PROBLEMS
    place = {code: letter(n) for n, code in enumerate(row.mapping) if code}
    return [
        Line(
            number,
            place.get(column, ""),
            BY_CODE[column].label,
            table[code].what,
            table[code].mend,
            "、".join(WORDS.get(column, ())) if code == "word" else "",
        )
        for number, column, code in row.problems
        if code in table
    ]
