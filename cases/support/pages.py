"""What the pages of family support show: what waits for her, what is in her hands, and the words while they are hers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from cases.casefile.vault import Vault
from cases.support import objecting, switches
from cases.support.buttons import FIRST_OF_FILE, FIRST_OF_NOTE, FIRST_OF_VISIT
from cases.support.frame import FILE_KIND, NOTE, VISIT
from cases.support.lists import Offer, ReviewOutcome
from cases.support.models import ConcernNote, FamilySupportFile, OutreachVisit
from cases.support.states import CONCERN, FILE, LABELS, OUTREACH
from network.access import gate
from network.access.scope import Scope
from network.deadlines import faces
from network.deadlines.models import Clock
from network.units.models import Unit


@dataclass
class Shown:
    """One row for its page; `texts` is empty for whoever may not read it now."""

    row: Any
    reads: bool
    texts: dict[str, str] = field(default_factory=dict)
    face: Any = None
    visits: list[Any] = field(default_factory=list)
    objection: str = ""


def _faces(kind: str, rows: list[Any], at: datetime) -> dict[UUID, Any]:
    running = Clock.objects.filter(
        subject_kind=kind, subject_id__in=[row.pk for row in rows], state="running"
    )
    return {
        each.subject_id: faces.face(each, at)
        for each in running.select_related("limit", "version").order_by("-due_at")
    }


def _with_faces(kind: str, rows: list[Any], at: datetime) -> list[tuple[Any, Any]]:
    found = _faces(kind, rows, at)
    return [(row, found.get(row.pk)) for row in rows]


def home(scope: Scope, at: datetime) -> dict[str, Any]:
    """Notes to look at, files that wait for her or are in her hands, her visits; never the files of an area."""
    notes = list(ConcernNote.objects.waiting_for(scope).select_related("unit"))
    waiting = list(FamilySupportFile.objects.waiting_for(scope).select_related("unit"))
    hers = list(FamilySupportFile.objects.in_her_hands(scope).select_related("unit"))
    visits = list(OutreachVisit.objects.to_make(scope))
    return {
        "notes": _with_faces(NOTE, notes, at),
        "waiting": _with_faces(FILE_KIND, waiting, at),
        "hers": _with_faces(FILE_KIND, hers, at),
        "visits": [(row, face, offers(row.offers)) for row, face in _with_faces(VISIT, visits, at)],
        "own_notes": list(ConcernNote.objects.readable_by(scope).filter(author_id=scope.user_id)),
        "may_note": scope.may("note_concern"),
        "may_ask_visit": scope.may("ask_visit"),
    }


def offers(codes: list[str]) -> list[Any]:
    """Offers in words."""
    return [Offer(code).label for code in codes if code in Offer.values]


def note(row: ConcernNote, *, scope: Scope, at: datetime) -> Shown:
    """One note."""
    words = ConcernNote.objects.readable_by(scope).filter(pk=row.pk).exists() and getattr(row, "words", None)
    return _shown(row, words, NOTE, at)


def _shown(row: Any, words: Any, kind: str, at: datetime) -> Shown:
    texts = {}
    if words:
        vault = Vault.unwrapped(words)
        texts = {name: vault.open(words, name) for name in words.SEALED}
    return Shown(row, bool(words), texts, _faces(kind, [row], at).get(row.pk))


def file(row: FamilySupportFile, *, scope: Scope, at: datetime) -> Shown:
    """One file; its visits for whoever works on it, the objection for whoever answers it."""
    reads = FamilySupportFile.objects.readable_by(scope, at=at).filter(pk=row.pk).exists()
    shown = _shown(row, getattr(row, "words", None) if reads else None, FILE_KIND, at)
    if shown.reads:
        visits = OutreachVisit.objects.visible_to(scope).filter(file=row).select_related("doer")
        shown.visits = [(each, offers(each.offers), offers(each.wanted)) for each in visits]
        waits = objecting.waiting(row) if row.state == "paused" else None
        shown.objection = Vault.unwrapped(waits).open(waits, "asked") if waits is not None else ""
    return shown


def visit(row: OutreachVisit, at: datetime) -> Shown:
    """One visit: which family, what is offered."""
    texts = {}
    if row.wrapped:
        vault = Vault.unwrapped(row)
        texts = {name: vault.open(row, name) for name in row.SEALED}
    return Shown(row, True, texts, _faces(VISIT, [row], at).get(row.pk))


def _step_fits(row: Any, verb: str) -> bool:
    """What the table allows and the row has no use for."""
    if verb in ("continue_file", "end_file"):
        return bool((row.outcome == ReviewOutcome.CONTINUED) == (verb == "continue_file"))
    if verb in ("grant_longer", "refuse_longer"):
        return row.longer_until is not None and row.longer_granted is None
    if verb == "propose_file":
        return bool(row.kind == "family_support_need")
    return {
        "ask_longer": lambda: row.longer_until is None,
        "give_notice": lambda: row.notice_on is None,
        "propose_destruction": lambda: row.destruction_by_id is None,
        "destroy_file": lambda: row.destruction_by_id is not None,
    }.get(verb, lambda: True)()


_TABLES: Mapping[type, tuple[Any, Mapping[str, str]]] = {
    ConcernNote: (CONCERN, FIRST_OF_NOTE),
    FamilySupportFile: (FILE, FIRST_OF_FILE),
    OutreachVisit: (OUTREACH, FIRST_OF_VISIT),
}


def steps(row: Any, scope: Scope) -> tuple[list[str], list[str]]:
    """What she may do now: the first step, and the others."""
    table, firsts = _TABLES[type(row)]
    verbs = [each.event for each in table.allowed(row.state) if each.actors]
    if isinstance(row, FamilySupportFile) and row.state == "active":
        verbs = ["plan_visit", *verbs]
    allowed = [verb for verb in verbs if gate.ask(scope, verb, row) and _step_fits(row, verb)]
    wanted = firsts.get(row.state)
    if row.state == "reviewed" and isinstance(row, FamilySupportFile):
        wanted = "continue_file" if row.outcome == ReviewOutcome.CONTINUED else "end_file"
    if row.state == "reviewed" and isinstance(row, ConcernNote) and "propose_file" in allowed:
        wanted = "propose_file"
    first = [verb for verb in allowed if verb == wanted]
    return first, [verb for verb in allowed if verb not in first]


def label(verb: str) -> Any:
    """The words of a step."""
    return LABELS[verb]


def own_units(scope: Scope) -> Any:
    """Where she may note: her units in counties that are on, the nearest to the family first."""
    on = switches.counties_on()
    return Unit.objects.filter(pk__in=scope.units, county_id__in=on).order_by("-level", "code")
