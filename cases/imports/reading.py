"""One row of an old register read into plain values; what is wrong is named by column and kind, never quoted."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from cases.imports.columns import (
    CATEGORY_WORDS,
    CHANNEL_WORDS,
    CLOSED,
    GENDER_WORDS,
    HANDLING,
    MARITAL_WORDS,
    NATURE_WORDS,
    NO,
    SEALING_WORDS,
    STATUS_WORDS,
    YES,
)
from cases.vocabulary.intake import Category, Channel, Gender, MaritalStatus, Nature, Safety
from sisterhood.lib.phones import can_be_dialled
from sisterhood.lib.text import contains_id_number, has_nul_or_surrogate

LONGEST = {"name": 60, "respondent": 60, "address": 200, "old_number": 60, "responsible": 60, "request": 500}
LONG = 8000
FIRST_YEAR, FIRST_CALENDAR_YEAR = 1949, 2004
MOST_PEOPLE = 999
OLDEST = 120
_DAY = re.compile(
    r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?"
)
_PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NUMBER = re.compile(r"(\d{1,4})(?:\.0+)?")
_YEAR = re.compile(r"((?:18|19|20)\d{2})")


class Wrong(Exception):
    """A cell that cannot be read; `code` is a row of PROBLEMS."""

    def __init__(self, column: str, code: str) -> None:
        super().__init__(code)
        self.column = column
        self.code = code


@dataclass
class Read:
    """A row: its values when nothing is wrong, else (column, problem) pairs."""

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    wrong: list[tuple[str, str]] = field(default_factory=list)


def text_of(value: Any) -> str:
    """A cell as text: whole numbers without their .0, days as days."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return unicodedata.normalize("NFC", str(value)).strip()


def _plain(value: str) -> str:
    return unicodedata.normalize("NFKC", value).strip().casefold()


def _day(column: str, value: Any, today: date) -> date | None:
    if isinstance(value, datetime):
        found = value.date()
    elif isinstance(value, date):
        found = value
    else:
        text = _plain(text_of(value))
        if not text:
            return None
        match = _DAY.fullmatch(text) or _PACKED.fullmatch(text)
        try:
            found = date(*map(int, match.groups())) if match else date.min
        except ValueError:
            raise Wrong(column, "date") from None
        if not match:
            raise Wrong(column, "date")
    if found.year < FIRST_YEAR:
        raise Wrong(column, "old")
    if found > today:
        raise Wrong(column, "future")
    return found


def _word(column: str, text: str, words: Mapping[str, Any], default: Any) -> Any:
    text = _plain(text)
    if not text:
        return default
    if text in words:
        return words[text]
    for word, meaning in words.items():
        if len(word) > 1 and word in text:
            return meaning
    raise Wrong(column, "word")


def _yes(column: str, text: str) -> bool:
    text = _plain(text)
    if not text or text in NO:
        return False
    if text in YES:
        return True
    raise Wrong(column, "word")


def _birth_year(text: str, received: date | None) -> int | None:
    text = _plain(text).removesuffix("岁")
    if not text:
        return None
    number = _NUMBER.fullmatch(text)
    if number and int(number[1]) <= OLDEST:  # without a day of receipt the row is wrong already
        return received.year - int(number[1]) if received is not None else None
    year = _YEAR.match(text)
    if year and (received is None or 0 <= received.year - int(year[1]) <= OLDEST):
        return int(year[1])
    raise Wrong("age", "age")


def _people(text: str) -> int:
    text = _plain(text).removesuffix("人")
    if not text:
        return 1
    number = _NUMBER.fullmatch(text)
    if number is None or not 1 <= int(number[1]) <= MOST_PEOPLE:
        raise Wrong("group_size", "number")
    return int(number[1])


def _phone(text: str) -> str:
    if text and (not can_be_dialled(text) or len(text) > 30):
        raise Wrong("phone", "phone")
    return text


def _id_number(text: str) -> str:
    if text and not contains_id_number(text):
        raise Wrong("id_number", "id_number")
    return text


def _text(column: str, text: str) -> str:
    if len(text) > LONGEST.get(column, LONG):
        raise Wrong(column, "long")
    if has_nul_or_surrogate(text):
        raise Wrong(column, "signs")
    return text


def _safety(said: Mapping[str, str], violence: bool, minor: bool) -> Safety:
    """The register's own answer, or a word in it that must not lie open."""
    story = "".join(said.get(column, "") for column in ("request", "facts", "category", "result", "remarks"))
    if minor or any(word in story for word in SEALING_WORDS["minor"]):
        return Safety.MINOR
    if violence or any(word in story for word in SEALING_WORDS["violence"]):
        return Safety.VIOLENCE
    return Safety.SAFE


class _Row:
    """Reads cell after cell and collects what is wrong, so that one look reports a whole row."""

    def __init__(self, cells: Mapping[str, Any]) -> None:
        self.cells = cells
        self.texts = {column: text_of(value) for column, value in cells.items()}
        self.wrong: list[tuple[str, str]] = []

    def take(self, reader: Any, *args: Any, default: Any = None) -> Any:
        try:
            return reader(*args)
        except Wrong as wrong:
            self.wrong.append((wrong.column, wrong.code))
            return default

    def word(self, column: str, words: Mapping[str, Any], default: Any) -> str:
        return str(self.take(_word, column, self.texts.get(column, ""), words, default, default=default))


def read(number: int, cells: Mapping[str, Any], *, today: date) -> Read:
    """The values of one row, ready to be written, or everything that is wrong with it."""
    row = _Row(cells)
    said = row.texts
    received = row.take(_day, "received_on", cells.get("received_on"), today, default=date.max)
    if received is None:
        row.wrong.append(("received_on", "missing"))
    known = received if received not in (None, date.max) else None
    texts = {
        column: row.take(_text, column, said.get(column, ""), default="")
        for column in (
            *("old_number", "name", "address", "request", "facts", "respondent"),
            *("result", "responsible", "remarks"),
        )
    }
    if not said.get("request") and not said.get("facts"):
        row.wrong.append(("facts" if "facts" in cells else "request", "missing"))
    values = texts | {
        "phone": row.take(_phone, said.get("phone", "")),
        "id_number": row.take(_id_number, said.get("id_number", "")),
        "gender": row.word("gender", GENDER_WORDS, Gender.UNSAID),
        "marital_status": row.word("marital_status", MARITAL_WORDS, MaritalStatus.UNSAID),
        "birth_year": row.take(_birth_year, said.get("age", ""), known),
        "group_size": row.take(_people, said.get("group_size", "")),
        "channel": row.word("channel", CHANNEL_WORDS, Channel.VISIT),
        "category": row.word("category", CATEGORY_WORDS, Category.GENERAL),
        "nature": row.word("nature", NATURE_WORDS, Nature.APPEAL),
        "safety": str(
            _safety(
                said,
                row.take(_yes, "violence", said.get("violence", "")),
                row.take(_yes, "minor", said.get("minor", "")),
            )
        ),
    }
    values["request"] = values["request"] or values["facts"][: LONGEST["request"]]
    values |= _progress(row, known, today)
    return Read(number, {} if row.wrong else values, row.wrong)


def _progress(row: _Row, received: date | None, today: date) -> dict[str, Any]:
    """Open or closed, and since when; a day of closing says closed by itself."""
    days = {
        column: row.take(_day, column, row.cells.get(column), today)
        for column in ("accepted_on", "closed_on")
    }
    for column, day in days.items():
        if received is not None and day is not None and day < received:
            row.wrong.append((column, "order"))
    default = CLOSED if days["closed_on"] else ""
    status = row.word("status", STATUS_WORDS, default)
    if not status:
        row.wrong.append(("status" if "status" in row.cells else "closed_on", "missing"))
    begun = days["accepted_on"] or received
    if status not in ("", CLOSED) and begun is not None and begun.year < FIRST_CALENDAR_YEAR:
        row.wrong.append(("received_on", "calendar"))
    closed = days["closed_on"] or received if status == CLOSED else None
    return {
        "status": status,
        "received_on": received.isoformat() if received else "",
        "begun_on": begun.isoformat() if begun and status == HANDLING else "",
        "closed_on": closed.isoformat() if closed else "",
    }


def columns_of(mapping: Iterable[str]) -> list[tuple[int, str]]:
    """(position, column) of the columns that mean something."""
    return [(position, code) for position, code in enumerate(mapping) if code]
