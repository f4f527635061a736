"""志愿服务队: the teams below a unit, one team with its members and logs, and its steps."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from network.access import gate
from network.access.gate import Refusal
from network.deadlines import clocks
from network.sites.place_views import chosen_unit
from network.sites.reach import Ground, units_where
from network.units import tree
from network.units.models import Unit
from network.volunteers import logs, teams
from network.volunteers import team_forms as f
from network.volunteers.frame import TEAM, Hers
from network.volunteers.groups import VolunteerTeam
from network.volunteers.lists import TEAM_LEVELS, TeamKind
from network.volunteers.models import Volunteer
from network.volunteers.shown import frame_of, named
from sisterhood.lib import clock

PAGE = 60
SHOWN = 24


@dataclass(frozen=True)
class Step:
    """One step of the page: its verb, its form, its button and the one sentence that is said afterwards."""

    run: Callable[..., Any]
    form: type[f.TeamForm]
    label: Any
    done: Any
    action: str = "keep_team"


STEPS = {
    "write_log": Step(
        logs.write_log, f.LogForm, _("write the log of the month"), _("The log is written."), "write_log"
    ),
    "join_team": Step(teams.join_team, f.JoinForm, _("somebody joins"), _("She belongs to the team.")),
    "name_leader": Step(teams.name_leader, f.MemberForm, _("name who leads"), _("She leads the team.")),
    "insure_team": Step(
        teams.insure_team, f.InsuranceForm, _("enter the insurance"), _("It is written down.")
    ),
    "leave_team": Step(
        teams.leave_team, f.MemberForm, _("somebody leaves the team"), _("She has left the team.")
    ),
    "end_team": Step(teams.end_team, f.TeamForm, _("dissolve the team"), _("The team is dissolved.")),
}


@require_GET
def teams_page(request: HttpRequest) -> HttpResponse:
    """/network/teams/?unit=: the teams below a unit, with how many belong to each and which log is owed."""
    here, scope = chosen_unit(request, "see_volunteers"), request.scope
    rows = VolunteerTeam.objects.visible_to(scope).standing().select_related("unit__parent")
    rows = rows.filter(unit__in=Unit.objects.below(here).values("pk"))
    rows = rows.annotate(size=Count("members", filter=Q(members__until=None)))
    page = Paginator(rows.order_by("unit__code", "kind", "name"), PAGE).get_page(request.GET.get("page"))
    may_found = any(here.level in levels for levels in TEAM_LEVELS.values())
    context = {
        "here": here,
        "trail": tree.trail(here, inside=units_where(scope, "see_volunteers")),
        "page": page,
        "may_found": may_found and bool(gate.ask(scope, "keep_team", Ground(here))),
    }
    return render(request, "network/volunteers/teams.html", context)


@require_http_methods(["GET", "POST"])
def new_team_page(request: HttpRequest) -> HttpResponse:
    """/network/teams/new/?unit=: a team of a unit."""
    unit = chosen_unit(request, "keep_team")
    form = f.FoundForm(request.POST if request.method == "POST" else None, unit=unit)
    if form.is_bound and form.is_valid():
        try:
            made = teams.found_team(unit, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            _refused(form, refusal)
        else:
            messages.success(request, _("The team stands. Now volunteers join."))
            return redirect("team", made.pk)
    return render(request, "network/volunteers/new_team.html", {"form": form, "unit": unit})


def _refused(form: forms.Form, refusal: Refusal) -> None:
    form.add_error(refusal.code if refusal.code in form.fields else None, str(refusal))


def _found(request: HttpRequest, team_id: UUID) -> VolunteerTeam:
    if not request.scope.may("see_service"):
        gate.require(request.scope, "see_volunteers")
    rows = VolunteerTeam.objects.visible_to(request.scope).select_related("unit__parent")
    return get_object_or_404(rows, pk=team_id)


def _ground(team: VolunteerTeam) -> Hers:
    lead = logs.leader_user(team)
    return Hers(team.unit, lead.pk if lead else None)


def open_steps(team: VolunteerTeam, request: HttpRequest) -> list[dict[str, Any]]:
    """Buttons: what her post carries, and what the facts do not refuse already."""
    ground, size = _ground(team), team.members.filter(until=None).count()
    owes = logs.is_over(logs.owed_month(team), clock.today())
    fits = {
        "write_log": owes,
        "name_leader": size > 0,
        "leave_team": size > 0,
        "insure_team": team.kind == TeamKind.PATROL,
    }
    return [
        {"verb": verb, "label": step.label, "next": verb == "write_log"}
        for verb, step in STEPS.items()
        if team.ended_on is None and fits.get(verb, True) and gate.ask(request.scope, step.action, ground)
    ]


@require_GET
def team_page(request: HttpRequest, team_id: UUID) -> HttpResponse:
    """/network/teams/<id>/: who belongs to it, its clock, its logs with the hours that add themselves up."""
    team, at = _found(request, team_id), clock.now()
    members = list(team.members.filter(until=None).select_related("volunteer__unit"))
    open_ = Volunteer.objects.visible_to(request.scope).filter(pk__in=[each.volunteer_id for each in members])
    leads = set(open_.values_list("pk", flat=True)) if request.scope.may("see_volunteers") else set()
    written = list(team.logs.select_related("written_by")[:SHOWN])
    context = {
        "base": frame_of(request.scope),
        "team": team,
        "steps": open_steps(team, request),
        "members": [
            (each, named(each.volunteer, request.scope), each.volunteer_id in leads) for each in members
        ],
        "faces": [clocks.face(each, at) for each in clocks.shown((TEAM, team.pk))],
        "owed": logs.owed_month(team),
        "logs": [(each, logs.minutes_of(team, each.month) // 60) for each in written],
        "is_patrol": team.kind == TeamKind.PATROL,
        "is_insured": team.is_insured(clock.local_date(at)),
        "may_plan": team.ended_on is None
        and team.kind == TeamKind.PATROL
        and bool(gate.ask(request.scope, "plan_patrol", Ground(team.unit))),
        "sees_list": request.scope.may("see_volunteers"),
    }
    return render(request, "network/volunteers/team.html", context)


@require_http_methods(["GET", "POST"])
def team_verb(request: HttpRequest, team_id: UUID, verb: str) -> HttpResponse:
    """One step: GET its form, POST runs it. A refusal stands on the form and loses nothing."""
    if verb not in STEPS:
        raise Http404
    team, step = _found(request, team_id), STEPS[verb]
    gate.require(request.scope, step.action)
    form = step.form(request.POST if request.method == "POST" else None, team=team, scope=request.scope)
    if form.is_bound and form.is_valid():
        try:
            step.run(team.pk, by=request.user, **_told(form.cleaned_data))
        except Refusal as refusal:
            _refused(form, refusal)
        else:
            messages.success(request, step.done)
            return redirect("team", team.pk) if verb != "end_team" else redirect("teams")
    context = {
        "base": frame_of(request.scope),
        "team": team,
        "form": form,
        "label": step.label,
        "verb": verb,
        "owed": logs.owed_month(team),
    }
    return render(request, "network/volunteers/team_verb.html", context)


def _told(said: dict[str, Any]) -> dict[str, Any]:
    """Rows that were chosen by their key."""
    if "volunteer" in said:
        return {"volunteer": said["volunteer"].pk}
    return {key: UUID(value) if key == "member" else value for key, value in said.items()}
