"""回访 on screen: the call list, and one matter with the safe way first and the number only when it is asked for."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from cases.casefile import pages, sharing
from cases.casefile.models import Case, CaseKey
from cases.casefile.vault import Vault
from cases.petitions import following
from cases.petitions.buttons import BUTTONS
from cases.petitions.finding import find
from cases.petitions.models import FollowUp, Petition
from cases.petitions.states import LABELS
from cases.petitions.step import possible
from cases.petitions.views import run
from cases.petitions.windows import most_attempts, window_end
from cases.privacy import reveal
from network.access import gate
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from sisterhood.lib import clock

PAGE = 50


@require_GET
def call_list(request: HttpRequest) -> HttpResponse:
    """/cases/follow-up/: answered matters of hers that wait to be asked about, nearest due first."""
    gate.require(request.scope, "follow_up")
    at = clock.now()
    found = following.waiting(request.scope, limit=PAGE)
    cases = [row.case for row in found]
    record.events(Action.LIST, by=request.user, kind="case", ids=[case.pk for case in cases])
    names, clocks = reveal.masked_names(cases), pages.faces(cases, at=at)
    rows = [{"row": row, "who": names.get(row.case.pk, ""), "face": clocks.get(row.case.pk)} for row in found]
    return render(request, "cases/petitions/call_list.html", {"rows": rows, "most": most_attempts()})


@require_http_methods(["GET", "POST"])
def follow_up_page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """/cases/<id>/follow_up/: GET the page; POST shows the number (logged) or writes the attempt down."""
    case, button = find(request, case_id), BUTTONS["follow_up"]
    petition = Petition.objects.filter(pk=case.pk).first()
    refusal = possible(case, petition, request.scope).get("follow_up") if petition else None
    asks = request.method == "POST" and request.POST.get("act") == "number"
    form = button.form(
        None if asks or request.method == "GET" else request.POST, case=case, petition=petition
    )
    context: dict[str, Any] = {"case": case, "button": button, "label": LABELS["follow_up"], "form": form}
    if request.method == "POST" and not asks and form.is_valid() and run(button, case, form, by=request.user):
        messages.success(request, button.done)
        still = Case.objects.visible_to(request.scope).filter(pk=case.pk).exists()
        return redirect("case", case.pk) if still else redirect("follow_ups")
    held = sharing.layers(case, request.scope)
    readable = held.opens and petition and CaseKey.objects.filter(pk=case.pk).exists()
    if refusal is not None or not readable:
        sentence = (
            refusal if refusal is not None else _("You may see the card of this matter, but not open it.")
        )
        return render(request, "cases/petitions/follow_up.html", context | {"refusal": sentence})
    vault = Vault.of(case)
    safe, words = reveal.contact(case, layers=held, vault=vault)
    if asks:
        try:
            context["numbers"] = reveal.numbers(case, layers=held, vault=vault, safe=safe, by=request.user)
        except Refusal as no:
            messages.error(request, str(no))
    else:
        record.event(Action.VIEW, by=request.user, subject=("case", case.pk), unit_id=case.unit_id)
    context |= {
        "safe": safe,
        "safe_words": words,
        "people": reveal.people(case, vault=vault),
        "tried": FollowUp.objects.filter(case=case).select_related("by"),
        "most": most_attempts(),
        "until": window_end(case, case.stage),
    }
    return render(request, "cases/petitions/follow_up.html", context)
