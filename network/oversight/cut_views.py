"""The audit log after its period: one page, three steps."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from network.access import gate
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.deadlines.versions import in_force
from network.oversight import cutting
from network.oversight.forms import CutForm, CutProofForm
from network.oversight.models import AuditCut
from network.staff import proof
from sisterhood.lib import clock

DONE = {
    "propose_audit_cut": _("It is proposed. The privacy officer confirms it."),
    "confirm_audit_cut": _("The entries are destroyed. The chain goes on from the checkpoint."),
    "call_off_audit_cut": _("It is called off; nothing went."),
}
OF_ROW: dict[str, Callable[..., Any]] = {
    "confirm_audit_cut": cutting.confirm_audit_cut,
    "call_off_audit_cut": cutting.call_off_audit_cut,
}


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def period_page(request: HttpRequest) -> HttpResponse:
    """/network/audit/period/: the rule, what has reached its end, the proposal that waits, every cut with its checkpoint."""
    gate.require(request.scope, "see_audit_period")
    act = request.POST.get("act", "")
    if request.method == "POST":
        if act not in DONE:
            raise Http404
        gate.require(request.scope, act)
    row = cutting.waiting()
    note = CutForm(request.POST if act == "propose_audit_cut" else None)
    password = CutProofForm(request.POST if act == "confirm_audit_cut" else None)
    if act:
        form = {"propose_audit_cut": note, "confirm_audit_cut": password}.get(act)
        if form is None or form.is_valid():
            answer = _run(request, act, row, form)
            if answer is not None:
                return answer
    record.event(Action.LIST, by=request.user, subject=("audit", "period"))
    scope = request.scope
    context = {
        "rule": in_force(cutting.PERIOD, on=clock.today()),
        "front": cutting.front(),
        "row": row,
        "cuts": AuditCut.objects.exclude(pk=row.pk if row else None).select_related(
            "proposed_by", "confirmed_by"
        ),
        "note": note if row is None and scope.may("propose_audit_cut") else None,
        "password": password if row is not None and gate.ask(scope, "confirm_audit_cut", row) else None,
        "may_call_off": row is not None and bool(gate.ask(scope, "call_off_audit_cut", row)),
        "sent": {"propose_audit_cut": note, "confirm_audit_cut": password}.get(act),
    }
    return render(request, "network/oversight/period.html", context)


def _run(request: HttpRequest, act: str, row: AuditCut | None, form: Any) -> HttpResponse | None:
    """The answer when it was done; None when the form says why not."""
    if act == "confirm_audit_cut":
        wrong = proof.wrong(request, form.cleaned_data.pop("password"))
        if wrong:
            form.add_error("password", wrong)
            return None if request.user.is_authenticated else redirect(settings.LOGIN_URL)
    try:
        if act == "propose_audit_cut":
            cutting.propose_audit_cut(by=request.user, **form.cleaned_data)
        elif row is None:
            raise Refusal("gone", _("This proposal has been decided already."))
        else:
            OF_ROW[act](row, by=request.user)
    except Refusal as refusal:
        if form is None:
            messages.error(request, str(refusal))
            return redirect("audit_period")
        form.add_error(refusal.code if refusal.code in form.fields else None, str(refusal))
        return None
    messages.success(request, DONE[act])
    return redirect("audit_period")
