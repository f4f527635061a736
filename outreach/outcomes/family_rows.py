"""家庭建设统计表 (R-10) whole: families of award rounds beside the activities for families, by unit (domain.md §8.2).

Activities for families are those about good ways of families and care among relatives (items 67, 79). Households and people
are told in steps of five: beside the lines of the table of activities no difference leads to a few.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.access.scope import Scope
from network.units.models import Level, Unit
from outreach.campaigns import figures as activities
from outreach.campaigns.activity import Activity
from outreach.campaigns.figures import Coverage
from outreach.campaigns.lists import ActivityKind
from outreach.counting import banded
from outreach.families import figures as families
from outreach.families.figures import Figures as Families

KINDS = (ActivityKind.VIRTUE, ActivityKind.CARE)
_CHILD = {Level.CITY: "county_id", Level.COUNTY: "township_id", Level.TOWNSHIP: "village_id"}
COLUMNS = (
    *families.DEFINITIONS,
    (
        _("Activities for families"),
        _("counted activities about good ways of families and care among relatives, by their organiser"),
    ),
    (
        _("Households at them"),
        _("families that took part, by count at each activity; in steps of five"),
    ),
    (
        _("People at them"),
        _("women, men and children who came, by head count; in steps of five"),
    ),
    (
        _("Villages with one"),
        _("of a hundred villages, how many such an activity went to, whoever organised it"),
    ),
)


@dataclass
class Line:
    """Of one unit."""

    families: Families = field(default_factory=Families)
    events: int = 0
    households: int = 0
    people: int = 0
    went: Coverage = field(default_factory=Coverage)

    def add(self, other: "Line") -> None:
        """Into this one."""
        self.families += other.families
        self.events += other.events
        self.households += other.households
        self.people += other.people
        self.went = Coverage(self.went.villages + other.went.villages, self.went.reached + other.went.reached)

    @property
    def cells(self) -> list[str | int]:
        """As page and file show it, in the order of COLUMNS."""
        put = self.families
        share = f"{put.villages}/{put.all_villages}"
        if put.share is not None:
            share += f" · {put.share}%"
        return [
            put.put_forward,
            put.titled,
            put.households,
            share,
            self.events,
            told(self.households, any_=self.events),
            told(self.people, any_=self.events),
            f"{self.went.share}%" if self.went.villages else "—",
        ]


def told(number: int, *, any_: int = 1) -> str | int:
    """In whole steps; 0 where there was nothing that could be counted."""
    if not any_:
        return 0
    found = banded(number)
    return gettext("fewer than five") if found is None else gettext("%(n)d or more") % {"n": found}


@dataclass(frozen=True)
class Report:
    """`rows`: (unit, its line, whether it has units below it that may be looked at); titles: (title, put forward, given)."""

    rows: list[tuple[Unit, Line, bool]]
    whole: Line
    titles: list[tuple[Any, int, int]]


def _days(year: int) -> dict[str, date]:
    return {"since": date(year, 1, 1), "until": date(year, 12, 31)}


def _held(scope: Scope, here: Unit, year: int) -> dict[int, Line]:
    found: dict[int, Line] = defaultdict(Line)
    rows = Activity.objects.counted(scope, here, **_days(year)).filter(kind__in=KINDS).select_related("unit")
    column = _CHILD.get(Level(here.level), "")
    for row in rows:
        part = (getattr(row.unit, column) if column else None) or row.unit_id
        found[part].add(Line(events=1, households=row.families, people=row.people))
    for part, went in activities.coverage(scope, here, kinds=KINDS, **_days(year)).items():
        found[part].add(Line(went=went))
    return found


def report(scope: Scope, here: Unit, *, year: int) -> Report:
    """One year of a unit and of the units directly below it; its own row where it organised something itself."""
    counted = _held(scope, here, year)
    for part, put in families.by_child(scope, here, year=year).items():
        counted[part].add(Line(families=put))
    units = [*here.children.current().order_by("code"), *([here] if here.pk in counted else [])]
    rows = [
        (unit, counted.get(unit.pk, Line()), unit.pk != here.pk and unit.level < Level.VILLAGE)
        for unit in units
        if unit.level <= Level.VILLAGE
    ]
    whole = Line()
    for line in counted.values():
        whole.add(line)
    return Report(rows, whole, families.by_title(scope, here, year=year))
