"""Pages of children's matters. Whoever may open the matter finds its pages; a leader finds what waits for her."""

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
from cases.coordination.views import find, refused
from cases.minors import access, pages
from cases.minors.buttons import ON_BOARD, ROW_STEPS, STEPS, Step
from cases.minors.forms import DecideForm, ReviewForm
from cases.minors.lists import GrantSource, GrantState
from cases.minors.models import MinorAccessGrant
from network.access import gate
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from sisterhood.lib import clock


@require_GET
def minors_page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """/cases/<id>/minors/: the children of a sealed matter, and who was given leave to read it."""
    case, at = find(request, case_id), clock.now()
    held = sharing.layers(case, request.scope)
    shown = pages.section(case, held=held, vault=Vault.of(case), scope=request.scope, at=at)
    record.event(
        Action.VIEW,
        by=request.user,
        subject=("case", case.pk),
        unit_id=case.unit_id,
        detail={"layer": "minors"},
    )
    context = {"case": case, "minors": shown, "history": pages.history(case, at)}
    context |= pages.family(case, held=held, vault=Vault.of(case), scope=request.scope)
    return render(request, "cases/minors/board.html", context)


def _run(request: HttpRequest, case: Case, verb: str, button: Step, **row: UUID) -> HttpResponse:
    """GET the step's form; POST runs it. A refusal stands on the form as a sentence and loses nothing."""
    form = button.form(request.POST if request.method == "POST" else None, case=case)
    if form.is_bound and form.is_valid():
        try:
            button.run(case, by=request.user, **row, **form.cleaned_data)
        except Refusal as refusal:
            refused(form, refusal)
        else:
            messages.success(request, button.done)
            return redirect("minors" if verb in ON_BOARD else "case", case.pk)
    context = {
        "case": case,
        "button": button,
        "form": form,
        "refusal": _told_before(request, verb, case),
        "graver": verb == "note_behaviour",
    }
    return render(request, "cases/minors/verb.html", context)


@require_http_methods(["GET", "POST"])
def minor_verb(request: HttpRequest, case_id: UUID, verb: str) -> HttpResponse:
    """A step of the matter itself."""
    if verb not in STEPS:
        raise Http404
    return _run(request, find(request, case_id), verb, STEPS[verb])


@require_http_methods(["GET", "POST"])
def minor_row_verb(request: HttpRequest, case_id: UUID, row_id: UUID, verb: str) -> HttpResponse:
    """A step of one of its rows; a row of another matter is none."""
    if verb not in ROW_STEPS:
        raise Http404
    return _run(request, find(request, case_id), verb, ROW_STEPS[verb], row=row_id)


def _told_before(request: HttpRequest, verb: str, case: Case) -> Refusal | None:
    """Why she may not, before she types; a leave of her own may always end."""
    if request.method != "GET" or verb == "end_minor_access":
        return None
    action = "name_guardian" if verb == "end_guardian" else verb
    answer = gate.ask(request.scope, action, None if verb == "ask_minor_access" else case)
    return answer if isinstance(answer, Refusal) else None


@require_GET
def requests_page(request: HttpRequest) -> HttpResponse:
    """/leader/minors/: who asks for leave to read, and what danger opened that nobody has looked at."""
    gate.require(request.scope, "see_minor_requests")
    asked, opened = pages.waiting(request.scope, clock.now())
    ids = [line.row.case_id for line, _number in (*asked, *opened)]
    record.events(Action.LIST, by=request.user, kind="case", ids=ids)
    return render(request, "cases/minors/requests.html", {"asked": asked, "opened": opened})


def _act(row: MinorAccessGrant, act: str, form: Any, *, by: Any) -> None:
    if act == "review":
        access.review_minor_access(row, by=by, **form.cleaned_data)
    elif act == "approve":
        access.approve_minor_access(row, by=by, **form.cleaned_data)
    else:
        access.refuse_minor_access(row, by=by, **form.cleaned_data)


@require_http_methods(["GET", "POST"])
def request_page(request: HttpRequest, grant_id: UUID) -> HttpResponse:
    """/leader/minors/<id>/: one request with its words; approve, refuse, or say what was found afterwards."""
    rows = MinorAccessGrant.objects.to_decide(request.scope)
    row = (
        rows.select_related("reader", "decided_by", "reviewed_by", "approving_unit")
        .filter(pk=grant_id)
        .first()
    )
    if row is None or not request.scope.may("see_minor_requests"):
        raise Http404
    review = row.source == GrantSource.DANGER
    form = (ReviewForm if review else DecideForm)(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            _act(row, "review" if review else request.POST.get("act", ""), form, by=request.user)
        except Refusal as refusal:
            refused(form, refusal)
        else:
            messages.success(request, _("Your decision is recorded."))
            return redirect("minor_requests")
    shown = pages.request_of(row, clock.now())
    record.event(Action.VIEW, by=request.user, subject=("case", row.case_id), detail={"grant": str(row.pk)})
    waits = row.reviewed_at is None if review else shown.line.state == GrantState.WAITING
    context = {"asked": shown, "row": row, "form": form, "is_review": review, "waits": waits}
    return render(request, "cases/minors/request.html", context)
