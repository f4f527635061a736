"""工作制度: the rules in their versions, for everybody with a desk; who keeps them adds a version here."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from cases.casefile import held
from cases.documents import rules
from cases.documents.forms import RuleForm
from cases.documents.models import ProcedureDocument
from cases.documents.views import pdf_answer
from network.access.gate import Refusal, require
from sisterhood.lib import clock


@require_http_methods(["GET", "POST"])
def rules_page(request: HttpRequest) -> HttpResponse:
    """/rules/: every version, newest of each title first; a form for whoever keeps them."""
    keeps = request.scope.may("keep_rules")
    sent = request.method == "POST"
    if sent:
        require(request.scope, "keep_rules")
    files = held.chosen(request.POST, request.FILES, by=request.user)
    form = RuleForm(request.POST if sent else None, files if sent else None) if keeps else None
    if form is not None and sent and form.is_valid():
        told = form.cleaned_data
        told["file"] = told["file"].read() if told["file"] else b""
        try:
            row = rules.publish(by=request.user, **told)
        except Refusal as refusal:
            form.add_error(refusal.code if refusal.code in form.fields else None, str(refusal))
        else:
            messages.success(request, _("The version is published."))
            return redirect("rule", row.pk)
    if form is not None and sent:
        held.keep(form, by=request.user)
    rows = ProcedureDocument.objects.defer("text", "file")
    context = {"rows": rows, "form": form, "valid_now": {row.pk for row in rules.in_force(clock.today())}}
    return render(request, "cases/documents/rules.html", context)


def _find(rule_id: UUID) -> ProcedureDocument:
    row = ProcedureDocument.objects.filter(pk=rule_id).first()
    if row is None:
        raise Http404
    return row


@require_GET
def rule_page(request: HttpRequest, rule_id: UUID) -> HttpResponse:
    """/rules/<id>/: one version."""
    return render(request, "cases/documents/rule.html", {"row": _find(rule_id)})


@require_GET
def rule_file_page(request: HttpRequest, rule_id: UUID) -> HttpResponse:
    """/rules/<id>/file/: its PDF."""
    row = _find(rule_id)
    if row.file is None:
        raise Http404
    return pdf_answer(bytes(row.file), row.pk.hex[-8:])
