"""Who credits the hours of a round: whatever keeps the hours of volunteers says so here, and is told in the transaction of its end."""

from collections.abc import Callable

from outreach.visits.models import VisitRound

Credit = Callable[[VisitRound], None]
_credits: dict[str, Credit] = {}


def register(name: str, credit: Credit) -> None:
    """Called once when the app is ready; `credit` hears of a round that has ended, with its two people. A name replaces itself."""
    _credits[name] = credit


def tell(row: VisitRound) -> None:
    """A round has ended."""
    for credit in _credits.values():
        credit(row)
