"""爱心人士: the list of a unit by kind and number, one supporter with her check, and her name for a reason that is kept."""

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
from network.sites.place_views import chosen_unit
from network.sites.reach import Ground, units_where
from network.units import tree
from network.units.models import Unit
from outreach.steps import Ask, bound, form_page, open_page
from outreach.supporters import checking, forms, verbs
from outreach.supporters.models import Supporter
from sisterhood.lib import clock

PAGE = 60
LABELS = {
    "change_supporter": _("change what names her"),
    "link_volunteer": _("choose her row among the volunteers"),
    "release_supporter": _("she supports no longer"),
    "open_supporter": _("open her name"),
}


@require_GET
def supporters_page(request: HttpRequest) -> HttpResponse:
    """/outreach/supporters/?unit=: whoever helps, of a unit and below."""
    here, scope, today = chosen_unit(request, "see_supporters"), request.scope, clock.today()
    rows = Supporter.objects.visible_to(scope).here().filter(unit__in=Unit.objects.below(here).values("pk"))
    page = Paginator(rows.select_related("unit"), PAGE).get_page(request.GET.get("page"))
    standings = checking.standings(page.object_list)
    context = {
        "here": here,
        "trail": tree.trail(here, inside=units_where(scope, "see_supporters")),
        "page": page,
        "people": [(row, standings.get(row.pk)) for row in page.object_list],
        "today": today,
        "may_keep": here.level in verbs.SUPPORTER_LEVELS
        and bool(gate.ask(scope, "keep_supporter", Ground(here))),
    }
    return render(request, "outreach/supporters/list.html", context)


@require_http_methods(["GET", "POST"])
def new_supporter_page(request: HttpRequest) -> HttpResponse:
    """/outreach/supporters/new/?unit=: somebody wants to help."""
    unit = chosen_unit(request, "keep_supporter")
    ask = Ask(
        title=_("Enter a supporter"),
        button=_("Enter the supporter"),
        back=(f"{reverse('supporters')}?unit={unit.pk}", unit.short_name),
        done=_("The supporter is entered."),
        then=lambda made: reverse("supporter", args=[made.pk]),
        note=_("Name, phone and workplace are sealed. To whoever she helps she is a kind and a number."),
    )
    key = once.key_of(request.POST, what=f"supporter {unit.pk}", by=request.user)

    def act(**told: Any) -> Supporter:
        return verbs.enter_supporter(unit, by=request.user, key=key, **told)

    return form_page(request, forms.EnterForm(bound(request), scope=request.scope), act, ask)


def _found(request: HttpRequest, row_id: UUID) -> Supporter:
    gate.require(request.scope, "see_supporters")
    rows = Supporter.objects.visible_to(request.scope).select_related("unit__parent")
    found: Supporter = get_object_or_404(rows, pk=row_id)
    return found


@require_GET
def supporter_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """/outreach/supporters/<id>/: kind, number, check; her gifts where the reader sees the book."""
    row, today = _found(request, row_id), clock.today()
    record.event(Action.VIEW, by=request.user, subject=(verbs.SUBJECT, row.pk), unit_id=row.unit_id)
    keeps = row.gone_on is None and bool(gate.ask(request.scope, "keep_supporter", Ground(row.unit)))
    context = {
        "row": row,
        "steps": [{"verb": verb, "label": label} for verb, label in LABELS.items()] if keeps else [],
        "standing": checking.standing(row),
        "holds": checking.holds(row, on=today),
        "gifts": row.gifts.order_by("-given_on")[:PAGE] if request.scope.may("see_donations") else [],
        "sees_gifts": request.scope.may("see_donations"),
    }
    return render(request, "outreach/supporters/supporter.html", context)


@require_http_methods(["GET", "POST"])
def supporter_verb(request: HttpRequest, row_id: UUID, verb: str) -> HttpResponse:
    """One step of hers."""
    if verb not in LABELS:
        raise Http404
    row, by = _found(request, row_id), request.user
    gate.require(request.scope, "keep_supporter", Ground(row.unit))
    address = reverse("supporter", args=[row.pk])
    late = _("She supports no longer.") if row.gone_on is not None else None
    ask = Ask(
        LABELS[verb],
        LABELS[verb],
        (address, str(row)),
        _("It is written down."),
        lambda made: address,
        late=late,
    )
    if verb == "open_supporter":
        return _opened(request, row, ask)
    if verb == "link_volunteer":
        form: Any = forms.LinkForm(bound(request), scope=request.scope)
    else:
        form = {"change_supporter": forms.FactsForm, "release_supporter": forms.ReleaseForm}[verb](
            bound(request)
        )

    def act(**told: Any) -> Supporter:
        found: Supporter = getattr(verbs, verb)(row.pk, by=by, **told)
        return found

    return form_page(request, form, act, ask)


def _opened(request: HttpRequest, row: Supporter, ask: Ask) -> HttpResponse:
    labels = {"name": _("her name"), "phone": _("her phone"), "organisation": _("where she works")}

    def opens(reason: str) -> list[tuple[Any, str]]:
        told = verbs.open_supporter(row, reason=reason, by=request.user)
        return [(labels[name], text) for name, text in told.items()]

    return open_page(request, forms.ReasonForm(bound(request)), opens, ask)
