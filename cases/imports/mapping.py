"""Which column means what: the heading row is found, meanings are guessed from headings and remembered per unit."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cases.casefile.vault import keyring
from cases.imports.columns import COLUMNS, NEEDED
from cases.imports.models import ColumnMemory
from cases.imports.reading import text_of
from network.units.models import Unit
from sisterhood.lib.workbooks import Row

LOOK_AT = 15  # a title and a line with the year may stand above the headings
FEWEST = 3
_MARKS = re.compile(r"[\s()（）\[\]【】:：、，,。.*＊/／\-—_]+")


@dataclass(frozen=True)
class Heading:
    """One column of the file: its letter in Excel, what stands on top, the meaning guessed."""

    position: int
    letter: str
    text: str
    guess: str


def plain(heading: str) -> str:
    """A heading without what differs between offices."""
    text = unicodedata.normalize("NFKC", heading)
    return _MARKS.sub("", re.sub(r"[(（].*?[)）]", "", text)) or _MARKS.sub("", text)


def letter(position: int) -> str:
    """A, B, … Z, AA: as Excel shows it."""
    name = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        name = chr(65 + rest) + name
    return name


_MEANING = {plain(text): column.code for column in reversed(COLUMNS) for text in reversed(column.headings)}
_RANK = {plain(text): n for column in COLUMNS for n, text in enumerate(column.headings)}


def heading_row(top: Sequence[Row]) -> Row | None:
    """The row among the first that knows most headings; None when none knows enough."""
    best = max(top[:LOOK_AT], key=lambda row: len(_known(row[1])), default=None)
    return best if best is not None and len(_known(best[1])) >= FEWEST else None


def _known(values: Sequence[Any]) -> set[str]:
    return {_MEANING[plain(text_of(value))] for value in values if plain(text_of(value)) in _MEANING}


def _key(heading: str) -> bytes | None:
    return keyring().blind_index("name", plain(heading))


def headings(values: Sequence[Any], *, unit: Unit) -> list[Heading]:
    """The columns of the file; what the unit said last time counts before the guess. One column for a meaning."""
    texts = [text_of(value) for value in values]
    while texts and not texts[-1]:
        texts.pop()
    remembered = {
        bytes(row.heading): row.column
        for row in ColumnMemory.objects.filter(unit=unit, heading__in=[k for k in map(_key, texts) if k])
    }
    found: dict[int, tuple[int, str]] = {}
    for position, text in enumerate(texts):
        key = _key(text)
        if key is not None and key in remembered:
            found[position] = (-1, remembered[key])
        elif plain(text) in _MEANING:
            found[position] = (_RANK[plain(text)], _MEANING[plain(text)])
    taken: dict[str, int] = {}
    for position, (_rank, code) in sorted(found.items(), key=lambda item: (item[1][0], item[0])):
        if code:
            taken.setdefault(code, position)
    place = {position: code for code, position in taken.items()}
    return [Heading(n, letter(n), text, place.get(n, "")) for n, text in enumerate(texts)]


def missing(mapping: Sequence[str]) -> list[tuple[str, ...]]:
    """Which of the needed columns nobody pointed at."""
    return [group for group in NEEDED if not set(group) & set(mapping)]


def remember(values: Sequence[Any], mapping: Sequence[str], *, unit: Unit) -> None:
    """Keep what each heading means at this unit, for the next file."""
    rows: dict[bytes, ColumnMemory] = {}
    for value, code in zip(values, mapping, strict=False):
        key = _key(text_of(value))
        if key is not None:
            rows[key] = ColumnMemory(unit=unit, heading=key, column=code)
    ColumnMemory.objects.bulk_create(
        rows.values(),
        update_conflicts=True,
        unique_fields=["unit", "heading"],
        update_fields=["column"],
    )
