"""What speaks against bringing two sides together, as the folders that know of it say; a registry.

Folders of one rank do not know each other. Each enrols a question about one matter; whoever wants to bring two sides
together asks them all, every time anew.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from cases.casefile.models import Case
from network.access.gate import Refusal


@dataclass(frozen=True)
class Bar:
    """One thing that speaks against it; `is_danger`: nobody lifts it, whatever anybody wishes."""

    sentence: object
    is_danger: bool


Asks = Callable[[Case, date], Bar | None]
_known: dict[str, Asks] = {}


def enrol(name: str, asks: Asks) -> None:
    """Called once when the app is ready; `name` is the folder's."""
    _known[name] = asks


def standing(case: Case, on: date) -> list[Bar]:
    """Everything that speaks against it on a day."""
    found = (asks(case, on) for asks in _known.values())
    return [bar for bar in found if bar is not None]


def refuse_in_danger(case: Case, on: date) -> None:
    """Raises Refusal with the sentence of what nobody lifts."""
    for bar in standing(case, on):
        if bar.is_danger:
            raise Refusal("danger", bar.sentence)


def refuse(case: Case, on: date) -> None:
    """Raises Refusal with the sentence of the first thing that speaks against it, whatever it is."""
    for bar in standing(case, on):
        raise Refusal("barred", bar.sentence)
