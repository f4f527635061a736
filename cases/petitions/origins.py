"""Where a report on the phone comes out of, besides the station itself: upper features say so here.

The matter's first line keeps kind and id of it; whoever opens the matter reads that it was told on a round, nobody
else learns from the round that there is a matter.
"""

from collections.abc import Callable, Mapping
from uuid import UUID

from network.access.scope import Scope

Teller = Callable[[UUID, Scope], str]
_tellers: dict[str, Teller] = {}
FIELD = "origin"


def register(kind: str, teller: Teller) -> None:
    """Called once when the app above is ready: a sentence for the form, "" where it is not hers. A kind replaces itself."""
    _tellers[kind] = teller


def read(text: str, scope: Scope) -> tuple[str, UUID, str] | None:
    """Kind, id and sentence of `kind:id` as a link or a hidden field carries it; None for anything else."""
    kind, _colon, written = text.partition(":")
    try:
        row = UUID(written)
    except ValueError:
        return None
    said = _tellers[kind](row, scope) if kind in _tellers else ""
    return (kind, row, said) if said else None


def came_from(posted: Mapping[str, str], scope: Scope) -> tuple[str, UUID] | None:
    """Kind and id of what a posted form says it comes out of; None where it says nothing, or nothing of hers."""
    found = read(posted.get(FIELD, ""), scope)
    return found and found[:2]
