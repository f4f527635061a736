"""Every (state, event, role) of a machine: what its printed diagram says, and what the verbs of the house do.

The diagram is read as it is printed, not from the table it was printed from. A machine is a table: a story that leads
to each state, the verb behind each event, and how a row comes into somebody's hands. The walker does the rest.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

import psycopg
from django.conf import settings
from django.db import models, transaction

from network.access.gate import Refusal
from network.access.roles import ROLES
from network.staff.models import User
from network.units.models import Unit
from sisterhood.lib.states import IllegalTransition, StateTable
from tests import ground
from tests.house import House, acting, person, plain_sql
from tests.walls.world import BRANCHES

LINE = re.compile(r"^    (\w+) --> (\w+): (\w+)(?: \(([\w, ]+)\))?$", re.MULTILINE)
ARROW = re.compile(r"^    \w+ --> \w+", re.MULTILINE)
CHINESE = re.compile(r"[一-鿿]{4,}")
# Before there is a row: the event that makes one leads from here.
NOTHING = "*"
GATE = frozenset({"role", "not_yours"})

Triple = tuple[str, str, str]


@dataclass(frozen=True)
class Standing:
    """One row on its road: its key, the matter it hangs on, and whatever else a verb needs to be told."""

    row: Any
    case: UUID | None = None
    more: Mapping[str, Any] = field(default_factory=dict)


Road = Callable[[House], Standing]
Verb = Callable[[Standing, User], Any]


@dataclass(frozen=True)
class Hers:
    """Whom everything of a machine is put into the hands of."""

    role: str
    user: User
    unit: Unit


@dataclass(frozen=True)
class Machine:
    """One table of states as the tests walk it.

    `drawn`: page and number of its diagram. `roads`: by state, or `state/event` where an event wants a story of its
    own. `begins`: events that make a row, and the roles that may. `nobodys`: events no person presses; they have no
    verb. `reasons`: codes of refusals that are an answer to "not you" or "not now"; anything else is another fault.
    `hand`: what is told past the verbs for her to hold the rows. `hides`: states in which
    whoever led there does not see the row any more. `aside`: events whose verb is
    a step of another machine: where they are not drawn here it may be taken, and this one stays as it is. `key`: the column of the row's key. `column`: where it
    stands, or SQL that reads it from moments. `means`: words of the drawing that are no role, and the roles of whoever is
    meant. `further`: by event and role, where it stands although the arrow ends earlier: her own next step follows at once.
    """

    name: str
    table: StateTable
    drawn: tuple[str, int]
    model: type[models.Model]
    roads: Mapping[str, Road]
    steps: Mapping[str, Verb]
    begins: Mapping[str, frozenset[str]] = field(default_factory=dict)
    nobodys: frozenset[str] = frozenset()
    reasons: frozenset[str] = GATE
    hides: frozenset[str] = frozenset()
    aside: frozenset[str] = frozenset()
    key: str = "id"
    column: str = "state"
    means: Mapping[str, frozenset[str]] = field(default_factory=dict)
    further: Mapping[tuple[str, str], str] = field(default_factory=dict)
    hand: Callable[["Walk", Hers], None] = lambda walk, hers: walk.give_matters(hers)


@dataclass(frozen=True)
class Arrow:
    """Where an event leads and for whom, as printed."""

    target: str
    roles: frozenset[str]


@dataclass(frozen=True)
class Attempt:
    """What became of one triple: `no` is the refusal, `broken` whatever else was raised."""

    triple: Triple
    no: Refusal | IllegalTransition | None
    said: str
    after: str
    broken: str = ""

    @property
    def is_done(self) -> bool:
        """Whether it happened."""
        return self.no is None and not self.broken

    @property
    def code(self) -> str:
        """Why not, as a machine reads it."""
        return self.no.code if isinstance(self.no, Refusal) else "state" if self.no is not None else ""

    def __str__(self) -> str:
        return f"{' / '.join(self.triple)}: → {self.after} {self.code} {self.said!r} {self.broken}"


def printed(page: str, nth: int) -> dict[tuple[str, str], Arrow]:
    """(state, event) → arrow, from a page of diagrams."""
    text = (settings.BASE_DIR / "docs/diagrams" / page).read_text("utf-8")
    drawing = text.split("```mermaid\n")[1 + nth].partition("```")[0]
    found: dict[tuple[str, str], Arrow] = {}
    for state, target, event, roles in LINE.findall(drawing):
        assert (state, event) not in found, f"{event} is drawn twice from {state}"
        found[state, event] = Arrow(target, frozenset(filter(None, roles.split(", "))))
    assert len(found) == len(ARROW.findall(drawing)), "an arrow of the diagram was not understood"
    return found


def _touching(triples: list[Triple], marks: Callable[[Triple], set[tuple[str, ...]]]) -> list[Triple]:
    """Greedily: first those that touch most that is new."""
    seen: set[tuple[str, ...]] = set()
    taken: list[Triple] = []
    for wanted in (4, 3, 2, 1):
        for triple in triples:
            fresh = marks(triple) - seen
            if len(fresh) >= wanted:
                seen |= fresh
                taken.append(triple)
    return taken


class Seats:
    """Somebody in each role at one place of the house, and a hand that puts things into hers."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.hands = psycopg.connect(ground.superuser_url(house.name), autocommit=True)
        units = {
            level: Unit.objects.current().get(code=code, level=level)
            for level, code in BRANCHES["here"].items()
        }
        seated = set(User.objects.filter(username__endswith="-here").values_list("username", flat=True))
        self.hers: dict[str, Hers] = {}
        for role, row in ROLES.items():
            level = min(level for level in row.levels if f"{role}-{level}-here" in seated)
            self.hers[role] = Hers(role, person(f"{role}-{level}-here"), units[level])

    def cast(self, username: str) -> Hers:
        """Somebody of the cast, at her own unit."""
        user = person(username)
        post = user.appointments.select_related("unit").first()
        assert post is not None
        return Hers(post.role, user, post.unit)


class Walk:
    """One machine in one house. Every attempt is taken back, so one row on each road serves all of them."""

    def __init__(self, machine: Machine, seats: Seats) -> None:
        self.machine, self.seats = machine, seats
        drawn_for = printed(*machine.drawn)
        self.arrows = {pair: Arrow(each.target, self._meant(each.roles)) for pair, each in drawn_for.items()}
        self.memo: dict[str, Any] = {}
        self.unmade: set[str] = set()  # where only the making of a row leads from: no row stands there
        for event, roles in machine.begins.items():
            drawn = [pair for pair in self.arrows if pair[1] == event]
            self.unmade |= {state for state, _event in drawn}
            arrows = [self.arrows.pop(pair) for pair in drawn] or [Arrow(machine.table.initial, roles)]
            assert {arrow.roles for arrow in arrows} == {roles}, f"{event} is drawn for other roles"
            self.arrows[NOTHING, event] = arrows[0]
        self.unmade -= {state for state, _event in self.arrows}
        self.standing = {road: tell(seats.house) for road, tell in machine.roads.items()}

    def _meant(self, names: frozenset[str]) -> frozenset[str]:
        """The roles behind the words of the drawing."""
        return frozenset().union(*(self.machine.means.get(name, frozenset({name})) for name in names))

    @cached_property
    def states(self) -> tuple[str, ...]:
        """Every state that the diagram knows, and that there is nothing yet where an event makes a row."""
        return tuple(dict.fromkeys([s for s, _e in self.arrows] + [a.target for a in self.arrows.values()]))

    @cached_property
    def events(self) -> tuple[str, ...]:
        """Every event that somebody may press."""
        drawn = dict.fromkeys(event for _state, event in self.arrows)
        return tuple(event for event in drawn if event not in self.machine.nobodys)

    def allows(self, state: str, event: str, role: str) -> bool:
        """What the diagram says."""
        arrow = self.arrows.get((state, event))
        return arrow is not None and role in arrow.roles

    def product(self) -> list[Triple]:
        """All of them: what makes a row is asked for where there is none, the rest of every state."""
        return [
            (state, event, role)
            for state in self.states
            for event in self.events
            if (state == NOTHING) is (event in self.machine.begins)
            for role in ROLES
        ]

    def chosen(self) -> list[Triple]:
        """As few as touch, of what is allowed, every (state, event) and every (event, role); of what is refused, every
        (event, role), each event where it comes too late or too early, and in each state one that does.

        Roles that no arrow of the machine names take turns: each comes at least once, each event meets one of them.
        """
        every = self.product()
        allowed = [triple for triple in every if self.allows(*triple)]
        known = set(allowed)
        refused = [triple for triple in every if triple not in known]
        # Of a role first where the event is drawn: there nothing but her post refuses it.
        refused.sort(key=lambda triple: triple[:2] not in self.arrows)
        return sorted({*_touching(allowed, self._marks), *_touching(refused, self._marks)})

    @cached_property
    def may(self) -> dict[str, frozenset[str]]:
        """Event → whoever takes it anywhere."""
        found: dict[str, frozenset[str]] = {}
        for (_state, event), arrow in self.arrows.items():
            found[event] = found.get(event, frozenset()) | arrow.roles
        return found

    def is_late(self, state: str, event: str, role: str) -> bool:
        """Hers elsewhere, and not possible where it stands."""
        return (state, event) not in self.arrows and role in self.may[event]

    def _marks(self, triple: Triple) -> set[tuple[str, ...]]:
        state, event, role = triple
        found: set[tuple[str, ...]] = {("who", role)}
        found.add(("role", event, role if role in self.named else "outsider"))
        if self.allows(*triple):
            found.add(("state", state, event))
        elif self.is_late(*triple):
            found |= {("late", event), ("stands", state)}
        return found

    @cached_property
    def named(self) -> frozenset[str]:
        """Roles that an arrow names."""
        return frozenset().union(*(arrow.roles for arrow in self.arrows.values()))

    def try_all(self, triples: Iterable[Triple]) -> list[Attempt]:
        """Try each once; what the machine knows changes hands once for each role."""
        rounds: dict[str, list[Triple]] = {}
        for triple in triples:
            rounds.setdefault(triple[2], []).append(triple)
        tried: list[Attempt] = []
        for role, group in rounds.items():
            hers = self.seats.hers[role]
            self.machine.hand(self, hers)
            with acting(hers.user.username) as (user, _scope):
                tried += [self._try(triple, user) for triple in group]
        return tried

    def _try(self, triple: Triple, user: User) -> Attempt:
        state, event, _role = triple
        standing = self.standing.get(f"{state}/{event}") or self.standing[state]
        no: Refusal | IllegalTransition | None = None
        broken = ""
        with transaction.atomic():
            try:
                with transaction.atomic():
                    self.machine.steps[event](standing, user)
            except (Refusal, IllegalTransition) as said:
                no = said
            except Exception as fault:
                broken = f"{type(fault).__name__}: {fault}"
            after = NOTHING if state == NOTHING else self._state_of(standing)
            transaction.set_rollback(True)
        return Attempt(triple, no, str(no) if no is not None else "", after, broken)

    def _state_of(self, standing: Standing) -> str:
        """Behind the walls of whoever acts; "" where the row is not open to her."""
        found = plain_sql(self.where_it_stands, [standing.row])
        return str(found[0][0]) if found else ""

    @property
    def where_it_stands(self) -> str:
        """SQL that reads the state of the row of a key."""
        machine = self.machine
        return f"select {machine.column} from {machine.model._meta.db_table} where {machine.key} = %s"

    def give_matters(self, hers: Hers, *, move: bool = True) -> None:
        """The one thing told past the verbs: these matters, as they stand, have just landed with her.

        No verb carries one matter round every seat of the house, and no road has to end with each of them. What moves
        are unit and owner; what was written, decided and owed stays as the verbs left it. `move` False: the unit stays,
        because what hangs on the matter never changes its own.
        """
        cases = [each.case for each in self.standing.values() if each.case is not None]
        unit = hers.unit.pk if move else None
        self.seats.hands.execute(
            "update cases_case set unit_id = coalesce(%s, unit_id), owner_id = %s, taken_up_at = null"
            " where id = any(%s)",
            [unit, hers.user.pk, cases],
        )

    def on_rows(self, statement: str, *values: Any) -> None:
        """The same for rows of the machine; the statement ends with the place of their keys."""
        rows = [each.row for each in self.standing.values() if each.row is not None]
        self.seats.hands.execute(statement, [*values, rows])
