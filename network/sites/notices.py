"""What else the public page of a unit announces: a registry that features above fill in `apps.py: ready()`.

So a page of this rank can show the reception days of a feature it does not know.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from network.units.models import Unit


@dataclass(frozen=True)
class Notice:
    """One announcement: its day, one line, where it takes place and the page that says more (both optional)."""

    day: date
    line: str
    place: str = ""
    url: str = ""


@dataclass(frozen=True)
class Board:
    """A heading and where its notices come from; the source sees public facts alone."""

    title: object
    notices_of: Callable[[Unit, date], Iterable[Notice]]


_boards: list[Board] = []


def register(board: Board) -> None:
    """Called once when the app above is ready."""
    _boards.append(board)


def of(unit: Unit, *, on: date) -> list[tuple[object, list[Notice]]]:
    """What is announced for a unit from a day on, by board; boards with nothing to say are left out."""
    read = ((board.title, list(board.notices_of(unit, on))) for board in _boards)
    return [(title, notices) for title, notices in read if notices]
