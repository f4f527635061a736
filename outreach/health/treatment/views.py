"""治疗随访: whom to look in on, one of them, and the end when she says so."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from cases.casefile import once as form_key
from cases.casefile.vault import Vault
from network.access import gate
from network.access.gate import Refusal
from network.deadlines import clocks
from network.sites.reach import Ground
from network.units.models import Level, Unit
from network.units.placed import acts_for
from outreach.health.relief.views import say
from outreach.health.treatment import forms, verbs
from outreach.health.treatment.models import Offered, TreatmentContinuityFollowUp, TreatmentLook
from outreach.health.treatment.states import LABELS, TREATMENT
from sisterhood.lib import clock, masking
from sisterhood.lib.first import first
from sisterhood.lib.states import IllegalTransition

PAGE = 60


@dataclass(frozen=True)
class Step:
    """One step: its verb, its form, and the sentence that is said afterwards."""

    run: Callable[..., Any]
    form: Any
    done: Any


STEPS = {
    "look_in": Step(verbs.look_in, forms.LookForm, _("Written down. The next look is on your list.")),
    "end_treatment": Step(
        verbs.end_treatment, forms.EndForm, _("It has ended, and nothing here names her any more.")
    ),
}


def _name(row: TreatmentContinuityFollowUp) -> str:
    return masking.mask_name(Vault.unwrapped(row).open(row, "name")) if row.wrapped else "—"


def _look(look: TreatmentLook) -> tuple[TreatmentLook, list[Any]]:
    return look, [Offered(code).label for code in look.offered]


@require_GET
def list_page(request: HttpRequest) -> HttpResponse:
    """/outreach/treatment/: whom she looks in on."""
    gate.require(request.scope, "see_treatment")
    rows = TreatmentContinuityFollowUp.objects.visible_to(request.scope).filter(state="running")
    context = {
        "rows": first(rows.select_related("unit"), PAGE).each(lambda row: (row, _name(row))),
        "may_begin": request.scope.may("begin_treatment"),
    }
    return render(request, "outreach/health/treatments.html", context)


def _unit(request: HttpRequest) -> Unit:
    """Her village, or her township."""
    unit = acts_for(request.scope, "begin_treatment")
    if unit.level not in (Level.TOWNSHIP, Level.VILLAGE):
        raise Http404
    return unit


@require_http_methods(["GET", "POST"])
def begin_page(request: HttpRequest) -> HttpResponse:
    """/outreach/treatment/new/: she wants somebody to look in."""
    unit = _unit(request)
    form = forms.BeginForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            key = form_key.key_of(request.POST, what=f"treatment {unit.pk}", by=request.user)
            row = verbs.begin_treatment(unit, by=request.user, key=key, **form.cleaned_data)
        except Refusal as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("Somebody looks in from now on, as she wishes."))
            return redirect("treatment", row.pk)
    context = {"unit": unit, "form": form, "form_ident": form_key.ident_of(request.POST)}
    return render(request, "outreach/health/treatment_new.html", context)


def _found(request: HttpRequest, row_id: UUID) -> TreatmentContinuityFollowUp:
    gate.require(request.scope, "see_treatment")
    rows = TreatmentContinuityFollowUp.objects.visible_to(request.scope).select_related("unit")
    return get_object_or_404(rows, pk=row_id)


@require_http_methods(["GET", "POST"])
def treatment_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """/outreach/treatment/<id>/: looks so far; POST opens name and phone, logged."""
    row, at = _found(request, row_id), clock.now()
    events = [each.event for each in TREATMENT.allowed(row.state)]
    mine = [event for event in events if bool(gate.ask(request.scope, event, Ground(row.unit)))]
    context: dict[str, Any] = {
        "row": row,
        "name": _name(row),
        "steps": [{"verb": event, "label": LABELS[event]} for event in mine],
        "faces": [clocks.face(each, at) for each in clocks.shown((verbs.SUBJECT, row.pk))],
        "looks": first(row.looks.all(), PAGE).each(_look),
    }
    if request.method == "POST" and row.wrapped:
        context["reach"] = verbs.reach_treatment(row.pk, by=request.user)
    answer = render(request, "outreach/health/treatment.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


@require_http_methods(["GET", "POST"])
def verb_page(request: HttpRequest, row_id: UUID, verb: str) -> HttpResponse:
    """One step: GET its form, POST runs it."""
    if verb not in STEPS:
        raise Http404
    row, step = _found(request, row_id), STEPS[verb]
    gate.require(request.scope, verb)
    form = step.form(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            step.run(row.pk, by=request.user, **form.cleaned_data)
        except (Refusal, IllegalTransition) as refusal:
            say(form, refusal)
        else:
            messages.success(request, step.done)
            return redirect("treatment", row.pk)
    context = {"row": row, "form": form, "label": LABELS[verb], "late": TREATMENT.refuses(row.state, verb)}
    return render(request, "outreach/health/treatment_verb.html", context)
