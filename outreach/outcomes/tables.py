"""Which tables go upward, who may take them out, of which periods, and what fills them. A table."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.exports import sources
from cases.exports.columns import LedgerColumn
from cases.exports.models import LedgerExport
from cases.exports.period import Words
from cases.exports.sources import Source
from network.access.scope import Scope
from network.sites.reach import below
from network.units.models import Level, Unit
from outreach.outcomes import headings, periods, rows
from outreach.outcomes.headings import ledger


@dataclass(frozen=True)
class Table:
    """`shape`: of the codes of its periods; `lowest`: the lowest level it is made for."""

    label: Any
    title: str
    columns: tuple[LedgerColumn, ...]
    action: str
    shape: re.Pattern[str]
    build: Callable[[Scope, Unit, periods.Period], list[rows.Line]]
    lowest: Level = Level.VILLAGE


TABLES: dict[str, Table] = {
    "r7": Table(
        _("R-7 screening and relief"),
        "“两癌”检查与救助表",
        headings.R7,
        "see_health_figures",
        periods.YEAR,
        rows.screening_and_relief,
    ),
    "r8": Table(
        _("R-8 women and children in difficulty"),
        "留守、流动、困境儿童关爱表",
        headings.R8,
        "see_help_figures",
        periods.HALF,
        rows.children,
    ),
    "r9": Table(
        _("R-9 supporters and gifts"),
        "帮扶捐助表",
        headings.R9,
        "see_help_figures",
        periods.HALF,
        rows.supporters,
    ),
    "r10": Table(
        _("R-10 families"),
        "家庭建设统计表",
        headings.R10,
        "see_family_figures",
        periods.YEAR,
        rows.families,
    ),
    "r11": Table(
        _("R-11 three-zero villages"),
        "“三零”创建统计表",
        headings.R11,
        "see_threezero_figures",
        periods.HALF,
        rows.villages,
        Level.TOWNSHIP,
    ),
    "r13": Table(
        _("R-13 activities and publicity"),
        "宣传培训表",
        headings.R13,
        "see_activity_figures",
        periods.QUARTER,
        rows.publicity,
    ),
    "outcome": Table(
        _("The year in outcomes"),
        "年度工作成效表",
        headings.OUTCOME,
        "see_outcomes",
        periods.YEAR,
        rows.outcome,
    ),
}


class Lines:
    """Lines of cells, as the desk that makes a ledger asks for them."""

    def __init__(self, found: list[rows.Line]) -> None:
        self.found = found

    def count(self) -> int:
        """How many."""
        return len(self.found)

    def iterator(self, chunk_size: int) -> Iterator[rows.Line]:
        """One after the other; all of them are here."""
        return iter(self.found)


def _source(table: Table) -> Source:
    def lines(row: LedgerExport, scope: Scope) -> Lines:
        """Nothing for a unit she may not look at (any more)."""
        here = Unit.objects.filter(below(scope, table.action), pk=row.unit_id).first()
        if here is None or not scope.may(table.action):
            return Lines([])
        return Lines(table.build(scope, here, periods.of_order(row.first_day, row.last_day)))

    def words(batch: Sequence[rows.Line], _scope: Scope, _at: datetime) -> list[Words]:
        codes = [column.code for column in table.columns]
        return [dict(zip(codes, line, strict=True)) for line in batch]

    return Source(lines, words)


def enrol() -> None:
    """Fill the registry of ledgers; called once when the app is ready."""
    for code, table in TABLES.items():
        sources.register(code, ledger(table.label, table.title, table.columns), _source(table))
