"""导出台账: ask for a copy, see what waits, fetch it within a day; the second person decides."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cases.exports import verbs
from cases.exports.forms import OrderForm
from cases.exports.models import ExportState, LedgerExport
from network.access import gate
from network.access.gate import Refusal
from network.units.placed import acts_for
from sisterhood.lib import clock
from sisterhood.lib.first import first

SHOWN = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _may_decide(request: HttpRequest, row: LedgerExport) -> bool:
    return row.by_id != request.user.pk and bool(
        gate.ask(request.scope, "approve_export", verbs.place_of(row))
    )


def _find(request: HttpRequest, row_id: UUID) -> LedgerExport:
    """Her own copy, or one she is the second person for."""
    gate.require(request.scope, "export_ledger")
    row = LedgerExport.objects.select_related("unit", "home", "by", "decided_by").filter(pk=row_id).first()
    if row is None or (row.by_id != request.user.pk and not _may_decide(request, row)):
        raise Http404
    return row


@require_http_methods(["GET", "POST"])
def exports_page(request: HttpRequest) -> HttpResponse:
    """/cases/exports/: a form, her copies, and what waits for her decision."""
    home, today = acts_for(request.scope, "export_ledger"), clock.today()
    start = {"first_day": today.replace(month=1, day=1), "last_day": today, "unit": home.pk}
    form = OrderForm(request.POST if request.method == "POST" else None, home=home, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            row = verbs.ask(verbs.Order(**form.cleaned_data), home=home, by=request.user)
        except Refusal as refusal:
            form.add_error(refusal.code if refusal.code in form.fields else None, str(refusal))
        else:
            return redirect("export", row.pk)
    rows = LedgerExport.objects.select_related("unit", "home", "by")
    waiting = rows.filter(state=ExportState.WAITING).exclude(by=request.user)[:SHOWN]
    context: dict[str, Any] = {
        "form": form,
        "rows": first(rows.filter(by=request.user), SHOWN),
        "waiting": [row for row in waiting if _may_decide(request, row)],
    }
    return render(request, "cases/exports/list.html", context)


@require_GET
def export_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """/cases/exports/<id>/: one copy, what it holds, and what may be done."""
    row = _find(request, row_id)
    context = {
        "row": row,
        "reason": verbs.reason_of(row, by=request.user),
        "is_open": row.by_id == request.user.pk and row.is_open(timezone.now()),
        "may_decide": row.state == ExportState.WAITING and _may_decide(request, row),
    }
    return render(request, "cases/exports/export.html", context)


@require_POST
def decide_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """The second person agrees or not."""
    row = _find(request, row_id)
    try:
        verbs.decide(row, grant=request.POST.get("grant") == "yes", by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Your decision is recorded."))
    return redirect("export", row.pk)


@require_GET
def file_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """The file under its copy number, for whoever asked."""
    row = _find(request, row_id)
    try:
        content = verbs.fetch(row, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("export", row.pk)
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{row.copy_number}.xlsx"'
    response["Cache-Control"] = "no-store"
    return response
