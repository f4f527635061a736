"""督促处理意见书 and 提请督查 (妇女权益保障法 art. 73): the officer drafts, the leader of a county or the city approves."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from cases.casefile.deciding import ask_leader
from cases.casefile.models import Case, Event
from cases.coordination import consents
from cases.coordination.frame import require
from cases.coordination.investigations import URGING, Line, is_overdue, on
from cases.coordination.models import Investigation
from cases.vocabulary.petitions import ConsentFor, InvestigationState, WaitsFor
from network.access.gate import Refusal
from network.staff.models import User


def draft_urging(
    case: Case, *, row: UUID, failure: str, note: str, by: User, at: datetime | None = None
) -> Event:
    """What the body failed to do and what is asked of it; only when it is silent beyond its time or did too little."""
    require(failure, "failure", _("Write what the body failed to do."))
    require(note, "note", _("Write what is asked of the body now."))
    with on(case, row, "draft_urging", by=by, at=at) as line:
        _require_failed(line)
        line.s.vault.seal(line.row, urging_failure=failure, urging=note, urging_note="")
        line.row.urging_drafted_by = by
        leader = ask_leader(line.s.case, by=by, at=line.s.at)
        event = line.done(note=f"{failure}\n{note}")
        line.s.tell("approval", leader)
        return event


def return_urging(case: Case, *, row: UUID, note: str, by: User, at: datetime | None = None) -> Event:
    """The leader returns the draft with what is missing."""
    require(note, "note", _("Write what is missing in the draft."))
    with on(case, row, "return_urging", by=by, at=at) as line:
        drafted_by = _require_draft(line)
        line.s.vault.seal(line.row, urging_note=note)
        line.row.urging_drafted_by = None
        line.s.case.waits_for = WaitsFor.OWNER
        event = line.done(note=note)
        line.s.tell("handed_back", drafted_by)
        return event


def urge(case: Case, *, row: UUID, note: str = "", by: User, at: datetime | None = None) -> Event:
    """The leader approves: the opinion goes to the body, a copy to the committee on women and children."""
    with on(case, row, "urge", by=by, at=at) as line:
        drafted_by = _require_draft(line)
        _require_failed(line)
        consents.require_live(line.s, line.row, ConsentFor.AGENCY, ConsentFor.COMMITTEE)
        line.row.urging_approved_by, line.row.urged_on = by, line.s.today
        line.s.case.waits_for = WaitsFor.OWNER
        line.s.drop(line.row.pk)
        line.s.start(URGING, line.row.pk)
        event = line.done(note=note)
        line.s.tell("approved", drafted_by)
        return event


def request_inspection(case: Case, *, row: UUID, note: str, by: User, at: datetime | None = None) -> Event:
    """提请督查: the people's government is asked to inspect, because the urging brought nothing or too little."""
    require(note, "note", _("Write what the government is asked to inspect."))
    with on(case, row, "request_inspection", by=by, at=at) as line:
        _require_failed(line)
        consents.require_live(line.s, line.row, ConsentFor.GOVERNMENT)
        line.s.vault.seal(line.row, inspection=note)
        line.row.inspection_on = line.s.today
        line.s.drop(line.row.pk)
        return line.done(note=note)


def waiting_for_approval(cases: Collection[UUID]) -> dict[UUID, UUID]:
    """Case → its demand with a drafted urging opinion that nobody has decided on; one query."""
    rows = Investigation.objects.filter(
        case__in=cases,
        state__in=(InvestigationState.SENT, InvestigationState.AGENCY_REPLIED),
        urging_drafted_by__isnull=False,
        urging_approved_by=None,
    )
    return dict(rows.values_list("case_id", "pk"))


def _require_draft(line: Line) -> int:
    drafted_by = line.row.urging_drafted_by_id
    if drafted_by is None:
        raise Refusal("urging", _("There is no draft of an urging opinion yet. The handler writes it first."))
    return drafted_by


def _require_failed(line: Line) -> None:
    waiting = line.row.state in (InvestigationState.SENT, InvestigationState.URGING_SENT)
    if waiting and not is_overdue(line.row, line.s.at):
        raise Refusal("early", _("The body still has time to reply."))
