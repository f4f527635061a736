"""What the pages of a mediation show to whoever opens the matter: words only to readers of the narrative."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from cases.casefile import bars
from cases.casefile.models import Case
from cases.casefile.vault import Vault
from cases.coordination.pages import clocks_of
from cases.documents.models import LIVE, Document
from cases.mediation import guard
from cases.mediation.agreements import CONFIRMATION, KIND
from cases.mediation.buttons import BUTTONS, FIRST
from cases.mediation.frame import may
from cases.mediation.lists import Said, Side, Subject, Way
from cases.mediation.models import Mediation, MediationAgreement, MediationScreen
from cases.mediation.screen import CODES, ITEMS, may_be_excepted
from cases.mediation.states import MEDIATION
from network.access import gate
from network.access.scope import Scope
from network.deadlines import clocks, faces
from network.deadlines.models import Clock, Limit
from sisterhood.lib import clock
from sisterhood.lib.first import first

SHOWN = 200

LABEL = {item.code: item.label for item in ITEMS}


@dataclass
class Shown:
    """One mediation for a page; texts are empty for whoever may not read the narrative."""

    row: Mediation
    reads: bool
    faces: list[Any] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    flags: list[Any] = field(default_factory=list)
    ways: list[Any] = field(default_factory=list)
    heard: list[dict[str, Any]] = field(default_factory=list)
    consents: list[Any] = field(default_factory=list)
    exceptions: list[dict[str, Any]] = field(default_factory=list)
    sessions: list[dict[str, Any]] = field(default_factory=list)
    agreement: MediationAgreement | None = None
    agreed: dict[str, str] = field(default_factory=dict)
    follow_ups: list[dict[str, Any]] = field(default_factory=list)
    paper: Document | None = None


def mediation(row: Mediation, *, vault: Vault, reads: bool, at: datetime) -> Shown:
    """One mediation with everything that was written down."""

    def words(each: Any) -> dict[str, str]:
        return {name: vault.open(each, name) for name in each.SEALED} if reads else {}

    running = [face for face in clocks.running(("case", row.case_id)) if face.part]
    shown = Shown(row, reads, texts=words(row))
    shown.flags = [LABEL[code] for code in row.flags]
    shown.ways = [Way(code).label for code in row.ways]
    shown.heard = [_screen(each, words(each)) for each in row.screens.select_related("entered_by")]
    shown.consents = list(row.consents.filter(ended_at=None))
    shown.exceptions = [
        {
            "row": each,
            "subjects": [Subject(code).label for code in each.subjects],
            "texts": words(each),
        }
        for each in row.exceptions.select_related("entered_by", "decided_by")
    ]
    shown.sessions = [{"row": each, "texts": words(each)} for each in row.sessions.all()]
    shown.agreement = MediationAgreement.objects.filter(mediation=row).first()
    if shown.agreement is not None:
        shown.agreed = words(shown.agreement)
        shown.paper = Document.objects.filter(kind=KIND, source_id=shown.agreement.pk, state__in=LIVE).first()
    shown.follow_ups = _follow_ups(row, words)
    parts = {row.pk, *(each["row"].pk for each in shown.follow_ups)}
    if shown.agreement is not None:
        parts.add(shown.agreement.pk)
    shown.faces = [
        faces.face(each, at) for each in running if each.part in parts and each.limit_id != CONFIRMATION[1]
    ]
    return shown


def _screen(row: MediationScreen, texts: dict[str, str]) -> dict[str, Any]:
    said = json.loads(texts["answers"]) if texts else {}
    open_ = [
        (LABEL[code], Said(answer).label) for code in CODES if (answer := said.get(code, Said.NO)) != Said.NO
    ]
    return {"row": row, "said": open_, "note": texts.get("note", ""), "reads": bool(texts)}


def _follow_ups(row: Mediation, words: Any) -> list[dict[str, Any]]:
    rows = list(row.follow_ups.all())
    names = dict(Limit.objects.filter(code__in=[each.limit for each in rows]).values_list("code", "name"))
    return [{"row": each, "name": names.get(each.limit, each.limit), "texts": words(each)} for each in rows]


def _closed_off(shown: Shown, case: Case, scope: Scope) -> set[str]:
    """Steps that the state knows and this mediation does not offer now."""
    row, off = shown.row, set[str]()
    waits = next((each["row"] for each in shown.exceptions if each["row"].granted is None), None)
    if waits is None or waits.entered_by_id == scope.user_id:
        off |= {"approve_exception", "refuse_exception"}
    if waits is not None:
        off |= {"redirect_mediation", "ask_exception"}
    if not may_be_excepted(row.flags) or not case.is_sealed:
        off.add("ask_exception")
    if len(shown.heard) == len(Side):
        off.add("screen_side")
    if len(shown.heard) < len(Side) or row.mediator_id is None or (row.flags and not guard.is_excepted(row)):
        off.add("take_consent")
    if shown.agreement is None or shown.agreement.is_oral or shown.paper is not None:
        off.add("draw_agreement")
    off.add("ask_confirmation" if row.asked_court_on else "record_confirmation")
    if row.court_said:
        off.add("record_confirmation")
    if not any(each["row"].done_on is None for each in shown.follow_ups):
        off.add("follow_agreement")
    return off


def steps(shown: Shown, case: Case, scope: Scope) -> tuple[list[str], list[str]]:
    """What she may do now: the first step, and the others."""
    if case.closed_at:
        return [], []
    off = _closed_off(shown, case, scope)
    verbs = [each.event for each in MEDIATION.allowed(shown.row.state)]
    allowed = [v for v in verbs if v in BUTTONS and v not in off and may(shown.row, v, scope)]
    order = [
        verb
        for verb in FIRST.get(shown.row.state, ())
        if not (verb == "name_mediator" and shown.row.mediator)
    ]
    first = sorted((verb for verb in allowed if verb in order), key=order.index)[:1]
    return first, [verb for verb in allowed if verb not in first]


def section(case: Case, *, scope: Scope, at: datetime) -> dict[str, Any]:
    """调解 on the page of a matter, for whoever may open it; what speaks against it stands there as a sentence."""
    running = clocks_of(case)
    rows = list(Mediation.objects.filter(case=case))
    against = bars.standing(case, clock.local_date(at))
    danger = any(bar.is_danger for bar in against)
    asks = not case.closed_at and not any(row.closed_at is None for row in rows)
    may_ask = asks and bool(gate.ask(scope, "request_mediation", case))
    return {
        "rows": [(row, faces.face(running[row.pk], at) if row.pk in running else None) for row in rows],
        "may_open": may_ask and not against,
        "against": next((bar.sentence for bar in against if bar.is_danger or not danger), ""),
        "she_may_ask": may_ask and bool(against) and not danger,
    }


def listed(scope: Scope, at: datetime) -> list[tuple[Mediation, Any]]:
    """Open mediations of matters she may open, each with its clock; the nearest to its end first."""
    rows = Mediation.objects.visible_to(scope).open().select_related("case__unit", "mediator")
    found = first(rows.order_by("consented_on", "id"), SHOWN)
    own = _clocks(found)
    return found.each(lambda row: (row, faces.face(own[row.pk], at) if row.pk in own else None))


def _clocks(rows: list[Mediation]) -> dict[UUID, Clock]:
    running = Clock.objects.filter(subject_kind="case", part__in=[row.pk for row in rows], state="running")
    return {row.part: row for row in running.select_related("limit", "version") if row.part}
