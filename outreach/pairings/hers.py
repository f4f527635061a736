"""我的结对 on the phone, for whoever supports: a number, the school year, how it goes. These pages never read who it is."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from network.access import gate
from network.deadlines import clocks
from outreach.frames import base_of
from outreach.pairings import care, forms
from outreach.pairings.models import SupportPairing
from outreach.pairings.states import RUNNING
from outreach.pairings.verbs import SUBJECT
from outreach.steps import Ask, BareForm, bound, form_page
from outreach.supporters import checking
from sisterhood.lib import clock

SHOWN = 40
STEPS: dict[str, tuple[Any, Any, Any, Any]] = {
    "write_care_log": (
        care.write_care_log,
        forms.CareForm,
        _("write down a visit"),
        _("Three words are enough. No name, no address, no story."),
    ),
    "raise_concern": (
        care.raise_concern,
        BareForm,
        _("something is wrong: tell the township"),
        _("The township is told at once and calls you within a working day. In danger call 110 first."),
    ),
}


def _rows(request: HttpRequest) -> Any:
    gate.require(request.scope, "see_my_pairings")
    return SupportPairing.objects.of_supporter(request.user.pk).select_related("supporter")


@require_GET
def my_pairings_page(request: HttpRequest) -> HttpResponse:
    """/m/pairings/: those she supports."""
    rows, at = list(_rows(request).filter(begun_on__isnull=False)), clock.now()
    running = clocks.shown_of(SUBJECT, [row.pk for row in rows])
    shown = [(row, [clocks.face(each, at) for each in running.get(row.pk, [])[:1]]) for row in rows]
    context = {"rows": shown, "base": base_of(request)}
    return render(request, "outreach/pairings/mine.html", context)


@require_GET
def my_pairing_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """/m/pairings/<id>/: one of them."""
    row, at = get_object_or_404(_rows(request), pk=row_id), clock.now()
    held = row.is_child and not checking.holds(row.supporter, on=clock.local_date(at))
    context = {
        "row": row,
        "faces": [clocks.face(each, at) for each in clocks.shown((SUBJECT, row.pk))],
        "is_held": held,
        "may_write": row.state == "active" and not held,
        "may_tell": row.state in RUNNING,
        "cards": row.cards.all()[:SHOWN],
        "logs": row.logs.all()[:SHOWN],
        "base": base_of(request),
    }
    return render(request, "outreach/pairings/my_pairing.html", context)


@require_http_methods(["GET", "POST"])
def my_pairing_verb(request: HttpRequest, row_id: UUID, verb: str) -> HttpResponse:
    """A visit, or one tap."""
    if verb not in STEPS:
        raise Http404
    row = get_object_or_404(_rows(request), pk=row_id)
    run, form, label, note = STEPS[verb]
    address = reverse("my_pairing", args=[row.pk])
    late = _("This pairing does not run.") if row.state not in RUNNING else None
    done = _("It is written down. Thank you.")
    ask = Ask(label, label, (address, row.called), done, lambda made: address, note=note, late=late)

    def act(**told: Any) -> Any:
        return run(row.pk, by=request.user, **told)

    return form_page(request, form(bound(request)), act, ask)
