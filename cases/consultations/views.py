"""Pages of sessions: booking on a matter, an expert's own list, one session with its steps, the crisis call."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from cases.consultations import booking, crisis, notices, pages
from cases.consultations.buttons import ALL
from cases.consultations.forms import BookForm, KindForm
from cases.consultations.frame import find, may
from cases.consultations.models import Consultation, CounsellingConsent, Crisis
from cases.consultations.states import TABLES
from cases.coordination.views import find as find_case
from cases.coordination.views import refused
from network.access import gate
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.duty.rota import booking as rota
from network.duty.rota.chairs import SlotBooking
from network.units.models import Level
from sisterhood.lib import clock
from sisterhood.lib.states import IllegalTransition


@require_http_methods(["GET", "POST"])
def new_page(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """/cases/<id>/consultations/new/?kind=: what is needed, then one of the sessions that are free."""
    case = find_case(request, case_id)
    kind = request.GET.get("kind") or request.POST.get("kind", "")
    form = None
    if kind in SlotBooking.Kind.values:
        without = booking.conflicted(case)
        windows = rota.free(kind, request.scope, at=clock.now(), without=without)
        form = BookForm(request.POST or None, windows=windows)
    elif request.method == "POST":
        raise Http404
    if form is not None and form.is_bound and form.is_valid():
        try:
            facts = form.cleaned_data
            booking.book_consultation(case, kind=kind, by=request.user, **facts)
        except Refusal as refusal:
            refused(form, refusal)
        else:
            messages.success(request, _("The session is booked; whoever holds it is told."))
            return redirect("case", case.pk)
    answer = gate.ask(request.scope, "book_consultation", case)
    context = {
        "case": case,
        "kinds": KindForm(initial={"kind": kind}, is_sealed=case.is_sealed),
        "seals": (seals := booking.will_seal(case, kind)),
        "goes_up": seals and case.unit.level > Level.COUNTY,
        "kind": kind,
        "kind_label": SlotBooking.Kind(kind).label if form is not None else "",
        "form": form,
        "refusal": answer if request.method == "GET" and isinstance(answer, Refusal) else None,
    }
    return render(request, "cases/consultations/new.html", context)


@require_GET
def own_page(request: HttpRequest) -> HttpResponse:
    """/consultations/: the sessions of an adviser or counsellor, hers alone."""
    gate.require(request.scope, "hold_session")
    rows = pages.own(request.scope, at=clock.now())
    record.events(Action.LIST, by=request.user, kind="case", ids=[row.case_id for row in rows])
    return render(request, "cases/consultations/own.html", {"rows": rows, "at": clock.now()})


def _session(request: HttpRequest, session_id: UUID) -> Consultation:
    """A session that is open to her, or 404 with the same page as one that does not exist."""
    row = find(session_id, request.scope)
    if row is None:
        raise Http404
    return row


@require_GET
def session_page(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """/consultations/<id>/: the session, what comes next, and the record that is for her."""
    row = _session(request, session_id)
    detail = {"session": str(row.pk)}
    record.event(
        Action.VIEW, by=request.user, subject=("case", row.case_id), unit_id=row.unit_id, detail=detail
    )
    context = pages.shown(row, request.scope, by=request.user)
    return render(request, "cases/consultations/session.html", context)


@require_http_methods(["GET", "POST"])
def verb_page(request: HttpRequest, session_id: UUID, verb: str) -> HttpResponse:
    """/consultations/<id>/<step>/: asks what the step needs, runs it, says why not."""
    row = _session(request, session_id)
    button = ALL.get(verb)
    if button is None:
        raise Http404
    answer = may(row, button.action, request.scope)
    form = button.form(request.POST if request.method == "POST" else None, session=row)
    if form.is_bound and form.is_valid():
        try:
            button.run(row, by=request.user, **form.cleaned_data)
        except (Refusal, IllegalTransition) as refusal:
            refused(form, refusal)
        else:
            messages.success(request, _("It is written down."))
            return _after(request, row)
    context: dict[str, Any] = {"session": row, "button": button, "form": form}
    late = TABLES[row.kind].refuses(row.state, verb)
    refusal = answer if isinstance(answer, Refusal) else late
    context["refusal"] = refusal if request.method == "GET" else None
    return render(request, "cases/consultations/verb.html", context)


def _after(request: HttpRequest, row: Consultation) -> HttpResponse:
    """Back to the session, or to her list when it is not open to her any more."""
    if Consultation.objects.visible_to(request.scope).filter(pk=row.pk).exists():
        return redirect("consultation", row.pk)
    return redirect("consultations")


@require_GET
def sheet_page(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """The consent sheet on A4: the version that was signed, or the one to sign now."""
    row = _session(request, session_id)
    if not row.is_counselling:
        raise Http404
    signed = CounsellingConsent.objects.filter(session=row).select_related("notice").first()
    notice = signed.notice if signed else notices.in_force(clock.today())
    record.event(Action.PRINT, by=request.user, subject=("case", row.case_id), unit_id=row.unit_id)
    context = {"session": row, "notice": notice, "signed": signed}
    return render(request, "cases/consultations/sheet.html", context)


@require_http_methods(["GET", "POST"])
def crisis_page(request: HttpRequest, crisis_id: UUID) -> HttpResponse:
    """/crisis/<id>/: where, which danger, who was called; whoever was called answers here."""
    rows = Crisis.objects.visible_to(request.scope)
    row = rows.select_related("unit", "pressed_by", "answered_by", "case").filter(pk=crisis_id).first()
    if row is None:
        raise Http404
    if request.method == "POST":
        try:
            crisis.answer_crisis(row, by=request.user)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("You have answered. Stay until she is safe."))
        return redirect("crisis", row.pk)
    record.event(Action.VIEW, by=request.user, subject=("case", row.case_id), detail={"crisis": str(row.pk)})
    calls = list(row.calls.select_related("user"))
    context = {
        "crisis": row,
        "calls": calls,
        "note": pages.note_of(row, request.scope),
        "may_answer": row.answered_at is None and any(c.user_id == request.user.pk for c in calls),
    }
    return render(request, "cases/consultations/crisis.html", context)
