"""巾帼志愿者: the list below a unit, one volunteer with her steps, her own service on the phone, hours as a file."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from network.access import gate
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.deadlines import clocks
from network.sites.place_views import chosen_unit
from network.sites.reach import Ground, units_where
from network.units import tree
from network.units.models import Level, Unit
from network.volunteers import checks, export, figures, forms, hours, verbs
from network.volunteers.frame import SUBJECT, Hers
from network.volunteers.models import Volunteer
from network.volunteers.shown import frame_of, named
from network.volunteers.states import ASKS, HERE, VOLUNTEER
from sisterhood.lib import clock
from sisterhood.lib.states import IllegalTransition

PAGE = 60
SHOWN = 40


@dataclass(frozen=True)
class Step:
    """One step of the page: its verb, its form, its button and the one sentence that is said afterwards."""

    run: Callable[..., Any]
    form: type[forms.StepForm]
    label: Any
    done: Any
    action: str = "keep_volunteer"


def _moves(verb: Callable[..., Any], done: Any, form: type[forms.StepForm] = forms.StepForm) -> Step:
    event = verb.__name__
    label = next(each.label for each in VOLUNTEER.transitions if each.event == event)
    return Step(verb, form, label, done, ASKS.get(event, event))


STEPS = {
    "record_training": Step(
        verbs.record_training, forms.TrainingForm, _("enter a training"), _("The training is entered.")
    ),
    "finish_training": _moves(verbs.finish_training, _("Her training is complete.")),
    "begin_service": _moves(verbs.begin_service, _("She takes part from today.")),
    "record_check": Step(
        checks.record_check,
        forms.CheckForm,
        _("enter that records were looked up"),
        _("It is entered; the house reminds before it ends."),
    ),
    "give_area": Step(
        verbs.give_area, forms.AreaForm, _("give her a contact area"), _("The area is entered.")
    ),
    "end_area": Step(verbs.end_area, forms.EndAreaForm, _("end a contact area"), _("The area has ended.")),
    "change_volunteer": Step(
        verbs.change_volunteer, forms.FactsForm, _("change name, number, skills"), _("It is written down.")
    ),
    "correct_hours": Step(
        hours.correct_hours,
        forms.CorrectForm,
        _("correct the minutes of a service"),
        _("The correction is entered; the first entry stays beside it."),
        "correct_hours",
    ),
    "pause_service": _moves(verbs.pause_service, _("She pauses.")),
    "resume_service": _moves(verbs.resume_service, _("She takes part again.")),
    "leave_service": _moves(verbs.leave_service, _("Her service has ended."), forms.LeaveForm),
}


def open_steps(row: Volunteer, request: HttpRequest) -> list[dict[str, Any]]:
    """Buttons: what the state allows and her post carries; the next step of the road first."""
    known = {each.event for each in VOLUNTEER.transitions}
    allowed = {each.event for each in VOLUNTEER.allowed(row.state)}
    ground, found = Hers(row.unit, row.user_id), []
    for verb, step in STEPS.items():
        fits = verb in allowed if verb in known else row.state in HERE or verb == "correct_hours"
        if fits and _has(verb, row, request) and gate.ask(request.scope, step.action, ground):
            found.append({"verb": verb, "label": step.label, "next": verb in _next(row)})
    return sorted(found, key=lambda each: not each["next"])


def _has(verb: str, row: Volunteer, request: HttpRequest) -> bool:
    """What the facts say beside the state: no button leads into a refusal that is known before."""
    if verb == "correct_hours":
        return row.user_id != request.user.pk and row.hours.exists()
    if verb == "record_check":
        return row.user_id != request.user.pk
    if verb == "end_area":
        return row.areas.filter(until=None).exists()
    return row.state == "active" if verb == "give_area" else True


def _next(row: Volunteer) -> tuple[str, ...]:
    if row.state == "applied":
        return ("record_training",) if verbs.lacking(row) else ("finish_training",)
    return {"trained": ("begin_service",), "paused": ("resume_service",)}.get(row.state, ())


@require_GET
def volunteers_page(request: HttpRequest) -> HttpResponse:
    """/network/volunteers/?unit=: a city or county in numbers; from the township down by name."""
    here, scope, today = chosen_unit(request, "see_volunteers"), request.scope, clock.today()
    context: dict[str, Any] = {
        "here": here,
        "trail": tree.trail(here, inside=units_where(scope, "see_volunteers")),
        "whole": figures.below(here, on=today),
        "year": today.year,
        "may_keep": here.level in verbs.VOLUNTEER_LEVELS
        and bool(gate.ask(scope, "keep_volunteer", Ground(here))),
        "may_export": bool(gate.ask(scope, "export_hours", Ground(here))),
    }
    if here.level < Level.TOWNSHIP:
        context["rows"] = figures.by_child(here, on=today)
    else:
        found = Volunteer.objects.visible_to(scope).here().select_related("unit__parent")
        found = found.filter(unit__in=Unit.objects.below(here).values("pk"))
        found = found.annotate(served=Sum("hours__minutes")).order_by("unit__code", "name", "id")
        page = Paginator(found, PAGE).get_page(request.GET.get("page"))
        context |= {"page": page, "people": [(each, named(each, scope)) for each in page.object_list]}
        context["today"] = today
    return render(request, "network/volunteers/list.html", context)


@require_http_methods(["GET", "POST"])
def new_volunteer_page(request: HttpRequest) -> HttpResponse:
    """/network/volunteers/new/?unit=: a woman of a township, village or hamlet wants to help."""
    unit = chosen_unit(request, "keep_volunteer")
    form = forms.ApplyForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            made = verbs.apply_volunteer(unit, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(refusal.code if refusal.code in form.fields else None, str(refusal))
        else:
            messages.success(request, _("She stands on the list. Training comes next."))
            return redirect("volunteer", made.pk)
    return render(request, "network/volunteers/new.html", {"form": form, "unit": unit})


def _found(request: HttpRequest, row_id: UUID) -> Volunteer:
    if not (request.scope.may("see_volunteers") or request.scope.may("see_service")):
        gate.require(request.scope, "see_volunteers")
    rows = Volunteer.objects.visible_to(request.scope).select_related("unit__parent", "user")
    return get_object_or_404(rows, pk=row_id)


@require_GET
def volunteer_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """/network/volunteers/<id>/: what comes next, her trainings, teams, areas and every service with its corrections."""
    row, at = _found(request, row_id), clock.now()
    entries = row.hours.filter(corrects=None).select_related("team")
    context = {
        "base": frame_of(request.scope),
        "row": row,
        "name": named(row, request.scope),
        "steps": open_steps(row, request),
        "lacking": verbs.lacking(row) if row.state == "applied" else [],
        "is_checked": row.is_checked(clock.local_date(at)),
        "faces": [clocks.face(each, at) for each in clocks.shown((SUBJECT, row.pk))],
        "trainings": row.trainings.all(),
        "memberships": row.memberships.filter(until=None).select_related("team"),
        "areas": row.areas.filter(until=None).select_related("unit"),
        "entries": entries.prefetch_related("corrections__credited_by")[:SHOWN],
        "total": hours.total(row),
        "sees_list": request.scope.may("see_volunteers"),
    }
    record.event(Action.VIEW, by=request.user, subject=(SUBJECT, row.pk), unit_id=row.unit_id)
    return render(request, "network/volunteers/volunteer.html", context)


@require_http_methods(["GET", "POST"])
def volunteer_verb(request: HttpRequest, row_id: UUID, verb: str) -> HttpResponse:
    """One step: GET its form, POST runs it. A refusal stands on the form and loses nothing."""
    if verb not in STEPS:
        raise Http404
    row, step = _found(request, row_id), STEPS[verb]
    gate.require(request.scope, step.action)
    form = step.form(request.POST if request.method == "POST" else None, row=row)
    if form.is_bound and form.is_valid():
        try:
            step.run(row.pk, by=request.user, **_told(form.cleaned_data))
        except (Refusal, IllegalTransition) as refusal:
            code = getattr(refusal, "code", None)
            form.add_error(code if code in form.fields else None, str(refusal))
        else:
            messages.success(request, step.done)
            return redirect("volunteer", row.pk)
    late = VOLUNTEER.refuses(row.state, verb)
    context = {
        "base": frame_of(request.scope),
        "row": row,
        "name": named(row, request.scope),
        "form": form,
        "label": step.label,
        "verb": verb,
        "late": late,
    }
    return render(request, "network/volunteers/verb.html", context)


def _told(said: dict[str, Any]) -> dict[str, Any]:
    """Rows that were chosen by their key."""
    return {key: UUID(value) if key in ("entry", "area") else value for key, value in said.items()}


@require_http_methods(["GET", "POST"])
def volunteer_export(request: HttpRequest) -> HttpResponse:
    """/network/volunteers/export/?unit=: the hours of a period as CSV, masked, with a reason that is kept."""
    unit = chosen_unit(request, "export_hours")
    form = forms.ExportForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            made = export.export_hours(unit, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(refusal.code if refusal.code in form.fields else None, str(refusal))
        else:
            response = HttpResponse(made.content, content_type="text/csv; charset=utf-8")
            response["Content-Disposition"] = f'attachment; filename="hours-{made.row.last_day}.csv"'
            response["Cache-Control"] = "no-store"
            return response
    context = {"form": form, "unit": unit, "taken": export.taken(unit, request.user)}
    return render(request, "network/volunteers/export.html", context)
