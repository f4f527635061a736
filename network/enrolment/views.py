"""批量开户: a list is uploaded and checked, confirmed by a second administrator, printed once, taken back."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from network.access import gate
from network.access.gate import Refusal
from network.enrolment import verbs
from network.enrolment.columns import SHOWN
from network.enrolment.models import SheetState, StaffSheet
from network.units.models import Unit
from sisterhood.lib.uploads import MAX_BYTES
from sisterhood.lib.workbooks import UnsafeWorkbook

NEWEST, FIRST_ROWS = 50, 20


class SheetForm(forms.Form):
    """One workbook."""

    file = forms.FileField(
        label=_("List as xlsx"),
        help_text=_("The first sheet is read, 10 MB and 2 000 people at most. One row holds the headings."),
        error_messages={"required": _("Please choose a file."), "empty": _("This file is empty.")},
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )


@require_http_methods(["GET", "POST"])
def sheets(request: HttpRequest) -> HttpResponse:
    """/network/enrolment/: upload a list, see the earlier ones."""
    gate.require(request.scope, "enrol_staff")
    may_prepare = request.scope.may("prepare_staff")
    if request.method == "POST":
        gate.require(request.scope, "prepare_staff")
    form = SheetForm(request.POST, request.FILES) if request.method == "POST" else SheetForm()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            if file.size > MAX_BYTES:
                raise UnsafeWorkbook("too_big", _("At most 10 MB. Copy the table alone into a new file."))
            made = verbs.prepare(file.read(), by=request.user)
        except UnsafeWorkbook as error:
            form.add_error("file", str(error))
        else:
            return redirect("staff_sheet", made.pk)
    rows = StaffSheet.objects.select_related("proposed_by")[:NEWEST]
    context = {"form": form if may_prepare else None, "rows": rows, "headings": SHOWN}
    return render(request, "network/enrolment/list.html", context)


@require_GET
def sheet(request: HttpRequest, sheet_id: UUID) -> HttpResponse:
    """/network/enrolment/<id>/: what comes in, what stays outside, and what may be done."""
    gate.require(request.scope, "enrol_staff")
    row = get_object_or_404(StaffSheet.objects.select_related("proposed_by", "decided_by"), pk=sheet_id)
    now, prepares = timezone.now(), request.scope.may("prepare_staff")
    live = row.state == SheetState.DONE and row.slips_until is not None and now < row.slips_until
    roles = row.rows.values_list("role").annotate(n=Count("pk")).order_by("role")
    names = dict(row.rows.model._meta.get_field("role").choices)
    context: dict[str, Any] = {
        "row": row,
        "roles": [(names[role], n) for role, n in roles],
        "first": row.rows.select_related("unit")[:FIRST_ROWS],
        "slips": _slips(row) if live and prepares and row.wrapped else [],
        "may_send": prepares and row.state == SheetState.CHECKED and row.good,
        "may_confirm": row.state == SheetState.WAITING
        and request.scope.may("confirm_staff")
        and row.proposed_by_id != request.user.pk,
        "may_undo": row.state == SheetState.DONE and row.undo_until is not None and now < row.undo_until,
    }
    return render(request, "network/enrolment/sheet.html", context)


def _slips(row: StaffSheet) -> list[Any]:
    """Places with how many passwords each still waits to be shown."""
    waiting = Count("pk", filter=Q(password__isnull=False))
    places = row.rows.values_list("place_id", "place__short_name", "place__code").annotate(n=waiting)
    return list(places.order_by("place__code"))


@require_POST
def sheet_verb(request: HttpRequest, sheet_id: UUID, verb: str) -> HttpResponse:
    """Send, confirm, refuse, take back."""
    gate.require(request.scope, "enrol_staff")
    row = get_object_or_404(StaffSheet, pk=sheet_id)
    acts: dict[str, Any] = {
        "send": lambda: verbs.send(row, by=request.user),
        "grant": lambda: verbs.confirm(row, grant=True, by=request.user),
        "refuse": lambda: verbs.confirm(row, grant=False, by=request.user),
        "undo": lambda: verbs.undo(row, by=request.user),
    }
    if verb not in acts:
        raise Http404
    try:
        acts[verb]()
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Done."))
    return redirect("staff_sheet", row.pk)


@require_POST
def slip(request: HttpRequest, sheet_id: UUID, place_id: int) -> HttpResponse:
    """The printed sheet of one township, once."""
    gate.require(request.scope, "enrol_staff")
    row, place = get_object_or_404(StaffSheet, pk=sheet_id), get_object_or_404(Unit, pk=place_id)
    try:
        lines = verbs.open_slip(row, place, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("staff_sheet", row.pk)
    response = render(request, "network/enrolment/slip.html", {"row": row, "place": place, "lines": lines})
    response["Cache-Control"] = "no-store"
    return response
