"""Pages of an ordered list by the last row seen, never by counting rows past.

The bound is one row comparison, `(key, id) < (x, y)`: exactly the place an index walks to. Written with OR it
would be read past row by row, and an estimate a third as large would tempt the planner to sort.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NOTHING = "n"


@dataclass(frozen=True)
class Mark:
    """The place of one row: its moment (None sorts last) and its id."""

    key: datetime | None
    id: UUID

    def __str__(self) -> str:
        number = NOTHING if self.key is None else str((self.key - EPOCH) // timedelta(microseconds=1))
        return f"{number}.{self.id.hex}"

    @classmethod
    def read(cls, text: str) -> "Mark | None":
        """The mark of an address; None for anything else, which is the first page."""
        number, _dot, row = text.partition(".")
        try:
            key = None if number == NOTHING else EPOCH + timedelta(microseconds=int(number))
            return cls(key, UUID(hex=row))
        except (ValueError, OverflowError):
            return None


@dataclass(frozen=True)
class Walk:
    """One index walk: its bound in SQL with its values."""

    bound: str
    values: tuple[object, ...] = ()


def walks(column: str, mark: Mark | None, *, rising: bool, nulls: bool) -> list[Walk]:
    """The walks that one after the other hold the rows behind `mark`, in `order(column, rising)`.

    `nulls`: rows without a key exist; they stand after all others when rising, before them when falling.
    """
    if mark is None:
        return [Walk("true")]
    sign, beyond = (">", "is null") if rising else ("<", "is not null")
    if mark.key is None:
        found = [Walk(f"{column} is null and id {sign} %s", (mark.id,))]
        return found if rising else [*found, Walk(f"{column} is not null")]
    found = [Walk(f"({column}, id) {sign} (%s, %s)", (mark.key, mark.id))]
    return [*found, Walk(f"{column} {beyond}")] if rising and nulls else found


def order(column: str, *, rising: bool) -> str:
    """The order all walks and their union share; PostgreSQL puts nulls last when rising, first when falling."""
    way = "asc" if rising else "desc"
    return f"{column} {way}, id {way}"
