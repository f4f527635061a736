"""两癌筛查: rounds of an area, one round with its list, the list of the day on paper."""

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

from cases.casefile import once
from cases.casefile.vault import Vault
from network.access import gate
from network.access.gate import Refusal
from network.deadlines import clocks
from network.sites.reach import Ground
from outreach.health.relief.views import say, village, where
from outreach.health.screening import forms, verbs
from outreach.health.screening.frame import SUBJECT
from outreach.health.screening.models import ScreeningCount, ScreeningRound
from outreach.health.screening.states import LABELS, SCREENING
from sisterhood.lib import clock, masking
from sisterhood.lib.states import IllegalTransition

PAGE = 40


@dataclass(frozen=True)
class Step:
    """One step: its verb, its form, the states in which it stands on the page, and what is said afterwards."""

    run: Callable[..., Any]
    form: type[forms.StepForm]
    label: Any
    done: Any
    within: tuple[str, ...] = ()


STEPS = {
    "add_slot": Step(
        verbs.add_slot, forms.SlotForm, _("add a woman"), _("She stands on the list."), ("planned", "invited")
    ),
    "invite_screening": Step(
        verbs.invite_screening, forms.StepForm, LABELS["invite_screening"], _("Everybody was told.")
    ),
    "hold_screening": Step(
        verbs.hold_screening, forms.StepForm, LABELS["hold_screening"], _("The county asks for the counts.")
    ),
    "count_screening": Step(
        verbs.count_screening, forms.CountForm, LABELS["count_screening"], _("The counts are in.")
    ),
    "call_off_screening": Step(
        verbs.call_off_screening, forms.StepForm, LABELS["call_off_screening"], _("It is called off.")
    ),
    # Of one line of the list: reached from there.
    "mark_slot": Step(verbs.mark_slot, forms.MarkForm, _("mark who came"), _("Marked.")),
    "take_off_slot": Step(
        verbs.take_off_slot, forms.LineForm, _("take her off the list"), _("Her line is gone.")
    ),
    "ask_again": Step(
        verbs.ask_again,
        forms.AgainForm,
        _("a second appointment"),
        _("Tell her: please come again. Say no reason."),
    ),
}
LINES = ("mark_slot", "take_off_slot", "ask_again")


@require_GET
def list_page(request: HttpRequest) -> HttpResponse:
    """/outreach/screenings/: rounds of her area in numbers."""
    gate.require(request.scope, "see_screening")
    rows = ScreeningRound.objects.visible_to(request.scope).select_related("unit__parent")
    context = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "may_plan": request.scope.may("plan_screening"),
    }
    return render(request, "outreach/health/screenings.html", context)


@require_http_methods(["GET", "POST"])
def plan_page(request: HttpRequest) -> HttpResponse:
    """/outreach/screenings/plan/?unit=: a day of one village."""
    gate.require(request.scope, "plan_screening")
    unit = village(request, "plan_screening")
    if unit is None:
        return where(request, "plan_screening", _("Plan a screening"), "screenings")
    form = forms.PlanForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            row = verbs.plan_screening(unit, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("The screening is planned. Now the list."))
            return redirect("screening", row.pk)
    return render(request, "outreach/health/screening_plan.html", {"unit": unit, "form": form})


def _found(request: HttpRequest, row_id: UUID) -> ScreeningRound:
    gate.require(request.scope, "see_screening")
    rows = ScreeningRound.objects.visible_to(request.scope).select_related("unit__parent")
    return get_object_or_404(rows, pk=row_id)


def _steps(request: HttpRequest, row: ScreeningRound) -> list[dict[str, Any]]:
    allowed = {each.event for each in SCREENING.allowed(row.state)}
    return [
        {"verb": verb, "label": step.label}
        for verb, step in STEPS.items()
        if verb not in LINES
        and (verb in allowed or row.state in step.within)
        and bool(gate.ask(request.scope, verb, Ground(row.unit)))
    ]


def _lines(row: ScreeningRound) -> list[dict[str, Any]]:
    """The list with masked names; empty for everybody but the chair of the village."""
    slots = row.slots.all()
    return [
        {"slot": slot, "name": masking.mask_name(Vault.unwrapped(slot).open(slot, "name"))} for slot in slots
    ]


@require_GET
def round_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """/outreach/screenings/<id>/: numbers for everybody along the line, the list for the chair of the village."""
    row, at = _found(request, row_id), clock.now()
    ground = Ground(row.unit)
    context = {
        "row": row,
        "steps": _steps(request, row),
        "faces": [clocks.face(each, at) for each in clocks.shown((SUBJECT, row.pk))],
        "lines": _lines(row),
        "keeps": bool(gate.ask(request.scope, "print_screening", ground)),
        "marks": row.state == "invited" and row.held_on <= clock.today(),
        "drops": row.state in ("planned", "invited"),
        "again": row.state in ("held", "counted"),
        "until": verbs.names_until(row),
        "counts": ScreeningCount.objects.filter(pk=row.pk).first(),
    }
    return render(request, "outreach/health/screening.html", context)


@require_http_methods(["GET", "POST"])
def day_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """The list of the day in clear, after a press, for paper; each reading is logged."""
    row = _found(request, row_id)
    gate.require(request.scope, "print_screening", Ground(row.unit))
    context: dict[str, Any] = {"row": row, "errors": []}
    if request.method == "POST":
        try:
            context["lines"] = verbs.print_screening(row.pk, by=request.user)
        except Refusal as refusal:
            context["errors"] = [str(refusal)]
    answer = render(request, "outreach/health/screening_day.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


def _form(request: HttpRequest, step: Step) -> Any:
    if request.method == "POST":
        return step.form(request.POST)
    line = request.GET.get("slot", "")
    return step.form(initial={"slot": line} if line else {})


def _key(request: HttpRequest, row: ScreeningRound, verb: str) -> dict[str, Any]:
    """The key of the form, for the step that makes a line."""
    if verb != "add_slot":
        return {}
    return {"key": once.key_of(request.POST, what=f"slot {row.pk}", by=request.user)}


@require_http_methods(["GET", "POST"])
def verb_page(request: HttpRequest, row_id: UUID, verb: str) -> HttpResponse:
    """One step: GET its form, POST runs it. A refusal stands on the form and loses nothing."""
    if verb not in STEPS:
        raise Http404
    row, step = _found(request, row_id), STEPS[verb]
    gate.require(request.scope, verb)
    form = _form(request, step)
    if form.is_bound and form.is_valid():
        try:
            step.run(
                row.pk,
                by=request.user,
                **getattr(form, "told", form.cleaned_data),
                **_key(request, row, verb),
            )
        except (Refusal, IllegalTransition) as refusal:
            say(form, refusal)
        else:
            messages.success(request, step.done)
            again = verb == "add_slot" and "more" in request.POST
            return redirect("screening_verb", row.pk, verb) if again else redirect("screening", row.pk)
    late = SCREENING.refuses(row.state, verb)
    context = {"row": row, "form": form, "label": step.label, "verb": verb, "late": late}
    context["form_ident"] = once.ident_of(request.POST)
    return render(request, "outreach/health/screening_verb.html", context)
