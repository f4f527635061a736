"""走访打卡 on the phone and at the desk: what is due, setting out, coming back; counts of an area for whoever leads it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from cases.petitions import origins
from cases.support import switches
from network.access import gate
from network.access.gate import Refusal
from network.deadlines import clocks
from network.sites.place_views import chosen_unit
from network.sites.reach import Ground, below, units_where
from network.units import tree
from network.units.models import Level, Unit
from outreach.frames import base_of
from outreach.visits import due, figures, forms, verbs
from outreach.visits.frame import SUBJECT
from outreach.visits.models import VisitRound
from outreach.visits.states import LABELS, ROUND
from outreach.visits.topics import Help, Topic
from sisterhood.lib import clock
from sisterhood.lib.states import IllegalTransition

MADE, PLACES = 20, 60


@dataclass(frozen=True)
class Step:
    """One step of a round: its verb, its form, and the sentence that is said afterwards."""

    run: Callable[..., Any]
    form: type[forms.RoundForm]
    done: Any


STEPS = {
    "begin_round": Step(verbs.begin_round, forms.BeginForm, _("You are on your way. Good luck.")),
    "end_round": Step(verbs.end_round, forms.EndForm, _("The round is written down. Thank you.")),
    "call_off_round": Step(verbs.call_off_round, forms.NothingForm, _("The round is called off.")),
}


def _say(form: django_forms.Form, refusal: Refusal | IllegalTransition) -> None:
    code = getattr(refusal, "code", None)
    form.add_error(code if code in form.fields else None, str(refusal))


@require_GET
def rounds_page(request: HttpRequest) -> HttpResponse:
    """/m/visits/: what is due at doors, a round that is under way, those of late."""
    scope = request.scope
    gate.require(scope, "see_rounds")
    hers = VisitRound.objects.visible_to(scope).select_related("unit", "companion")
    context = {
        "due": due.today(scope, clock.now()),
        "under_way": hers.filter(pk__in=VisitRound.objects.under_way(scope).values("pk")),
        "made": hers.filter(state="ended").order_by("-ended_at")[:MADE],
        "may_set_out": scope.may("set_out"),
        "base": base_of(request),
    }
    return render(request, "outreach/visits/rounds.html", context)


def _places(request: HttpRequest, action: str) -> Any:
    """Villages and hamlets of hers."""
    rows = Unit.objects.current().filter(below(request.scope, action))
    return rows.filter(level__in=(Level.VILLAGE, Level.HAMLET)).select_related("parent").order_by("code")


def _place(request: HttpRequest, action: str) -> Unit | None:
    """?unit=: one of them; without it the only one there is."""
    rows, asked = _places(request, action), request.GET.get("unit", "")
    if asked:
        known = asked.isascii() and asked.isdecimal() and len(asked) < 10
        found: Unit = get_object_or_404(rows, pk=int(asked) if known else 0)
        return found
    first = list(rows[:2])
    return first[0] if len(first) == 1 else None


def _new(
    request: HttpRequest,
    action: str,
    form_of: type[forms.RoundForm],
    act: Callable[..., VisitRound],
    done: Any,
) -> HttpResponse:
    """First where, then the form."""
    gate.require(request.scope, action)
    unit = _place(request, action)
    context: dict[str, Any] = {"base": base_of(request), "action": action, "unit": unit}
    if unit is None:
        context["errors"] = [_("Choose where you go first.")] if request.method == "POST" else []
        context["places"] = _places(request, action)[:PLACES]
        return render(request, "outreach/visits/where.html", context)
    form = form_of(request.POST if request.method == "POST" else None, unit=unit, by=request.user)
    if form.is_bound and form.is_valid():
        try:
            made = act(unit, by=request.user, **form.cleaned_data)
        except (Refusal, IllegalTransition) as refusal:
            _say(form, refusal)
        else:
            messages.success(request, done)
            return redirect("round", made.pk)
    return render(request, "outreach/visits/new.html", context | {"form": form})


@require_http_methods(["GET", "POST"])
def set_out_page(request: HttpRequest) -> HttpResponse:
    """/m/visits/new/?unit=: a round begins now."""
    return _new(request, "set_out", forms.BeginForm, verbs.set_out, _("You are on your way. Good luck."))


@require_http_methods(["GET", "POST"])
def plan_page(request: HttpRequest) -> HttpResponse:
    """/outreach/visits/plan/?unit=: a round for a day to come."""
    done = _("The round is planned, and she is told.")
    return _new(request, "plan_round", forms.PlanForm, verbs.plan_round, done)


def _found(request: HttpRequest, row_id: UUID) -> VisitRound:
    gate.require(request.scope, "see_rounds")
    rows = VisitRound.objects.visible_to(request.scope).select_related("unit__parent", "doer", "companion")
    return get_object_or_404(rows, pk=row_id)


@require_GET
def round_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """/m/visits/<id>/: what comes next, and what they came back with; what was asked for only for the two."""
    row, at = _found(request, row_id), clock.now()
    hers = request.user.pk in (row.doer_id, row.companion_id)
    allowed = {each.event for each in ROUND.allowed(row.state)}
    verbs_ = [verb for verb in STEPS if verb in allowed and bool(gate.ask(request.scope, verb, row))]
    if row.owed_since is not None and row.state == "planned":
        verbs_ = [verb for verb in verbs_ if verb != "call_off_round"]
    context = {
        "row": row,
        "hers": hers,
        "steps": [{"verb": verb, "label": LABELS[verb]} for verb in verbs_],
        "faces": [clocks.face(each, at) for each in clocks.shown((SUBJECT, row.pk))],
        "topics": [Topic(code).label for code in row.topics],
        "helps": [(Help(code).label, n) for code, n in row.help_asked.items()] if hers else [],
        "origin": f"{origins.FIELD}={SUBJECT}:{row.pk}" if hers and row.begun_at else "",
        "may_report": request.scope.may("register"),
        "may_note": request.scope.may("note_concern") and switches.is_open_to(request.scope),
        "base": base_of(request),
    }
    return render(request, "outreach/visits/round.html", context)


@require_http_methods(["GET", "POST"])
def round_verb(request: HttpRequest, row_id: UUID, verb: str) -> HttpResponse:
    """One step: GET its form, POST runs it. A refusal stands on the form and loses nothing."""
    if verb not in STEPS:
        raise Http404
    row, step = _found(request, row_id), STEPS[verb]
    gate.require(request.scope, verb)
    form = step.form(request.POST if request.method == "POST" else None, unit=row.unit, by=request.user)
    if form.is_bound and form.is_valid():
        try:
            step.run(row.pk, by=request.user, **getattr(form, "told", form.cleaned_data))
        except (Refusal, IllegalTransition) as refusal:
            _say(form, refusal)
        else:
            messages.success(request, step.done)
            return redirect("round", row.pk)
    late = ROUND.refuses(row.state, verb)
    context = {
        "row": row,
        "form": form,
        "label": LABELS[verb],
        "verb": verb,
        "late": late,
        "base": base_of(request),
    }
    return render(request, "outreach/visits/verb.html", context)


@require_GET
def figures_page(request: HttpRequest) -> HttpResponse:
    """/outreach/visits/?unit=: rounds of this year by the units below, and what was asked for over the whole."""
    here, today = chosen_unit(request, "see_round_figures"), clock.today()
    since = today.replace(month=1, day=1)
    counted = figures.by_child(request.scope, here, since=since)
    below_it = list(here.children.current().order_by("code"))
    units = [*below_it, *([here] if here.pk in counted else [])]
    context = {
        "here": here,
        "trail": tree.trail(here, inside=units_where(request.scope, "see_round_figures")),
        "rows": [
            (unit, counted.get(unit.pk, figures.Figures()), unit.pk != here.pk and unit.level < Level.HAMLET)
            for unit in units
        ],
        "whole": sum(counted.values(), figures.Figures()),
        "asked": figures.asked_for(request.scope, here, since=since) if here.level <= Level.TOWNSHIP else [],
        "since": since,
        "may_plan": bool(gate.ask(request.scope, "plan_round", Ground(here))),
    }
    return render(request, "outreach/visits/figures.html", context)
