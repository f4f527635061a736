"""巡逻: the patrols below a unit, one patrol for those who walk it and those who keep it, places found, her own service."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from network.access import gate
from network.access.gate import Refusal
from network.deadlines import clocks
from network.patrols import forms as f
from network.patrols import found, verbs
from network.patrols.frame import PLACE_SUBJECT, ground
from network.patrols.lists import Number
from network.patrols.models import FoundPlace, Patrol, PatrolQuerySet
from network.patrols.states import PATROL, PLACE
from network.sites.place_views import chosen_unit
from network.sites.reach import Ground, units_where
from network.units import tree
from network.units.models import Level, Unit
from network.volunteers import figures, hours
from network.volunteers.frame import Hers
from network.volunteers.groups import VolunteerTeam
from network.volunteers.lists import TeamKind
from network.volunteers.models import Volunteer
from network.volunteers.shown import frame_of, named
from sisterhood.lib import clock
from sisterhood.lib.states import IllegalTransition

PAGE, SHOWN = 40, 60


class NoForm(forms.Form):
    """A step that asks nothing more."""


class CallForm(forms.Form):
    """Which number was called."""

    number = forms.ChoiceField(choices=Number.choices, widget=forms.HiddenInput)


@dataclass(frozen=True)
class Step:
    """One step of a patrol: its verb, its form, its button, the sentence said afterwards, and what it asks of the post."""

    run: Callable[..., Any]
    form: type[forms.Form]
    label: Any
    done: Any
    action: str = "end_patrol"


def _moves(verb: Callable[..., Any], done: Any, form: type[forms.Form] = NoForm) -> Step:
    event = verb.__name__
    label = next(each.label for each in PATROL.transitions if each.event == event)
    return Step(verb, form, label, done, event)


STEPS = {
    "start_patrol": _moves(verbs.start_patrol, _("Out since now. Stay together.")),
    "end_patrol": _moves(verbs.end_patrol, _("You are back; the minutes are credited to each of you.")),
    "complete_patrol": _moves(
        verbs.complete_patrol, _("It is written down; the minutes are credited."), f.CompleteForm
    ),
    "write_up_patrol": _moves(
        verbs.write_up_patrol, _("It is written down; the minutes are credited."), f.WriteUpForm
    ),
    "call_off_patrol": _moves(verbs.call_off_patrol, _("The patrol is called off.")),
    "describe_patrol": Step(
        verbs.describe_patrol, f.WalkForm, _("weather and help"), _("It is written down.")
    ),
    "note_place": Step(
        found.note_place, f.FoundForm, _("something is wrong with a place"), _("It is noted."), "note_place"
    ),
    "record_call": Step(verbs.record_call, CallForm, _("a number was called"), _("The call is noted.")),
}


def open_steps(row: Patrol, request: HttpRequest) -> dict[str, Any]:
    """Buttons by verb: what the state allows and her post carries."""
    allowed = {each.event for each in PATROL.allowed(row.state)}
    out, place = row.state == "under_way", ground(row, request.user)
    fits = {
        "describe_patrol": row.started_at is not None,
        "note_place": row.started_at is not None,
        "record_call": out,
        "complete_patrol": row.state == "unclosed" and place.owner_id is None,
        "write_up_patrol": row.state == "not_held" and place.owner_id is None,
        "start_patrol": row.state == "planned" and clock.now() >= row.begins_at - verbs.EARLY,
    }
    return {
        verb: step.label
        for verb, step in STEPS.items()
        if fits.get(verb, verb in allowed) and gate.ask(request.scope, step.action, place)
    }


@require_GET
def patrols_page(request: HttpRequest) -> HttpResponse:
    """/network/patrols/?unit=: counts below a unit, places that wait for the township, and the patrols."""
    here, scope, today = chosen_unit(request, "see_volunteers"), request.scope, clock.today()
    below = Unit.objects.below(here).values("pk")
    rows = Patrol.objects.visible_to(scope).filter(unit__in=below).select_related("team", "unit__parent")
    waiting = FoundPlace.objects.visible_to(scope).filter(unit__in=below).waiting()
    teams = VolunteerTeam.objects.visible_to(scope).standing().filter(unit__in=below, kind=TeamKind.PATROL)
    page = Paginator(rows.order_by("-begins_at", "-id"), PAGE).get_page(request.GET.get("page"))
    context = {
        "here": here,
        "trail": tree.trail(here, inside=units_where(scope, "see_volunteers")),
        "whole": figures.below(here, on=today),
        "rows": figures.by_child(here, on=today) if here.level < Level.TOWNSHIP else None,
        "year": today.year,
        "page": page,
        "waiting": list(waiting.select_related("unit__parent").order_by("given_at", "id")[:SHOWN]),
        "teams": [each for each in teams[:SHOWN] if gate.ask(scope, "plan_patrol", Ground(each.unit))]
        if scope.may("plan_patrol")
        else [],
    }
    return render(request, "network/patrols/list.html", context)


@require_http_methods(["GET", "POST"])
def new_patrol_page(request: HttpRequest, team_id: UUID) -> HttpResponse:
    """/network/teams/<id>/patrol/: plan a walk of a patrol team."""
    gate.require(request.scope, "plan_patrol")
    rows = VolunteerTeam.objects.visible_to(request.scope).standing().select_related("unit__parent")
    team = get_object_or_404(rows, pk=team_id, kind=TeamKind.PATROL)
    form = f.PlanForm(request.POST if request.method == "POST" else None, team=team)
    if form.is_bound and form.is_valid():
        try:
            made = verbs.plan_patrol(team.pk, form.plan(), by=request.user)
        except Refusal as refusal:
            form.add_error(refusal.code if refusal.code in form.fields else None, str(refusal))
        else:
            messages.success(request, _("The patrol is planned; whoever walks it hears of it."))
            return redirect("patrol", made.pk)
    return render(request, "network/patrols/new.html", {"form": form, "team": team})


def _found(request: HttpRequest, row_id: UUID) -> Patrol:
    if not request.scope.may("see_service"):
        gate.require(request.scope, "see_volunteers")
    rows = Patrol.objects.visible_to(request.scope).select_related("team", "unit__parent", "planned_by")
    return get_object_or_404(rows, pk=row_id)


@require_GET
def patrol_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """/network/patrols/<id>/: when, who, which way; the taps of those who walk, and what was found."""
    row = _found(request, row_id)
    walkers = row.walkers.select_related("volunteer__unit")
    context = {
        "base": frame_of(request.scope),
        "row": row,
        "can": open_steps(row, request),
        "walkers": [named(each.volunteer, request.scope) for each in walkers],
        "stops": row.stops.select_related("site"),
        "calls": row.calls.all(),
        "numbers": Number.choices,
        "found": found.of(row),
        "may_report": request.scope.may("register"),
        "sees_list": request.scope.may("see_volunteers"),
    }
    return render(request, "network/patrols/patrol.html", context)


@require_http_methods(["GET", "POST"])
def patrol_verb(request: HttpRequest, row_id: UUID, verb: str) -> HttpResponse:
    """One step: GET its form, POST runs it; setting out and coming back are one tap from the page of the patrol."""
    if verb not in STEPS:
        raise Http404
    row, step = _found(request, row_id), STEPS[verb]
    gate.require(request.scope, step.action)
    form = step.form(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            step.run(row.pk, by=request.user, **form.cleaned_data)
        except (Refusal, IllegalTransition) as refusal:
            code = getattr(refusal, "code", None)
            form.add_error(code if code in form.fields else None, str(refusal))
        else:
            messages.success(request, step.done)
            return redirect("patrol", row.pk)
    context = {
        "base": frame_of(request.scope),
        "row": row,
        "form": form,
        "label": step.label,
        "verb": verb,
        "late": PATROL.refuses(row.state, verb),
        "may_report": request.scope.may("register"),
    }
    return render(request, "network/patrols/verb.html", context)


@require_http_methods(["GET", "POST"])
def found_place_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """/network/found-places/<id>/: one place; given to the township, settled there."""
    if not request.scope.may("see_service"):
        gate.require(request.scope, "see_volunteers")
    rows = FoundPlace.objects.visible_to(request.scope).select_related(
        "patrol__team", "unit__parent", "seen_by", "given_by", "settled_by"
    )
    row, at = get_object_or_404(rows, pk=row_id), clock.now()
    gives = request.POST.get("act") == "give"
    form = f.SettleForm(request.POST if request.method == "POST" and not gives else None)
    if request.method == "POST" and (gives or form.is_valid()):
        try:
            if gives:
                found.give_place(row.pk, by=request.user)
            else:
                found.settle_place(row.pk, by=request.user, **form.cleaned_data)
        except (Refusal, IllegalTransition) as refusal:
            form = form if form.is_bound else f.SettleForm({})
            form.full_clean()
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The township sees to it.") if gives else _("It is written down."))
            return redirect("found_place", row.pk)
    allowed = {each.event for each in PLACE.allowed(row.state)}
    context = {
        "base": frame_of(request.scope),
        "row": row,
        "form": form,
        "faces": [clocks.face(each, at) for each in clocks.shown((PLACE_SUBJECT, row.pk))],
        "may_give": "give_place" in allowed
        and bool(gate.ask(request.scope, "give_place", ground(row.patrol, request.user))),
        "may_settle": "settle_place" in allowed
        and bool(gate.ask(request.scope, "settle_place", Hers(row.unit, None))),
    }
    return render(request, "network/patrols/found_place.html", context)


@require_GET
def my_service(request: HttpRequest) -> HttpResponse:
    """/m/service/: the patrols she is to walk, her hours, her teams."""
    gate.require(request.scope, "see_service")
    me = Volunteer.objects.here().filter(user=request.user).select_related("unit__parent").first()
    walks = Patrol.objects.filter(PatrolQuerySet.hers(request.scope)).select_related("team")
    context = {
        "base": frame_of(request.scope),
        "me": me,
        "coming": walks.filter(state__in=("planned", "under_way")).order_by("begins_at")[:SHOWN],
        "past": walks.exclude(state__in=("planned", "under_way")).order_by("-begins_at")[:PAGE],
        "total": hours.total(me) if me else 0,
        "teams": me.memberships.filter(until=None).select_related("team") if me else [],
        "may_report": request.scope.may("register"),
    }
    return render(request, "network/patrols/mine.html", context)
