"""Whether she has come before (信访工作条例 art. 19(3), 36(3)): exact comparison by blind index, asked by few, always audited.

The answer has two parts and nothing else: the matters the asker may open, and one yes or no for ordinary matters
outside her rights. Sealed matters of others and those she is recused from never answer (docs/decisions/0048).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.people.indexes import Traits
from cases.people.models import Person
from cases.vocabulary.intake import PersonRole
from network.access import gate, rest
from network.access.gate import Refusal
from network.access.scope import Scope
from network.audit import record
from network.audit.models import Action
from network.deadlines import calculator
from network.staff.models import User

MOST = 20
HERS = (PersonRole.PETITIONER, PersonRole.REPRESENTATIVE)
REGISTER, MERGE = "register", "merge"  # purposes, as the audit keeps them
_ELSEWHERE = "select known_elsewhere(%s::bytea[], %s::int[], %s::bytea[], %s::bytea[], %s::uuid, %s)"


@dataclass(frozen=True)
class Known:
    """An earlier matter she may open: number, stage, day."""

    pk: UUID
    number: str
    stage: str
    day: date


@dataclass(frozen=True)
class Memory:
    """What the asker is told. `elsewhere`: an ordinary matter outside her rights names the same person."""

    matters: tuple[Known, ...] = ()
    elsewhere: bool = False


def matches(told: Sequence[Traits], *, by: User, purpose: str, besides: UUID | None = None) -> Memory:
    """Matters of the same people, newest first. Raises Refusal: not her post's question, or too many a minute.

    Both parts are asked whatever the other answers, so that a known and an unknown woman take the same time.
    """
    scope = rest.of(by)
    gate.require(scope, "look_up")
    _count(by)
    fields = sorted({name for traits in told for name in traits.fields})
    record.event(Action.SEARCH, by=by, subject=("petitioner", ""), purpose=purpose, detail={"fields": fields})
    return Memory(known(told, scope, besides=besides), elsewhere(told, besides=besides))


def own_matters(told: Sequence[Traits], *, by: User, purpose: str) -> Memory:
    """For whoever has no area: matters of these people she may open, counted and audited the same; nothing of elsewhere."""
    _count(by)
    fields = sorted({name for traits in told for name in traits.fields})
    record.event(Action.SEARCH, by=by, subject=("petitioner", ""), purpose=purpose, detail={"fields": fields})
    return Memory(known(told, rest.of(by)))


def known(told: Sequence[Traits], scope: Scope, *, besides: UUID | None = None) -> tuple[Known, ...]:
    """The first part of the answer alone: what she may open anyway, newest first, so it is no question of its own."""
    found = openable(told, scope).exclude(pk=besides).order_by("-received_on", "-id")[:MOST]
    return tuple(Known(case.pk, case.number, case.stage, case.received_on) for case in found)


def openable(told: Sequence[Traits], scope: Scope, *, surely: bool = False) -> Any:
    """Cases she may read that name one of these people; a name counts unless the years of birth differ.

    `surely`: a name counts only with the same year of birth.
    """
    cases: Any = Person._meta.get_field("case").related_model
    same = Q(pk__in=[])
    for traits in told:
        same |= _alike(traits, surely)
    people = Person.objects.filter(same, role__in=HERS)
    return cases._default_manager.readable_by(scope).filter(pk__in=people.values("case_id"))


def came_before(
    told: Sequence[Traits], scope: Scope, *, since: datetime, besides: UUID | None = None
) -> bool | None:
    """Whether an earlier matter is open or was closed after `since`, as far as she could learn by asking.

    None when asking is not for her post. A name without its year of birth is not enough to count by.
    """
    if not scope.may("look_up"):
        return None
    hers = openable(told, scope, surely=True).exclude(pk=besides)
    known = hers.filter(Q(closed_at=None) | Q(closed_at__gte=since)).exists()
    return elsewhere(told, besides=besides, since=since) or known


def elsewhere(told: Sequence[Traits], *, besides: UUID | None = None, since: datetime | None = None) -> bool:
    """Yes or no from the database, which looks where the asker cannot; the same work either way."""
    columns: list[list[Any]] = [
        [getattr(traits, name) for traits in told] for name in ("name", "birth_year", "phone", "id_number")
    ]
    with connection.cursor() as cursor:
        cursor.execute(_ELSEWHERE, [*columns, besides, since])
        return bool(cursor.fetchone()[0])


def of_case(case_id: UUID) -> list[Traits]:
    """Petitioner and representatives of a case, by the indexes its rows keep; none of them is opened."""
    rows = Person.objects.filter(case_id=case_id, role__in=HERS).order_by("id")
    return [
        Traits(
            name=None if row.is_alias or row.name_index is None else bytes(row.name_index),
            phone=None if row.phone_index is None else bytes(row.phone_index),
            id_number=None if row.id_number_index is None else bytes(row.id_number_index),
            birth_year=row.birth_year,
        )
        for row in rows
    ]


def turns(told: Sequence[Traits]) -> list[str]:
    """Names of the locks that make two registrations of one woman follow each other."""
    return [f"petitioner {name} {getattr(traits, name).hex()}" for traits in told for name in traits.fields]


def _alike(traits: Traits, surely: bool) -> Q:
    same = Q(pk__in=[])
    if traits.phone:
        same |= Q(phone_index=traits.phone)
    if traits.name and (traits.birth_year or not surely):
        name = Q(name_index=traits.name, is_alias=False)
        if traits.birth_year:
            name &= Q(birth_year=traits.birth_year) | (Q(pk__in=[]) if surely else Q(birth_year=None))
        same |= name
    if not traits.id_number:
        return same
    # two numbers that differ are two people, whatever phone they share
    return Q(id_number_index=traits.id_number) | (same & Q(id_number_index=None))


def _count(by: User) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select my_look_ups(interval '1 minute')")
        asked = cursor.fetchone()[0]
    if asked >= calculator.length_of("petition.look_ups"):
        record.event(Action.DENY, by=by, subject=("petitioner", ""), detail={"why": "too_many"})
        raise Refusal("look_up", _("You have asked very often just now. Please wait a little."))
