"""The page of figures of screening and relief."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from network.sites.place_views import chosen_unit
from network.sites.reach import units_where
from network.units import tree
from network.units.models import Level, Unit
from outreach.health import figures
from sisterhood.lib import clock

# Column and what it counts; printed below the table.
COLUMNS = (
    (
        _("women due"),
        _("women between 35 and 64 to be examined this year, as planned with the health centre"),
    ),
    (_("women told"), _("women on the lists of villages when they were told")),
    (_("women who came"), _("of them those who came on the day")),
    (_("abnormal"), _("total of the hospital; who it was stays with the hospital")),
    (_("followed up"), _("of them followed up, total of the hospital")),
    (_("applied"), _("applications for cancer relief of this year, without those withdrawn")),
    (_("relief approved"), _("of them approved by the province")),
    (_("paid"), _("women to whom relief was paid by bank")),
    (_("yuan paid"), _("sum of what was paid")),
    (_("enrolled"), _("women who chose a group insurance that began this year")),
    (_("claims"), _("claims with help that the insurer paid out")),
)


def _labelled(row: figures.Figures) -> list[tuple[Any, int | None]]:
    """Each number with the name of its column."""
    return [(name, n) for (name, _meaning), n in zip(COLUMNS, row.cells, strict=True)]


@dataclass(frozen=True)
class Report:
    """`rows`: (unit, its cells with their names, whether it may be looked into); `whole`: all of it."""

    rows: list[tuple[Unit, list[tuple[Any, int | None]], bool]]
    whole: list[tuple[Any, int | None]]


def report(here: Unit, year: int) -> Report:
    """R-7 of one year by the units below, as page and file show it."""
    counted = figures.summed(here, year)
    units = [unit for unit in here.children.current().order_by("code") if unit.level <= Level.VILLAGE]
    rows = [
        (unit, _labelled(counted.get(unit.pk, figures.Figures())), unit.level < Level.VILLAGE)
        for unit in units
    ]
    return Report(rows, _labelled(counted.get(None, figures.Figures())))


@require_GET
def figures_page(request: HttpRequest) -> HttpResponse:
    """/outreach/health/figures/?unit=&year=: R-7 by the units below."""
    here, this = chosen_unit(request, "see_health_figures"), clock.today().year
    asked = request.GET.get("year", "")
    year = (
        int(asked)
        if asked.isascii() and asked.isdecimal() and len(asked) == 4 and 2020 <= int(asked) <= this
        else this
    )
    scope = request.scope  # type: ignore[attr-defined]  # put there by our middleware
    shown = report(here, year)
    context = {
        "here": here,
        "trail": tree.trail(here, inside=units_where(scope, "see_health_figures")),
        "year": year,
        "columns": COLUMNS,
        "rows": shown.rows,
        "whole": shown.whole,
        "exact": here.level <= Level.COUNTY,
        "may_export": scope.may("export_ledger"),
    }
    return render(request, "outreach/health/figures.html", context)
