"""The year in outcomes of a unit and below: what was planned, reached, spent and changed, beside the year before (item 113).

Each line says what it counts and leads to the page behind it. People are told in steps of five throughout, and whatever a
page behind withholds is withheld here: no line less another one is a few women.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from network.access.scope import Scope
from network.units.models import Unit
from outreach.campaigns import figures as activities
from outreach.outcomes import counting, definitions
from sisterhood.lib import clock
from sisterhood.lib.sheets import Cell

MOST_VILLAGES = 40


@dataclass(frozen=True)
class Line:
    """One figure of this year and of the one before; `page`: the name of the address behind it, and who may open it."""

    label: Any
    means: Any
    now: Cell
    before: Cell
    page: str
    action: str


@dataclass(frozen=True)
class Part:
    """Lines that belong together."""

    label: Any
    lines: list[Line]


@dataclass(frozen=True)
class Report:
    """`missed`: (township, its villages no activity went to), cut after MOST_VILLAGES; `more`: how many are not named."""

    parts: list[Part]
    missed: list[tuple[str, list[str]]]
    more: int
    since: date
    until: date


def days_of(year: int) -> tuple[date, date]:
    """The first day of a year, and its last one or today."""
    return date(year, 1, 1), min(date(year, 12, 31), clock.today())


def report(scope: Scope, here: Unit, *, year: int) -> Report:
    """Every figure twice: of the year as far as it has come, and of the whole year before."""
    since, until = days_of(year)
    now = counting.numbers(scope, here, since=since, until=until)
    before = counting.numbers(scope, here, since=date(year - 1, 1, 1), until=date(year - 1, 12, 31))
    parts = [
        Part(
            label,
            [
                Line(said, means, now[code], before[code], page, action)
                for code, said, means in lines
                for page, action in [definitions.BEHIND[code.partition(".")[0]]]
            ],
        )
        for label, lines in definitions.PARTS
    ]
    missed, more = _missed(activities.unreached(scope, here, since=since, until=until))
    return Report(parts, missed, more, since, until)


def _missed(villages: Any) -> tuple[list[tuple[str, list[str]]], int]:
    named: Iterable[Unit] = villages.select_related("parent")[:MOST_VILLAGES]
    found: dict[str, list[str]] = {}
    for village in named:
        above = village.parent.short_name if village.parent is not None else ""
        found.setdefault(above, []).append(village.short_name)
    return list(found.items()), max(0, villages.count() - MOST_VILLAGES)
