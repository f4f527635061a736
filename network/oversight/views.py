"""Reading the audit log: for the audit administrator, and recorded itself."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from network.access import gate
from network.audit import record
from network.audit.models import Action
from network.oversight import queries
from network.oversight.forms import AuditFilterForm


@require_GET
def audit(request: HttpRequest) -> HttpResponse:
    """/network/audit/: newest first; `before` continues below an id."""
    gate.require(request.scope, "read_audit")
    form = AuditFilterForm(request.GET)
    before = request.GET.get("before", "")
    filters = {key: value for key, value in form.cleaned_data.items() if value} if form.is_valid() else {}
    lines, following = queries.page(filters, before=int(before[:18]) if before.isdecimal() else None)
    record.event(Action.LIST, by=request.user, subject=("audit", ""), detail={"filters": sorted(filters)})
    more = (
        urlencode({**{k: request.GET.get(k, "") for k in filters}, "before": following}) if following else ""
    )
    return render(request, "network/oversight/audit.html", {"form": form, "lines": lines, "more": more})
