"""督办单: the leader's list of orders, one order, and the page that issues one."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from cases.casefile.fields import LONG, chosen
from cases.casefile.vault import Vault
from cases.documents.models import LIVE
from cases.documents.queries import papers_of
from cases.petitions import supervision
from cases.petitions.finding import find
from cases.petitions.models import SupervisionOrder
from cases.vocabulary.petitions import OrderState, SupervisionLevel, SupervisionReason
from network.access import gate
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.deadlines.said import said
from sisterhood.lib.states import IllegalTransition

PAGE = 50


class OrderForm(forms.Form):
    """Why, and how high."""

    reason = chosen(_("Reason"), SupervisionReason.choices, _("Choose why it is supervised."))
    level = chosen(_("Kind"), SupervisionLevel.choices, _("Choose what kind of order it is."))


class TextForm(forms.Form):
    """A reply, or what is missing in one."""

    text = forms.CharField(
        label=_("What was done, without names"),
        widget=LONG,
        max_length=4000,
        required=False,
    )


@require_GET
def orders_page(request: HttpRequest) -> HttpResponse:
    """/leader/orders/: open orders first."""
    rows = supervision.orders_of(request.scope).order_by("-issued_at")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    record.events(Action.LIST, by=request.user, kind="order", ids=[order.pk for order in page])
    return render(request, "cases/petitions/orders.html", {"page": page})


@require_http_methods(["GET", "POST"])
def issue_page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """/cases/<id>/supervise/: for a leader above the unit; the card is enough."""
    case = find(request, case_id)
    gate.require(request.scope, "supervise", case)
    form = OrderForm(request.POST or None)
    if form.is_valid():
        try:
            order = supervision.supervise(case, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(refusal.code if refusal.code in form.fields else None, str(refusal))
        else:
            told = said(_("The order is issued; a reply is due in %(time)s."), time="supervision.reply")
            messages.success(request, told)
            return redirect("order", order.pk)
    return render(request, "cases/petitions/order_issue.html", {"case": case, "form": form})


def _act(request: HttpRequest, order: SupervisionOrder, text: str) -> Any:
    act = request.POST.get("act")
    if act == "receive":
        return supervision.receive(order, by=request.user)
    if act == "reply":
        return supervision.reply(order, text=text, by=request.user)
    if act in ("accept", "reject"):
        return supervision.judge(order, accepted=act == "accept", note=text, by=request.user)
    raise Http404


@require_http_methods(["GET", "POST"])
def order_page(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """/leader/orders/<id>/: the order, the reply, the decision, and what she may do."""
    order = supervision.orders_of(request.scope).filter(pk=order_id).first()
    if order is None:
        raise Http404
    form = TextForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _act(request, order, form.cleaned_data["text"])
        except (Refusal, IllegalTransition) as refusal:
            form.add_error("text" if getattr(refusal, "code", "") in ("text", "note") else None, str(refusal))
        else:
            messages.success(request, _("It is written down."))
            return redirect("order", order.pk)
    vault = Vault.unwrapped(order)
    answers = bool(gate.ask(request.scope, "answer_order", order.case))
    judges = order.issuing_unit_id in request.scope.lead
    context = {
        "order": order,
        "reply": vault.open(order, "reply"),
        "decision_note": vault.open(order, "decision_note"),
        "form": form,
        "may_receive": answers and order.state == OrderState.ISSUED,
        "may_reply": answers and order.state in (OrderState.ISSUED, OrderState.RECEIVED, OrderState.REJECTED),
        "documents": (shown := list(papers_of(request.scope).filter(source_id=order.pk))),
        "may_draw": judges and not any(paper.state in LIVE for paper in shown),
        "may_judge": judges and order.state in (OrderState.REPLIED, OrderState.RECTIFIED),
    }
    record.event(Action.VIEW, by=request.user, subject=("order", order.pk), unit_id=order.unit_id)
    return render(request, "cases/petitions/order.html", context)
