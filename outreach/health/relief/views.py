"""两癌救助: the list, one application, its steps, its papers, the window of the year, who asks twice."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from cases.casefile import once as form_key
from network.access import gate
from network.access.gate import Refusal
from network.deadlines import clocks
from network.sites.reach import below
from network.units.models import Level, Unit
from network.units.placed import acts_for
from outreach.health.relief import checks, ending, forms, once, opening, verbs, window
from outreach.health.relief.frame import SUBJECT, Desk
from outreach.health.relief.lists import WhyBack, WhyNot
from outreach.health.relief.models import CancerReliefApplication, ReliefPapers, ReliefRefusal, ReliefWindow
from outreach.health.relief.states import LABELS, RELIEF
from sisterhood.lib import clock
from sisterhood.lib.first import first
from sisterhood.lib.states import IllegalTransition

PAGE, WINDOWS, PLACES = 40, 4, 200


@dataclass(frozen=True)
class Step:
    """One step: its verb, its form, and the sentence that is said afterwards."""

    run: Callable[..., Any]
    form: type[forms.StepForm]
    done: Any


_ON = _("Done. It goes on to the next desk.")
STEPS = {
    "complete_papers": Step(verbs.complete_papers, forms.PapersForm, _("The papers are complete.")),
    "check_village": Step(checks.check_village, forms.StepForm, _ON),
    "check_township": Step(checks.check_township, forms.StepForm, _ON),
    "verify_relief": Step(checks.verify_relief, forms.VerifyForm, _ON),
    "sum_relief": Step(checks.sum_relief, forms.StepForm, _ON),
    "submit_relief": Step(ending.submit_relief, forms.StepForm, _("It is with the province.")),
    "approve_relief": Step(ending.approve_relief, forms.AnswerForm, _ON),
    "reject_relief": Step(ending.reject_relief, forms.AnswerForm, _ON),
    "pay_relief": Step(ending.pay_relief, forms.PayForm, _("The payment is entered.")),
    "close_relief": Step(ending.close_relief, forms.CloseForm, _("The application is closed.")),
    "refuse_relief": Step(
        checks.refuse_relief, forms.RefuseForm, _("It is not supported. Have her told kindly.")
    ),
    "send_back_relief": Step(checks.send_back_relief, forms.BackForm, _("It is back with the village.")),
    "withdraw_relief": Step(verbs.withdraw_relief, forms.StepForm, _("Withdrawn. Her papers are emptied.")),
    "recuse_relief": Step(
        verbs.recuse_relief, forms.AsideForm, _("You have nothing to do with it any more.")
    ),
}
SPECIAL = {"recuse_relief": _("step aside")}
HIDES = ("recuse_relief",)


def say(form: django_forms.Form, refusal: Refusal | IllegalTransition) -> None:
    """A refusal stands beside its field and loses nothing."""
    code = getattr(refusal, "code", None)
    form.add_error(code if code in form.fields else None, str(refusal))


@require_GET
def list_page(request: HttpRequest) -> HttpResponse:
    """/outreach/relief/: what waits for her, and every application of her area by number, without names."""
    scope = request.scope
    gate.require(scope, "see_relief")
    rows = CancerReliefApplication.objects.visible_to(scope).select_related("unit", "desk", "window")
    mine = CancerReliefApplication.objects.at_desk_of(scope).values("pk")
    today = clock.today()
    context = {
        "mine": first(rows.filter(pk__in=mine), PAGE),
        "page": Paginator(rows.exclude(pk__in=mine), PAGE).get_page(request.GET.get("page")),
        "windows": first(ReliefWindow.objects.filter(closes_on__gte=today).select_related("unit"), WINDOWS),
        "may_nominate": scope.may("nominate_relief"),
        "may_open": scope.may("open_window"),
        "may_enter": scope.may("enter_grants"),
    }
    return render(request, "outreach/health/reliefs.html", context)


def _found(request: HttpRequest, row_id: UUID) -> CancerReliefApplication:
    gate.require(request.scope, "see_relief")
    rows = CancerReliefApplication.objects.visible_to(request.scope)
    return get_object_or_404(rows.select_related("unit__parent", "desk", "window", "owner"), pk=row_id)


def _steps(request: HttpRequest, row: CancerReliefApplication) -> list[dict[str, Any]]:
    """What is possible now and hers."""
    events = [each.event for each in RELIEF.allowed(row.state)]
    mine = [event for event in events if bool(gate.ask(request.scope, event, Desk(row.desk)))]
    return [{"verb": event, "label": LABELS[event]} for event in mine]


def _twice(request: HttpRequest, row: CancerReliefApplication) -> bool | None:
    """For the leader who verifies: whether the number is taken; None for everybody else."""
    verifies = bool(gate.ask(request.scope, "verify_relief", Desk(row.desk)))
    return once.is_taken(row.pk) if verifies and row.state == "township_checked" else None


@require_GET
def relief_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """/outreach/relief/<id>/: where it stands, who owes what, who took which step; a masked name at its desk."""
    row, at = _found(request, row_id), clock.now()
    refusal = ReliefRefusal.objects.filter(pk=row.pk).first()
    context = {
        "row": row,
        "name": opening.masked_name(row),
        "steps": _steps(request, row),
        "faces": [clocks.face(each, at) for each in clocks.shown((SUBJECT, row.pk))],
        "taken": row.steps.select_related("by", "unit"),
        "labels": LABELS,
        "twice": _twice(request, row),
        "why_not": WhyNot(refusal.why).label if refusal else "",
        "back_for": _back_for(row),
        "can_read": ReliefPapers.objects.filter(pk=row.pk).exclude(wrapped=None).exists(),
        "may_aside": request.scope.may("recuse_relief") and not row.ended_at,
    }
    return render(request, "outreach/health/relief.html", context)


def _back_for(row: CancerReliefApplication) -> Any:
    """Why it came back, as long as the village has not completed it again; "" for one that did not."""
    last = row.steps.last()
    return WhyBack(last.reason).label if last and last.verb == "send_back_relief" else ""


@require_http_methods(["GET", "POST"])
def verb_page(request: HttpRequest, row_id: UUID, verb: str) -> HttpResponse:
    """One step: GET its form, POST runs it."""
    if verb not in STEPS:
        raise Http404
    row, step = _found(request, row_id), STEPS[verb]
    gate.require(request.scope, verb)
    asks_papers = verb == "complete_papers" and row.state == "nominated" and row.owner_id == request.user.pk
    kept = opening.entries(row.pk, by=request.user) if asks_papers and request.method == "GET" else {}
    form = step.form(request.POST if request.method == "POST" else None, row=row, initial=kept)
    if form.is_bound and form.is_valid():
        try:
            step.run(row.pk, by=request.user, **form.told)
        except (Refusal, IllegalTransition) as refusal:
            say(form, refusal)
        else:
            messages.success(request, step.done)
            return redirect("reliefs") if verb in HIDES else redirect("relief", row.pk)
    label = LABELS.get(verb) or SPECIAL[verb]
    late = RELIEF.refuses(row.state, verb)
    context = {"row": row, "form": form, "label": label, "verb": verb, "late": late}
    answer = render(request, "outreach/health/relief_verb.html", context | {"back_for": _back_for(row)})
    if kept:
        answer["Cache-Control"] = "no-store"
    return answer


@require_http_methods(["GET", "POST"])
def papers_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """Everything in clear after a reason; nothing of it stands in an address, and nothing is kept by the browser."""
    row = _found(request, row_id)
    form = forms.OpenForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"row": row, "form": form}
    if form.is_bound and form.is_valid():
        try:
            context["shown"] = opening.open_papers(row.pk, why=form.cleaned_data["why"], by=request.user)
            context["papers"] = ReliefPapers.objects.get(pk=row.pk)
        except Refusal as refusal:
            say(form, refusal)
    answer = render(request, "outreach/health/relief_papers.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


def village(request: HttpRequest, action: str) -> Unit | None:
    """?unit=: a village of hers; without it the only one there is."""
    rows = Unit.objects.current().filter(below(request.scope, action), level=Level.VILLAGE)
    asked = request.GET.get("unit", "")
    if asked:
        known = asked.isascii() and asked.isdecimal() and len(asked) < 10
        found: Unit = get_object_or_404(rows, pk=int(asked) if known else 0)
        return found
    both = list(rows[:2])
    return both[0] if len(both) == 1 else None


def where(request: HttpRequest, action: str, title: Any, back: str) -> HttpResponse:
    """Which village first."""
    rows = Unit.objects.current().filter(below(request.scope, action), level=Level.VILLAGE)
    context: dict[str, Any] = {
        "places": first(rows.select_related("parent").order_by("code"), PLACES),
        "title": title,
    }
    context |= {"back": back, "errors": [_("Choose a village first.")] if request.method == "POST" else []}
    return render(request, "outreach/health/where.html", context)


@require_http_methods(["GET", "POST"])
def nominate_page(request: HttpRequest) -> HttpResponse:
    """/outreach/relief/new/?unit=: a woman asks for relief."""
    gate.require(request.scope, "nominate_relief")
    unit = village(request, "nominate_relief")
    if unit is None:
        return where(request, "nominate_relief", _("Put a woman forward"), "reliefs")
    window_ = verbs.window_today(unit, on=clock.today())
    form = forms.NominateForm(request.POST if request.method == "POST" else None, window=window_)
    if form.is_bound and form.is_valid():
        try:
            key = form_key.key_of(request.POST, what=f"relief {unit.pk}", by=request.user)
            row = verbs.nominate_relief(unit, by=request.user, key=key, **form.told)
        except (Refusal, IllegalTransition) as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("She is put forward."))
            aside = form.told["is_relative"]
            return redirect("reliefs") if aside else redirect("relief", row.pk)
    ident = form_key.ident_of(request.POST)
    context = {"unit": unit, "form": form, "window": window_, "form_ident": ident}
    return render(request, "outreach/health/relief_new.html", context)


@require_http_methods(["GET", "POST"])
def window_page(request: HttpRequest) -> HttpResponse:
    """/outreach/relief/window/: the year of the city."""
    unit = acts_for(request.scope, "open_window")
    known = ReliefWindow.objects.filter(unit=unit).first()
    form = forms.WindowForm(request.POST if request.method == "POST" else None, window=known)
    if form.is_bound and form.is_valid():
        try:
            window.open_window(unit, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("The window is set."))
            return redirect("reliefs")
    return render(request, "outreach/health/relief_window.html", {"unit": unit, "form": form})


@require_http_methods(["GET", "POST"])
def before_page(request: HttpRequest) -> HttpResponse:
    """/outreach/relief/before/: women who were granted relief before the product knew."""
    gate.require(request.scope, "enter_grants")
    form = forms.BeforeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            window.enter_grants(by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            say(form, refusal)
        else:
            messages.success(request, _("These numbers are compared from now on."))
            return redirect("reliefs")
    return render(request, "outreach/health/relief_before.html", {"form": form})


@require_GET
def repeats_page(request: HttpRequest) -> HttpResponse:
    """/outreach/relief/repeats/: numbers of applications that ask twice, for the city's privacy officer; never who."""
    gate.require(request.scope, "see_repeats")
    return render(request, "outreach/health/repeats.html", {"rows": once.repeats()})
