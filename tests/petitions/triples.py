"""Every (state, event, role): what the printed diagram says of it, and what the doors of the house do.

The diagram is read as it is printed, not from the table it was printed from.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

import psycopg
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse, QueryDict

from cases.casefile.models import Case, Event, Recusal
from cases.petitions import merging
from cases.petitions.buttons import BUTTONS
from cases.petitions.models import Petition
from cases.petitions.states import PETITION
from cases.petitions.step import possible
from cases.petitions.views import run
from network.access import gate, rest
from network.access.gate import Refusal
from network.access.roles import ROLES
from network.access.scope import Scope
from network.staff.models import User
from network.units.models import Unit
from sisterhood.lib import clock
from sisterhood.lib.states import IllegalTransition
from tests import ground
from tests.house import House, acting, browser_of, person
from tests.petitions.roads import ROADS, archived, handed, road_of
from tests.walls.world import BRANCHES, seat_everybody

LINE = re.compile(r"^    (\w+) --> (\w+): (\w+)(?: \(([\w, ]+)\))?$", re.MULTILINE)
ARROW = re.compile(r"^    \w+ --> \w+", re.MULTILINE)
ERRORS = re.compile(r'<div class="err" role="alert".*?</ul></div>', re.DOTALL)
CARD_WITH_SENTENCE = re.compile(r'<p class="card fs">(.*?)</p>', re.DOTALL)
REFUSAL = re.compile(r"<main.*?</main>", re.DOTALL)
# The nightly work archives; there is no address for it.
NOBODYS = {"archive"}
CHINESE = re.compile(r"[一-鿿]{4,}")

Triple = tuple[str, str, str]


@dataclass(frozen=True)
class Arrow:
    """Where an event leads and for whom, as printed."""

    target: str
    roles: frozenset[str]


def printed() -> dict[tuple[str, str], Arrow]:
    """(state, event) → arrow, from the page of the diagram."""
    page = (settings.BASE_DIR / "docs/diagrams/petition.md").read_text("utf-8")
    found: dict[tuple[str, str], Arrow] = {}
    for state, target, event, roles in LINE.findall(page):
        assert (state, event) not in found, f"{event} is drawn twice from {state}"
        found[state, event] = Arrow(target, frozenset(filter(None, roles.split(", "))))
    assert len(found) == len(ARROW.findall(page)), "an arrow of the diagram was not understood"
    return found


@dataclass(frozen=True)
class Attempt:
    """What became of one triple.

    `shown`: what stands on the button, "" where it is open, None where there is none. `owed`: why the house says no.
    """

    triple: Triple
    status: int
    is_done: bool
    sentences: str
    state: str
    has_changed: bool
    trace: str
    shown: str | None
    owed: str

    def __str__(self) -> str:
        return f"{' / '.join(self.triple)}: {self.status} → {self.state} {self.trace!r} {self.sentences!r}"


@dataclass(frozen=True)
class Stand:
    """Where a matter stands: state, owner and version, and the last thing written about it."""

    state: str
    owner: int
    version: int
    last: int
    verb: str
    recused: int


class Doors:
    """Somebody in each role, a matter on each road, and a hand that presses the buttons.

    Every attempt happens in a transaction that is taken back, so one matter serves all of them.
    """

    def __init__(self, house: House) -> None:
        self.house = house
        self.hands = psycopg.connect(ground.superuser_url(house.name), autocommit=True)
        with house.login("migrator"):
            seat_everybody()
        seated = set(User.objects.filter(username__endswith="-here").values_list("username", flat=True))
        self.level = {
            role: min(level for level in row.levels if f"{role}-{level}-here" in seated)
            for role, row in ROLES.items()
        }
        self.who = {role: f"{role}-{level}-here" for role, level in self.level.items()}
        self.browsers = {role: browser_of(name) for role, name in self.who.items()}
        self.users = {role: person(name) for role, name in self.who.items()}
        self.units = {
            level: Unit.objects.current().get(code=code, level=level)
            for level, code in BRANCHES["here"].items()
        }
        self.colleague = {
            level: person(name).pk for level, name in enumerate(("zhou", "gao", "tian", "luo", "he"), 1)
        }
        self.arrows = printed()
        self.cases = {"archived": archived(house)} | {road: tell() for road, tell in ROADS.items()}
        self.companion = handed()

    @cached_property
    def states(self) -> tuple[str, ...]:
        """Every state that the diagram knows."""
        return tuple(dict.fromkeys([s for s, _e in self.arrows] + [a.target for a in self.arrows.values()]))

    @cached_property
    def events(self) -> tuple[str, ...]:
        """Every event that the diagram knows."""
        return tuple(dict.fromkeys(event for _state, event in self.arrows))

    def state_of(self, road: str) -> str:
        """Where the matter of a road stands now."""
        return self.stand(self.cases[road]).state

    def allows(self, state: str, event: str, role: str) -> bool:
        """What the diagram says."""
        arrow = self.arrows.get((state, event))
        return arrow is not None and role in arrow.roles

    def try_all(self, triples: Iterable[Triple], *, posted: Collection[Triple]) -> list[Attempt]:
        """Try each once; a matter changes hands only when the next person needs it.

        `posted` go through the page itself; the others go the same way from the page's form on, in a fraction of
        the time.
        """
        rounds: dict[tuple[str, str], list[Triple]] = {}
        for triple in triples:
            state, event, role = triple
            rounds.setdefault((road_of(state, event), role), []).append(triple)
        tried: list[Attempt] = []
        for (road, role), group in rounds.items():
            tried += self._round(self.cases[road], role, group, posted)
        return tried

    def _round(self, case: Case, role: str, group: list[Triple], posted: Collection[Triple]) -> list[Attempt]:
        self._put_into_her_hands(case, role)
        by_page = [triple for triple in group if triple in posted or triple[1] in NOBODYS]
        with acting(self.who[role]) as (_user, scope):
            moved = Case.objects.select_related("unit", "owner").get(pk=case.pk)
            turn = Turn(self, moved, Petition.objects.get(pk=case.pk), role, scope)
            tried = [turn.run(triple) for triple in group if triple not in by_page]
        return tried + [turn.post(triple) for triple in by_page]

    def _put_into_her_hands(self, case: Case, role: str) -> None:
        """The one thing told past the verbs: this matter, as it stands, has just landed with somebody else.

        No verb carries one matter round every seat of the house, and no road has to end with each of them. What
        moves are unit and owner; what was written, decided and owed stays as the verbs left it.
        """
        self.hands.execute(
            "update cases_case set unit_id = %s, owner_id = %s, taken_up_at = null where id = any(%s)",
            [self.units[self.level[role]].pk, self.users[role].pk, [case.pk, self.companion.pk]],
        )

    def letter(self, case: Case, event: str, role: str) -> tuple[str, dict[str, Any]]:
        """The address of a button and what a hand writes into its form."""
        if event == "merge":
            data = {"stays": str(self.companion.pk), "notice_how": "safe_way"}
            return f"/cases/{case.pk}/merge/{self.companion.pk}/", data
        today = clock.today().isoformat()
        own = {
            "transfer": {"to_unit": self.units[3].pk},
            "assign": {"to_unit": self.units[3].pk},
            "reassign": {"to": self.colleague[self.level[role]]},
            "declare_recusal": {"user": self.users[role].pk},
            "urgent_report": {"told_at": f"{clock.now():%Y-%m-%dT%H:%M}"},
        }
        data = ALWAYS | dict.fromkeys(DAYS, today) | FORMS.get(event, {}) | own.get(event, {})
        return f"/cases/{case.pk}/{event}/", data

    def stand(self, case: Case) -> Stand:
        """Read behind the walls: the card as the city sees it, the rest as whoever owns it now."""
        with rest.acting_as(Scope(user_id=0, area=(self.units[1].pk,))):
            owner = Case.objects.values_list("owner_id", flat=True).get(pk=case.pk)
        with rest.acting_as(Scope(user_id=owner)):
            return read(case)


def read(case: Case) -> Stand:
    """Where it stands, as its owner reads it."""
    stage, owner, version = Case.objects.values_list("stage", "owner_id", "version").get(pk=case.pk)
    state = Petition.objects.values_list("state", flat=True).get(pk=case.pk)
    assert state == stage, f"the card says {stage}, the petition {state}"
    last = Event.objects.filter(case=case).order_by("-occurred_at", "-id").values_list("id", "verb")[0]
    return Stand(state, owner, version, *last, Recusal.objects.filter(case=case).count())


class Turn:
    """One person with one matter in her hands, and what its page offers her."""

    def __init__(self, doors: Doors, case: Case, petition: Petition, role: str, scope: Scope) -> None:
        self.doors, self.case, self.petition, self.role, self.scope = doors, case, petition, role, scope
        self.shown = {
            verb: "" if no is None else str(no) for verb, no in possible(case, petition, scope).items()
        }
        self.before = read(case)

    def post(self, triple: Triple) -> Attempt:
        """Through the page, as a signed-in person sends it."""
        with transaction.atomic():
            address, data = self.doors.letter(self.case, triple[1], self.role)
            answer = self.doors.browsers[self.role].post(address, data)
            after = self.doors.stand(self.case)
            transaction.set_rollback(True)
        return self._attempt(triple, answer.status_code, sentences(answer), after)

    def run(self, triple: Triple) -> Attempt:
        """As the page does it, from the form on, under her own scope."""
        with transaction.atomic():
            said = self._merge() if triple[1] == "merge" else self._fill_in(triple[1])
            after = read(self.case) if said else self.doors.stand(self.case)
            transaction.set_rollback(True)
        return self._attempt(triple, 200 if said else 302, said, after)

    def _fill_in(self, event: str) -> str:
        button, known = BUTTONS[event], {"case": self.case, "petition": self.petition}
        form = button.form(query(self.doors.letter(self.case, event, self.role)[1]), **known)
        done = form.is_valid() and run(button, self.case, form, by=self.doors.users[self.role])
        return "" if done else " ".join(str(each) for errors in form.errors.values() for each in errors)

    def _merge(self) -> str:
        stays, her = self.doors.companion, self.doors.users[self.role]
        try:
            merging.merge(self.case, into=stays, notice_how="safe_way", by=her)
        except (Refusal, IllegalTransition) as no:
            return str(no)
        return ""

    def _attempt(self, triple: Triple, status: int, said: str, after: Stand) -> Attempt:
        state, event, _role = triple
        assert self.before.state == state, f"the road to {state} ends in {self.before.state}"
        return Attempt(
            triple=triple,
            status=status,
            is_done=status == 302,
            sentences=said,
            state=after.state,
            has_changed=after != self.before,
            trace=_trace(self.before, after),
            shown=self.shown.get(event),
            owed=self.shown.get(event) or _why_not(event, self.case, self.scope),
        )


def query(data: dict[str, Any]) -> QueryDict:
    """The same words as a browser would send them."""
    return QueryDict(urlencode(data, doseq=True))


def _trace(before: Stand, after: Stand) -> str:
    """What the timeline got; a conflict of interest leaves a row of its own kind."""
    if after.last != before.last:
        return after.verb
    return "declare_recusal" if after.recused > before.recused else ""


def _why_not(event: str, case: Case, scope: Scope) -> str:
    """Her post does not include it, or the matter does not stand where it is done."""
    answers = [gate.ask(scope, action, case) for action in (event, *ALSO.get(event, ()))]
    if not any(answers):
        return str(answers[0])
    try:
        PETITION.next(case.stage, event)
    except IllegalTransition as refusal:
        return str(refusal)
    return ""


# A township triages what is minor; an officer gives on what has just landed with her.
ALSO = {"triage": ("triage_minor",), "reassign": ("give_out",)}
DAYS = ("delivered_on", "asked_on", "next_on")
# What the forms of most steps want to read; a form takes what it knows.
ALWAYS = {
    "note": "已当面说明情况",
    "reason": "按她本人的意愿",
    "notice_how": "safe_way",
    "delivered_how": "in_person",
    "outcome": "support",
}
FORMS: dict[str, dict[str, Any]] = {
    "pass_on": {"to_county": "on"},
    "triage": {"route": "R10", "category": "general"},
    "choose_route": {"route": "R10", "category": "general"},
    "guide_out": {"body": "双辽市人社局"},
    "decline": {"reason": "final"},
    "demand": {
        "agency": "双辽市人社局",
        "agency_kind": "other",
        "request": "依法查处",
        "basis": "第七十三条",
    },
    "mediate": {"willing": "on"},
    "extend": {"days": "10"},
    "draft_opinion": {"facts_found": "属实", "decision": "支持", "basis": "第三十二条"},
    "report_back": {"report": "已办结"},
    "follow_up": {"way": "in_person", "result": "not_reached"},
    "close": {"satisfaction": "satisfied"},
    "urgent_report": {"told": ["0", "1"], "channel": "phone"},
}


def sentences(answer: HttpResponse) -> str:
    """What a page says of a refusal: above the form, on the card in place of it, or on a page of its own."""
    if answer.status_code == 302:
        return ""
    page = answer.content.decode()
    found = (
        ERRORS.findall(page) + CARD_WITH_SENTENCE.findall(page)
        if answer.status_code == 200
        else REFUSAL.findall(page)
    )
    return re.sub(r"<[^>]+>|\s+", " ", " ".join(found)).strip()


__all__ = ["CHINESE", "NOBODYS", "Arrow", "Attempt", "Doors", "Triple", "printed", "sentences"]
