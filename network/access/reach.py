"""How far an action goes, what a role is in its unit, and what a role is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum


class Reach(Enum):
    """How far an action goes."""

    ANY = "any"
    HOLDS = "holds"
    UNIT = "unit"
    AREA = "area"


class Seat(Enum):
    """What a role is in its unit, for area, ladder and hand-over."""

    LEADER = "leader"
    OFFICER = "officer"
    OTHER = "other"


@dataclass(frozen=True)
class Role:
    """One role: Chinese-first label, levels where the post exists, its seat and what it may do.

    `only`: actions that it has at some of its levels alone.
    """

    label: object
    levels: tuple[int, ...]
    seat: Seat = Seat.OTHER
    may: Mapping[str, tuple[Reach, ...]] = field(default_factory=dict)
    only: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    def reaches(self, action: str, level: int) -> tuple[Reach, ...]:
        """How far an action goes for a post at a level; empty when the post does not have it."""
        return self.may.get(action, ()) if level in self.only.get(action, (level,)) else ()


ANY, HOLDS, UNIT, AREA = (Reach.ANY,), (Reach.HOLDS,), (Reach.UNIT,), (Reach.AREA,)
HOLDS_OR_UNIT = (Reach.HOLDS, Reach.UNIT)
