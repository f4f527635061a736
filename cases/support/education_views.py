"""Pages of a talk about the law on a sealed matter; to whoever may not open it, and where the module is off, they do not exist."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from cases.casefile import once, sharing
from cases.casefile.models import Case, Event
from cases.casefile.vault import Vault
from cases.coordination.views import find, refused, told_before
from cases.support import education, switches
from cases.support import education_forms as f
from cases.support.buttons import Button
from cases.support.models import EducationSession
from cases.support.states import EDUCATION, LABELS
from network.access import gate
from network.access.gate import Refusal
from network.access.scope import Scope
from network.audit import record
from network.audit.models import Action
from sisterhood.lib.states import IllegalTransition

BUTTONS: dict[str, Button] = {
    "check_survivor": Button(
        f.CheckForm, education.check_survivor, _("Ask her first whether she is safe."), "shield"
    ),
    "hold_education": Button(
        f.HoldForm, education.hold_education, _("Write down which law was explained."), "file-check"
    ),
    "call_off_education": Button(
        f.CallOffForm, education.call_off_education, _("The talk does not take place."), "x"
    ),
}
FIRST = {"planned": "check_survivor", "checked": "hold_education"}


def lies_here(case: Case) -> bool:
    """Whether this matter is sealed and its county has the module."""
    return case.is_sealed and case.county_id in switches.counties_on()


def section(case: Case, *, scope: Scope) -> dict[str, Any]:
    """法治教育 on the page of a sealed matter, for whoever may open it."""
    if not lies_here(case):
        return {"rows": [], "may_open": False}
    rows = list(EducationSession.objects.filter(case=case))
    open_ = any(row.state in FIRST for row in rows)
    may = not case.closed_at and not open_ and bool(gate.ask(scope, "plan_education", case))
    return {"rows": rows, "may_open": may}


def _find(request: HttpRequest, case_id: UUID) -> Case:
    case = find(request, case_id)
    if not lies_here(case):
        raise Http404
    return case


@require_http_methods(["GET", "POST"])
def education_new(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """/cases/<id>/education/new/: with whom and when; closed until a person has signed her safety screen."""
    case = _find(request, case_id)
    form = f.PlanForm(request.POST if request.method == "POST" else None, case=case)
    if form.is_bound and form.is_valid():
        key = once.key_of(request.POST, what=f"education {case.pk}", by=request.user)
        once.take_turn(key)
        known = Event.objects.filter(pk=key, case=case).first() if key else None
        try:
            event = known or education.plan_education(case, by=request.user, key=key, **form.cleaned_data)
        except Refusal as refusal:
            refused(form, refusal)
        else:
            messages.success(request, _("Check her safety for this talk next."))
            return redirect("education", case.pk, event.detail["education"])
    told = told_before(request, "plan_education", case)
    if told is None and request.method == "GET" and not education.is_safe_to_plan(case):
        told = Refusal("partner", education.CHECK_FIRST)
    context = {"case": case, "form": form, "form_ident": once.ident_of(request.POST), "refusal": told}
    return render(request, "cases/support/education_new.html", context)


def _shown(request: HttpRequest, case: Case, row_id: UUID) -> tuple[EducationSession, dict[str, str]]:
    row = EducationSession.objects.filter(pk=row_id, case=case).first()
    if row is None:
        raise Http404
    if not sharing.layers(case, request.scope).narrative:
        return row, {}
    vault = Vault.of(case)
    return row, {name: vault.open(row, name) for name in row.SEALED}


@require_http_methods(["GET"])
def education_page(request: HttpRequest, case_id: UUID, row_id: UUID) -> HttpResponse:
    """/cases/<id>/education/<id>/: the check, the talk, what comes next."""
    case = _find(request, case_id)
    row, texts = _shown(request, case, row_id)
    verbs = [] if case.closed_at else [each.event for each in EDUCATION.allowed(row.state)]
    allowed = [verb for verb in verbs if gate.ask(request.scope, verb, case)]
    record.event(
        Action.REVEAL if texts else Action.VIEW,
        by=request.user,
        subject=("case", case.pk),
        unit_id=case.unit_id,
        detail={"layer": "education"},
    )

    def rows(chosen: list[str]) -> list[dict[str, Any]]:
        return [{"verb": verb, "button": BUTTONS[verb], "label": LABELS[verb]} for verb in chosen]

    first = [verb for verb in allowed if verb == FIRST.get(row.state)]
    context = {"case": case, "row": row, "texts": texts, "first": rows(first)}
    context["others"] = rows([verb for verb in allowed if verb not in first])
    return render(request, "cases/support/education.html", context)


@require_http_methods(["GET", "POST"])
def education_verb(request: HttpRequest, case_id: UUID, row_id: UUID, verb: str) -> HttpResponse:
    """GET the step's form; POST runs it. A refusal stands on the form as a sentence and loses nothing."""
    if verb not in BUTTONS:
        raise Http404
    case, button = _find(request, case_id), BUTTONS[verb]
    row, _texts = _shown(request, case, row_id)
    form = button.form(request.POST if request.method == "POST" else None, case=case, row=row)
    if form.is_bound and form.is_valid():
        try:
            button.run(case, row=row_id, by=request.user, **form.cleaned_data)
        except (Refusal, IllegalTransition) as refusal:
            refused(form, refusal)
        else:
            messages.success(request, button.done)
            return redirect("education", case.pk, row_id)
    context = {"case": case, "row": row, "button": button, "label": LABELS[verb], "form": form}
    context["refusal"] = told_before(request, verb, case)
    return render(request, "cases/support/education_verb.html", context)
