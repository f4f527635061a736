"""What still hangs on a unit and keeps it from being closed; upper features and apps say so here."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Tie:
    """`count` answers how many rows hang on any of the units; it must see all of them, whoever asks."""

    name: str
    label: object
    count: Callable[[list[int]], int]


_ties: dict[str, Tie] = {}


def register_tie(name: str, label: object, count: Callable[[list[int]], int]) -> None:
    """Add a reason why a unit cannot be closed; registering a name again replaces it."""
    _ties[name] = Tie(name, label, count)


def holding(unit_ids: list[int]) -> list[tuple[object, int]]:
    """Labels and counts of what hangs on the units, only where there is something."""
    counted = [(tie.label, tie.count(unit_ids)) for tie in _ties.values()] if unit_ids else []
    return [(label, number) for label, number in counted if number]
