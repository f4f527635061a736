"""The year in outcomes of a unit, and R-10 whole."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from network.sites.place_views import chosen_unit
from network.sites.reach import units_where
from network.units import tree
from network.units.models import Level
from outreach.outcomes import family_rows, yearly
from sisterhood.lib import clock

FIRST_YEAR = 2020


def year_of(request: HttpRequest) -> int:
    """?year=: a year up to this one; this one without any."""
    asked, this = request.GET.get("year", ""), clock.today().year
    known = asked.isascii() and asked.isdecimal() and len(asked) == 4 and FIRST_YEAR <= int(asked) <= this
    return int(asked) if known else this


@require_GET
def outcome_page(request: HttpRequest) -> HttpResponse:
    """/outreach/outcomes/?unit=&year=: planned, reached, spent, changed; each number with its definition and the page behind it."""
    here, year = chosen_unit(request, "see_outcomes"), year_of(request)
    if here.level > Level.VILLAGE:
        raise Http404
    shown = yearly.report(request.scope, here, year=year)
    units = here.children.current().filter(level__lte=Level.VILLAGE).order_by("code")
    context = {
        "here": here,
        "trail": tree.trail(here, inside=units_where(request.scope, "see_outcomes")),
        "year": {"this": year, "before": year - 1, "runs": year == clock.today().year},
        "report": shown,
        "units": units,
        "open": {
            line.action for part in shown.parts for line in part.lines if request.scope.may(line.action)
        },
        "may_export": request.scope.may("export_ledger"),
    }
    return render(request, "outreach/outcomes/outcome.html", context)


@require_GET
def family_figures_page(request: HttpRequest) -> HttpResponse:
    """/outreach/families/figures/?unit=&year=: R-10 by unit, each figure with its definition."""
    here, year = chosen_unit(request, "see_family_figures"), year_of(request)
    shown = family_rows.report(request.scope, here, year=year)
    context = {
        "here": here,
        "trail": tree.trail(here, inside=units_where(request.scope, "see_family_figures")),
        "rows": [(unit, _labelled(line), deeper) for unit, line, deeper in shown.rows],
        "whole": _labelled(shown.whole),
        "titles": shown.titles,
        "definitions": family_rows.COLUMNS,
        "year": {"this": year, "before": year - 1},
        "may_export": request.scope.may("export_ledger"),
    }
    return render(request, "outreach/families/figures.html", context)


def _labelled(line: family_rows.Line) -> list[tuple[object, object]]:
    names = [name for name, _means in family_rows.COLUMNS]
    return list(zip(names, line.cells, strict=True))
