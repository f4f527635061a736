"""What the pages of an assistance show to whoever opens the matter: words only to readers of the narrative."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from cases.assistance.buttons import FIRST
from cases.assistance.forms import carried
from cases.assistance.kinds import KINDS, REVOKE, Kind
from cases.assistance.models import RightsAssistance
from cases.assistance.states import ASSISTANCE
from cases.casefile.models import Case
from cases.casefile.vault import Vault
from cases.coordination.models import RecipientConsent
from network.access import gate
from network.access.scope import Scope
from network.deadlines import clocks, faces
from network.deadlines.models import Clock


@dataclass
class Shown:
    """One assistance for a page; texts are empty for whoever may not read the narrative."""

    row: RightsAssistance
    reads: bool
    faces: list[Any] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    consent: RecipientConsent | None = None
    shared: str = ""


def assistance(row: RightsAssistance, *, vault: Vault, reads: bool, at: datetime) -> Shown:
    """One assistance with everything that was written down."""
    own = [each for each in clocks.running(("case", row.case_id)) if each.part == row.pk]
    texts = {name: vault.open(row, name) for name in row.SEALED} if reads else {}
    shown = Shown(row, reads, [faces.face(each, at) for each in own], texts)
    shown.consent = RecipientConsent.objects.filter(case=row.case_id, part=row.pk).first()
    if shown.consent is not None and reads:
        shown.shared = vault.open(shown.consent, "shared")
    return shown


def steps(row: RightsAssistance, case: Case, scope: Scope) -> tuple[list[str], list[str]]:
    """What she may do now: the first step, and the others."""
    if case.closed_at:
        return [], []
    verbs = [each.event for each in ASSISTANCE.allowed(row.state)]
    allowed = [verb for verb in verbs if gate.ask(scope, verb, case)]
    first = [verb for verb in allowed if verb == FIRST.get(row.state)]
    return first, [verb for verb in allowed if verb not in first]


def offered(case: Case) -> list[tuple[Any, Kind]]:
    """The kinds this matter carries, with what the law says of each."""
    return [(label, KINDS[code]) for code, label in carried(case)]


def section(case: Case, *, scope: Scope, at: datetime) -> dict[str, Any]:
    """维权协助 on the page of a matter, for whoever may open it."""
    rows = list(RightsAssistance.objects.visible_to(scope).filter(case=case))
    return {
        "rows": _with_faces(rows, at),
        "may_open": not case.closed_at and bool(gate.ask(scope, "ask_assistance", case)),
    }


def listed(scope: Scope, at: datetime) -> list[tuple[RightsAssistance, Any]]:
    """What is under way in matters she may open, the nearest to its end first."""
    rows = RightsAssistance.objects.visible_to(scope).open().select_related("case__unit", "case__owner")
    return _with_faces(list(rows.order_by("-id")[:200]), at)


def _with_faces(rows: list[RightsAssistance], at: datetime) -> list[tuple[RightsAssistance, Any]]:
    """Each with its clock, the nearest to its end first."""
    running = Clock.objects.filter(
        subject_kind="case", part__in=[row.pk for row in rows], state="running"
    ).exclude(limit_id=REVOKE)
    own: dict[UUID, Clock] = {row.part: row for row in running.select_related("limit", "version") if row.part}
    late = [row for row in rows if row.pk in own]
    late.sort(key=lambda row: own[row.pk].due_at)
    return [(row, faces.face(own[row.pk], at)) for row in late] + [
        (row, None) for row in rows if row.pk not in own
    ]
