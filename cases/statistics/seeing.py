"""What somebody sees of a table: what is frozen, else what is counted now; above a township only what was published of it.

One table of one period of a township is told above it once, when its county has locked; never a count of its own day. Its
own office counts a period when it is over.
"""

from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from cases.statistics.models import PublishedTable, ReportSnapshot, Return
from cases.statistics.periods import Period
from cases.statistics.shapes import ALL, Ask, Cells, Grid, Shown, Table, read
from network.access.scope import Scope
from network.units.models import Level, Unit
from sisterhood.lib import clock

LIVE, FROZEN, PUBLISHED, SHUT = "live", "frozen", "published", "shut"


@dataclass(frozen=True)
class Sheet:
    """One table for one unit and period. `kind`: counted now, frozen, published of a township, or not open (why)."""

    table: Table
    here: Unit
    period: Period
    kind: str
    grid: Grid | None = None
    row: Return | None = None
    version: int = 0
    why: str = ""
    adjustments: list[dict[str, Any]] = field(default_factory=list)

    @property
    def has_withheld(self) -> bool:
        """Whether a cell is left out."""
        return self.grid is not None and None in self.grid.cells.values()

    @cached_property
    def told(self) -> list[tuple[str, str, str, int]]:
        """Adjustments in words: period, line, column, by how much."""
        if self.grid is None:
            return []
        lines = {line[0]: line[1] for line in self.grid.face["lines"]}
        columns = {column[0]: column[1] for column in self.grid.face["columns"]}
        return [
            (
                each["period"],
                lines.get(each["line"], each["line"]),
                columns.get(each["column"], each["column"]),
                each["n"],
            )
            for each in self.adjustments
        ]


def is_exact(unit: Unit) -> bool:
    """Whether whoever acts may have whole figures of a unit, as the database says."""
    with connection.cursor() as cursor:
        cursor.execute("select figures_exact(%s)", [unit.pk])
        return bool(cursor.fetchone()[0])


def return_of(scope: Scope, here: Unit, period: Period) -> Return | None:
    """The return of a unit and period, where there is one."""
    rows = Return.objects.visible_to(scope).filter(unit=here, period=period.code)
    return rows.select_related("unit__parent").first()


def sheet_of(table: Table, here: Unit, period: Period, scope: Scope) -> Sheet:
    """The table as she sees it now."""
    row = return_of(scope, here, period)
    if row is not None and row.is_frozen:
        found = of_version(table, row, row.version, scope)
        if found is not None:
            return found
        return Sheet(
            table, here, period, SHUT, row=row, why=_("It is shown here as soon as its county has locked.")
        )
    if here.level == Level.TOWNSHIP and not _works_at(scope, here):
        why = _(
            "Below the county a table is shown above once it is locked, so that no two counts tell of one person."
        )
        return Sheet(table, here, period, SHUT, row=row, why=why)
    if here.level == Level.TOWNSHIP and period.until > clock.today():
        why = _("A township counts when the period is over, so that no day of it tells of one person.")
        return Sheet(table, here, period, SHUT, row=row, why=why)
    if not is_exact(here) or not scope.may(table.action):
        return Sheet(table, here, period, SHUT, row=row, why=_("Your post does not see this table."))
    cells = table.count(Ask(here, period.since, period.until, scope))
    return Sheet(table, here, period, LIVE, Grid(table.face(cells), cells), row=row)


def _works_at(scope: Scope, here: Unit) -> bool:
    return here.pk in scope.units


def of_version(table: Table, row: Return, version: int, scope: Scope) -> Sheet | None:
    """A frozen version: whole for its own office, as it was published for whoever is above."""
    snapshot = ReportSnapshot.objects.filter(of=row, table=table.code, version=version).first()
    if snapshot is not None and (row.unit.level < Level.TOWNSHIP or _works_at(scope, row.unit)):
        grid = Grid(snapshot.face, read(snapshot.cells))
        return Sheet(table, row.unit, row.of, FROZEN, grid, row, version, adjustments=snapshot.adjustments)
    shown = _published(row, table.code, version)
    if shown is None:
        return None
    gone: Cells = dict.fromkeys((line, column) for line, column in shown.withheld)
    return Sheet(table, row.unit, row.of, PUBLISHED, Grid(shown.face, read(shown.cells) | gone), row, version)


def _published(row: Return, code: str, version: int) -> PublishedTable | None:
    """By the unit and the words: row security hides the frozen table behind it."""
    rows = PublishedTable.objects.filter(unit=row.unit_id, period=row.period, table=code, version=version)
    return rows.first()


@dataclass(frozen=True)
class Part:
    """The whole line of one unit below."""

    unit: Unit
    sheet: Sheet

    @property
    def cells(self) -> list[Shown]:
        """Empty where it is not open."""
        return list(self.sheet.grid.line(ALL)) if self.sheet.grid is not None else []


def below(table: Table, here: Unit, period: Period, scope: Scope) -> list[Part]:
    """Each unit directly below: counties as they stand, townships as published."""
    if not table.by_unit or here.level >= Level.TOWNSHIP:
        return []
    units = here.children.current().filter(is_quasi=False).order_by("code")
    return [Part(unit, sheet_of(table, unit, period, scope)) for unit in units]
