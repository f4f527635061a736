"""部门与联系人: the list with its gaps, one body with its contacts, and the form of a new one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from network.access import gate
from network.access.gate import Refusal
from network.agencies import gaps, verbs
from network.agencies.forms import AgencyForm, ContactForm
from network.agencies.models import Agency
from network.agencies.queries import units_where
from network.audit import record
from network.audit.models import Action
from network.units.models import Unit
from sisterhood.lib import clock


@require_GET
def agencies(request: HttpRequest) -> HttpResponse:
    """/network/agencies/: bodies of her line and below by division, what is missing first to see."""
    gate.require(request.scope, "view_agencies")
    found = list(Agency.objects.visible_to(request.scope).select_related("unit").prefetch_related("contacts"))
    today, kept = clock.today(), units_where(request.scope, "keep_agencies")
    units = {agency.unit_id: agency.unit for agency in found} | Unit.objects.in_bulk(kept)
    groups = [
        {
            "unit": unit,
            "rows": [gaps.row_of(agency, on=today) for agency in found if agency.unit_id == unit.pk],
            "missing": gaps.missing_kinds(unit, found),
            "kept": unit.pk in kept,
        }
        for unit in sorted(units.values(), key=lambda u: (u.pk not in kept, u.level, u.code))
    ]
    record.events(Action.LIST, by=request.user, kind="agency", ids=[agency.pk for agency in found])
    return render(request, "network/agencies/list.html", {"groups": groups, "may_add": bool(kept)})


@require_http_methods(["GET", "POST"])
def new_agency(request: HttpRequest) -> HttpResponse:
    """/network/agencies/new/: for whoever keeps the list of a division."""
    gate.require(request.scope, "keep_agencies")
    kept = units_where(request.scope, "keep_agencies")
    form = AgencyForm(request.POST or None, units=kept)
    if form.is_valid():
        facts = form.cleaned_data
        unit = facts.pop("unit", None) or Unit.objects.get(pk=kept[0])
        try:
            agency = verbs.enter(unit, facts=facts, by=request.user)
        except Refusal as refusal:
            form.add_error(refusal.code if refusal.code in form.fields else None, str(refusal))
        else:
            messages.success(request, _("It stands on the list. Now name who answers there."))
            return redirect("agency", agency.pk)
    return render(request, "network/agencies/new.html", {"form": form})


def _end(request: HttpRequest, agency: Agency) -> None:
    chosen = request.POST.get("contact", "")
    if not (chosen.isascii() and chosen.isdigit() and len(chosen) <= 18):
        raise Refusal("contact", _("Choose one of the contacts that stand here."))
    contact = agency.contacts.filter(pk=int(chosen)).first()
    if contact is None:
        raise Http404
    verbs.end_contact(contact, on=clock.today(), by=request.user)


@require_http_methods(["GET", "POST"])
def agency(request: HttpRequest, pk: int) -> HttpResponse:
    """/network/agencies/<id>/: the body for its readers, the forms for its keepers."""
    scope = request.scope
    gate.require(scope, "view_agencies")
    mine = Agency.objects.visible_to(scope).select_related("unit").prefetch_related("contacts")
    found = get_object_or_404(mine, pk=pk)
    act = request.POST.get("act", "")
    facts = AgencyForm(request.POST if act == "change" else None, agency=found)
    contact = ContactForm(request.POST if act == "seat" else None, prefix="contact")
    if request.method == "POST":
        form = contact if act == "seat" else facts
        try:
            if act == "end":
                _end(request, found)
            elif act == "change" and facts.is_valid():
                verbs.change(found, facts=facts.cleaned_data, by=request.user)
            elif act == "seat" and contact.is_valid():
                verbs.seat_contact(found, by=request.user, **contact.cleaned_data)
            elif act not in ("change", "seat"):
                raise Http404
        except Refusal as refusal:
            if not form.is_bound:
                messages.error(request, str(refusal))
                return redirect("agency", pk)
            form.add_error(refusal.code if refusal.code in form.fields else None, str(refusal))
        if not form.errors:
            messages.success(request, _("It is written down."))
            return redirect("agency", pk)
    context: dict[str, Any] = {
        "agency": found,
        "row": gaps.row_of(found, on=clock.today()),
        "contacts": [(each, each.serves(clock.today())) for each in found.contacts.all()],
        "keeps": found.unit_id in units_where(scope, "keep_agencies"),
        "facts": facts,
        "contact_form": contact,
        "form": contact if act == "seat" else facts,
    }
    record.event(Action.VIEW, by=request.user, subject=("agency", found.pk), unit_id=found.unit_id)
    return render(request, "network/agencies/agency.html", context)
