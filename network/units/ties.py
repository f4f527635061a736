"""What hangs on a unit: what keeps it from being closed, who hears of its move; upper features say so here."""

from collections.abc import Callable
from dataclasses import dataclass

from network.units.models import UnitMove


@dataclass(frozen=True)
class Tie:
    """`count` answers how many rows hang on any of the units; it must see all of them, whoever asks."""

    name: str
    label: object
    count: Callable[[list[int]], int]


_ties: dict[str, Tie] = {}
_tellers: dict[str, Callable[[UnitMove], None]] = {}


def register_tie(name: str, label: object, count: Callable[[list[int]], int]) -> None:
    """Add a reason why a unit cannot be closed; registering a name again replaces it."""
    _ties[name] = Tie(name, label, count)


def register_teller(name: str, tell: Callable[[UnitMove], None]) -> None:
    """Add who tells of a move, in its transaction; registering a name again replaces it."""
    _tellers[name] = tell


def tell_move(move: UnitMove) -> None:
    """Everybody who is to hear of a move hears of it."""
    for tell in _tellers.values():
        tell(move)


def holding(unit_ids: list[int]) -> list[tuple[object, int]]:
    """Labels and counts of what hangs on the units, only where there is something."""
    counted = [(tie.label, tie.count(unit_ids)) for tie in _ties.values()] if unit_ids else []
    return [(label, number) for label, number in counted if number]
