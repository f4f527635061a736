"""统计报表: the tables by cycle, one table for a unit and a period, its workbook, figures of leaders."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from cases.statistics import books, comparing, measures, periods, seeing, standing
from cases.statistics.models import Return
from cases.statistics.periods import Period
from cases.statistics.shapes import HALF, MONTH, QUARTER, YEAR, Table
from network.audit import record
from network.audit.models import Action
from network.sites.place_views import chosen_unit
from network.sites.reach import units_where
from network.units import tree
from network.units.models import Level, Unit
from sisterhood.lib import clock

CYCLES = {MONTH: _("Each month"), QUARTER: _("Each quarter"), HALF: _("Each half-year"), YEAR: _("Each year")}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 12


def _unit(request: HttpRequest) -> Unit:
    here = chosen_unit(request, "see_statistics")
    if here.level > Level.TOWNSHIP:
        raise Http404
    return here


def _trail(request: HttpRequest, here: Unit) -> list[Unit]:
    return list(tree.trail(here, inside=units_where(request.scope, "see_statistics")))


def period_of(code: str, cycles: tuple[str, ...], today: date) -> Period:
    """From the address; without one the last that is over. Raises Http404 for one to come or of another cycle."""
    period = periods.read(code) if code else periods.containing(cycles[0], today).before
    if period is None or period.cycle not in cycles or period.since > today or period.since.year < 2020:
        raise Http404
    return period


@require_GET
def statistics_page(request: HttpRequest) -> HttpResponse:
    """/statistics/?unit=: tables of each cycle, the unit's returns, and how whole and timely those below are."""
    here, today = _unit(request), clock.today()
    rows = Return.objects.visible_to(request.scope).filter(unit=here).select_related("unit")[:SHOWN]
    context = {
        "here": here,
        "trail": _trail(request, here),
        "units": here.children.current().filter(is_quasi=False).order_by("code")
        if here.level < Level.TOWNSHIP
        else [],
        "cycles": [
            (label, periods.containing(cycle, today), measures.tables(cycle))
            for cycle, label in CYCLES.items()
        ],
        "rows": [(row, row.is_in_time(today)) for row in rows],
        "standing": standing.of(here, request.scope, today=today),
    }
    return render(request, "cases/statistics/list.html", context)


def _table(code: str) -> Table:
    table = measures.table_of(code)
    if table is None:
        raise Http404
    return table


def _seen(request: HttpRequest, code: str) -> tuple[seeing.Sheet, list[seeing.Part]]:
    table, here = _table(code), _unit(request)
    period = period_of(request.GET.get("period", ""), table.cycles, clock.today())
    sheet = seeing.sheet_of(table, here, period, request.scope)
    return sheet, seeing.below(table, here, period, request.scope)


@require_GET
def table_page(request: HttpRequest, code: str) -> HttpResponse:
    """/statistics/tables/R-1/?unit=&period=: the table with its definitions; where nothing is open, why."""
    sheet, parts = _seen(request, code)
    _note(request, Action.LIST, sheet)
    back, ahead = sheet.period.before, sheet.period.after
    context: dict[str, Any] = {
        "sheet": sheet,
        "parts": parts,
        "trail": _trail(request, sheet.here),
        "before": back,
        "after": ahead if ahead.since <= clock.today() else None,
        "cycles": [
            (CYCLES[cycle], periods.containing(cycle, sheet.period.last_day)) for cycle in sheet.table.cycles
        ],
        "compared": comparing.of(sheet, request.scope),
        "drill": _drill(request, sheet),
        "at": clock.now(),
    }
    return render(request, "cases/statistics/table.html", context)


def _drill(request: HttpRequest, sheet: seeing.Sheet) -> str:
    """The page with the rows behind the figures, or "" for a post that has none."""
    opens = request.scope.may(sheet.table.drills)
    return f"{reverse(sheet.table.drill)}?unit={sheet.here.pk}" if opens else ""


def _note(request: HttpRequest, action: Action, sheet: seeing.Sheet) -> None:
    detail = {
        "table": sheet.table.code,
        "period": sheet.period.code,
        "kind": sheet.kind,
        "version": sheet.version,
    }
    record.event(action, by=request.user, subject=("statistics", ""), unit_id=sheet.here.pk, detail=detail)


@require_GET
def book_page(request: HttpRequest, code: str) -> HttpResponse:
    """/statistics/tables/R-1/xlsx/?unit=&period=: the same as a workbook in Chinese; each time is logged."""
    with translation.override("zh-hans"):
        sheet, parts = _seen(request, code)
        if sheet.grid is None:
            raise Http404
        content = books.workbook(sheet, parts, who=request.user.display_name, at=clock.now())
    _note(request, Action.EXPORT, sheet)
    answer = HttpResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{sheet.table.code}-{sheet.period.code}.xlsx"'
    return answer


@require_GET
def figures_page(request: HttpRequest) -> HttpResponse:
    """/statistics/figures/?unit=&period=: figures of leaders with their definitions; from the county up, and for one's own unit."""
    here = _unit(request)
    asked = request.GET.get("period", "")
    period = period_of(asked, (MONTH, QUARTER, YEAR), clock.today())
    context = {
        "here": here,
        "trail": _trail(request, here),
        "period": period,
        "before": period.before,
        "after": period.after if period.after.since <= clock.today() else None,
        "figures": comparing.figures(here, period, request.scope),
        "at": clock.now(),
    }
    return render(request, "cases/statistics/figures.html", context)
