"""安康保险: plans, whoever chose one, and help with claims."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
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
from network.units.placed import acts_for
from outreach.health.insurance import forms, naming, verbs
from outreach.health.insurance.models import InsuranceClaimHelp, InsuranceEnrolment, InsurancePlan
from outreach.health.insurance.states import CLAIM, LABELS
from outreach.health.relief.views import say, village, where
from sisterhood.lib import clock, masking
from sisterhood.lib.first import first
from sisterhood.lib.states import IllegalTransition

PAGE, PLANS = 40, 20


@dataclass(frozen=True)
class Step:
    """One step of a claim: its verb, its form, and the sentence that is said afterwards."""

    run: Callable[..., Any]
    form: Any
    done: Any


STEPS = {
    "file_claim": Step(verbs.file_claim, forms.FiledForm, _("The claim is filed.")),
    "answer_claim": Step(verbs.answer_claim, forms.AnsweredForm, _("The answer is written down.")),
    "close_claim": Step(verbs.close_claim, forms.NothingForm, _("The help with this claim is closed.")),
    "drop_claim": Step(verbs.drop_claim, forms.NothingForm, _("Nobody reminds of this claim any more.")),
}


def masked(row: InsuranceEnrolment) -> str:
    """Her name, masked; "—" after it was emptied."""
    return masking.mask_name(Vault.unwrapped(row).open(row, "name")) if row.wrapped else "—"


@require_GET
def list_page(request: HttpRequest) -> HttpResponse:
    """/outreach/insurance/: plans for everybody, enrolled women and claims for the village that keeps them."""
    scope = request.scope
    gate.require(scope, "see_plans")
    rows = InsuranceEnrolment.objects.visible_to(scope).filter(ended_on=None).select_related("plan")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "plans": first(InsurancePlan.objects.select_related("unit"), PLANS),
        "page": page,
        "rows": [(row, masked(row)) for row in page],
        "claims": first(InsuranceClaimHelp.objects.visible_to(scope).select_related("enrolment__plan"), PAGE),
        "may_set": scope.may("set_plan"),
        "may_enrol": scope.may("enrol_insurance"),
    }
    return render(request, "outreach/health/insurance.html", context)


def _asked(request: HttpRequest) -> InsurancePlan | None:
    asked = request.GET.get("plan", "")
    if not asked:
        return None
    try:
        found: InsurancePlan = get_object_or_404(InsurancePlan, pk=UUID(asked))
    except ValueError:
        raise Http404 from None
    return found


@require_http_methods(["GET", "POST"])
def plan_page(request: HttpRequest) -> HttpResponse:
    """/outreach/insurance/plan/?plan=: a plan and its numbers."""
    unit, row = acts_for(request.scope, "set_plan"), _asked(request)
    form = forms.PlanForm(request.POST if request.method == "POST" else None, row=row)
    if form.is_bound and form.is_valid():
        try:
            verbs.set_plan(unit, terms=form.told, plan=row.pk if row else None, by=request.user)
        except Refusal as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("The plan is saved."))
            return redirect("insurance")
    return render(request, "outreach/health/insurance_plan.html", {"unit": unit, "form": form})


@require_http_methods(["GET", "POST"])
def enrol_page(request: HttpRequest) -> HttpResponse:
    """/outreach/insurance/enrol/?unit=: a woman who chose a plan."""
    gate.require(request.scope, "enrol_insurance")
    unit = village(request, "enrol_insurance")
    if unit is None:
        return where(request, "enrol_insurance", _("Enrol a woman"), "insurance")
    plans = list(InsurancePlan.objects.offered_to(unit, clock.today()))
    form = forms.EnrolForm(request.POST if request.method == "POST" else None, plans=plans)
    if form.is_bound and form.is_valid():
        try:
            key = form_key.key_of(request.POST, what=f"enrol {unit.pk}", by=request.user)
            verbs.enrol_insurance(unit, by=request.user, key=key, **form.told)
        except Refusal as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("She is enrolled, as she chose."))
            return redirect("insurance")
    ident = form_key.ident_of(request.POST)
    context = {"unit": unit, "form": form, "plans": plans, "form_ident": ident}
    return render(request, "outreach/health/insurance_enrol.html", context)


@require_http_methods(["GET", "POST"])
def names_page(request: HttpRequest) -> HttpResponse:
    """The list for the insurer in clear, after a press; each reading is logged."""
    gate.require(request.scope, "enrol_insurance")
    context: dict[str, Any] = {}
    if request.method == "POST":
        context["lines"] = naming.list_enrolled(by=request.user)
    answer = render(request, "outreach/health/insurance_names.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


def _enrolment(request: HttpRequest, row_id: UUID, verb: str) -> InsuranceEnrolment:
    gate.require(request.scope, verb)
    rows = InsuranceEnrolment.objects.visible_to(request.scope).select_related("plan", "unit")
    return get_object_or_404(rows, pk=row_id)


@require_http_methods(["GET", "POST"])
def leave_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """She leaves the plan."""
    row = _enrolment(request, row_id, "leave_insurance")
    form = forms.NothingForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            verbs.leave_insurance(row.pk, by=request.user)
        except Refusal as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("She has left; what named her is emptied."))
            return redirect("insurance")
    context = {"form": form, "name": masked(row), "row": row, "label": _("take her out of the plan")}
    return render(request, "outreach/health/enrolment_verb.html", context)


@require_http_methods(["GET", "POST"])
def open_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """Help with a claim begins."""
    row = _enrolment(request, row_id, "open_claim")
    form = forms.HappenedForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            claim = verbs.open_claim(row.pk, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("The last day to claim is on your list."))
            return redirect("claim", claim.pk)
    context = {"form": form, "name": masked(row), "row": row, "label": _("help her to claim")}
    return render(request, "outreach/health/enrolment_verb.html", context)


def _claim(request: HttpRequest, row_id: UUID) -> InsuranceClaimHelp:
    gate.require(request.scope, "see_plans")
    rows = InsuranceClaimHelp.objects.visible_to(request.scope).select_related("enrolment__plan", "unit")
    return get_object_or_404(rows, pk=row_id)


@require_GET
def claim_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """/outreach/claims/<id>/: days of one claim, and what comes next."""
    row, at = _claim(request, row_id), clock.now()
    events = [each.event for each in CLAIM.allowed(row.state)]
    mine = [event for event in events if bool(gate.ask(request.scope, event, Ground(row.unit)))]
    context = {
        "row": row,
        "name": masked(row.enrolment),
        "steps": [{"verb": event, "label": LABELS[event]} for event in mine],
        "faces": [clocks.face(each, at) for each in clocks.shown((verbs.SUBJECT, row.pk))],
    }
    return render(request, "outreach/health/claim.html", context)


@require_http_methods(["GET", "POST"])
def claim_verb(request: HttpRequest, row_id: UUID, verb: str) -> HttpResponse:
    """One step of a claim."""
    if verb not in STEPS:
        raise Http404
    row, step = _claim(request, row_id), STEPS[verb]
    gate.require(request.scope, verb)
    form = step.form(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            step.run(row.pk, by=request.user, **form.cleaned_data)
        except (Refusal, IllegalTransition) as refusal:
            say(form, refusal)
        else:
            messages.success(request, step.done)
            return redirect("claim", row.pk)
    context = {"row": row, "form": form, "label": LABELS[verb], "late": CLAIM.refuses(row.state, verb)}
    return render(request, "outreach/health/claim_verb.html", context)
