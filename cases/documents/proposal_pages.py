"""维权建议: the list of a unit's area, one proposal, and the page that drafts one."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from cases.documents import proposals, rendering
from cases.documents.forms import ProposalForm, ReplyForm
from cases.documents.models import SystemicIssue
from cases.documents.queries import proposals_of
from cases.documents.views import address_of, pdf_answer, print_answer
from cases.vocabulary.papers import ProposalState
from network.access import gate
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.units.placed import acts_for
from sisterhood.lib.states import IllegalTransition

PAGE = 50


def _find(request: HttpRequest, issue_id: UUID) -> SystemicIssue:
    gate.require(request.scope, "read_proposals")
    issue = proposals_of(request.scope).filter(pk=issue_id).first()
    if issue is None:
        raise Http404
    return issue


@require_http_methods(["GET", "POST"])
def proposals_page(request: HttpRequest) -> HttpResponse:
    """/proposals/: those of her unit and below; a form for a new one."""
    gate.require(request.scope, "read_proposals")
    form = ProposalForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            issue = proposals.draft(
                unit=acts_for(request.scope, "propose_change"), by=request.user, **form.cleaned_data
            )
        except Refusal as refusal:
            form.add_error(refusal.code if refusal.code in form.fields else None, str(refusal))
        else:
            messages.success(request, _("The proposal is drafted. The leader of your unit sends it."))
            return redirect("proposal", issue.pk)
    page = Paginator(proposals_of(request.scope), PAGE).get_page(request.GET.get("page"))
    return render(request, "cases/documents/proposals.html", {"page": page, "form": form})


def _act(request: HttpRequest, issue: SystemicIssue, form: ReplyForm) -> bool:
    """Whether something was done; a reply that cannot be read stays on the page."""
    plain: dict[str, Callable[..., Any]] = {"send": proposals.send, "close": proposals.close}
    act = request.POST.get("act")
    if act in plain:
        plain[act](issue, by=request.user)
        return True
    if act != "reply":
        raise Http404
    if form.is_valid():
        proposals.record_reply(issue, by=request.user, **form.cleaned_data)
        return True
    return False


@require_http_methods(["GET", "POST"])
def proposal_page(request: HttpRequest, issue_id: UUID) -> HttpResponse:
    """/proposals/<id>/: its text, the matters she may open, and what may be done."""
    issue = _find(request, issue_id)
    form = ReplyForm(request.POST if request.POST.get("act") == "reply" else None)
    if request.method == "POST":
        try:
            done = _act(request, issue, form)
        except (Refusal, IllegalTransition) as refusal:
            code = getattr(refusal, "code", None)
            if form.is_bound:
                form.add_error(code if code in form.fields else None, str(refusal))
            else:
                messages.error(request, str(refusal))
                return redirect("proposal", issue.pk)
        else:
            if done:
                messages.success(request, _("It is written down."))
                return redirect("proposal", issue.pk)
    hers = issue.unit_id in request.scope.area
    sends = bool(gate.ask(request.scope, "send_proposal", proposals.place_of(issue.unit)))
    context = {
        "issue": issue,
        "form": form,
        "matters": proposals.matters_of(issue, request.scope),
        "may_send": sends and issue.state == ProposalState.DRAFTED,
        "may_reply": hers and issue.state == ProposalState.SENT,
        "may_close": hers and issue.state == ProposalState.REPLIED,
        "may_print": issue.state != ProposalState.DRAFTED,
    }
    record.event(Action.VIEW, by=request.user, subject=("proposal", issue.pk), unit_id=issue.unit_id)
    return render(request, "cases/documents/proposal.html", context)


@require_POST
def proposal_print_page(request: HttpRequest, issue_id: UUID) -> HttpResponse:
    """/proposals/<id>/print/: as PDF or as a page; it carries no name."""
    issue = _find(request, issue_id)
    if issue.state == ProposalState.DRAFTED:
        messages.error(request, _("Only a proposal that was sent is printed."))
        return redirect("proposal", issue.pk)
    words = proposals.words_of(issue)
    how = "pdf" if request.POST.get("as") == "pdf" else "page"
    try:
        address = address_of(request, words.code)
        if how == "pdf":
            answer = pdf_answer(rendering.pdf(words, address=address), issue.pk.hex[-8:])
        else:
            back = reverse("proposal", args=[issue.pk])
            answer = print_answer(request, words, address, back=back)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("proposal", issue.pk)
    detail = {"as": how}
    record.event(
        Action.PRINT, by=request.user, subject=("proposal", issue.pk), unit_id=issue.unit_id, detail=detail
    )
    return answer
