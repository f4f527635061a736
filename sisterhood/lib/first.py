"""The first rows of a list that may be longer than a page, and whether it is."""

from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar

T = TypeVar("T")
S = TypeVar("S")


class First(list[T], Generic[T]):
    """`is_cut`: there are more rows than these; the page says so (`parts/_cut.html`)."""

    def __init__(self, rows: Iterable[T] = (), *, is_cut: bool = False) -> None:
        super().__init__(rows)
        self.is_cut = is_cut

    def each(self, told: Callable[[T], S]) -> "First[S]":
        """Every row told in another way; as long as before."""
        return First((told(row) for row in self), is_cut=self.is_cut)


def first(rows: Any, most: int) -> First[Any]:
    """At most so many rows of a queryset or a sequence; asks for one more to know whether there are."""
    found = list(rows[: most + 1])
    return First(found[:most], is_cut=len(found) > most)
