"""Which unit and which days a ledger is of, and how its days are written."""

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from cases.casefile.models import Case
from cases.exports.models import LedgerExport
from network.access.scope import Scope
from network.units.models import ANCESTOR_COLUMNS, Level
from sisterhood.lib import clock
from sisterhood.lib.sheets import Cell

Words = dict[str, Cell]


def in_unit(row: LedgerExport, path: str = "case__") -> dict[str, int]:
    """Of one unit and everything below it."""
    return {f"{path}{ANCESTOR_COLUMNS.get(Level(row.unit.level), 'unit_id')}": row.unit_id}


def moments(row: LedgerExport, name: str) -> dict[str, datetime]:
    """Within the period, for a column of moments."""
    last = clock.end_of_day(row.last_day)
    return {f"{name}__gte": clock.start_of_day(row.first_day), f"{name}__lt": last}


def days(row: LedgerExport, name: str) -> dict[str, date]:
    """Within the period, for a column of days."""
    return {f"{name}__gte": row.first_day, f"{name}__lte": row.last_day}


def day(at: datetime | date | None) -> str:
    """2026-11-27, or nothing."""
    if at is None:
        return ""
    return (clock.local_date(at) if isinstance(at, datetime) else at).isoformat()


def lasted(start: date, end: datetime) -> int:
    """Calendar days from a day to the day of a moment."""
    return max(0, (clock.local_date(end) - start).days)


def opened(scope: Scope) -> QuerySet[Case]:
    """Matters whose content is open to her."""
    return Case.objects.openable_by(scope).visible_to(scope)


def open_ids(scope: Scope) -> Any:
    """Their ids, for the rows of services."""
    return opened(scope).values("pk")
