"""平安家庭, the pledge and “三零”创建统计表: counts alone."""

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from network.access import gate
from network.sites.place_views import chosen_unit
from network.sites.reach import units_where
from network.units import tree
from network.units.models import Level
from network.units.placed import acts_for
from outreach.campaigns.steps import Step, act, bound, ident_of
from outreach.needs import periods
from outreach.threezero import figures, forms, programmes
from outreach.threezero.models import PledgeCampaign, SafeFamilyProgramme
from sisterhood.lib import clock
from sisterhood.lib.first import first

SHOWN = 40
_PERIOD = re.compile(r"20\d\dH[12]")
_FAMILIES = Step(programmes.keep_safe_families, forms.FamiliesForm, _("The count of families is kept."))
_PLEDGE = Step(programmes.enter_pledge, forms.PledgeForm, _("The pledge is written down."))


@require_http_methods(["GET", "POST"])
def families_page(request: HttpRequest) -> HttpResponse:
    """/outreach/threezero/families/: the programme of her village, by year."""
    gate.require(request.scope, "keep_safe_families")
    unit = acts_for(request.scope, "keep_safe_families")
    form = bound(request, forms.FamiliesForm)
    if act(request, form, _FAMILIES, unit, what="families") is not None:
        return redirect("safe_families")
    rows = first(SafeFamilyProgramme.objects.visible_to(request.scope).filter(unit=unit), SHOWN)
    context = {"form": form, "name": unit.short_name, "label": _("Safe families"), "families": rows}
    return render(request, "outreach/threezero/form.html", context | {"form_ident": ident_of(request)})


@require_http_methods(["GET", "POST"])
def pledges_page(request: HttpRequest) -> HttpResponse:
    """/outreach/threezero/pledges/: pledge campaigns of her village."""
    gate.require(request.scope, "enter_pledge")
    unit = acts_for(request.scope, "enter_pledge")
    form = bound(request, forms.PledgeForm, unit=unit)
    if form.is_bound and form.is_valid():
        place = form.cleaned_data.pop("unit")
        if act(request, form, _PLEDGE, place, what="pledge") is not None:
            return redirect("pledges")
    rows = first(PledgeCampaign.objects.visible_to(request.scope).select_related("unit"), SHOWN)
    context = {
        "form": form,
        "name": unit.short_name,
        "label": _("Pledge: none of it enters my home"),
        "pledges": rows,
    }
    return render(request, "outreach/threezero/form.html", context | {"form_ident": ident_of(request)})


@require_GET
def figures_page(request: HttpRequest) -> HttpResponse:
    """/outreach/threezero/figures/?unit=&period=: the half-year's table, each number with its definition."""
    here = chosen_unit(request, "see_threezero_figures")
    if (
        here.level > Level.TOWNSHIP
    ):  # a village's own page says what concerns it; numbers begin at the township
        raise Http404
    this, asked = periods.of(clock.today()), request.GET.get("period", "")
    code = asked if _PERIOD.fullmatch(asked) and asked <= this else this
    report = figures.report(request.scope, here, code)
    units = here.children.current().filter(pk__in=report.parts).order_by("code")
    offered = [this]
    for _n in range(3):
        offered.append(periods.before(offered[-1]))
    context: dict[str, Any] = {
        "here": here,
        "trail": tree.trail(here, inside=units_where(request.scope, "see_threezero_figures")),
        "code": code,
        "period": periods.label(code),
        "offered": [(each, periods.label(each)) for each in offered],
        "columns": figures.COLUMNS,
        "files": figures.FILES,
        "rows": [(unit, _cells(report.parts[unit.pk]), unit.level < Level.VILLAGE) for unit in units],
        "whole": _cells(report.whole),
        "whole_files": _held(report.whole),
        "file_rows": [(unit, _held(report.parts[unit.pk])) for unit in units if unit.level < Level.VILLAGE],
        "report": report,
        "may_export": request.scope.may("export_ledger"),
    }
    return render(request, "outreach/threezero/figures.html", context)


def _cells(row: figures.Row) -> list[tuple[Any, int]]:
    return [(label, row.numbers[name]) for name, label, _means in figures.COLUMNS]


def _held(row: figures.Row) -> list[tuple[Any, int | None]]:
    return [(label, row.files[name]) for name, label, _means in figures.FILES]
