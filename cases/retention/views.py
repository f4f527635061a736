"""Pages of keeping and destroying: 保管期限表 and lists for those who decide; one matter's period for whoever opens it."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cases.retention import deciding, holds, pages
from cases.retention.buttons import BUTTONS
from cases.retention.forms import KeepForm, refused
from cases.retention.frame import SUBJECT
from cases.retention.lists import ActionState, DestructionState
from cases.retention.models import DestructionList, Restriction
from network.access import gate
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.staff import proof
from sisterhood.lib import clock
from sisterhood.lib.states import IllegalTransition


def _find(request: HttpRequest, row_id: UUID) -> DestructionList:
    """A list within her reach, or 404 with the same page as one that does not exist."""
    gate.require(request.scope, "see_retention")
    rows = DestructionList.objects.visible_to(request.scope).select_related(
        "unit", "appraised_by", "confirmed_by"
    )
    row = rows.filter(pk=row_id).first()
    if row is None:
        raise Http404
    return row


@require_GET
def board_page(request: HttpRequest) -> HttpResponse:
    """/retention/: how long what is kept, the lists within her reach, and what is only stored."""
    gate.require(request.scope, "see_retention")
    board = pages.board(request.scope, at=clock.now())
    record.events(Action.LIST, by=request.user, kind=SUBJECT, ids=[row.pk for row, _face in board["lists"]])
    return render(request, "cases/retention/board.html", board)


@require_GET
def list_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """/retention/<list>/: numbers, kinds, days and reasons; nothing of any matter."""
    row = _find(request, row_id)
    shown = pages.shown(row, request.scope, at=clock.now())
    record.event(Action.VIEW, by=request.user, subject=(SUBJECT, row.pk), unit_id=row.unit_id)
    may_keep = "call_off_destruction" in shown.steps and bool(
        gate.ask(request.scope, "keep_from_destruction", row)
    )
    context = {"row": row, "shown": shown, "buttons": BUTTONS, "may_keep": may_keep}
    context["first"] = (shown.first, BUTTONS[shown.first]) if shown.first else None
    context["others"] = [(verb, BUTTONS[verb]) for verb in shown.others]
    return render(request, "cases/retention/list.html", context)


@require_GET
def record_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """/retention/<list>/record/: what was destroyed, by whom, when and on which basis; on A4, with room to sign."""
    row = _find(request, row_id)
    if row.state != DestructionState.DESTROYED:
        raise Http404
    record.event(Action.PRINT, by=request.user, subject=(SUBJECT, row.pk), unit_id=row.unit_id)
    shown = pages.shown(row, request.scope, at=clock.now())
    return render(request, "cases/retention/record.html", {"row": row, "shown": shown})


def _wrong_password(request: HttpRequest, form: Any) -> bool:
    """Says so beside the field; what is confirmed is never confirmed at an open desk."""
    wrong = proof.wrong(request, form.cleaned_data.pop("password"))
    if wrong:
        form.add_error("password", wrong)
    return bool(wrong)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def verb_page(request: HttpRequest, row_id: UUID, verb: str) -> HttpResponse:
    """GET the step's form; POST runs it. A refusal stands on the form as a sentence and loses nothing."""
    if verb not in BUTTONS:
        raise Http404
    row, button = _find(request, row_id), BUTTONS[verb]
    said = deciding.may(row, verb, request.user)
    form = button.form(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        needs_proof = "password" in form.fields
        if needs_proof and _wrong_password(request, form):
            if not request.user.is_authenticated:
                return redirect(settings.LOGIN_URL)
        else:
            try:
                row = button.run(row, by=request.user, **form.cleaned_data)
            except (Refusal, IllegalTransition) as refusal:
                refused(form, refusal)
            else:
                messages.success(request, button.done)
                return _onward(request, row)
    shown = pages.shown(row, request.scope, at=clock.now())
    context = {"row": row, "shown": shown, "button": button, "form": form}
    context["refusal"] = said if request.method == "GET" else None
    return render(request, "cases/retention/verb.html", context)


def _onward(request: HttpRequest, row: DestructionList) -> HttpResponse:
    still = DestructionList.objects.visible_to(request.scope).filter(pk=row.pk).exists()
    return redirect("destruction", row.pk) if still else redirect("retention")


@require_http_methods(["GET", "POST"])
def keep_page(request: HttpRequest, row_id: UUID, action_id: UUID) -> HttpResponse:
    """/retention/<list>/keep/<row>/: one matter leaves the list."""
    row = _find(request, row_id)
    action = row.actions.filter(pk=action_id, state=ActionState.DUE).first()
    if action is None:
        raise Http404
    answer = gate.ask(request.scope, "keep_from_destruction", row)
    form = KeepForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            deciding.keep_from_destruction(row, action=action.pk, by=request.user, **form.cleaned_data)
        except (Refusal, IllegalTransition) as refusal:
            refused(form, refusal)
        else:
            messages.success(request, _("It is kept and stands on the list no more."))
            return _onward(request, row)
    said = answer if request.method == "GET" and isinstance(answer, Refusal) else None
    context = {"row": row, "action": action, "form": form, "refusal": said}
    return render(request, "cases/retention/keep.html", context)


@require_POST
def lift_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """/retention/stored/<row>/lift/: a matter that was only stored is a closed one again."""
    gate.require(request.scope, "see_retention")
    row = Restriction.objects.visible_to(request.scope).filter(pk=row_id).first()
    if row is None:
        raise Http404
    try:
        holds.lift_restriction(row, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("It is a closed matter again."))
    return redirect("retention")
