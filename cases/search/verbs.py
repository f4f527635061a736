"""One search: counted, written into the audit by the kinds of its keys, answered within her scope."""

from dataclasses import dataclass

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from cases.people import matching
from cases.people.matching import Memory
from cases.search import groups, matters, network
from cases.search.asked import Asked
from cases.search.groups import Group
from network.access import rest
from network.access.gate import Refusal
from network.access.scope import Scope
from network.audit import record
from network.audit.models import Action
from network.deadlines import calculator
from network.staff.models import User

PURPOSE = "find"


@dataclass(frozen=True)
class Found:
    """The groups that hold something. `elsewhere`: the one sentence about a person; `refusal`: she asked too often."""

    groups: tuple[Group, ...]
    elsewhere: bool = False
    refusal: str = ""


def search(asked: Asked, *, by: User, people: bool) -> Found:
    """Everything of the house that she may see and that the question names. Raises Refusal: too often.

    `people`: whether women who came are asked for as well; only when she sends the whole question, because each such
    question is counted and audited like a look-up at the desk (decision 48).
    """
    if _is_too_often(by):
        raise Refusal("search", _("You have searched very often just now. Please wait a little."))
    return _search(asked, by=by, people=people)


@transaction.atomic
def _search(asked: Asked, *, by: User, people: bool) -> Found:
    scope = rest.of(by)
    record.event(Action.SEARCH, by=by, subject=("search", ""), purpose=PURPOSE, detail={"fields": asked.keys})
    cards, ids = matters.found(asked, scope)
    memory, refusal = _remembered(asked, scope, by) if people else (Memory(), "")
    shown = {*ids, *(known.pk for known in memory.matters)}
    record.events(Action.LIST, by=by, kind="case", ids=sorted(shown))
    every = [
        cards,
        matters.of_person(memory.matters),
        *(ask(asked, scope) for ask in network.ALL),
        *groups.of_others(asked, scope),
    ]
    return Found(tuple(each for each in every if each.hits), memory.elsewhere, refusal)


def _remembered(asked: Asked, scope: Scope, by: User) -> tuple[Memory, str]:
    told = asked.person
    if told is None:
        return Memory(), ""
    ask = matching.matches if scope.may("look_up") else matching.own_matters
    try:
        return ask([told], by=by, purpose=PURPOSE), ""
    except Refusal as refusal:
        return Memory(), str(refusal)


@transaction.atomic
def _is_too_often(by: User) -> bool:
    """Written into the log by itself: a refusal takes back what stands around it."""
    with connection.cursor() as cursor:
        cursor.execute("select my_searches(interval '1 minute')")
        asked = cursor.fetchone()[0]
    if asked < calculator.length_of("search.asked"):
        return False
    record.event(Action.DENY, by=by, subject=("search", ""), detail={"why": "too_many"})
    return True
