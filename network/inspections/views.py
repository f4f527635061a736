"""站点检查: what is due and late, a visit by the checklist, and what a visit found."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from network.access import gate
from network.access.gate import Refusal
from network.deadlines import clocks
from network.deadlines.models import Clock, ClockState
from network.inspections import verbs
from network.inspections.forms import InspectionForm, MendForm
from network.inspections.models import Finding, Inspection
from network.sites.places import Site
from network.sites.reach import Ground, in_reach
from sisterhood.lib import clock
from sisterhood.lib.first import first

SHOWN = 60


def _due(request: HttpRequest) -> list[dict[str, Any]]:
    """The next visits that are owed below her units, the latest first; two statements."""
    at = clock.now()
    rows = Clock.objects.filter(in_reach(request.scope, "see_sites"), subject_kind=verbs.SITE)
    owed = rows.filter(state=ClockState.RUNNING).select_related("limit", "version").order_by("due_at", "id")
    found = list(owed[:SHOWN])
    seen = Site.objects.visible_to(request.scope).select_related("unit__parent")
    sites = seen.in_bulk([row.subject_id for row in found])
    return [
        {"site": sites[row.subject_id], "face": clocks.face(row, at)}
        for row in found
        if row.subject_id in sites
    ]


@require_GET
def inspections_page(request: HttpRequest) -> HttpResponse:
    """/network/inspections/: visits that are owed, what is to be mended, and the latest visits."""
    scope = request.scope
    gate.require(scope, "see_sites")
    seen = Inspection.objects.visible_to(scope).select_related("site", "unit__parent", "inspector")
    lacking = Finding.objects.filter(
        in_reach(scope, "see_sites", "inspection__unit"),
        is_fine=False,
        mended_on=None,
        inspection__site__closed_on=None,
    ).select_related("inspection__site", "inspection__unit__parent")
    context = {
        "due": _due(request),
        "lacking": first(lacking.order_by("due_on", "id"), SHOWN),
        "rows": first(seen.order_by("-held_on", "-id"), SHOWN),
        "today": clock.today(),
        "may_inspect": scope.may("inspect_site"),
    }
    return render(request, "network/inspections/list.html", context)


@require_http_methods(["GET", "POST"])
def inspect_site_page(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """/network/sites/<id>/inspect/: the checklist."""
    gate.require(request.scope, "inspect_site")
    sites = Site.objects.visible_to(request.scope).standing().select_related("unit")
    site = get_object_or_404(sites, pk=site_id)
    form = InspectionForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            made = verbs.inspect_site(
                site.pk, held_on=form.cleaned_data["held_on"], answers=form.answers, by=request.user
            )
        except Refusal as refusal:
            form.add_error(refusal.code if refusal.code in form.fields else None, str(refusal))
        else:
            messages.success(request, _("The visit is entered."))
            return redirect("inspection", made.pk)
    return render(request, "network/inspections/inspect.html", {"form": form, "site": site})


@require_http_methods(["GET", "POST"])
def inspection_page(request: HttpRequest, inspection_id: UUID) -> HttpResponse:
    """/network/inspections/<id>/: each line; what was missing is marked as mended here."""
    gate.require(request.scope, "see_sites")
    seen = Inspection.objects.visible_to(request.scope).select_related("site", "unit__parent", "inspector")
    row, at = get_object_or_404(seen, pk=inspection_id), clock.now()
    form = MendForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            chosen = UUID(request.POST.get("finding", ""))
        except ValueError:
            raise Http404 from None
        try:
            verbs.mend_finding(row.pk, finding=chosen, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(refusal.code if refusal.code in form.fields else None, str(refusal))
        else:
            messages.success(request, _("It is written down."))
            return redirect("inspection", row.pk)
    faces = {each.part: clocks.face(each, at) for each in clocks.shown((verbs.SUBJECT, row.pk))}
    context = {
        "row": row,
        "findings": [(each, faces.get(each.pk)) for each in row.findings.select_related("mended_by")],
        "form": form,
        "may_mend": bool(gate.ask(request.scope, "mend_finding", Ground(row.unit))),
    }
    return render(request, "network/inspections/inspection.html", context)
