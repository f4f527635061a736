"""What follows when a paper is issued, received or taken back: the work that owns it says so; a registry."""

from collections.abc import Callable
from datetime import date, datetime

from cases.documents.models import Document
from network.staff.models import User

Received = Callable[[Document, date, str, User], None]
Followed = Callable[[Document, User, datetime], None]
_known: dict[str, Received] = {}
_issued: dict[str, Followed] = {}
_ended: dict[str, Followed] = {}


def enrol(kind: str, received: Received) -> None:
    """`received(paper, on, how, by)` runs in the transaction of the delivery."""
    _known[kind] = received


def announce(paper: Document, on: date, how: str, by: User) -> None:
    """Tell whoever enrolled for the kind; nobody is fine."""
    if paper.kind in _known:
        _known[paper.kind](paper, on, how, by)


def follow(kind: str, *, issued: Followed, ended: Followed) -> None:
    """`issued(paper, by, at)` and `ended(paper, by, at)` run in the transaction that issues it or takes it back."""
    _issued[kind], _ended[kind] = issued, ended


def announce_issue(paper: Document, by: User, at: datetime) -> None:
    """It has its number now; whoever follows the kind may still refuse."""
    if paper.kind in _issued:
        _issued[paper.kind](paper, by, at)


def announce_end(paper: Document, by: User, at: datetime) -> None:
    """It was revoked or replaced."""
    if paper.kind in _ended:
        _ended[paper.kind](paper, by, at)
