"""A month as a table: whole weeks from Monday, each day with what the calendar says of it and what is set on it."""

from calendar import Calendar
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from network.deadlines.models import CalendarDay
from sisterhood.lib import clock, lunar


@dataclass(frozen=True)
class Day:
    """One day; `inside`: it belongs to the month shown. `lunar` is the line of a wall calendar."""

    date: date
    inside: bool
    rest: bool
    name: str
    today: bool
    lunar: str
    rows: tuple[Any, ...] = ()


def days(
    wanted: list[date], rows: Iterable[Any] = (), *, of: Callable[[date], bool] | None = None
) -> list[Day]:
    """These dates, in their order, with the rows whose `day` they are. One query."""
    known = {row.date: row for row in CalendarDay.objects.filter(date__in=wanted)}
    found: dict[date, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.day].append(row)
    return [
        Day(
            day,
            of is None or of(day),
            day in known and not known[day].is_working,
            known[day].name if day in known else "",
            day == clock.today(),
            lunar.line(day),
            tuple(found.get(day, ())),
        )
        for day in wanted
    ]


def weeks(first: date, rows: Iterable[Any]) -> list[list[Day]]:
    """The month that begins on `first`, with its rows."""
    wanted = [day for week in Calendar().monthdatescalendar(first.year, first.month) for day in week]
    shown = days(wanted, rows, of=lambda day: day.month == first.month)
    return [shown[at : at + 7] for at in range(0, len(shown), 7)]
