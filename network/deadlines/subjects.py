"""What clocks are about: upper apps register how their subjects answer; this app never knows a case."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

log = logging.getLogger("sisterhood.deadlines")

Pair = tuple[UUID, int]


@dataclass(frozen=True)
class SubjectKind:
    """`barred`: of (subject, user) pairs, those a message must not reach.

    `lend_cards`: rows (subject, user, until) of people to whom a rung lends the card; called as the worker,
    in the transaction of the rung. `says`: the kind of message of its reminders and rungs, where they have a sentence of
    their own; what counts in minutes stays a message about danger.
    """

    name: str
    barred: Callable[[list[Pair]], set[Pair]]
    lend_cards: Callable[[list[tuple[UUID, int, datetime]]], None]
    says: str = ""


_kinds: dict[str, SubjectKind] = {}


def register(kind: SubjectKind) -> None:
    """Called once for each kind from the upper app's `ready()`."""
    _kinds[kind.name] = kind


def kind_of(name: str) -> SubjectKind:
    """The registered kind; one that nobody registered bars everybody: rather silence than a leak."""
    if name not in _kinds:
        log.error("no app has registered subjects of the kind %s; its clocks ring for nobody", name)
        return SubjectKind(name, barred=set, lend_cards=len)  # type: ignore[arg-type]  # `set` and `len` answer for nobody
    return _kinds[name]


def sentences() -> dict[str, str]:
    """By kind of subject the kind of message of its own, where it has one."""
    return {name: kind.says for name, kind in _kinds.items() if kind.says}
