"""困境妇女儿童: a list by number alone, one with category, paper and review; the name for a reason that is kept."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from cases.casefile import once
from network.access import gate
from network.audit import record
from network.audit.models import Action
from network.deadlines import clocks
from network.sites.place_views import chosen_unit
from network.sites.reach import Ground, units_where
from network.units import tree
from network.units.models import Level, Unit
from outreach.beneficiaries import forms, verbs
from outreach.beneficiaries.models import Beneficiary
from outreach.beneficiaries.states import ASKS, BENEFICIARY, LABELS
from outreach.steps import Ask, BareForm, bound, form_page, open_page
from sisterhood.lib import clock

PAGE = 60
OPEN = "open_beneficiary"
FORMS: dict[str, Any] = {
    "confirm_beneficiary": BareForm,
    "refuse_beneficiary": BareForm,
    "review_beneficiary": forms.ReviewForm,
    "end_beneficiary": forms.EndForm,
    OPEN: forms.ReasonForm,
}
NOTES = {
    "refuse_beneficiary": _("What names anybody is deleted at once."),
    "end_beneficiary": _("With consent taken back, what names anybody is deleted at once."),
    "confirm_beneficiary": _(
        "You confirm that the paper says so and that the category fits. Whoever put it forward does not confirm."
    ),
}


@require_GET
def beneficiaries_page(request: HttpRequest) -> HttpResponse:
    """/outreach/beneficiaries/?unit=: whoever is helped, by number; a child past the age is marked."""
    here, scope, today = chosen_unit(request, "see_beneficiaries"), request.scope, clock.today()
    rows = Beneficiary.objects.visible_to(scope).here().filter(unit__in=Unit.objects.below(here).values("pk"))
    page = Paginator(rows.select_related("unit"), PAGE).get_page(request.GET.get("page"))
    years = verbs.bounds(today).age
    context = {
        "here": here,
        "trail": tree.trail(here, inside=units_where(scope, "see_beneficiaries")),
        "page": page,
        "people": [
            (row, row.state == "confirmed" and not row.holds(today, years=years)) for row in page.object_list
        ],
        "may_propose": here.level in (Level.TOWNSHIP, Level.VILLAGE)
        and bool(gate.ask(scope, "propose_beneficiary", Ground(here))),
    }
    record.event(Action.LIST, by=request.user, subject=("beneficiaries", here.pk), unit_id=here.pk)
    return render(request, "outreach/beneficiaries/list.html", context)


@require_http_methods(["GET", "POST"])
def new_beneficiary_page(request: HttpRequest) -> HttpResponse:
    """/outreach/beneficiaries/new/?unit=: somebody is put forward."""
    unit = chosen_unit(request, "propose_beneficiary")
    ask = Ask(
        title=_("Put somebody forward"),
        button=_("Put her forward"),
        back=(f"{reverse('beneficiaries')}?unit={unit.pk}", unit.short_name),
        done=_("It is put forward; the county decides."),
        then=lambda made: reverse("beneficiary", args=[made.pk]),
        note=_(
            "Only with a paper and with consent. Names are sealed; everywhere else stands a number. The village keeps its own file, and this is no second one."
        ),
    )
    key = once.key_of(request.POST, what=f"beneficiary {unit.pk}", by=request.user)

    def act(**told: Any) -> Beneficiary:
        return verbs.propose_beneficiary(unit, by=request.user, key=key, **told)

    return form_page(request, forms.ProposeForm(bound(request)), act, ask)


def _found(request: HttpRequest, row_id: UUID) -> Beneficiary:
    gate.require(request.scope, "see_beneficiaries")
    rows = Beneficiary.objects.visible_to(request.scope).select_related("unit__parent")
    found: Beneficiary = get_object_or_404(rows, pk=row_id)
    return found


def _steps(row: Beneficiary, request: HttpRequest) -> list[dict[str, Any]]:
    ground, found = Ground(row.unit), []
    for each in BENEFICIARY.allowed(row.state):
        own = (
            each.event in ("confirm_beneficiary", "refuse_beneficiary")
            and row.proposed_by_id == request.user.pk
        )
        if not own and gate.ask(request.scope, ASKS.get(each.event, each.event), ground):
            found.append(
                {"verb": each.event, "label": each.label, "next": each.event == "confirm_beneficiary"}
            )
    if row.wrapped is not None and gate.ask(request.scope, OPEN, ground):
        found.append({"verb": OPEN, "label": _("open the name"), "next": False})
    return found


@require_GET
def beneficiary_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """/outreach/beneficiaries/<id>/: category, paper, review, pairings; never a name."""
    row, at = _found(request, row_id), clock.now()
    today = clock.local_date(at)
    holds = row.holds(today, years=verbs.bounds(today).age)
    record.event(Action.VIEW, by=request.user, subject=(verbs.SUBJECT, row.pk), unit_id=row.unit_id)
    context = {
        "row": row,
        "steps": _steps(row, request),
        "faces": [clocks.face(each, at) for each in clocks.shown((verbs.SUBJECT, row.pk))],
        "is_over": row.state == "confirmed" and not holds,
        "pairings": row.pairings.select_related("supporter"),
        "may_pair": holds and bool(gate.ask(request.scope, "keep_pairing", Ground(row.unit))),
    }
    return render(request, "outreach/beneficiaries/beneficiary.html", context)


@require_http_methods(["GET", "POST"])
def beneficiary_verb(request: HttpRequest, row_id: UUID, verb: str) -> HttpResponse:
    """One step."""
    if verb not in FORMS:
        raise Http404
    row = _found(request, row_id)
    gate.require(request.scope, ASKS.get(verb, verb))
    address = reverse("beneficiary", args=[row.pk])
    label = LABELS.get(verb, _("open the name"))
    ask = Ask(
        title=label,
        button=label,
        back=(address, row.alias),
        done=_("It is written down."),
        then=lambda made: address,
        note=NOTES.get(verb, ""),
        late=BENEFICIARY.refuses(row.state, verb),
    )
    form = FORMS[verb](bound(request))
    if verb == OPEN:
        return _opened(request, row, form, ask)

    def act(**told: Any) -> Beneficiary:
        found: Beneficiary = getattr(verbs, verb)(row.pk, by=request.user, **told)
        return found

    return form_page(request, form, act, ask)


def _opened(request: HttpRequest, row: Beneficiary, form: Any, ask: Ask) -> HttpResponse:
    labels = {"name": _("full name"), "guardian": _("guardian"), "guardian_phone": _("phone of the guardian")}

    def opens(reason: str) -> list[tuple[Any, str]]:
        told = verbs.open_beneficiary(row, reason=reason, by=request.user)
        return [(labels[name], text) for name, text in told.items()]

    return open_page(request, form, opens, ask)
