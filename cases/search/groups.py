"""What a search answers: groups of places one can go to. Rooms above this one add groups of their own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cases.search.asked import Asked
from network.access.scope import Scope

MOST = 50


@dataclass(frozen=True)
class Hit:
    """One place: its address, its name, a few words beside it."""

    url: str
    title: Any
    note: Any = ""


@dataclass(frozen=True)
class Group:
    """Hits of one kind, at most MOST; `more`: there are others."""

    code: str
    label: Any
    hits: tuple[Hit, ...] = ()
    more: bool = False

    @property
    def counted(self) -> str:
        """How many there are, as far as anybody counts."""
        return f"{len(self.hits)}+" if self.more else str(len(self.hits))


def group(code: str, label: Any, hits: list[Hit], *, most: int = MOST) -> Group:
    """A group of what was found; whoever looked for hits asked for one more than `most`."""
    return Group(code, label, tuple(hits[:most]), more=len(hits) > most)


Source = Callable[[Asked, Scope], Group]
_sources: list[Source] = []


def register(source: Source) -> None:
    """Called once by a room above from its `ready()`; the source answers within the scope it is given."""
    _sources.append(source)


def of_others(asked: Asked, scope: Scope) -> list[Group]:
    """The groups of the rooms above."""
    return [source(asked, scope) for source in _sources]
