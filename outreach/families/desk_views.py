"""寻找最美家庭 at the desk: rounds with their stages, families with consents, lists, jury, figures."""

from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from cases.casefile import held, once
from network.access import gate
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.deadlines import clocks
from network.sites.reach import Ground
from network.units.models import Level
from network.units.placed import acts_for
from outreach.families import filling, forms, photos, rounds, writing
from outreach.families.frame import AWARD, FAMILY_SUBJECT
from outreach.families.lists import CONSENT, CONSENT_NOW, STATEMENT
from outreach.families.models import AwardRound, FamilyNomination
from outreach.families.offered import FamilyOffer
from outreach.families.states import LINE, ROUND_STATES
from outreach.families.steps import FAMILY_STEPS, RIGHTS_HINT, ROUND_STEPS, Step
from outreach.families.wall_views import picture
from sisterhood.lib import clock
from sisterhood.lib.first import first
from sisterhood.lib.states import IllegalTransition

SHOWN, FAMILIES = 60, 200
Form = django_forms.Form


@require_GET
def rounds_page(request: HttpRequest) -> HttpResponse:
    """/outreach/families/: rounds of units above, at and below hers."""
    gate.require(request.scope, "see_families")
    rows = first(AwardRound.objects.visible_to(request.scope).select_related("unit"), SHOWN)
    may_open = request.scope.may("open_awards")
    return render(request, "outreach/families/rounds.html", {"rows": rows, "may_open": may_open})


@require_http_methods(["GET", "POST"])
def open_page(request: HttpRequest) -> HttpResponse:
    """/outreach/families/new/: the announcement, at her own unit."""
    gate.require(request.scope, "open_awards")
    unit = acts_for(request.scope, "open_awards")
    form = forms.RoundForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        key = once.key_of(request.POST, what="award round", by=request.user)
        try:
            made = rounds.open_awards(unit, plan=rounds.Plan(**form.cleaned_data), by=request.user, key=key)
        except (Refusal, IllegalTransition) as refusal:
            filling.say(form, refusal)
        else:
            messages.success(request, _("The round is announced."))
            return redirect("award_round", made.pk)
    context = {"form": form, "label": _("Announce an award round"), "back": "award_rounds", "unit": unit}
    context["form_ident"] = once.ident_of(request.POST)
    return render(request, "outreach/families/form.html", context)


def _round(request: HttpRequest, row_id: UUID) -> AwardRound:
    gate.require(request.scope, "see_families")
    rows = AwardRound.objects.visible_to(request.scope).select_related("unit", "opened_by")
    return get_object_or_404(rows, pk=row_id)


def _stages(row: AwardRound) -> list[dict[str, Any]]:
    place = LINE.index(row.state) if row.state in LINE else 0
    days: dict[str, Any] = {
        "opened": row.opens_on,
        "nominations": row.nominate_until,
        "visits": row.visit_until,
    }
    days |= {"discussion": row.discuss_until, "public_notice": row.public_until, "awarded": row.awarded_on}
    return [
        {
            "label": ROUND_STATES[state],
            "state": "done" if n < place else "current" if n == place else "todo",
            "day": days.get(state),
        }
        for n, state in enumerate(LINE)
    ]


@require_GET
def round_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """/outreach/families/<id>/: stages, what comes next, the families she keeps, by number and place and never by name."""
    row, at = _round(request, row_id), clock.now()
    families = (
        FamilyNomination.objects.visible_to(request.scope).filter(round=row).select_related("unit", "at_unit")
    )
    steps = [
        {"verb": verb, "label": step.label}
        for verb, step in ROUND_STEPS.items()
        if row.state in step.states and filling.stands(request, row, verb, step)
    ]
    context = {
        "row": row,
        "stages": _stages(row),
        "steps": steps,
        "families": first(families.order_by("unit__code", "pk"), FAMILIES),
        "offers": first(
            FamilyOffer.objects.visible_to(request.scope).filter(round=row).select_related("unit"), SHOWN
        ),
        "may_nominate": row.state == "nominations" and request.scope.may("nominate_family"),
        "faces": [clocks.face(each, at) for each in clocks.shown((AWARD, row.pk))],
        "jury": filling.waiting(row) if gate.ask(request.scope, "seat_jury", Ground(row.unit)) else None,
    }
    return render(request, "outreach/families/round.html", context)


@require_http_methods(["GET", "POST"])
def round_verb(request: HttpRequest, row_id: UUID, verb: str) -> HttpResponse:
    """One step of a round: GET its form, POST runs it. A refusal stands on the form and loses nothing."""
    if verb not in ROUND_STEPS:
        raise Http404
    row, step = _round(request, row_id), ROUND_STEPS[verb]
    gate.require(request.scope, step.action)
    form, more = filling.round_form(request, row, verb, step)
    if form.is_bound and form.is_valid():
        try:
            step.run(row.pk, by=request.user, **more, **filling.told(verb, form))
        except (Refusal, IllegalTransition) as refusal:
            filling.say(form, refusal)
        else:
            messages.success(request, step.done)
            return redirect("award_round", row.pk)
    unit = more.get("unit")
    rights = RIGHTS_HINT if verb == "pass_on_list" and unit is not None and unit.level == Level.COUNTY else ""
    context = {
        "row": row,
        "form": form,
        "label": step.label,
        "hint": step.hint,
        "rights": rights,
        "late": "" if row.state in step.states else _("The round is not at this stage."),
    }
    return render(request, "outreach/families/round_verb.html", context)


@require_http_methods(["GET", "POST"])
def nominate_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """/outreach/families/<round>/nominate/: a family begins to be written down."""
    row = _round(request, row_id)
    gate.require(request.scope, "nominate_family")
    form = forms.NominateForm(request.POST if request.method == "POST" else None)
    filling.offer_villages(request, form, row)
    if form.is_bound and form.is_valid():
        key = once.key_of(request.POST, what=f"family of {row.pk}", by=request.user)
        try:
            made = writing.nominate_family(row.pk, by=request.user, key=key, **form.told)
        except (Refusal, IllegalTransition) as refusal:
            filling.say(form, refusal)
        else:
            messages.success(request, _("Kept as a draft. Now the photograph and everybody's consent."))
            return redirect("family", made.pk)
    context = {"row": row, "form": form, "label": _("Put a family forward"), "statement": STATEMENT}
    return render(
        request, "outreach/families/round_verb.html", context | {"form_ident": once.ident_of(request.POST)}
    )


def _family(request: HttpRequest, row_id: UUID) -> FamilyNomination:
    gate.require(request.scope, "see_families")
    rows = FamilyNomination.objects.visible_to(request.scope)
    rows = rows.select_related("unit", "at_unit", "round__unit", "visitor", "companion")
    return get_object_or_404(rows, pk=row_id)


def _may(request: HttpRequest, row: FamilyNomination, step: Step) -> bool:
    unit = row.round.unit if step.action == "answer_family_objection" else row.unit
    return row.state in step.states and bool(gate.ask(request.scope, step.action, Ground(unit)))


@require_GET
def family_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """/outreach/families/nominations/<id>/: words, people and consents opened, which is logged; nothing once it was taken back."""
    row, at = _family(request, row_id), clock.now()
    objections = list(row.objections.all())
    steps = [
        {"verb": verb, "label": step.label}
        for verb, step in FAMILY_STEPS.items()
        if _may(request, row, step)
        and (verb != "answer_objection" or any(each.upheld is None for each in objections))
    ]
    context = {
        "row": row,
        "said": writing.opened(row, by=request.user),
        "steps": steps,
        "objections": objections,
        "faces": [clocks.face(each, at) for each in clocks.shown((FAMILY_SUBJECT, row.pk))],
        "going_up": row.state in ("nominated", "visited", "discussed", "recommended"),
    }
    return render(request, "outreach/families/family.html", context)


@require_GET
def family_photo(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """The photograph for whoever keeps the family; opening it is logged."""
    row = _family(request, row_id)
    subject, detail = (FAMILY_SUBJECT, row.pk), {"fields": "photo"}
    record.event(Action.REVEAL, by=request.user, subject=subject, unit_id=row.unit_id, detail=detail)
    return picture(photos.read(row, "large"))


@require_http_methods(["GET", "POST"])
def family_verb(request: HttpRequest, row_id: UUID, verb: str) -> HttpResponse:
    """One step of a family: GET its form, POST runs it."""
    if verb not in FAMILY_STEPS:
        raise Http404
    row, step = _family(request, row_id), FAMILY_STEPS[verb]
    gate.require(request.scope, step.action)
    form = filling.family_form(request, row, verb, step)
    if form.is_bound and form.is_valid():
        try:
            target = filling.answered(row, form) if verb == "answer_objection" else row.pk
            made = step.run(target, by=request.user, **filling.told(verb, form, request))
        except (Refusal, IllegalTransition) as refusal:
            filling.say(form, refusal)
        else:
            messages.success(request, step.done)
            if verb == "name_person" and made[1]:
                return _code_answer(request, row, made[1])
            return redirect("family", row.pk)
    if verb == "add_photo":
        held.keep(form, by=request.user)
    context = {
        "row": row,
        "form": form,
        "label": step.label,
        "hint": step.hint,
        "verb": verb,
        "texts": {"name_person": CONSENT[CONSENT_NOW], "submit_family": STATEMENT}.get(verb, ""),
        "late": "" if row.state in step.states else _("This is not possible any more."),
        "form_ident": once.ident_of(request.POST),
    }
    return render(request, "outreach/families/family_verb.html", context)


def _code_answer(request: HttpRequest, row: FamilyNomination, code: str) -> HttpResponse:
    """Shown on this answer alone."""
    response = render(request, "outreach/families/code.html", {"row": row, "code": filling.spaced(code)})
    response["Cache-Control"] = "no-store"
    return response
