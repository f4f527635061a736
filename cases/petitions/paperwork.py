"""文书 on the case page: draw one up from an act, and take a paper from step to step."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cases.casefile import sharing
from cases.casefile.models import Case
from cases.documents import printing, verbs
from cases.documents.desk import place_of
from cases.documents.forms import DeliverForm, NoInput, NoteForm, PrintForm, WordsForm
from cases.documents.kinds import KINDS
from cases.documents.models import Document
from cases.documents.views import find
from cases.petitions import papers, supervision
from cases.vocabulary.papers import PaperState
from network.access import gate
from network.access.gate import Refusal
from network.access.scope import Scope
from network.audit import record
from network.audit.models import Action
from network.staff.appointments import holder
from sisterhood.lib import clock
from sisterhood.lib.states import IllegalTransition


@dataclass(frozen=True)
class Act:
    """One verb of a paper: its form, what runs, what the page asks, the icon, what the page says then."""

    form: type[forms.Form]
    run: Callable[..., Any]
    sentence: Any
    icon: str
    done: Any


ACTS = {
    "approve": Act(
        NoInput, verbs.approve, _("Approve the paper"), "check", _("The paper is approved; it can be issued.")
    ),
    "issue": Act(
        NoInput,
        verbs.issue,
        _("Issue the paper"),
        "file-check",
        _("The paper is issued; nobody changes it any more."),
    ),
    "amend": Act(WordsForm, verbs.amend, _("Change the draft"), "pencil", _("The draft is changed.")),
    "deliver": Act(
        DeliverForm, verbs.deliver, _("Write down the delivery"), "mail", _("The delivery is written down.")
    ),
    "reissue": Act(
        NoteForm,
        papers.reissue,
        _("Replace the paper by a new one"),
        "files",
        _("The old paper counts no longer; the new draft stands in its place."),
    ),
    "revoke": Act(
        NoteForm, verbs.revoke, _("Take the paper back"), "undo-2", _("The paper counts no longer.")
    ),
}
POSSIBLE = {
    PaperState.DRAFT: ("approve", "amend", "revoke"),
    PaperState.APPROVED: ("issue", "amend", "revoke"),
    PaperState.ISSUED: ("deliver", "reissue", "revoke"),
    PaperState.DELIVERED: ("deliver", "reissue", "revoke"),
}


def action_of(paper: Document, verb: str) -> str:
    """Which action of the roles table a verb of this paper asks for."""
    if verb == "approve":
        return paper.row.approve
    if verb in ("issue", "deliver"):
        return paper.row.issue
    if verb == "amend" or paper.row.draft == "supervise" or not paper.is_frozen:
        return paper.row.draft
    return paper.row.revoke


def may(paper: Document, verb: str, scope: Scope) -> bool:
    """Whether the verb stands on the page for her."""
    if verb == "amend" and paper.row.is_fixed:
        return False
    action = action_of(paper, verb)
    if action == "supervise":
        return paper.unit_id in scope.lead
    return bool(action) and bool(gate.ask(scope, action, place_of(paper)))


@require_GET
def paper_page(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """/papers/<id>/: what stands on it, how far it has come, and her next step."""
    paper = find(request, paper_id)
    try:
        words = printing.read(paper, by=request.user)
    except Refusal as refusal:
        words, gone = None, str(refusal)
    else:
        gone = ""
    steps = [
        {"verb": verb, "act": ACTS[verb]}
        for verb in POSSIBLE.get(PaperState(paper.state), ())
        if may(paper, verb, request.scope)
    ]
    context = {
        "paper": paper,
        "words": words,
        "gone": gone,
        "steps": steps,
        "next_hand": _next_hand(paper, [step["verb"] for step in steps]),
        "case_seen": Case.objects.visible_to(request.scope).filter(pk=paper.case_id).exists(),
        "may_print": paper.is_valid and not paper.has_lapsed(clock.today()) and words is not None,
        "print_form": PrintForm() if printing.needs_reason(paper, request.scope) else None,
    }
    return render(request, "cases/documents/paper.html", context)


DECISIVE = {PaperState.DRAFT: "approve", PaperState.APPROVED: "issue", PaperState.ISSUED: "deliver"}


def _next_hand(paper: Document, hers: Collection[object]) -> object:
    """Who acts next where it is not the reader; "" where nothing is to be done, or she does it."""
    state = PaperState(paper.state)
    if state not in DECISIVE or DECISIVE[state] in hers:
        return ""
    leader = holder(paper.unit, "leader", on=clock.today())
    hand = {
        PaperState.DRAFT: leader if paper.row.approve else paper.drafted_by,
        PaperState.APPROVED: paper.drafted_by,
        PaperState.ISSUED: paper.issued_by,
    }
    does = {
        PaperState.DRAFT: _("%(who)s approves it next."),
        PaperState.APPROVED: _("%(who)s issues it next."),
        PaperState.ISSUED: _("%(who)s hands it over next and writes down when."),
    }
    who = hand[state]
    name = (
        who.display_name if who is not None else _("The leader of %(unit)s") % {"unit": paper.unit.short_name}
    )
    return does[state] % {"who": name}


def _form(act: Act, paper: Document, request: HttpRequest) -> forms.Form:
    if request.method == "POST":
        return act.form(request.POST)
    initial: dict[str, Any] = {}
    if act.form is DeliverForm:
        initial = {"delivered_on": paper.delivered_on or clock.today(), "delivered_how": paper.delivered_how}
    elif act.form is WordsForm:
        words = printing.read(paper, by=request.user)
        initial = {"addressee": words.addressee, "basis": words.basis, "remedies": words.remedies}
    return act.form(initial=initial)


@require_http_methods(["GET", "POST"])
def paper_verb_page(request: HttpRequest, paper_id: UUID, verb: str) -> HttpResponse:
    """/papers/<id>/<verb>/: GET its form, POST runs it. A refusal stands on the form and loses nothing."""
    if verb not in ACTS:
        raise Http404
    paper, act = find(request, paper_id), ACTS[verb]
    refusal: object = None
    if verb not in POSSIBLE.get(PaperState(paper.state), ()):
        refusal = _("This step is not possible while the paper is in this state.")
    elif not may(paper, verb, request.scope):
        refusal = _("This paper is in other hands, so you cannot do this here.")
    form = NoInput() if refusal and request.method == "GET" else _form(act, paper, request)
    if request.method == "POST" and form.is_valid():
        try:
            made = act.run(paper, by=request.user, **form.cleaned_data)
        except (Refusal, IllegalTransition) as told:
            code = getattr(told, "code", None)
            form.add_error(code if code in form.fields else None, str(told))
        else:
            messages.success(request, act.done)
            return redirect("paper", made.pk)
    context = {
        "paper": paper,
        "act": act,
        "form": form,
        "refusal": refusal if request.method == "GET" else None,
    }
    return render(request, "cases/documents/verb.html", context)


@require_http_methods(["GET", "POST"])
def draw_page(request: HttpRequest, case_id: UUID, kind: str, source_id: UUID) -> HttpResponse:
    """/cases/<id>/papers/<kind>/<act>/: the words as they would stand there; three of them can be worded."""
    case = Case.objects.openable_by(request.scope).select_related("unit").filter(pk=case_id).first()
    source = papers.find(case, kind, source_id) if case is not None and kind in KINDS else None
    if case is None or source is None:
        raise Http404
    gate.require(request.scope, KINDS[kind].draft, case)
    words = papers.compose(case, source)
    held = sharing.layers(case, request.scope)
    shown = words if held.names else words.masked()
    start = {"addressee": shown.addressee, "basis": shown.basis, "remedies": shown.remedies}
    form = WordsForm(request.POST if request.method == "POST" else None, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            paper = papers.draw_up(case, source, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The paper is drawn up."))
            return redirect("paper", paper.pk)
    detail = {"layer": "narrative", "paper": kind}
    action = Action.VIEW if held.is_shut else Action.REVEAL
    record.event(action, by=request.user, subject=("case", case.pk), detail=detail)
    context = {"case": case, "kind": KINDS[kind], "words": None if held.is_shut else shown, "form": form}
    return render(request, "cases/documents/draw.html", context)


@require_POST
def order_paper_page(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """/leader/orders/<id>/paper/: the order on paper, by the leader whose unit issued it."""
    order = supervision.orders_of(request.scope).filter(pk=order_id).first()
    if order is None:
        raise Http404
    try:
        paper = papers.draw_up_order(order, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("order", order.pk)
    messages.success(request, _("The paper is drawn up."))
    return redirect("paper", paper.pk)
