"""站点与覆盖: coverage with its gaps, the register of places and heads, and the page of one place."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from network.access import gate
from network.access.gate import Refusal
from network.sites import coverage, verbs
from network.sites.forms import FunctionForm, LastDayForm, NewSiteForm, SiteForm
from network.sites.places import Function, Site, SiteFunction, StationHead
from network.sites.reach import Ground, below, units_where
from network.staff.models import Appointment
from network.units import tree
from network.units.models import Level, Unit
from sisterhood.lib import clock

PAGE = 60


def chosen_unit(request: HttpRequest, action: str) -> Unit:
    """?unit=: a unit she may look at; without it her own, the highest first."""
    scope = request.scope
    gate.require(scope, action)
    rows, asked = Unit.objects.current().filter(below(scope, action)), request.GET.get("unit", "")
    if asked:
        known = asked.isascii() and asked.isdecimal() and len(asked) < 10
        return get_object_or_404(rows, pk=int(asked) if known else 0)
    found = rows.filter(pk__in=units_where(scope, action)).order_by("level", "pk").first()
    if found is None:
        raise Http404
    return found


@require_GET
def coverage_page(request: HttpRequest) -> HttpResponse:
    """/network/coverage/?unit=: a city or county by the units below it; a township or village as lists of what is missing."""
    here, today = chosen_unit(request, "see_sites"), clock.today()
    inside = units_where(request.scope, "see_sites")
    context: dict[str, Any] = {
        "here": here,
        "trail": tree.trail(here, inside=inside),
        "places": coverage.places(here),
        "today": today,
    }
    if here.level >= Level.TOWNSHIP:
        found = coverage.gaps(here, on=today)
        context |= {"gaps": found, "whole": found.counts, "may": _buttons(request, here)}
    else:
        counted = coverage.by_child(here, on=today)
        units = here.children.current().filter(pk__in=[pk for pk in counted if pk]).order_by("code")
        rows = [(unit, counted[unit.pk]) for unit in units]
        context |= {"rows": rows, "whole": sum(counted.values(), coverage.Counts())}
    return render(request, "network/sites/coverage.html", context)


def _buttons(request: HttpRequest, here: Unit) -> dict[str, bool]:
    """What her post carries at a unit, so that no button leads into a refusal that is known before."""
    scope, ground = request.scope, Ground(here)
    return {
        "keep": bool(gate.ask(scope, "keep_site", ground)),
        "announce": bool(gate.ask(scope, "announce_selection", ground)),
    }


def _heads(rows: list[Site]) -> dict[int, dict[str, Any]]:
    """By hamlet who heads its station today and until when; two statements for a page."""
    hamlets = [f.unit_id for site in rows for f in site.now() if f.function == Function.STATION]
    posts = Appointment.objects.on(clock.today()).filter(
        unit_id__in=hamlets, role=coverage.HEAD, is_primary=True, user__is_active=True
    )
    terms = {t.unit_id: t for t in StationHead.objects.serving().filter(unit_id__in=hamlets)}
    return {p.unit_id: {"post": p, "term": terms.get(p.unit_id)} for p in posts.select_related("user")}


def _listed(sites: QuerySet[Site]) -> QuerySet[Site]:
    functions = (
        SiteFunction.objects.filter(until=None).select_related("unit").order_by("function", "unit__code")
    )
    return sites.select_related("unit__parent").prefetch_related(Prefetch("functions", functions))


@require_GET
def sites_page(request: HttpRequest) -> HttpResponse:
    """/network/sites/?unit=: the register of places below a unit, each once, with the head of each station."""
    here = chosen_unit(request, "see_sites")
    found = (
        Site.objects.visible_to(request.scope)
        .standing()
        .filter(unit__in=Unit.objects.below(here).values("pk"))
    )
    page = Paginator(_listed(found).order_by("unit__code", "name"), PAGE).get_page(request.GET.get("page"))
    heads, today = _heads(list(page.object_list)), clock.today()
    rows = [
        {
            "site": site,
            "functions": [
                {
                    "row": each,
                    "head": heads.get(each.unit_id) if each.function == Function.STATION else None,
                    "is_station": each.function == Function.STATION,
                }
                for each in site.now()
            ],
        }
        for site in page.object_list
    ]
    context = {
        "here": here,
        "trail": tree.trail(here, inside=units_where(request.scope, "see_sites")),
        "page": page,
        "rows": rows,
        "today": today,
        "may_keep": bool(gate.ask(request.scope, "keep_site", Ground(here))) and here.level >= Level.COUNTY,
    }
    return render(request, "network/sites/sites.html", context)


@require_http_methods(["GET", "POST"])
def new_site_page(request: HttpRequest) -> HttpResponse:
    """/network/sites/new/?unit=: a place of a unit whose places she keeps."""
    unit = chosen_unit(request, "keep_site")
    form = NewSiteForm(request.POST if request.method == "POST" else None, unit=unit)
    if form.is_bound and form.is_valid():
        facts = dict(form.cleaned_data)
        function, serves = facts.pop("function"), facts.pop("serves")
        try:
            made = verbs.open_site(unit, function=function, serves=serves, facts=facts, by=request.user)
        except Refusal as refusal:
            form.add_error(refusal.code if refusal.code in form.fields else None, str(refusal))
        else:
            messages.success(request, _("The place is entered."))
            return redirect("site", made.pk)
    return render(request, "network/sites/new_site.html", {"form": form, "unit": unit})


def _act(request: HttpRequest, site: Site, act: str, form: forms.Form) -> None:
    """One change of the page; raises Refusal."""
    told, by = form.cleaned_data, request.user
    if act == "change":
        verbs.change_site(site.pk, facts=told, by=by)
    elif act == "serve":
        verbs.serve_as(site.pk, function=told["function"], serves=told["serves"], since=told["since"], by=by)
    elif act == "end":
        row = request.POST.get("row", "")
        known = row.isascii() and row.isdecimal() and len(row) < 19
        verbs.end_function(site.pk, row_id=int(row) if known else 0, on=told["on"], by=by)
    else:
        verbs.give_up(site.pk, on=told["on"], by=by)


@require_http_methods(["GET", "POST"])
def site_page(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """/network/sites/<id>/: what the place is and serves as; the forms for whoever keeps it."""
    gate.require(request.scope, "see_sites")
    site = get_object_or_404(_listed(Site.objects.visible_to(request.scope)), pk=site_id)
    act = request.POST.get("act", "")
    made = {
        "change": SiteForm(request.POST if act == "change" else None, unit=site.unit, site=site),
        "serve": FunctionForm(request.POST if act == "serve" else None, unit=site.unit, prefix="serve"),
        "end": LastDayForm(request.POST if act == "end" else None, prefix="end"),
        "give_up": LastDayForm(request.POST if act == "give_up" else None, prefix="give"),
    }
    form = made.get(act)
    if request.method == "POST" and form is None:
        raise Http404
    if form is not None and form.is_valid():
        try:
            _act(request, site, act, form)
        except Refusal as refusal:
            form.add_error(refusal.code if refusal.code in form.fields else None, str(refusal))
        else:
            messages.success(request, _("It is written down."))
            return redirect("site", site.pk)
    may = _buttons(request, site.unit)
    context = {
        "site": site,
        "functions": site.now(),
        "heads": _heads([site]),
        "keeps": site.closed_on is None and may["keep"],
        "may_announce": site.closed_on is None and may["announce"],
        "inspects": site.closed_on is None
        and bool(gate.ask(request.scope, "inspect_site", Ground(site.unit))),
        "forms": made,
        "form": form,
    }
    return render(request, "network/sites/site.html", context)
