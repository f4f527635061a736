"""What is lent to whoever stands in: upper apps say how; this app never knows a case."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Lending:
    """`lend(leave, substitute)` until the leave's last day, called as the worker, again and again; answers how many
    loans are new. `end(leave)` takes them back once the leave is over or from whoever cannot stand in any more;
    called by whoever ends it, and by the worker.
    """

    lend: Callable[[UUID, int], int]
    end: Callable[[UUID], int]


_lendings: dict[str, Lending] = {}


def register_lending(name: str, lending: Lending) -> None:
    """Called once for each kind from the upper app's `ready()`."""
    _lendings[name] = lending


def lend(leave: UUID, substitute: int) -> int:
    """Everything urgent of one leave."""
    return sum(lending.lend(leave, substitute) for lending in _lendings.values())


def end(leave: UUID) -> int:
    """Nothing of it any more."""
    return sum(lending.end(leave) for lending in _lendings.values())
