"""Reading the sums: monthly figures of some units with what is not folded yet, villages of a township, and what is open now.

The functions of the database answer for the area of whoever asks and leave out everything else without a word.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection

from cases.rollups.measures import FLOWS, Measure

Months = tuple[date, date]  # the first month, and the first that no longer counts


@dataclass
class Sums:
    """Numbers by (unit, month, measure); `sealed` is the part of them that is sealed, `kinds` splits them by class."""

    all: Counter[tuple[int, date, str]] = field(default_factory=Counter)
    sealed: Counter[tuple[int, date, str]] = field(default_factory=Counter)
    kinds: Counter[tuple[int, date, str, str]] = field(default_factory=Counter)

    def over(self, unit: int, months: Months, measure: str, *, sealed: bool = False) -> int:
        """The sum of the months for a flow."""
        kept = self.sealed if sealed else self.all
        first, end = months
        return sum(
            n for (u, m, what), n in kept.items() if u == unit and what == measure and first <= m < end
        )

    def of_kind(self, unit: int, months: Months, category: str, measure: str = Measure.OPENED) -> int:
        """The part of a class."""
        first, end = months
        found = self.kinds.items()
        return sum(
            n
            for (u, m, what, c), n in found
            if (u, what, c) == (unit, measure, category) and first <= m < end
        )

    def at(self, unit: int, month: date, measure: str, *, sealed: bool = False) -> int:
        """One month."""
        return (self.sealed if sealed else self.all)[unit, month, measure]


@dataclass(frozen=True)
class Now:
    """Open matters of this moment: all of them, those due within a few days, and those late."""

    open: int = 0
    soon: int = 0
    late: int = 0

    def __add__(self, other: "Now") -> "Now":
        return Now(self.open + other.open, self.soon + other.soon, self.late + other.late)


def _rows(statement: str, values: Sequence[Any]) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def _sums(rows: list[tuple]) -> Sums:
    found = Sums()
    for unit, month, measure, category, sealed, n in rows:
        found.all[unit, month, measure] += n
        if sealed:
            found.sealed[unit, month, measure] += n
        if category:
            found.kinds[unit, month, measure, category] += n
    return found


def figures(units: Sequence[int], months: Months) -> Sums:
    """Sums of units of the levels city to township; one statement, folded and unfolded together."""
    return _sums(_rows("select * from stat_figures(%s, %s, %s)", [list(units), *months]))


def villages(township: int, months: Months) -> Sums:
    """The same for the villages of one township, counted on the fly."""
    return _sums(_rows("select * from stat_below(%s, %s, %s)", [township, *months]))


def now(unit: int, *, at: datetime, soon: datetime) -> dict[int | None, Now]:
    """What is open now at or below a city or a county, by county; None is the city's own office. Nothing below a county."""
    found: dict[int | None, Now] = {}
    for county, _sealed, n_open, n_soon, n_late in _rows(
        "select * from stat_now(%s, %s, %s)", [unit, at, soon]
    ):
        found[county] = found.get(county, Now()) + Now(n_open, n_soon, n_late)
    return found


def whole(unit: int, *, at: datetime) -> Now:
    """Everything that is open now at or below a city or a county."""
    return sum(now(unit, at=at, soon=at).values(), Now())


__all__ = ["FLOWS", "Months", "Now", "Sums", "figures", "now", "villages", "whole"]
