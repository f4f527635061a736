"""宣传培训表 and 覆盖面: figures of a quarter or a year by kind and topic; which villages were reached."""

import re
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from network.sites.place_views import chosen_unit
from network.sites.reach import units_where
from network.units import tree
from network.units.models import Level
from outreach.campaigns import figures, surveys
from sisterhood.lib import clock

_PERIOD = re.compile(r"(20\d\d)(?:Q([1-4]))?")


def days_of(code: str) -> tuple[date, date]:
    """First and last day of a year such as `2026` or of a quarter such as `2026Q3`."""
    year, quarter = int(code[:4]), int(code[5:] or 0)
    if not quarter:
        return date(year, 1, 1), date(year, 12, 31)
    after = date(year + quarter // 4, quarter % 4 * 3 + 1, 1)
    return date(year, quarter * 3 - 2, 1), after - timedelta(days=1)


def label_of(code: str) -> str:
    """In words."""
    if len(code) == 4:
        return _("the year %(year)s") % {"year": code}
    return _("quarter %(quarter)s of %(year)s") % {"quarter": code[5:], "year": code[:4]}


def _period(request: HttpRequest) -> tuple[str, list[tuple[str, str]]]:
    """The period that was asked for, this year without any; and what may be chosen."""
    today = clock.today()
    this = f"{today.year}Q{(today.month + 2) // 3}"
    years = [str(today.year), str(today.year - 1)]
    offered = [years[0], *(f"{y}Q{q}" for y in years for q in (4, 3, 2, 1) if f"{y}Q{q}" <= this), years[1]]
    asked = request.GET.get("period", "")
    code = asked if _PERIOD.fullmatch(asked) and asked[:4] <= years[0] else years[0]
    return code, [(each, label_of(each)) for each in offered]


@require_GET
def figures_page(request: HttpRequest) -> HttpResponse:
    """/outreach/activities/figures/?unit=&period=: each number with its definition."""
    here = chosen_unit(request, "see_activity_figures")
    code, offered = _period(request)
    since, until = days_of(code)
    then, now = figures.supporters(request.scope, here, since=since, until=until)
    context: dict[str, Any] = {
        "here": here,
        "trail": tree.trail(here, inside=units_where(request.scope, "see_activity_figures")),
        "code": code,
        "period": label_of(code),
        "offered": offered,
        "report": figures.report(request.scope, here, since=since, until=until),
        "publicity": figures.publicity(request.scope, here, since=since, until=until),
        "definitions": figures.DEFINITIONS,
        "supporters": (then, now),
        "may_export": request.scope.may("export_ledger"),
        "attitude": surveys.attitude(here),
    }
    return render(request, "outreach/campaigns/figures.html", context)


@require_GET
def coverage_page(request: HttpRequest) -> HttpResponse:
    """/outreach/activities/coverage/?unit=&period=: villages an activity went to, by the units below."""
    here = chosen_unit(request, "see_activity_figures")
    code, offered = _period(request)
    since, until = days_of(code)
    counted = figures.coverage(request.scope, here, since=since, until=until)
    units = type(here).objects.filter(pk__in=counted).order_by("code")
    rows = [(unit, counted[unit.pk], unit.level < Level.VILLAGE) for unit in units]
    whole = figures.Coverage(
        sum(each.villages for each in counted.values()), sum(each.reached for each in counted.values())
    )
    context = {
        "here": here,
        "trail": tree.trail(here, inside=units_where(request.scope, "see_activity_figures")),
        "code": code,
        "period": label_of(code),
        "offered": offered,
        "rows": rows,
        "whole": whole,
    }
    return render(request, "outreach/campaigns/coverage.html", context)
