"""What clocks are about: upper apps register how their subjects answer; this app never knows a case."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class SubjectKind:
    """`barred`: of (subject, user) pairs, those a message must not reach. `lend_cards`: what a rung lends."""

    name: str
    barred: Callable[[list[tuple[UUID, int]]], set[tuple[UUID, int]]]
    lend_cards: Callable[[list[tuple[UUID, int, datetime]]], None]


_kinds: dict[str, SubjectKind] = {}


def register(kind: SubjectKind) -> None:
    """Called once for each kind from the upper app's `ready()`."""
    _kinds[kind.name] = kind


def kind_of(name: str) -> SubjectKind:
    """KeyError for a kind nobody registered."""
    return _kinds[name]
