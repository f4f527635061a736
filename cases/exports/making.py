"""A ledger as a workbook: what her scope reaches, names masked, no story; sealed matters leave most columns bare."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from cases.exports.columns import LEDGERS, MARK, NOT_OPEN
from cases.exports.models import LedgerExport
from cases.exports.period import Words
from cases.exports.sources import SOURCES
from cases.privacy import reveal
from network.access.scope import Scope
from sisterhood.lib import clock, sheets

BATCH = 1000


def count(row: LedgerExport, scope: Scope) -> int:
    """How many rows it would have now."""
    return SOURCES[row.ledger].rows(row, scope).count()


def file_of(row: LedgerExport, scope: Scope, *, who: str, at: datetime) -> tuple[bytes, int]:
    """The workbook and how many rows it holds; who, when and which copy stand on every sheet and page."""
    ledger, counted = LEDGERS[row.ledger], _Counted(_lines(row, scope, at))
    title = f"{row.unit.short_name}{ledger.title}（{row.first_day} 至 {row.last_day}）"
    mark = MARK.format(name=who, at=f"{clock.in_zone(at):%Y-%m-%d %H:%M}", copy=row.copy_number)
    columns = [sheets.Column(column.heading, column.width) for column in ledger.columns]
    return sheets.workbook(title, mark, columns, counted), counted.number


class _Counted:
    """Passes lines on and remembers how many there were."""

    def __init__(self, lines: Iterator[list[sheets.Cell]]) -> None:
        self.lines, self.number = lines, 0

    def __iter__(self) -> Iterator[list[sheets.Cell]]:
        for line in self.lines:
            self.number += 1
            yield line


def _lines(row: LedgerExport, scope: Scope, at: datetime) -> Iterator[list[sheets.Cell]]:
    columns, source = LEDGERS[row.ledger].columns, SOURCES[row.ledger]
    masked = any(column.code == "petitioner" for column in columns)
    waiting, serial = source.rows(row, scope).iterator(chunk_size=BATCH), 0
    while batch := list(islice(waiting, BATCH)):
        cases = [source.case(each) if source.case is not None else None for each in batch]
        open_ = {case.pk: case for case in cases if case is not None and not case.is_sealed}
        names = reveal.masked_names(list(open_.values())) if masked else {}
        for case, words in zip(cases, source.words(batch, scope, at), strict=True):
            serial += 1
            told: Words = {"serial": serial}
            if case is not None:
                told |= {"number": case.number, "petitioner": names.get(case.pk, NOT_OPEN)}
            told |= words
            is_bare = case is not None and case.is_sealed
            yield [NOT_OPEN if is_bare and c.bare else told[c.code] for c in columns]
