"""结对帮扶 for whoever keeps it: the list, proposing, one pairing with its steps, its sheet for the supporter, concerns."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from cases.casefile import once
from cases.documents.content import federation, in_words
from cases.petitions import origins
from network.access import gate
from network.audit import record
from network.audit.models import Action
from network.deadlines import clocks
from network.sites.place_views import chosen_unit
from network.sites.reach import Ground, units_where
from network.units import tree
from network.units.models import Unit
from outreach.beneficiaries.models import Beneficiary
from outreach.donations.shown import used_for
from outreach.pairings import care, forms, verbs
from outreach.pairings.models import CareConcern, SupportPairing
from outreach.pairings.states import KEEPS, LABELS, OPEN, PAIRING
from outreach.steps import Ask, BareForm, bound, form_page
from outreach.supporters import checking
from sisterhood.lib import clock

PAGE = 60


@dataclass(frozen=True)
class Step:
    """One step: its verb, its form, its button, what the gate is asked, and in which states it stands."""

    run: Callable[..., Any]
    form: Any
    label: Any
    action: str = KEEPS
    states: tuple[str, ...] = ()


def _moves(run: Callable[..., Any], form: Any = BareForm) -> Step:
    event = run.__name__
    states = tuple(state for state in PAIRING.states if any(e.event == event for e in PAIRING.allowed(state)))
    return Step(run, form, LABELS[event], event if event == "check_pairing" else KEEPS, states)


STEPS = {
    "check_pairing": _moves(verbs.check_pairing),
    "agree_pairing": _moves(verbs.agree_pairing, forms.AgreeForm),
    "begin_pairing": _moves(verbs.begin_pairing),
    "resume_pairing": _moves(verbs.resume_pairing),
    "write_care_log": Step(
        care.write_care_log, forms.CareForm, _("write down a visit"), "write_care_log", ("active",)
    ),
    "write_card": Step(care.write_card, forms.CardForm, _("write a progress card"), KEEPS, OPEN),
    "pair_again": Step(
        verbs.pair_again, forms.AgainForm, _("pair them again"), KEEPS, ("active", "ended", "evaluated")
    ),
    "evaluate_pairing": _moves(verbs.evaluate_pairing, forms.EvaluateForm),
    "pause_pairing": _moves(verbs.pause_pairing),
    "end_pairing": _moves(verbs.end_pairing, forms.EndForm),
}
NOTES = {
    "check_pairing": _("You have looked whether the two fit. Somebody else proposed it."),
    "begin_pairing": _("From today the month counts in which somebody comes."),
}
NEXT = (
    "check_pairing",
    "agree_pairing",
    "begin_pairing",
    "resume_pairing",
    "write_care_log",
    "evaluate_pairing",
)


@require_GET
def pairings_page(request: HttpRequest) -> HttpResponse:
    """/outreach/pairings/?unit=: who is paired with whom, by number, and concerns that wait."""
    here, scope = chosen_unit(request, "see_pairings"), request.scope
    inside = Unit.objects.below(here).values("pk")
    rows = SupportPairing.objects.kept_by(scope).filter(unit__in=inside, state__in=OPEN)
    page = Paginator(rows.select_related("supporter", "unit"), PAGE).get_page(request.GET.get("page"))
    waiting = CareConcern.objects.visible_to(scope).waiting().filter(unit__in=inside)
    context = {
        "here": here,
        "trail": tree.trail(here, inside=units_where(scope, "see_pairings")),
        "page": page,
        "concerns": waiting.select_related("pairing", "unit") if scope.may("see_concerns") else [],
    }
    return render(request, "outreach/pairings/list.html", context)


@require_http_methods(["GET", "POST"])
def new_pairing_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """/outreach/pairings/new/<who is helped>/."""
    gate.require(request.scope, KEEPS)
    row = get_object_or_404(Beneficiary.objects.visible_to(request.scope).select_related("unit"), pk=row_id)
    gate.require(request.scope, KEEPS, Ground(row.unit))
    ask = Ask(
        title=_("Propose a pairing"),
        button=_("Propose it"),
        back=(reverse("beneficiary", args=[row.pk]), row.alias),
        done=_("It is proposed; somebody else checks it."),
        then=lambda made: reverse("pairing", args=[made.pk]),
        note=_("With a minor only a volunteer whose records were looked up, and whose check holds today."),
    )
    key = once.key_of(request.POST, what=f"pairing {row.pk}", by=request.user)

    def act(**told: Any) -> SupportPairing:
        return verbs.propose_pairing(row, by=request.user, key=key, **told)

    form = forms.ProposeForm(bound(request), scope=request.scope)
    if not form.has_supporters:
        ask = replace(ask, late=_("Nobody supports here yet. Enter her on the list of supporters first."))
        if request.scope.may("keep_supporter"):
            ask = replace(ask, back=(reverse("supporters"), _("Supporters")))
        form = forms.ProposeForm(scope=request.scope)
    return form_page(request, form, act, ask)


def _found(request: HttpRequest, row_id: UUID) -> SupportPairing:
    gate.require(request.scope, "see_pairings")
    rows = SupportPairing.objects.kept_by(request.scope).select_related("supporter", "unit__parent", "keeper")
    found: SupportPairing = get_object_or_404(rows, pk=row_id)
    return found


def _open_steps(row: SupportPairing, request: HttpRequest) -> list[dict[str, Any]]:
    found, ground = [], verbs.ground(row)
    for verb, step in STEPS.items():
        own = verb == "check_pairing" and row.proposed_by_id == request.user.pk
        if row.state in step.states and not own and gate.ask(request.scope, step.action, ground):
            found.append({"verb": verb, "label": step.label, "next": verb in NEXT})
    return found


@require_GET
def pairing_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """/outreach/pairings/<id>/: what comes next, visits, cards; whether the check of a child's supporter holds.

    Whoever only supports is led to her own page.
    """
    hers = SupportPairing.objects.of_supporter(request.user.pk).filter(pk=row_id)
    if hers.exists() and not SupportPairing.objects.kept_by(request.scope).filter(pk=row_id).exists():
        return redirect("my_pairing", row_id)
    row, at = _found(request, row_id), clock.now()
    record.event(Action.VIEW, by=request.user, subject=(verbs.SUBJECT, row.pk), unit_id=row.unit_id)
    concerns = CareConcern.objects.visible_to(request.scope).filter(pairing=row)
    context = {
        "row": row,
        "steps": _open_steps(row, request),
        "faces": [clocks.face(each, at) for each in clocks.shown((verbs.SUBJECT, row.pk))],
        "is_held": row.is_child
        and row.state in OPEN
        and not checking.holds(row.supporter, on=clock.local_date(at)),
        "logs": row.logs.select_related("written_by")[:PAGE],
        "cards": row.cards.all()[:PAGE],
        "given": used_for(row.beneficiary, request.scope) if request.scope.may("see_donations") else [],
        "concerns": concerns if request.scope.may("see_concerns") else [],
    }
    return render(request, "outreach/pairings/pairing.html", context)


@require_http_methods(["GET", "POST"])
def pairing_verb(request: HttpRequest, row_id: UUID, verb: str) -> HttpResponse:
    """One step of whoever keeps it."""
    if verb not in STEPS:
        raise Http404
    row, step = _found(request, row_id), STEPS[verb]
    gate.require(request.scope, step.action, verbs.ground(row))
    address = reverse("pairing", args=[row.pk])
    ask = Ask(
        title=step.label,
        button=step.label,
        back=(address, row.called),
        done=_("It is written down."),
        then=lambda made: reverse("pairing", args=[made.pk]) if verb == "pair_again" else address,
        note=NOTES.get(verb, ""),
        late=PAIRING.refuses(row.state, verb),
    )
    more = (
        {"key": once.key_of(request.POST, what=f"again {row.pk}", by=request.user)}
        if verb == "pair_again"
        else {}
    )

    def act(**told: Any) -> Any:
        return step.run(row.pk, by=request.user, **told, **more)

    return form_page(request, step.form(bound(request)), act, ask)


@require_GET
def pairing_paper(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """/outreach/pairings/<id>/paper/: on A4 what the supporter may know: a number, the school year, how it goes."""
    row = _found(request, row_id)
    record.event(Action.PRINT, by=request.user, subject=(verbs.SUBJECT, row.pk), unit_id=row.unit_id)
    county = Unit.objects.get(pk=row.unit.county_id) if row.unit.county_id else row.unit
    context = {
        "row": row,
        "cards": row.cards.all()[:PAGE],
        "issuer": federation(county),
        "day": in_words(clock.today()),
        "back": reverse("pairing", args=[row.pk]),
    }
    return render(request, "outreach/pairings/paper.html", context)


def _concern(request: HttpRequest, row_id: UUID) -> CareConcern:
    gate.require(request.scope, "see_concerns")
    rows = CareConcern.objects.visible_to(request.scope).select_related(
        "pairing__keeper", "unit__parent", "raised_by"
    )
    found: CareConcern = get_object_or_404(rows, pk=row_id)
    return found


@require_GET
def concern_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """/outreach/concerns/<id>/: call her who raised it, report a matter by the one intake, say what became of it."""
    row, at = _concern(request, row_id), clock.now()
    record.event(Action.VIEW, by=request.user, subject=(care.CONCERN, row.pk), unit_id=row.unit_id)
    context = {
        "row": row,
        "faces": [clocks.face(each, at) for each in clocks.shown((care.CONCERN, row.pk))],
        "may_settle": row.settled_at is None
        and bool(gate.ask(request.scope, "settle_concern", Ground(row.unit))),
        "origin": f"{origins.FIELD}={care.CONCERN}:{row.pk}",
        "may_report": request.scope.may("register"),
        "phone": row.raised_by.work_phone,
    }
    return render(request, "outreach/pairings/concern.html", context)


@require_http_methods(["GET", "POST"])
def settle_concern_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """/outreach/concerns/<id>/settle/."""
    row = _concern(request, row_id)
    gate.require(request.scope, "settle_concern", Ground(row.unit))
    address = reverse("care_concern", args=[row.pk])
    ask = Ask(
        title=_("What became of it"),
        button=_("Enter it"),
        back=(address, row.pairing.called),
        done=_("It is written down."),
        then=lambda made: address,
        note=_("What it was stands in the matter, where there is one, and nowhere else."),
    )

    def act(**told: Any) -> CareConcern:
        return care.settle_concern(row.pk, by=request.user, **told)

    return form_page(request, forms.SettleForm(bound(request)), act, ask)
