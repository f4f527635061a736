"""Reading an Excel file that somebody uploads: looked through as a zip before a library may parse it."""

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook

from sisterhood.lib.uploads import MAX_BYTES

MAX_UNPACKED = 200 * 1024 * 1024
MAX_RATIO = 300  # one part against its packed size; honest sheets stay below 50
MAX_PARTS = 400
MAX_CELLS = 2_000_000
MAX_ROWS = 50_000
MAX_COLUMNS = 60

_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_SMALL_PART = 1024 * 1024
_STEP = 256 * 1024
_ALIVE = re.compile(
    r"vbaproject|macrosheets|dialogsheets|activex|embeddings|oleobject|customui|webextension", re.IGNORECASE
)
_LINKED = re.compile(r"externallinks|connections\.xml|querytables|xl/model/", re.IGNORECASE)
_OUTSIDE = re.compile(rb"""<Relationship\b[^>]*TargetMode\s*=\s*["']External["'][^>]*>""")

Row = tuple[int, tuple[Any, ...]]


class UnsafeWorkbook(Exception):
    """A file that is not read; str() says why and what to do."""

    def __init__(self, code: str, sentence: object) -> None:
        super().__init__(code)
        self.code = code
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence)


def _broken() -> UnsafeWorkbook:
    return UnsafeWorkbook(
        "broken",
        _("This file cannot be read as an Excel workbook. Open it in Excel and save it again as xlsx."),
    )


def _too_big() -> UnsafeWorkbook:
    return UnsafeWorkbook(
        "too_big", _("This file unpacks to more than a register holds. Copy the table alone into a new file.")
    )


def _too_many() -> UnsafeWorkbook:
    return UnsafeWorkbook(
        "too_many", _("This file has too many rows or cells. Split it, at most 50 000 rows in one file.")
    )


def check(content: bytes) -> None:
    """Raises UnsafeWorkbook for bombs, macros, links to elsewhere and tables nobody could have typed."""
    if len(content) > MAX_BYTES:
        raise UnsafeWorkbook("size", _("The file is larger than 10 MB."))
    if content.startswith(_OLD_EXCEL):
        raise UnsafeWorkbook(
            "old", _("This is an old xls file or it has a password. Save it as xlsx without a password.")
        )
    try:
        with ZipFile(BytesIO(content)) as archive:
            _check_parts(archive)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
        raise _broken() from None


def _check_parts(archive: ZipFile) -> None:
    parts = archive.infolist()
    names = " ".join(part.filename for part in parts)
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise _too_big()
    if _ALIVE.search(names):
        raise UnsafeWorkbook(
            "macros", _("This file carries macros or embedded objects. Save it as a plain xlsx without them.")
        )
    if _LINKED.search(names):
        raise UnsafeWorkbook(
            "links", _("This file is linked to other files. Paste the values only and save it again.")
        )
    left, cells = MAX_UNPACKED, 0
    for part in parts:
        size, found = _look_through(archive, part, left)
        left, cells = left - size, cells + found
        if cells > MAX_CELLS:
            raise _too_many()
    kinds = archive.read("[Content_Types].xml") if "[Content_Types].xml" in names else b""
    if b"macroEnabled" in kinds:
        raise UnsafeWorkbook(
            "macros", _("This file carries macros or embedded objects. Save it as a plain xlsx without them.")
        )
    if b"spreadsheetml.sheet.main+xml" not in kinds:
        raise _broken()


def _look_through(archive: ZipFile, part: ZipInfo, left: int) -> tuple[int, int]:
    """Unpacks one part in small steps; answers its true size and how many cells it holds."""
    if part.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise _broken()
    size = cells = 0
    tail = b""
    with archive.open(part) as file:
        while step := file.read(_STEP):
            size += len(step)
            if size > left or (size > _SMALL_PART and size > MAX_RATIO * max(part.compress_size, 1)):
                raise _too_big()
            plain = tail + step.replace(b"\0", b"")  # also where the text is UTF-16
            if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
                raise _broken()
            if part.filename.endswith(".rels") and any(
                b"/hyperlink" not in link for link in _OUTSIDE.findall(plain)
            ):
                raise UnsafeWorkbook(
                    "links", _("This file is linked to other files. Paste the values only and save it again.")
                )
            if part.filename.startswith("xl/worksheets/"):
                cells += plain.count(b"<c ", len(tail) - 2 if tail else 0)
            tail = plain[-16:] if not part.filename.endswith(".rels") else plain
    return size, cells


def rows(content: bytes) -> Iterator[Row]:
    """(row number, values) of the first visible sheet, empty rows left out. Formulas answer their last value.

    Raises UnsafeWorkbook, also in the middle.
    """
    check(content)
    try:
        book = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
        try:
            yield from _rows(book)
        finally:
            book.close()
    except (UnsafeWorkbook, GeneratorExit):
        raise
    except Exception:  # whatever a parser trips over; its message would quote the file
        raise _broken() from None


def _rows(book: Any) -> Iterator[Row]:
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not sheets:
        raise _broken()
    sheets[0].reset_dimensions()  # what the file says about its own size is not believed
    for number, values in enumerate(sheets[0].iter_rows(max_col=MAX_COLUMNS, values_only=True), start=1):
        if any(value is not None and value != "" for value in values):
            if number > MAX_ROWS:
                raise _too_many()
            yield number, values
