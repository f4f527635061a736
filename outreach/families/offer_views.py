"""自荐: the public pages of a family that puts itself forward, and the page of the chair who answers it."""

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from cases.casefile import once
from network.access import gate
from network.access.gate import Refusal
from network.deadlines import clocks
from network.sites import counting
from network.sites.reach import Ground
from network.units.models import Level, Unit
from outreach.families import door, offering
from outreach.families.filling import say, spaced
from outreach.families.forms import NothingForm
from outreach.families.offer_forms import LookForm, ProposeForm, TakeUpForm
from outreach.families.offered import OFFER, OFFER_CONSENT, OFFER_CONSENT_NOW, OFFERED, FamilyOffer
from sisterhood.lib import clock
from sisterhood.lib.identifiers import of_content
from sisterhood.lib.offering import offer_rows
from sisterhood.lib.states import IllegalTransition

VERBS = {
    "take_up_family": (
        offering.take_up_family,
        _("The family is a draft of its village now. Call it, and ask every adult alone."),
    ),
    "decline_family": (offering.decline_family, _("Not taken up. Name, phone and words are deleted.")),
}


def _page(request: HttpRequest, template: str, status: int = 200, **context: Any) -> HttpResponse:
    response = render(request, f"outreach/families/{template}.html", context, status=status)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, noarchive"
    return response


@login_not_required
@require_GET
def calls_page(request: HttpRequest) -> HttpResponse:
    """/families/nominate/: rounds that take families now."""
    return _page(request, "calls", calls=door.calls())


def _township(request: HttpRequest, call: door.Call) -> Unit | None:
    asked = request.GET.get("township", "")[:12]
    known = asked.isascii() and asked.isdecimal() and len(asked) < 10
    found: Unit | None = door.townships(call).filter(pk=int(asked)).first() if known else None
    return found


@login_not_required
@require_http_methods(["GET", "POST"])
def propose_page(request: HttpRequest, award: UUID) -> HttpResponse:
    """/families/nominate/<id>/?township=: where the family lives, then its words; then number and code, shown once."""
    call = next((each for each in door.calls() if each.id == award), None)
    if call is None:
        raise Http404
    township = _township(request, call)
    if township is None:
        return _page(request, "propose_where", call=call, townships=door.townships(call))
    form = ProposeForm(request.POST if request.method == "POST" else None)
    offer_rows(form, "unit", door.receivers(township))
    status = 200
    if form.is_bound and form.is_valid():
        said = {name: str(value) for name, value in form.cleaned_data.items() if name != "unit"}
        ident = UUID(
            hex=of_content(once.ident_of(request.POST), str(award), form.cleaned_data["unit"].pk, said)
        )
        try:
            number, code = door.propose(
                award, proposal=form.proposal, ident=ident, asker=counting.mark_of(request.META)
            )
        except Refusal as refusal:
            say(form, refusal)
            status = 429 if refusal.code == "wait" else 200
        else:
            return _page(request, "proposed", number=number, code=spaced(code))
    context = {"call": call, "township": township, "form": form, "form_ident": once.ident_of(request.POST)}
    return _page(request, "propose", status, consent=OFFER_CONSENT[OFFER_CONSENT_NOW], **context)


@login_not_required
@require_http_methods(["GET", "POST"])
def offer_progress(request: HttpRequest) -> HttpResponse:
    """/families/nominate/progress/: number and code, never in the address; `step` "back" takes everything back."""
    form = LookForm(request.POST if request.method == "POST" else None)
    if not (form.is_bound and form.is_valid()):
        return _page(request, "offer_look", form=form)
    said, asker = form.cleaned_data, counting.mark_of(request.META)
    try:
        if request.POST.get("step") == "back":
            door.take_back_offer(said["number"], said["code"], asker=asker)
            return _page(request, "withdrawn")
        found = door.ask(said["number"], said["code"], asker=asker)
    except Refusal as refusal:
        say(form, refusal)
        return _page(request, "offer_look", 429 if refusal.code == "wait" else 200, form=form)
    return _page(request, "offer_progress", found=found, said=said)


def _offer(request: HttpRequest, row_id: UUID) -> FamilyOffer:
    gate.require(request.scope, "nominate_family")
    rows = FamilyOffer.objects.visible_to(request.scope).select_related(
        "unit", "round__unit", "family", "decided_by"
    )
    return get_object_or_404(rows, pk=row_id)


@require_GET
def offer_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """/outreach/families/offers/<id>/: name, phone and words, opened and logged; nothing once it was answered with no."""
    row, at = _offer(request, row_id), clock.now()
    context = {
        "row": row,
        "said": offering.opened(row, by=request.user),
        "steps": [each for each in OFFERED.allowed(row.state) if each.event in VERBS],
        "faces": [clocks.face(each, at) for each in clocks.shown((OFFER, row.pk))],
    }
    return _page(request, "offer", **context)


@require_http_methods(["GET", "POST"])
def offer_verb(request: HttpRequest, row_id: UUID, verb: str) -> HttpResponse:
    """Take up, or not: GET asks, POST answers."""
    if verb not in VERBS:
        raise Http404
    row = _offer(request, row_id)
    gate.require(request.scope, "nominate_family", Ground(row.unit))
    run, done = VERBS[verb]
    asks = verb == "take_up_family" and row.unit.level != Level.VILLAGE
    form: django_forms.Form = (TakeUpForm if asks else NothingForm)(
        request.POST if request.method == "POST" else None
    )
    if asks:
        offer_rows(
            form,
            "unit",
            Unit.objects.current().filter(township_id=row.unit_id, level=Level.VILLAGE).order_by("code"),
        )
    if form.is_bound and form.is_valid():
        try:
            made = run(row.pk, by=request.user, **form.cleaned_data)
        except (Refusal, IllegalTransition) as refusal:
            say(form, refusal)
        else:
            messages.success(request, done)
            return (
                redirect("family", made.family_id)
                if made.family_id
                else redirect("award_round", row.round_id)
            )
    late = "" if row.state == "proposed" else _("This is not possible any more.")
    label = next(each.label for each in OFFERED.transitions if each.event == verb)
    return _page(request, "offer_verb", row=row, form=form, label=label, late=late, verb=verb)
