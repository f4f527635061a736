"""R-8 and R-9 on one page, each with its definition."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from network.sites.place_views import chosen_unit
from network.sites.reach import units_where
from network.units import tree
from network.units.models import Level
from outreach.pairings import figures
from sisterhood.lib import clock


@require_GET
def help_figures_page(request: HttpRequest) -> HttpResponse:
    """/outreach/helping/figures/?unit=&before=1: this half-year up to today, or the one before it."""
    here, today = chosen_unit(request, "see_help_figures"), clock.today()
    since, until = figures.half_year(today)
    if request.GET.get("before") == "1":
        since, until = figures.half_year(since - timedelta(days=1))
    until = min(until, today)
    context = {
        "here": here,
        "trail": tree.trail(here, inside=units_where(request.scope, "see_help_figures")),
        "since": since,
        "until": until,
        "code": f"{since.year}H{1 if since.month == 1 else 2}",
        "may_export": request.scope.may("export_ledger"),
        "is_before": request.GET.get("before") == "1",
        "children": figures.children(here, since=since, until=until),
        "reports": figures.told_reports(here, since=since, until=until)
        if here.level <= Level.TOWNSHIP
        else "",
        "blanks": range(7),
        "supporters": figures.supporters(here, since=since, until=until),
    }
    return render(request, "outreach/pairings/figures.html", context)
