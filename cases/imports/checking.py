"""The dry run: every row is read and judged, nothing is written but sealed chunks of what may come in."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.db import connection
from django.utils import timezone

from cases.casefile import sealed_files
from cases.casefile.vault import Vault
from cases.imports import reading
from cases.imports.columns import CLOSED, HANDLING
from cases.imports.models import LedgerImport
from cases.people.indexes import INDEXED, index_of
from cases.vocabulary.intake import Nature, Safety
from network.deadlines import calculator
from sisterhood.lib import clock, workbooks

FILE = "file"
CHUNK = 500
MOST_PROBLEMS = 1000  # listed; the counts are always whole
_KNOWN = "select ledger_known(%s::int[], %s::date[], %s::bytea[], %s::bytea[], %s::bytea[])"


def part(number: int) -> str:
    """The name of one chunk on disk."""
    return f"rows-{number:04d}"


def is_sealed(values: dict[str, Any]) -> bool:
    """Violence and children, as at an intake (architecture.md 4a); an accusation never comes in by a file."""
    return values["safety"] != Safety.SAFE


def indexes(values: dict[str, Any]) -> dict[str, bytes | None]:
    """Blind indexes of whoever the row names."""
    return {domain: index_of(domain, values[domain]) for domain in INDEXED}


class _Due:
    """Whether an open matter's legal date has passed; each day is counted once."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.counted: dict[tuple[str, str], bool] = {}

    def passed(self, values: dict[str, Any]) -> bool:
        code = LIMIT_OF.get(values["status"])
        if code is None:
            return False
        key = (code, values["begun_on"] or values["received_on"])
        if key not in self.counted:
            period = calculator.period_of(code, date.fromisoformat(key[1]))
            self.counted[key] = period.due_at <= self.now
        return self.counted[key]


LIMIT_OF = {HANDLING: "petition.handling", "registered": "petition.notice"}


class _Twins:
    """The same number in one year, the same person on one day: within the file."""

    def __init__(self) -> None:
        self.numbers: set[tuple[str, str]] = set()
        self.people: set[tuple[str, str, bytes]] = set()

    def number_again(self, values: dict[str, Any]) -> bool:
        key = (values["old_number"], values["received_on"][:4])
        again = bool(key[0]) and key in self.numbers
        self.numbers.add(key)
        return again

    def person_again(self, values: dict[str, Any], found: dict[str, bytes | None]) -> bool:
        keys = {(domain, values["received_on"], index) for domain, index in found.items() if index}
        again = bool(keys & self.people)
        self.people |= keys
        return again


class DryRun:
    """One pass over the file. Run twice it writes the same."""

    def __init__(self, row: LedgerImport, vault: Vault) -> None:
        self.row, self.vault = row, vault
        self.columns = reading.columns_of(row.mapping)
        self.due, self.twins = _Due(clock.now()), _Twins()
        self.problems: list[list[Any]] = []
        self.hints: list[list[Any]] = []
        self.good = self.broken = self.known = self.sealed = self.still_open = self.chunks = 0

    def run(self) -> None:
        """Reads, judges, seals chunks, and writes the outcome on the row. Raises UnsafeWorkbook."""
        good = self._good_rows()
        while chunk := list(islice(good, CHUNK)):
            self._mark_known(chunk)
            content = json.dumps([values for values, _found in chunk], ensure_ascii=False).encode()
            sealed_files.write(self.vault, self.row.pk, part(self.chunks), content)
            self.chunks += 1
        row = self.row
        row.good, row.broken, row.known = self.good, self.broken, self.known
        row.sealed, row.still_open, row.chunks = self.sealed, self.still_open, self.chunks
        row.problems = sorted((self.problems + self.hints)[:MOST_PROBLEMS], key=lambda p: p[0])
        row.touched_at = timezone.now()
        row.save()

    def _good_rows(self) -> Iterator[tuple[dict[str, Any], dict[str, bytes | None]]]:
        content = sealed_files.read(self.vault, self.row.pk, FILE)
        today = clock.today()
        for number, values in workbooks.rows(content):
            if number <= self.row.heading_row:
                continue
            cells = {code: values[place] for place, code in self.columns if place < len(values)}
            if not any(reading.text_of(value) for value in cells.values()):
                continue
            read = reading.read(number, cells, today=today)
            if not read.wrong and self.twins.number_again(read.values):
                read.wrong.append(("old_number", "twice"))
            if not read.wrong and read.values["nature"] == Nature.ACCUSATION:
                read.wrong.append(("nature", "accusation"))
            if read.wrong:
                self.broken += 1
                self._note(self.problems, [[number, column, code] for column, code in read.wrong])
                continue
            yield self._count(number, read.values)

    def _count(self, number: int, values: dict[str, Any]) -> tuple[dict[str, Any], dict[str, bytes | None]]:
        found = indexes(values)
        values["row"], values["known"] = number, self.twins.person_again(values, found)
        self.good += 1
        self.sealed += is_sealed(values)
        self.still_open += values["status"] != CLOSED
        if self.due.passed(values):
            self._note(self.hints, [[number, "status", "late"]])
        return values, found

    def _mark_known(self, chunk: list[tuple[dict[str, Any], dict[str, bytes | None]]]) -> None:
        """Yes or no, answered by the database; sealed matters of others never answer."""
        with connection.cursor() as cursor:
            cursor.execute(
                _KNOWN,
                [
                    [values["row"] for values, _found in chunk],
                    [values["received_on"] for values, _found in chunk],
                    *([found[domain] for _values, found in chunk] for domain in INDEXED),
                ],
            )
            here = {number for (number,) in cursor.fetchall()}
        for values, _found in chunk:
            values["known"] = values["known"] or values["row"] in here
            if values["known"]:
                self.known += 1
                self._note(self.hints, [[values["row"], "name", "known"]])

    @staticmethod
    def _note(into: list[list[Any]], rows: list[list[Any]]) -> None:
        if len(into) < MOST_PROBLEMS:
            into.extend(rows)
