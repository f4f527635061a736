"""A file of divisions, read into rows that are sound each for itself; what is wrong is said in words."""

import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from django.utils.translation import gettext as _

from network.units.names import NATION_CODE, province_code
from sisterhood.lib.text import has_nul_or_surrogate

HEADER = ("code", "name", "level", "parent_code")
LEVELS = {str(level): level for level in range(6)}
LONGEST_NAME = 120
MOST_ERRORS = 500


class Row(NamedTuple):
    """One sound line; `number` counts lines as a spreadsheet does, the header being 1."""

    number: int
    code: str
    level: int
    name: str
    parent_code: str


class RowError(NamedTuple):
    """What is wrong in one line; number 0 means the whole file."""

    number: int
    sentence: str

    def __str__(self) -> str:
        if not self.number:
            return self.sentence
        return _("Row %(row)d: %(sentence)s") % {"row": self.number, "sentence": self.sentence}


@dataclass
class Sheet:
    """What a file holds: sound rows, errors, and the SHA-256 of its bytes as hexadecimal."""

    digest: str
    rows: list[Row] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)


def read(path: Path) -> Sheet:
    """Read a CSV in UTF-8 (with or without BOM) or GBK/GB18030. Raises OSError when it cannot be opened."""
    raw = path.read_bytes()
    sheet = Sheet(hashlib.sha256(raw).hexdigest())
    text = _decode(raw)
    if text is None:
        sheet.errors.append(RowError(0, _("The file is neither UTF-8 nor GBK text. Save it as CSV UTF-8.")))
        return sheet
    lines = csv.reader(io.StringIO(text, newline=""))
    columns = _columns(lines)
    if columns is None:
        sheet.errors.append(RowError(1, _("The first line must be: code,name,level,parent_code.")))
        return sheet
    for found in _rows(lines, columns):
        if isinstance(found, Row):
            sheet.rows.append(found)
        elif len(sheet.errors) < MOST_ERRORS:
            sheet.errors.append(found)
    if not sheet.rows and not sheet.errors:
        sheet.errors.append(RowError(0, _("The file holds no divisions.")))
    return sheet


def _decode(raw: bytes) -> str | None:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text
    return None


def _columns(lines: Iterator[list[str]]) -> list[int] | None:
    try:
        names = [name.strip().lower() for name in next(lines)]
    except (StopIteration, csv.Error):
        return None
    return [names.index(name) for name in HEADER] if set(HEADER) <= set(names) else None


def _rows(lines: Iterator[list[str]], columns: list[int]) -> Iterator[Row | RowError]:
    number, last = 1, max(columns)
    same: dict[str, str] = {}
    while True:
        number += 1
        try:
            line = next(lines)
        except StopIteration:
            return
        except csv.Error:
            yield RowError(number, _("The line cannot be read: a quotation mark or a sign is out of place."))
            return
        if not any(line):
            continue
        if len(line) <= last:
            yield RowError(number, _("The line has too few columns."))
            continue
        code, name, level, parent = (line[i].strip() for i in columns)
        sentence = _fault(code, name, level, parent)
        if sentence:
            yield RowError(number, sentence)
            continue
        parent = parent or _above(code, LEVELS[level])
        yield Row(number, code, LEVELS[level], name, same.setdefault(parent, parent))


def _fault(code: str, name: str, level: str, parent: str) -> str:
    if level not in LEVELS:
        return _("The level “%(level)s” is unknown; levels are 0 to 5.") % {"level": level[:20]}
    digits = 15 if level == "5" else 12
    if not (code.isascii() and code.isdigit() and len(code) == digits):
        return _("The code “%(code)s” must have %(digits)d digits.") % {"code": code[:20], "digits": digits}
    if not name:
        return _("The name is empty.")
    if len(name) > LONGEST_NAME or has_nul_or_surrogate(name):
        return _("The name is longer than %(most)d characters or holds signs that cannot be stored.") % {
            "most": LONGEST_NAME
        }
    if not parent and LEVELS[level] > 1:
        return _("The parent is missing.")
    if not parent and not province_code(code):
        return _("No province begins with “%(prefix)s”.") % {"prefix": code[:2]}
    return ""


def _above(code: str, level: int) -> str:
    """The parent of a row that names none: its province for a city, the nation for a province."""
    return province_code(code) if level == 1 else NATION_CODE
