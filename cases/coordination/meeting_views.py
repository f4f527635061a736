"""Pages of meetings: the call, the meeting with its minutes and decisions, the sheet for the file."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from cases.casefile import sharing
from cases.casefile.models import Case
from cases.casefile.vault import Vault
from cases.coordination import meetings, pages
from cases.coordination.forms import MeetingForm, MinutesForm, NoteForm
from cases.coordination.models import CoordinationMeeting
from cases.coordination.views import find, refused
from cases.vocabulary.petitions import MeetingState
from network.access import gate
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from sisterhood.lib import clock


@require_http_methods(["GET", "POST"])
def meeting_new(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """/cases/<id>/meetings/new/: when, where, who; with her consent."""
    case = find(request, case_id)
    form = MeetingForm(request.POST or None, case=case)
    if form.is_bound and form.is_valid():
        try:
            event = meetings.call_meeting(case, by=request.user, **form.cleaned_data)
        except Refusal as refusal:
            refused(form, refusal)
        else:
            messages.success(request, _("The meeting is called; you will be reminded."))
            return redirect("meeting", case.pk, event.detail["meeting"])
    answer = gate.ask(request.scope, "call_meeting", case)
    refusal = answer if request.method == "GET" and isinstance(answer, Refusal) else None
    context = {"case": case, "form": form, "refusal": refusal}
    return render(request, "cases/coordination/meeting_new.html", context)


def _shown(request: HttpRequest, case: Case, row_id: UUID) -> pages.Meeting:
    row = CoordinationMeeting.objects.filter(pk=row_id, case=case).first()
    if row is None:
        raise Http404
    reads = sharing.layers(case, request.scope).narrative
    running = pages.clocks_of(case)
    return pages.meeting(row, vault=Vault.of(case), reads=reads, running=running, at=clock.now())


def _run(request: HttpRequest, case: Case, row_id: UUID, minutes: MinutesForm, note: NoteForm) -> bool:
    """Runs what the page asks for; False when a form says why not."""
    act = request.POST.get("act")
    if act == "minutes":
        if minutes.is_valid():
            facts = minutes.cleaned_data | {"came": [UUID(pk) for pk in minutes.cleaned_data["came"]]}
            meetings.record_minutes(case, row=row_id, by=request.user, **facts)
        return not minutes.errors
    if act == "call_off":
        if note.is_valid():
            meetings.call_off(case, row=row_id, by=request.user, **note.cleaned_data)
        return not note.errors
    if act == "finish":
        if note.is_valid():
            decision = _uuid(request.POST.get("decision", ""))
            meetings.finish_decision(case, row=decision, by=request.user, **note.cleaned_data)
        return not note.errors
    raise Http404


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


@require_http_methods(["GET", "POST"])
def meeting_page(request: HttpRequest, case_id: UUID, row_id: UUID) -> HttpResponse:
    """/cases/<id>/meetings/<id>/: who is invited, the minutes, what was decided and what became of it."""
    case = find(request, case_id)
    shown = _shown(request, case, row_id)
    act = request.POST.get("act")
    guests = [(str(guest.pk), name) for guest, name in shown.guests]
    minutes = MinutesForm(request.POST if act == "minutes" else None, case=case, row=shown.row, guests=guests)
    note = NoteForm(request.POST if act in ("call_off", "finish") else None, case=case)
    form = minutes if act == "minutes" else note
    if request.method == "POST":
        try:
            done = _run(request, case, row_id, minutes, note)
        except Refusal as refusal:
            refused(form, refusal)
        else:
            if done:
                messages.success(request, _("It is written down."))
                return redirect("meeting", case.pk, row_id)
    record.event(Action.VIEW, by=request.user, subject=("case", case.pk), unit_id=case.unit_id)
    context = _context(request, case, shown, clock.now()) | {"minutes": minutes, "note": note, "form": form}
    return render(request, "cases/coordination/meeting.html", context)


def _context(request: HttpRequest, case: Case, shown: pages.Meeting, at: datetime) -> dict[str, Any]:
    keeps = not case.closed_at and bool(gate.ask(request.scope, "call_meeting", case))
    called = shown.row.state == MeetingState.CALLED
    return {
        "case": case,
        "meeting": shown,
        "may_record": keeps and called and shown.row.meets_at <= at,
        "may_call_off": keeps and called,
        "decisions": [
            {
                "row": row,
                "text": text,
                "result": result,
                "face": face,
                "may_finish": not case.closed_at
                and row.done_at is None
                and (keeps or row.owner_id == request.scope.user_id),
            }
            for row, text, result, face in shown.decisions
        ],
    }


@require_GET
def meeting_print(request: HttpRequest, case_id: UUID, row_id: UUID) -> HttpResponse:
    """The minutes on A4, for the file; who printed them is recorded."""
    case = find(request, case_id)
    shown = _shown(request, case, row_id)
    if shown.row.state != MeetingState.HELD:
        raise Http404
    record.event(
        Action.PRINT,
        by=request.user,
        subject=("case", case.pk),
        unit_id=case.unit_id,
        detail={"meeting": str(row_id)},
    )
    return render(request, "cases/coordination/minutes.html", {"case": case, "meeting": shown})
