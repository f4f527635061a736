"""The rows of a ledger: what her scope reaches, names masked, no story; sealed matters keep number and stage only."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from cases.casefile.models import Case
from cases.exports.columns import LEDGERS, MARK, NO, NOT_OPEN, RESTRICTED, YES
from cases.exports.models import LedgerExport
from cases.petitions.states import STATES
from cases.privacy import reveal
from cases.vocabulary import Category, Channel
from network.access.scope import Scope
from network.units.models import ANCESTOR_COLUMNS, Level
from sisterhood.lib import clock, sheets

BATCH = 1000
_CATEGORIES, _CHANNELS = dict(Category.choices), dict(Channel.choices)


def matters(row: LedgerExport, scope: Scope) -> QuerySet[Case]:
    """What she herself may see, of one unit and below, received in the period, in the order of receipt."""
    column = ANCESTOR_COLUMNS.get(Level(row.unit.level), "unit_id")
    found = Case.objects.visible_to(scope).filter(
        **{column: row.unit_id},
        kind=LEDGERS[row.ledger].kind,
        received_on__gte=row.first_day,
        received_on__lte=row.last_day,
    )
    return found.select_related("unit", "origin_unit", "owner").order_by("received_on", "number")


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
    codes = [column.code for column in LEDGERS[row.ledger].columns]
    waiting, serial = matters(row, scope).iterator(chunk_size=BATCH), 0
    while batch := list(islice(waiting, BATCH)):
        names = reveal.masked_names([case for case in batch if not case.is_sealed])
        for case in batch:
            serial += 1
            values = _values(case, at) | {"serial": serial, "petitioner": names.get(case.pk, NOT_OPEN)}
            yield [values[code] for code in codes] if not case.is_sealed else _sealed(values, codes)


def _values(case: Case, at: datetime) -> dict[str, Any]:
    end = case.closed_at or at
    return {
        "number": case.number,
        "received_on": case.received_on.isoformat(),
        "channel": str(_CHANNELS[case.channel]),
        "category": str(_CATEGORIES[case.category]),
        "origin_unit": case.origin_unit.short_name,
        "unit": case.unit.short_name,
        "owner": case.owner.display_name if case.owner else NOT_OPEN,
        "stage": str(STATES.get(case.stage, case.stage)),
        "next_due": clock.local_date(case.next_due_at).isoformat() if case.next_due_at else "",
        "late": YES if case.closed_at is None and case.next_due_at and case.next_due_at <= at else NO,
        "closed_on": clock.local_date(case.closed_at).isoformat() if case.closed_at else "",
        "days": max(0, (clock.local_date(end) - case.received_on).days),
    }


def _sealed(values: dict[str, Any], codes: list[str]) -> list[sheets.Cell]:
    """Counted, but without class, way, place and name."""
    hidden = (
        values
        | {"category": RESTRICTED}
        | dict.fromkeys(("channel", "petitioner", "origin_unit", "unit"), NOT_OPEN)
    )
    return [hidden[code] for code in codes]
