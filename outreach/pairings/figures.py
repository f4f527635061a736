"""R-8 and R-9 of a half-year (domain.md §8.2): counted by the database from the rows, small numbers withheld when shown.

There is no total beside the parts: it would give a withheld part away.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from network.units.models import Unit
from outreach.beneficiaries.lists import Category, Sex
from outreach.beneficiaries.verbs import bounds
from outreach.counting import banded
from outreach.supporters.lists import SupporterKind
from sisterhood.lib.money import yuan


@dataclass(frozen=True)
class Children:
    """R-8, one cell row: who stands on the list and what came to them. `cents` of money, `pieces` of things."""

    category: str
    band: str
    sex: str
    enrolled: int
    paired: int
    mothers: int
    meetings: int
    cents: int
    pieces: int
    concerns: int

    @property
    def label(self) -> str:
        """Category, age and sex in words."""
        return f"{Category(self.category).label} {self.band} {Sex(self.sex).label}"

    @property
    def shown(self) -> list[str]:
        """As the page shows it: where fewer than five stand on the list, nothing of the row."""
        counts = (self.enrolled, self.paired, self.mothers, self.meetings, self.concerns)
        if banded(self.enrolled) is None:
            return [str(_("fewer than five")), *["—"] * 6]
        told = [_few(each) for each in counts]
        return [*told[:4], yuan(self.cents), str(self.pieces), told[4]]


@dataclass(frozen=True)
class Supporters:
    """R-9, one kind of supporter ("" for donors without a name): pairings, and where gifts come from and go."""

    kind: str
    running: int
    begun: int
    ended: int
    given: int
    used: int
    rest: int
    pieces_given: int
    pieces_used: int
    pieces_left: int

    @property
    def label(self) -> Any:
        """The kind in words."""
        return SupporterKind(self.kind).label if self.kind else _("donors without a name")

    @property
    def shown(self) -> list[str]:
        """As the page shows it: pairings in steps of five, the book as it stands."""
        pairs = [_few(each) for each in (self.running, self.begun, self.ended)]
        money = [yuan(each) for each in (self.given, self.used, self.rest)]
        return [
            *pairs,
            *money,
            *(str(each) for each in (self.pieces_given, self.pieces_used, self.pieces_left)),
        ]


def _few(number: int) -> str:
    told = banded(number)
    return str(_("fewer than five")) if told is None else str(_("%(n)d or more") % {"n": told})


def half_year(on: date) -> tuple[date, date]:
    """First and last day of the half-year of a day."""
    if on.month < 7:
        return date(on.year, 1, 1), date(on.year, 6, 30)
    return date(on.year, 7, 1), date(on.year, 12, 31)


def children(here: Unit, *, since: date, until: date) -> list[Children]:
    """R-8 of a unit and below; children past the age are counted no longer."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select * from help_children(%s, %s, %s, %s)", [here.pk, since, until, bounds(until).age]
        )
        return sorted(
            (Children(*row) for row in cursor.fetchall()),
            key=lambda row: (
                Category.values.index(row.category),
                int(row.band.partition("-")[0].rstrip("+")),
                row.sex,
            ),
        )


def reports_made(here: Unit, *, since: date, until: date) -> int | None:
    """强制报告数 of a unit and below, in whole steps of five; None for fewer, or below the township. No row belongs to a child."""
    with connection.cursor() as cursor:
        cursor.execute("select reports_made(%s, %s, %s)", [here.pk, since, until])
        found: int | None = cursor.fetchone()[0]
        return found


def told_reports(here: Unit, *, since: date, until: date) -> str:
    """The same as the page says it."""
    found = reports_made(here, since=since, until=until)
    return str(_("fewer than five")) if found is None else str(_("%(n)d or more") % {"n": found})


def supporters(here: Unit, *, since: date, until: date) -> list[Supporters]:
    """R-9 of a unit and below."""
    with connection.cursor() as cursor:
        cursor.execute("select * from help_supporters(%s, %s, %s)", [here.pk, since, until])
        return sorted((Supporters(*row) for row in cursor.fetchall()), key=lambda row: row.kind)
