"""What the pages show: the table of periods, lists within reach, what is only stored, and one matter's period."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from cases.casefile.models import Case
from cases.casefile.vault import Vault
from cases.retention import frame
from cases.retention.buttons import BUTTONS, MATTER
from cases.retention.frame import SUBJECT
from cases.retention.lists import ActionState, Bar, Kept
from cases.retention.models import ArchiveTransfer, DestructionList, LegalHold, Restriction, RetentionAction
from cases.retention.states import DESTRUCTION, FIRST
from cases.retention.table import RETENTION, Rule
from network.access import gate
from network.access.scope import Scope
from network.deadlines import faces
from network.deadlines.models import Clock
from network.deadlines.versions import in_force
from sisterhood.lib import clock


@dataclass(frozen=True)
class Period:
    """One line of 保管期限表: the rule, its years today and the law behind them."""

    rule: Rule
    years: int
    source: str


def schedule(on: date) -> list[Period]:
    """The table as it is in force on a day."""
    terms = [(rule, in_force(rule.code, on=on)) for rule in RETENTION]
    return [Period(rule, found.length, found.source) for rule, found in terms]


def board(scope: Scope, *, at: datetime) -> dict[str, Any]:
    """The page of everything: table, lists with their clocks, matters that are only stored."""
    lists = list(
        DestructionList.objects.visible_to(scope).select_related("unit", "appraised_by", "confirmed_by")
    )
    running = _clocks(lists)
    return {
        "schedule": schedule(clock.local_date(at)),
        "lists": [(row, faces.face(running[row.pk], at) if row.pk in running else None) for row in lists],
        "transfers": list(ArchiveTransfer.objects.visible_to(scope).select_related("unit")),
        "may_transfer": scope.may("draw_up_transfer"),
        "stored": list(Restriction.objects.visible_to(scope).select_related("unit", "placed_by")),
        "may_lift": bool(gate.ask(scope, "lift_restriction")),
        "audit_period": scope.may("see_audit_period"),
    }


def _clocks(rows: list[DestructionList]) -> dict[UUID, Clock]:
    running = Clock.objects.filter(
        subject_kind=SUBJECT, subject_id__in=[row.pk for row in rows], state="running"
    )
    return {each.subject_id: each for each in running.select_related("limit", "version")}


@dataclass(frozen=True)
class Line:
    """One matter of a list, and what speaks against destroying it now; never a word of it."""

    row: RetentionAction
    bars: list[Bar]
    why: str


@dataclass(frozen=True)
class Shown:
    """One list for its page and for its record."""

    row: DestructionList
    lines: list[Line]
    note: str
    face: Any
    steps: list[str]

    @property
    def first(self) -> str:
        """The step that comes next and is hers; "" for none."""
        verb = FIRST.get(self.row.state, "")
        return verb if verb in self.steps else ""

    @property
    def others(self) -> list[str]:
        """Further steps of hers."""
        return [verb for verb in self.steps if verb != self.first]

    @property
    def destroyed(self) -> list[RetentionAction]:
        """What was destroyed, in the order of numbers."""
        return [line.row for line in self.lines if line.row.state == ActionState.DESTROYED]

    @property
    def bases(self) -> list[tuple[str, str, int]]:
        """What was destroyed by kind and legal source: (kind, source, how many)."""
        return _by_basis(self.destroyed)

    @property
    def all_bases(self) -> list[tuple[str, str, int]]:
        """The same of every matter of the list."""
        return _by_basis([line.row for line in self.lines])


def _by_basis(rows: list[RetentionAction]) -> list[tuple[str, str, int]]:
    counted: dict[tuple[str, str], int] = {}
    for row in rows:
        key = (str(Kept(row.kind).label), row.basis)
        counted[key] = counted.get(key, 0) + 1
    return [(*key, count) for key, count in sorted(counted.items())]


def shown(row: DestructionList, scope: Scope, *, at: datetime) -> Shown:
    """One list; its words are opened with its own key."""
    vault = Vault.unwrapped(row) if row.wrapped is not None else None
    against = frame.bars(row, at)
    actions = list(row.actions.select_related("kept_by"))
    lines = [
        Line(each, against.get(each.pk, []), vault.open(each, "why") if vault else "") for each in actions
    ]
    running = _clocks([row])
    face = faces.face(running[row.pk], at) if row.pk in running else None
    allowed = [each.event for each in DESTRUCTION.allowed(row.state)]
    steps = [verb for verb in allowed if verb in BUTTONS and gate.ask(scope, verb, row)]
    return Shown(row, lines, vault.open(row, "note") if vault else "", face, steps)


@dataclass(frozen=True)
class Of:
    """One matter: which kind it is, when its period ends, and what speaks against destroying it."""

    kind: Kept
    years: int
    counted_from: date
    due_on: date
    bars: list[Bar]


def of(case: Case) -> Of | None:
    """For whoever may open it; None while it is open."""
    found = frame.ask("select kind, years, counted_from, due_on, bars from case_retention(%s)", case.pk)
    if not found:
        return None
    kind, years, counted_from, due_on, codes = found[0]
    return Of(Kept(kind), years, counted_from, due_on, [Bar(code) for code in codes])


@dataclass(frozen=True)
class Hold:
    """One hold with its words, for readers of the narrative."""

    row: LegalHold
    issuer: str
    reason: str
    released_for: str


def held(case: Case, *, reads: bool) -> list[Hold]:
    """Every hold of a matter, newest first."""
    vault = Vault.of(case)
    rows = LegalHold.objects.filter(case=case).select_related("entered_by", "released_by")
    return [Hold(row, *(vault.open(row, name) if reads else "" for name in LegalHold.SEALED)) for row in rows]


def steps_of(case: Case, scope: Scope) -> list[str]:
    """What she may do about keeping one matter now."""
    verbs = [verb for verb in MATTER if gate.ask(scope, verb, case)]
    return [verb for verb in verbs if verb == "place_hold" or case.closed_at is not None]
