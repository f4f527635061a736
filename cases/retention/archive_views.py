"""Pages of lists for the archive: drawing one up, the list on screen and on A4, the receipt, and what came back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from cases.casefile.vault import Vault
from cases.retention import archive
from cases.retention import forms as f
from cases.retention.archive import SUBJECT
from cases.retention.lists import HandedState, TransferState
from cases.retention.models import ArchiveTransfer
from network.access import gate
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.units.models import Unit
from sisterhood.lib import clock
from sisterhood.lib.states import IllegalTransition


@dataclass(frozen=True)
class Step:
    """Form, verb, its name on the button, the sentence above the form, picture, and what is said when it is done."""

    form: type[forms.Form]
    run: Callable[..., Any]
    label: Any
    sentence: Any
    icon: str
    done: Any


OF_LIST = {
    "receive_transfer": Step(
        f.ReceiptForm,
        archive.receive_transfer,
        _("Enter the receipt"),
        _(
            "The archivist has signed for every file of the list. From now on nobody opens these matters here; "
            "whoever needs one asks the archive."
        ),
        "file-check",
        _("The receipt is entered. The files are with the archive."),
    ),
    "call_off_transfer": Step(
        f.NoForm,
        archive.call_off_transfer,
        _("Call the list off"),
        _("Nothing of this list goes to the archive; every matter stays what it is."),
        "undo-2",
        _("The list for the archive is called off."),
    ),
}
OF_MATTER = {
    "strike_matter": Step(
        f.NoForm,
        archive.strike_matter,
        _("Take it off the list"),
        _("This matter stays here. Its period runs as before."),
        "undo-2",
        _("It is taken off the list."),
    ),
    "return_matter": Step(
        f.ReturnForm,
        archive.return_matter,
        _("The archive gave it back"),
        _("It is a closed matter here again, for whoever could open it before."),
        "rotate-ccw",
        _("It is a closed matter here again."),
    ),
}


def _find(request: HttpRequest, row_id: UUID) -> ArchiveTransfer:
    """A list within her reach, or 404 with the same page as one that does not exist."""
    gate.require(request.scope, "see_retention")
    rows = ArchiveTransfer.objects.visible_to(request.scope)
    row = rows.select_related("unit", "drawn_up_by", "recorded_by").filter(pk=row_id).first()
    if row is None:
        raise Http404
    return row


@require_http_methods(["GET", "POST"])
def new_page(request: HttpRequest) -> HttpResponse:
    """/retention/transfers/new/?unit=: a unit with matters that may go to the archive, then which of them."""
    gate.require(request.scope, "draw_up_transfer")
    places = archive.places()
    asked = request.GET.get("unit", "")
    unit = next((row for row, _many in places if str(row.pk) == asked), None)
    if request.method == "POST" and unit is None:
        messages.error(request, _("No matter of this unit may go to the archive any more."))
        return redirect("transfer_new")
    form = _new_form(request, unit) if unit is not None else None
    if unit is not None and form is not None and form.is_bound and form.is_valid():
        try:
            row = archive.draw_up_transfer(unit, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            f.refused(form, refusal)
        else:
            messages.success(
                request, _("The list is drawn up. Print it and take it to the archive with the files.")
            )
            return redirect("transfer", row.pk)
    context = {"places": places, "unit": unit, "form": form}
    return render(request, "cases/retention/transfer_new.html", context)


def _new_form(request: HttpRequest, unit: Unit) -> f.TransferForm:
    sent = request.POST if request.method == "POST" else None
    return f.TransferForm(sent, offered=archive.candidates(unit))


def _shown(row: ArchiveTransfer, request: HttpRequest) -> dict[str, Any]:
    """The list with its matters, who signed, and what she may do."""
    against = archive.bars(row, clock.now())
    steps = [
        (verb, step)
        for verb, step in OF_LIST.items()
        if row.state == TransferState.DRAWN_UP and gate.ask(request.scope, verb, row)
    ]
    found = list(row.matters.select_related("returned_by"))
    return {
        "row": row,
        "lines": [(line, against.get(line.pk, [])) for line in found],
        "files": [line for line in found if line.state != HandedState.STRUCK],
        "archivist": Vault.unwrapped(row).open(row, "archivist"),
        "first": steps[0] if steps else None,
        "others": steps[1:],
        "may_strike": row.state == TransferState.DRAWN_UP
        and bool(gate.ask(request.scope, "strike_matter", row)),
        "may_return": row.state == TransferState.RECEIVED
        and bool(gate.ask(request.scope, "return_matter", row)),
    }


@require_GET
def list_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """/retention/transfers/<list>/: numbers, kinds and days; nothing of any matter."""
    row = _find(request, row_id)
    record.event(Action.VIEW, by=request.user, subject=(SUBJECT, row.pk), unit_id=row.unit_id)
    return render(request, "cases/retention/transfer.html", _shown(row, request))


@require_GET
def print_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """/retention/transfers/<list>/print/: 移交清册 on A4, with room for both to sign."""
    row = _find(request, row_id)
    record.event(Action.PRINT, by=request.user, subject=(SUBJECT, row.pk), unit_id=row.unit_id)
    return render(request, "cases/retention/transfer_print.html", _shown(row, request))


@require_http_methods(["GET", "POST"])
def verb_page(request: HttpRequest, row_id: UUID, verb: str) -> HttpResponse:
    """A step on the whole list."""
    if verb not in OF_LIST:
        raise Http404
    row = _find(request, row_id)
    return _take(request, row, verb, OF_LIST[verb], {})


@require_http_methods(["GET", "POST"])
def matter_page(request: HttpRequest, row_id: UUID, line_id: UUID, verb: str) -> HttpResponse:
    """A step on one matter of the list."""
    row = _find(request, row_id)
    line = row.matters.filter(pk=line_id).first()
    if line is None or verb not in OF_MATTER:
        raise Http404
    return _take(request, row, verb, OF_MATTER[verb], {"line": line.pk}, number=line.number)


def _take(
    request: HttpRequest,
    row: ArchiveTransfer,
    verb: str,
    step: Step,
    facts: dict[str, Any],
    *,
    number: str = "",
) -> HttpResponse:
    answer = gate.ask(request.scope, verb, row)
    form = step.form(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            step.run(row, by=request.user, **facts, **form.cleaned_data)
        except (Refusal, IllegalTransition) as refusal:
            f.refused(form, refusal)
        else:
            messages.success(request, step.done)
            return redirect("transfer", row.pk)
    said = answer if request.method == "GET" and isinstance(answer, Refusal) else None
    context = {"row": row, "step": step, "form": form, "number": number, "refusal": said}
    return render(request, "cases/retention/transfer_verb.html", context)
