"""Cards made ready for the screen: plain tuples of words, so that the template only sets them down."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from django.utils.html import conditional_escape
from django.utils.translation import gettext as _

from cases.ledger.queries import Card
from cases.petitions.states import STATES
from network.access.scope import Scope
from network.deadlines import faces

HIDDEN = "—"


class Line(NamedTuple):
    """One row of the page. `tick` is the value of its box, empty where she may not give it to anybody."""

    id: str
    number: str
    kind: str
    unit: str
    stage: str
    clock: str
    colour: str
    due: str
    owner: str
    is_late: bool
    tick: str


def giver(scope: Scope) -> Callable[[Card], bool]:
    """Whether she may give a card to a colleague: as leader of its unit, or as the officer with whom it landed.

    A sealed matter is given on its own page alone.
    """
    lead = frozenset(scope.lead) if scope.may("reassign") else frozenset()
    hers = scope.user_id if scope.may("give_out") else None

    def may(card: Card) -> bool:
        if card.is_sealed or card.closed_at is not None:
            return False
        return card.unit_id in lead or (
            hers is not None and card.owner_id == hers and card.taken_up_at is None
        )

    return may


def lines(cards: Iterable[Card], at: datetime, may_give: Callable[[Card], bool]) -> list[Line]:
    """Every card in words; sealed ones, hers alone, without a kind and a place.

    The words are escaped here, each once, because a page repeats most of them fifty times.
    """
    plain, restricted = _("petition"), _("Restricted matter")
    stages = {code: str(label) for code, label in STATES.items()}
    clock_words, safe = faces.of_cards(at), cache(conditional_escape)
    shown = []
    for card in cards:
        due_at = card.next_due_at if card.closed_at is None else None
        words, colour, day = clock_words(due_at) if due_at else (HIDDEN, faces.NONE, "")
        shown.append(
            Line(
                safe(str(card.id)),
                safe(card.number),
                safe(restricted if card.is_sealed else plain),
                safe(HIDDEN if card.is_sealed else card.unit),
                safe(stages.get(card.stage, card.stage)),
                safe(words),
                safe(colour),
                safe(day),
                safe(card.owner or HIDDEN),
                colour == faces.RED,
                safe(f"{card.id}.{card.owner_id or 0}") if may_give(card) else "",
            )
        )
    return shown


def as_plain(cards: Sequence[Card]) -> list[dict[str, Any]]:
    """The same rows and columns for machines."""
    return [
        {
            "id": str(card.id),
            "number": card.number,
            "kind": None if card.is_sealed else card.kind,
            "unit": None if card.is_sealed else card.unit,
            "stage": card.stage,
            "due": card.next_due_at.isoformat() if card.next_due_at else None,
            "owner": card.owner,
        }
        for card in cards
    ]
