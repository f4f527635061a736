"""Pages of demands and of those who work along. Whoever may open the matter finds them; to others they do not exist."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cases.casefile import once, sharing
from cases.casefile.models import Case
from cases.casefile.vault import Vault
from cases.coordination import co_handling, competence, pages
from cases.coordination.buttons import BUTTONS
from cases.coordination.forms import CoHandlerForm, DecideForm, DisputeForm, NoteForm
from cases.coordination.models import CompetenceDispute, Investigation
from cases.coordination.states import INVESTIGATION, LABELS
from network.access import gate
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from sisterhood.lib import clock
from sisterhood.lib.first import first
from sisterhood.lib.states import IllegalTransition

SHOWN = 100


def find(request: HttpRequest, case_id: UUID) -> Case:
    """A matter she may open, or 404 with the same page as one that does not exist."""
    rows = Case.objects.openable_by(request.scope).visible_to(request.scope)
    case = rows.select_related("unit", "owner").filter(pk=case_id).first()
    if case is None:
        raise Http404
    return case


def refused(form: Any, refusal: Exception) -> None:
    """The sentence of a refusal beside its field, or above the form."""
    code = getattr(refusal, "code", None)
    form.add_error(code if code in form.fields else None, str(refusal))


def _demand(request: HttpRequest, case: Case, row_id: UUID) -> tuple[pages.Demand, Vault]:
    row = Investigation.objects.filter(pk=row_id, case=case).first()
    if row is None:
        raise Http404
    vault, reads = Vault.of(case), sharing.layers(case, request.scope).narrative
    running = pages.clocks_of(case)
    return pages.demand(row, vault=vault, reads=reads, running=running, at=clock.now()), vault


@require_GET
def investigation_page(request: HttpRequest, case_id: UUID, row_id: UUID) -> HttpResponse:
    """/cases/<id>/investigations/<id>/: the demand, her consents, the reply, what comes next."""
    case = find(request, case_id)
    shown, vault = _demand(request, case, row_id)
    first, others = pages.steps(shown, case, request.scope)

    def rows(verbs: list[str]) -> list[dict[str, Any]]:
        return [{"verb": verb, "button": BUTTONS[verb], "label": LABELS[verb]} for verb in verbs]

    context = {
        "case": case,
        "demand": shown,
        "consents": pages.consents(shown.row, vault=vault) if shown.texts else [],
        "first": rows(first),
        "others": rows(others),
    }
    record.event(Action.VIEW, by=request.user, subject=("case", case.pk), unit_id=case.unit_id)
    return render(request, "cases/coordination/investigation.html", context)


def told_before(
    request: HttpRequest, action: str, case: Case, *, late: Exception | None = None
) -> Exception | None:
    """Why she may not, before she types; a form that was sent keeps what she typed and is refused by the verb.

    `late` is what the state of the row has against it.
    """
    if request.method != "GET":
        return None
    if case.closed_at:
        return Refusal("closed", _("The matter is closed; nothing is added to it any more."))
    answer = gate.ask(request.scope, action, case)
    return answer if isinstance(answer, Refusal) else late


@require_http_methods(["GET", "POST"])
def investigation_verb(request: HttpRequest, case_id: UUID, row_id: UUID, verb: str) -> HttpResponse:
    """GET the step's form; POST runs it. A refusal stands on the form as a sentence and loses nothing."""
    if verb not in BUTTONS:
        raise Http404
    case, button = find(request, case_id), BUTTONS[verb]
    shown, _vault = _demand(request, case, row_id)
    form = button.form(request.POST if request.method == "POST" else None, case=case, row=shown.row)
    if form.is_bound and form.is_valid():
        try:
            button.run(case, row=row_id, by=request.user, **form.cleaned_data)
        except (Refusal, IllegalTransition) as refusal:
            refused(form, refusal)
        else:
            messages.success(request, button.done)
            return redirect("investigation", case.pk, row_id)
    context = {
        "case": case,
        "demand": shown,
        "button": button,
        "label": LABELS[verb],
        "form": form,
        "refusal": told_before(request, verb, case, late=INVESTIGATION.refuses(shown.row.state, verb)),
    }
    return render(request, "cases/coordination/investigation_verb.html", context)


@require_http_methods(["GET", "POST"])
def co_handlers_page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """/cases/<id>/co-handlers/: ask somebody to work along, until a day."""
    case = find(request, case_id)
    form = CoHandlerForm(request.POST or None, case=case)
    if form.is_bound and form.is_valid():
        try:
            co_handling.invite_co_handler(case, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            refused(form, refusal)
        else:
            messages.success(request, _("She has been told, and sees the matter until that day."))
            return redirect("case", case.pk)
    context = {"case": case, "form": form, "refusal": told_before(request, "invite_co_handler", case)}
    return render(request, "cases/coordination/co_handler.html", context)


@require_POST
def co_handler_end(request: HttpRequest, case_id: UUID, row_id: UUID) -> HttpResponse:
    """The owner withdraws it, or whoever works along steps back."""
    case = find(request, case_id)
    try:
        co_handling.end_co_handling(case, row=row_id, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("case", case.pk)
    messages.success(request, _("Her access has ended."))
    still = Case.objects.visible_to(request.scope).filter(pk=case.pk).exists()
    return redirect("case", case.pk) if still else redirect("desk")


@require_POST
def note_page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """One line of the timeline by whoever works on the matter; the same form sent twice writes it once."""
    case = find(request, case_id)
    form = NoteForm(request.POST, case=case)
    if not request.POST.get("note", "").strip():
        messages.error(request, _("Please write it down."))
        return redirect("case", case.pk)
    if form.is_valid():
        key = once.key_of(request.POST, what=f"note {case.pk}", by=request.user)
        try:
            co_handling.note_work(case, by=request.user, key=key, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("It is written down."))
            return redirect("case", case.pk)
    # What was typed stays, with the sentence beside it.
    context = {"case": case, "form": form, "form_ident": once.ident_of(request.POST)}
    return render(request, "cases/coordination/note.html", context)


@require_http_methods(["GET", "POST"])
def competence_page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """/cases/<id>/competence/: another unit is competent and does not agree; the superior decides."""
    case = find(request, case_id)
    form = DisputeForm(request.POST or None, case=case)
    if form.is_bound and form.is_valid():
        try:
            competence.dispute_competence(case, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            refused(form, refusal)
        else:
            messages.success(request, _("The common superior decides."))
            return redirect("case", case.pk)
    context = {"case": case, "form": form, "refusal": told_before(request, "dispute_competence", case)}
    return render(request, "cases/coordination/competence.html", context)


@require_GET
def disputes_page(request: HttpRequest) -> HttpResponse:
    """/leader/disputes/: what her unit decides, and disputes of matters of hers."""
    rows = first(competence.disputes_of(request.scope).order_by("-raised_at"), SHOWN)
    record.events(Action.LIST, by=request.user, kind="dispute", ids=[row.pk for row in rows])
    return render(request, "cases/coordination/disputes.html", {"rows": rows})


def _settle(request: HttpRequest, row: CompetenceDispute, form: DecideForm) -> str:
    """Runs what the page asks for; returns where to go, "" when the form says why not."""
    try:
        if request.POST.get("act") == "follow":
            competence.follow_decision(row.case, row=row.pk, by=request.user)
            return "desk"
        if form.is_valid():
            competence.decide_competence(row, by=request.user, **form.cleaned_data)
            return "disputes"
    except Refusal as refusal:
        refused(form, refusal)
    return ""


@require_http_methods(["GET", "POST"])
def dispute_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """/leader/disputes/<id>/: both units, the reason, the decision; never a word of the story."""
    row = competence.disputes_of(request.scope).filter(pk=row_id).first()
    if row is None:
        raise Http404
    bound = request.method == "POST"
    form = DecideForm(request.POST if bound else None, case=row.case, row=row)
    if bound and (where := _settle(request, row, form)):
        messages.success(request, _("It is written down."))
        return redirect(where)
    vault = Vault.unwrapped(row)
    context = {
        "dispute": row,
        "reason": vault.open(row, "reason"),
        "decision_note": vault.open(row, "decision_note"),
        "form": form,
        "may_decide": row.decided_at is None
        and row.ended_at is None
        and row.superior_id in request.scope.lead,
        "may_follow": row.decided_at is not None
        and row.followed_at is None
        and row.competent_unit_id != row.case.unit_id
        and bool(gate.ask(request.scope, "follow_decision", row.case)),
    }
    record.event(Action.VIEW, by=request.user, subject=("dispute", row.pk), unit_id=row.unit_id)
    return render(request, "cases/coordination/dispute.html", context)
