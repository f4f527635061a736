"""What the pages of coordination show: demands with their clocks and consents, meetings, co-handlers, disputes."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from cases.casefile.models import Case
from cases.casefile.vault import Vault
from cases.coordination.buttons import FIRST
from cases.coordination.investigations import UNDER_WAY
from cases.coordination.models import (
    CoHandler,
    CompetenceDispute,
    CoordinationMeeting,
    Investigation,
    RecipientConsent,
    UrgentTelling,
)
from cases.coordination.states import INVESTIGATION
from cases.vocabulary.petitions import InvestigationState
from network.access import gate
from network.access.scope import Scope
from network.deadlines import clocks, faces
from network.deadlines.models import Clock


@dataclass
class Demand:
    """One demand for a page; texts are empty for whoever may not read the narrative."""

    row: Investigation
    face: Any
    is_overdue: bool
    agency: str
    texts: dict[str, str] = field(default_factory=dict)


@dataclass
class Meeting:
    """One meeting: place, subject and minutes, its guests and decisions with their words."""

    row: CoordinationMeeting
    texts: dict[str, str]
    guests: list[tuple[Any, str]]
    decisions: list[tuple[Any, str, str, Any]]


def clocks_of(case: Case) -> dict[UUID, Clock]:
    """Running clocks of parts of the matter."""
    return {row.part: row for row in clocks.running(("case", case.pk)) if row.part}


def demand(
    row: Investigation, *, vault: Vault, reads: bool, running: dict[UUID, Clock], at: datetime
) -> Demand:
    """One demand with its words."""
    found = running.get(row.pk)
    texts = {name: vault.open(row, name) for name in Investigation.SEALED} if reads else {}
    return Demand(
        row,
        faces.face(found, at) if found else None,
        bool(found and found.is_late(at)),
        texts.get("agency", ""),
        texts,
    )


def demands(case: Case, *, vault: Vault, reads: bool, at: datetime) -> list[Demand]:
    """All of a matter, the latest first."""
    running = clocks_of(case)
    rows = Investigation.objects.filter(case=case)
    return [demand(row, vault=vault, reads=reads, running=running, at=at) for row in rows]


def consents(row: Investigation, *, vault: Vault) -> list[tuple[RecipientConsent, str]]:
    """What she allowed, whom, and what of it she took back."""
    return [(each, vault.open(each, "shared")) for each in row.consents.all()]


def steps(shown: Demand, case: Case, scope: Scope) -> tuple[list[str], list[str]]:
    """What she may do now with a demand: the first step, and the others."""
    row, draft = shown.row, bool(shown.row.urging_drafted_by_id and not shown.row.urging_approved_by_id)
    waits = row.state in (InvestigationState.SENT, InvestigationState.URGING_SENT) and not shown.is_overdue
    live = set(row.consents.filter(withdrawn_at=None).values_list("given_for", flat=True))
    closed_off = {
        "draft_urging": waits or draft,
        "request_inspection": waits,
        "urge": not draft,
        "return_urging": not draft,
        "accept_agency_reply": draft,
        "close_investigation": row.state in UNDER_WAY and "agency" in live,
        "withdraw_consent": not live,
    }
    allowed = list(
        dict.fromkeys(
            each.event
            for each in INVESTIGATION.allowed(row.state)
            if not closed_off.get(each.event) and gate.ask(scope, each.event, case)
        )
    )
    if case.closed_at:
        allowed = []
    order = FIRST.get(row.state, ())
    first = sorted((verb for verb in allowed if verb in order), key=order.index)[:1]
    return first, [verb for verb in allowed if verb not in first]


def meeting(
    row: CoordinationMeeting, *, vault: Vault, reads: bool, running: dict[UUID, Clock], at: datetime
) -> Meeting:
    """One meeting with its words."""

    def read(of: Any, name: str) -> str:
        return vault.open(of, name) if reads else ""

    decided = row.decisions.select_related("owner", "agency")
    return Meeting(
        row,
        {name: read(row, name) for name in CoordinationMeeting.SEALED},
        [(guest, read(guest, "name")) for guest in row.guests.select_related("agency")],
        [
            (
                each,
                read(each, "text"),
                read(each, "result"),
                faces.face(running[each.pk], at) if each.pk in running else None,
            )
            for each in decided
        ],
    )


def meetings(case: Case, *, vault: Vault, reads: bool, at: datetime) -> list[Meeting]:
    """All of a matter, the latest first."""
    running = clocks_of(case)
    rows = CoordinationMeeting.objects.filter(case=case)
    return [meeting(row, vault=vault, reads=reads, running=running, at=at) for row in rows]


def section(
    case: Case, *, scope: Scope, vault: Vault, reads: bool, writes: bool, at: datetime
) -> dict[str, Any]:
    """部门协调 on the page of a matter, for whoever may open it."""
    helpers = CoHandler.objects.filter(case=case).select_related("user", "unit")
    works = case.owner_id == scope.user_id or any(h.user_id == scope.user_id for h in helpers)
    open_ = not case.closed_at
    return {
        "demands": demands(case, vault=vault, reads=reads, at=at),
        "meetings": meetings(case, vault=vault, reads=reads, at=at),
        "helpers": [
            {
                "row": row,
                "task": vault.open(row, "task") if reads else "",
                "may_end": open_
                and not row.ended_at
                and (row.user_id == scope.user_id or bool(gate.ask(scope, "end_co_handling", case))),
            }
            for row in helpers
        ],
        "disputes": CompetenceDispute.objects.filter(case=case).select_related(
            "other_unit", "competent_unit"
        ),
        "tellings": [
            (row, vault.open(row, "name") if reads else "", vault.open(row, "receipt") if reads else "")
            for row in UrgentTelling.objects.filter(case=case)
        ],
        "may": {
            verb: open_ and bool(gate.ask(scope, verb, case))
            for verb in ("call_meeting", "invite_co_handler", "dispute_competence")
        }
        | {"note": open_ and writes and works},
    }
