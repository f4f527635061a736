"""合作协议: the list by what lapses first, a new one, one of them with its two steps."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from network.access import gate
from network.access.gate import Refusal
from network.deadlines import clocks
from outreach.partners import verbs
from outreach.partners.forms import AgreementForm, EndForm, RenewForm
from outreach.partners.models import CooperationAgreement
from sisterhood.lib import clock
from sisterhood.lib.first import first

SHOWN = 200


def _say(form: Form, refusal: Refusal) -> None:
    form.add_error(refusal.code if refusal.code in form.fields else None, str(refusal))


@require_GET
def agreements_page(request: HttpRequest) -> HttpResponse:
    """/outreach/partners/: what stands and what has ended."""
    gate.require(request.scope, "view_agencies")
    rows = CooperationAgreement.objects.visible_to(request.scope).select_related("agency", "unit")
    today = clock.today()
    context = {
        "rows": first(rows, SHOWN).each(lambda row: (row, row.stands(today))),
        "may_keep": request.scope.may("keep_agreements"),
    }
    return render(request, "outreach/partners/list.html", context)


@require_http_methods(["GET", "POST"])
def new_agreement_page(request: HttpRequest) -> HttpResponse:
    """/outreach/partners/new/: a new one."""
    gate.require(request.scope, "keep_agreements")
    form = AgreementForm(request.POST if request.method == "POST" else None, scope=request.scope)
    if form.is_bound and form.is_valid():
        said = dict(form.cleaned_data)
        try:
            made = verbs.enter_agreement(said.pop("agency"), by=request.user, **said)
        except Refusal as refusal:
            _say(form, refusal)
        else:
            messages.success(request, _("The agreement is entered. You are reminded ahead of its last day."))
            return redirect("agreement", made.pk)
    return render(request, "outreach/partners/new.html", {"form": form})


def _ending(request: HttpRequest, row: CooperationAgreement) -> HttpResponse:
    """Asked once more: nothing has ended until the reason is given."""
    gate.require(request.scope, "keep_agreements")
    form = EndForm(request.POST if request.POST.get("step") == "end" else None)
    if form.is_bound and form.is_valid():
        try:
            verbs.end_agreement(row.pk, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            _say(form, refusal)
        else:
            messages.success(request, _("The agreement has ended."))
            return redirect("agreement", row.pk)
    return render(request, "outreach/partners/end.html", {"row": row, "form": form})


@require_http_methods(["GET", "POST"])
def agreement_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """/outreach/partners/<id>/: one of them; POST renews it, or ends it after asking once more why."""
    gate.require(request.scope, "view_agencies")
    rows = CooperationAgreement.objects.visible_to(request.scope).select_related("agency", "unit", "owner")
    row = get_object_or_404(rows, pk=row_id)
    if request.method == "POST" and request.POST.get("step") in ("ask_end", "end"):
        return _ending(request, row)
    form: Form = RenewForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        gate.require(request.scope, "keep_agreements")
        try:
            if form.is_valid():
                verbs.renew_agreement(row.pk, by=request.user, **form.cleaned_data)
                messages.success(request, _("The agreement holds longer now."))
                return redirect("agreement", row.pk)
        except Refusal as refusal:
            _say(form, refusal)
    context: dict[str, Any] = {
        "row": row,
        "form": form,
        "stands": row.stands(clock.today()),
        "faces": [clocks.face(each, clock.now()) for each in clocks.shown((verbs.SUBJECT, row.pk))],
        "may_keep": row.ended_on is None and bool(gate.ask(request.scope, "keep_agreements", row)),
    }
    return render(request, "outreach/partners/agreement.html", context)
