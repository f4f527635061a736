"""What the pages of children's matters show: capacity and leave to whoever opens the matter, ages under leave alone."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from cases.casefile.models import Case
from cases.casefile.sharing import Layers
from cases.casefile.vault import Vault
from cases.minors import access, children, guardians
from cases.minors.lists import GrantState
from cases.minors.models import BehaviourNote, Guardian, MinorAccessGrant
from cases.people.capacity import needs_guardian
from cases.people.models import Person
from cases.vocabulary.intake import Capacity
from network.access import gate
from network.access.scope import Scope
from sisterhood.lib import clock

SHOWN = 10


@dataclass(frozen=True)
class Child:
    """One child: what she can do in law; `years` under leave alone, the least that can be true."""

    pk: UUID
    capacity: Any
    needs_guardian: bool
    years: int | None
    is_exact: bool


@dataclass(frozen=True)
class Line:
    """One leave as a line: its row, where it stands, how often it was used."""

    row: MinorAccessGrant
    state: GrantState
    uses: int = 0


@dataclass
class Section:
    """What the page of a matter shows of a child's matter to one reader."""

    needs_grant: bool
    is_shut: bool
    mine: Line | None = None
    children: list[Child] = field(default_factory=list)
    may_ask: bool = False
    may_open_now: bool = False
    may_name: bool = False


def _child(row: Any, vault: Vault, at: datetime, shut: bool) -> Child:
    on, age = clock.local_date(at), children.age_of(row, vault)
    can = children.capacity_of(row, vault, on)
    return Child(
        row.pk,
        Capacity(can).label if can else "",
        needs_guardian(age, on, own_labour=row.own_labour),
        None if shut else age.least(on),
        age.is_exact,
    )


def section(case: Case, *, held: Layers, vault: Vault, scope: Scope, at: datetime) -> Section | None:
    """For the page of a sealed matter; None of an ordinary one."""
    if not case.is_sealed:
        return None
    shown = Section(held.needs_grant, held.is_shut)
    shown.may_name = not case.closed_at and bool(gate.ask(scope, "name_child", case))
    if not held.needs_grant:
        return shown if shown.may_name else None
    shown.children = [_child(row, vault, at, held.is_shut) for row in children.of_case(case)]
    hers = MinorAccessGrant.objects.filter(case=case, reader_id=scope.user_id).select_related("decided_by")
    last = hers.first()
    if last is not None:
        shown.mine = Line(last, last.state(at))
    waits = hers.waiting().exists()
    shown.may_ask = held.is_shut and not waits and bool(gate.ask(scope, "ask_minor_access"))
    urgent = held.is_shut and access.stands_by(case, scope)
    shown.may_open_now = urgent and bool(gate.ask(scope, "open_minor_in_danger", case))
    return shown


@dataclass(frozen=True)
class Adult:
    """A guardian on the board; name and phone under leave alone."""

    row: Guardian
    name: str
    phone: str


def family(case: Case, *, held: Layers, vault: Vault, scope: Scope) -> dict[str, Any]:
    """For the board: guardians with what may reach them, what was noted, and the steps that are hers."""
    reads = held.names and not held.is_shut
    adults = []
    for row in guardians.of_case(case):
        person = Person.objects.filter(pk=row.person_id).first() if reads else None
        name, phone = (vault.open(person, column) if person else "" for column in ("name", "phone"))
        adults.append(Adult(row, name, phone))
    notes = BehaviourNote.objects.filter(case=case).select_related("entered_by")
    open_ = not case.closed_at
    return {
        "adults": adults,
        "notes": [(row, vault.open(row, "what") if held.narrative else "") for row in notes],
        "may_name_guardian": open_ and bool(gate.ask(scope, "name_guardian", case)),
        "may_note": open_ and bool(gate.ask(scope, "note_behaviour", case)),
    }


def history(case: Case, at: datetime) -> list[Line]:
    """Who was given leave to read this matter, the latest first."""
    rows = MinorAccessGrant.objects.filter(case=case).select_related("reader", "decided_by", "approving_unit")
    return lines(rows[:SHOWN], at)


def lines(rows: Iterable[MinorAccessGrant], at: datetime) -> list[Line]:
    """Each with its state and how often it was used."""
    told = ((row, int(_asked("minor_grant_uses", row) or 0)) for row in rows)
    return [Line(row, row.state(at, uses), uses) for row, uses in told]


def number_of(row: MinorAccessGrant) -> str:
    """The number of the matter, for whoever decides: she may hold no card of it."""
    return str(_asked("minor_grant_number", row) or "")


def _asked(function: str, row: MinorAccessGrant) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(f"select {function}(%s)", [row.pk])
        return cursor.fetchone()[0]


@dataclass(frozen=True)
class Request:
    """What waits for a leader, or did: its line, the number of the matter, the words."""

    line: Line
    number: str
    texts: dict[str, str]


def request_of(row: MinorAccessGrant, at: datetime) -> Request:
    """One request with its words, opened by the key of the row."""
    vault = Vault.unwrapped(row)
    texts = {name: vault.open(row, name) for name in MinorAccessGrant.SEALED}
    return Request(lines([row], at)[0], number_of(row), texts)


def waiting(scope: Scope, at: datetime) -> tuple[list[tuple[Line, str]], list[tuple[Line, str]]]:
    """What waits for her decision, and what danger opened and she has not looked at; the oldest first."""
    rows = MinorAccessGrant.objects.to_decide(scope).select_related("reader", "approving_unit").order_by("id")
    found = []
    for wanted in (rows.waiting(), rows.unreviewed()):
        found.append([(line, number_of(line.row)) for line in lines(wanted, at)])
    return found[0], found[1]
