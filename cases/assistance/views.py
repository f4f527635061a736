"""Pages of rights assistance. Whoever may open the matter finds them; to others they do not exist."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from cases.assistance import opening, pages
from cases.assistance.buttons import BUTTONS
from cases.assistance.forms import AskForm
from cases.assistance.models import RightsAssistance
from cases.assistance.states import LABELS
from cases.casefile import once, sharing
from cases.casefile.models import Case, Event
from cases.casefile.vault import Vault
from cases.coordination.views import find, refused, told_before
from network.access import gate
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from sisterhood.lib import clock
from sisterhood.lib.states import IllegalTransition


def _shown(request: HttpRequest, case: Case, row_id: UUID) -> pages.Shown:
    row = RightsAssistance.objects.visible_to(request.scope).filter(pk=row_id, case=case).first()
    if row is None:
        raise Http404
    reads = sharing.layers(case, request.scope).narrative
    return pages.assistance(row, vault=Vault.of(case), reads=reads, at=clock.now())


def _sent_before(case: Case, key: UUID | None) -> Event | None:
    """What the same form did when it was sent a moment ago."""
    once.take_turn(key)
    return None if key is None else Event.objects.filter(pk=key, case=case).first()


@require_http_methods(["GET", "POST"])
def assistance_new(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """/cases/<id>/assistance/new/: what is asked of whom, what the law says of it, and her consent."""
    case = find(request, case_id)
    form = AskForm(request.POST if request.method == "POST" else None, case=case)
    if form.is_bound and form.is_valid():
        key = once.key_of(request.POST, what=f"assistance {case.pk}", by=request.user)
        try:
            event = _sent_before(case, key) or opening.ask_assistance(
                case, by=request.user, key=key, **form.cleaned_data
            )
        except Refusal as refusal:
            refused(form, refusal)
        else:
            messages.success(request, _("It is written down; our own days run."))
            return redirect("assistance", case.pk, event.detail["assistance"])
    context = {
        "case": case,
        "form": form,
        "form_ident": once.ident_of(request.POST),
        "offered": pages.offered(case),
        "may_protect": not case.is_sealed and bool(gate.ask(request.scope, "begin_protection", case)),
        "refusal": told_before(request, "ask_assistance", case),
    }
    return render(request, "cases/assistance/new.html", context)


@require_GET
def assistance_page(request: HttpRequest, case_id: UUID, row_id: UUID) -> HttpResponse:
    """/cases/<id>/assistance/<id>/: what was asked, how far it is, what the paper said, what comes next."""
    case = find(request, case_id)
    shown = _shown(request, case, row_id)
    first, others = pages.steps(shown.row, case, request.scope)

    def rows(verbs: list[str]) -> list[dict[str, Any]]:
        return [{"verb": verb, "button": BUTTONS[verb], "label": LABELS[verb]} for verb in verbs]

    record.event(
        Action.REVEAL if shown.reads else Action.VIEW,
        by=request.user,
        subject=("case", case.pk),
        unit_id=case.unit_id,
        detail={"layer": "assistance"},
    )
    context = {"case": case, "shown": shown, "first": rows(first), "others": rows(others)}
    return render(request, "cases/assistance/assistance.html", context)


@require_http_methods(["GET", "POST"])
def assistance_verb(request: HttpRequest, case_id: UUID, row_id: UUID, verb: str) -> HttpResponse:
    """GET the step's form; POST runs it. A refusal stands on the form as a sentence and loses nothing."""
    if verb not in BUTTONS:
        raise Http404
    case, button = find(request, case_id), BUTTONS[verb]
    shown = _shown(request, case, row_id)
    form = button.form(request.POST if request.method == "POST" else None, case=case, row=shown.row)
    if form.is_bound and form.is_valid():
        key = once.key_of(request.POST, what=f"{verb} {row_id}", by=request.user)
        try:
            if _sent_before(case, key) is None:
                button.run(case, row=row_id, by=request.user, key=key, **form.cleaned_data)
        except (Refusal, IllegalTransition) as refusal:
            refused(form, refusal)
        else:
            messages.success(request, button.done)
            return redirect("assistance", case.pk, row_id)
    context = {
        "case": case,
        "shown": shown,
        "button": button,
        "label": LABELS[verb],
        "form": form,
        "form_ident": once.ident_of(request.POST),
        "refusal": told_before(request, verb, case),
    }
    return render(request, "cases/assistance/verb.html", context)


@require_GET
def assistances_page(request: HttpRequest) -> HttpResponse:
    """/cases/assistances/: what is under way in matters she may open, and until when."""
    gate.require(request.scope, "see_assistance")
    rows = pages.listed(request.scope, clock.now())
    record.events(Action.LIST, by=request.user, kind="case", ids=[row.case_id for row, _face in rows])
    return render(request, "cases/assistance/list.html", {"rows": rows})
