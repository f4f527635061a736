"""Pages of mediations. Whoever may open the matter finds them; to others they do not exist."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from cases.casefile import sharing
from cases.casefile.models import Case
from cases.casefile.vault import Vault
from cases.coordination.views import find, refused, told_before
from cases.mediation import opening, pages
from cases.mediation.buttons import BUTTONS
from cases.mediation.forms import RequestForm
from cases.mediation.frame import may
from cases.mediation.models import Mediation
from cases.mediation.states import LABELS, MEDIATION
from network.access import gate
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from sisterhood.lib import clock
from sisterhood.lib.states import IllegalTransition


def _shown(request: HttpRequest, case: Case, row_id: UUID) -> pages.Shown:
    rows = Mediation.objects.visible_to(request.scope).select_related("mediator", "exception", "case")
    row = rows.filter(pk=row_id, case=case).first()
    if row is None:
        raise Http404
    reads = sharing.layers(case, request.scope).narrative
    return pages.mediation(row, vault=Vault.of(case), reads=reads, at=clock.now())


@require_http_methods(["GET", "POST"])
def mediation_new(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """/cases/<id>/mediation/new/: what it is about, and that she asks for it herself."""
    case = find(request, case_id)
    form = RequestForm(request.POST if request.method == "POST" else None, case=case)
    if form.is_bound and form.is_valid():
        try:
            event = opening.request_mediation(case, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            refused(form, refusal)
        else:
            messages.success(request, _("The mediation is open. Hear each side alone first."))
            return redirect("mediation", case.pk, event.detail["mediation"])
    refusal = told_before(request, "request_mediation", case)
    return render(request, "cases/mediation/new.html", {"case": case, "form": form, "refusal": refusal})


@require_GET
def mediation_page(request: HttpRequest, case_id: UUID, row_id: UUID) -> HttpResponse:
    """/cases/<id>/mediation/<id>/: how far it is, what speaks against it, what comes next."""
    case = find(request, case_id)
    shown = _shown(request, case, row_id)
    first, others = pages.steps(shown, case, request.scope)

    def rows(verbs: list[str]) -> list[dict[str, Any]]:
        return [{"verb": verb, "button": BUTTONS[verb], "label": LABELS[verb]} for verb in verbs]

    context = {
        "case": case,
        "shown": shown,
        "first": rows(first),
        "others": rows(others),
        "may_protect": not case.closed_at and bool(gate.ask(request.scope, "begin_protection", case)),
    }
    record.event(
        Action.REVEAL if shown.reads else Action.VIEW,
        by=request.user,
        subject=("case", case.pk),
        unit_id=case.unit_id,
        detail={"layer": "mediation"},
    )
    return render(request, "cases/mediation/mediation.html", context)


@require_http_methods(["GET", "POST"])
def mediation_verb(request: HttpRequest, case_id: UUID, row_id: UUID, verb: str) -> HttpResponse:
    """GET the step's form; POST runs it. A refusal stands on the form as a sentence and loses nothing."""
    if verb not in BUTTONS:
        raise Http404
    case, button = find(request, case_id), BUTTONS[verb]
    shown = _shown(request, case, row_id)
    form = button.form(request.POST if request.method == "POST" else None, case=case, row=shown.row)
    if form.is_bound and form.is_valid():
        try:
            button.run(case, row=row_id, by=request.user, **form.cleaned_data)
        except (Refusal, IllegalTransition) as refusal:
            refused(form, refusal)
        else:
            messages.success(request, button.done)
            return redirect("mediation", case.pk, row_id)
    late, answer = MEDIATION.refuses(shown.row.state, verb), may(shown.row, verb, request.scope)
    refusal = answer if isinstance(answer, Refusal) else late
    context = {
        "case": case,
        "shown": shown,
        "button": button,
        "label": LABELS[verb],
        "form": form,
        "refusal": refusal if request.method == "GET" else None,
    }
    return render(request, "cases/mediation/verb.html", context)


@require_GET
def mediations_page(request: HttpRequest) -> HttpResponse:
    """/cases/mediations/: open mediations of matters she may open, and until when they end."""
    gate.require(request.scope, "see_mediations")
    rows = pages.listed(request.scope, clock.now())
    record.events(Action.LIST, by=request.user, kind="case", ids=[row.case_id for row, _face in rows])
    return render(request, "cases/mediation/list.html", {"rows": rows})
