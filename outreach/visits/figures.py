"""How often somebody came: rounds by unit and period, and what was asked for over a whole area, small numbers withheld."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, IntegerField, Sum
from django.db.models.functions import Coalesce

from network.access.scope import Scope
from network.units.models import Level, Unit
from outreach.counting import banded
from outreach.visits.models import VisitRound
from outreach.visits.topics import Help
from sisterhood.lib import clock

_CHILD = {
    Level.CITY: "unit__county_id",
    Level.COUNTY: "unit__township_id",
    Level.TOWNSHIP: "unit__village_id",
}


@dataclass(frozen=True)
class Figures:
    """Of one unit: rounds made, places where one was made, doors knocked at, doors that opened."""

    rounds: int = 0
    places: int = 0
    doors: int = 0
    opened: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(
            self.rounds + other.rounds,
            self.places + other.places,
            self.doors + other.doors,
            self.opened + other.opened,
        )


def _made(scope: Scope, here: Unit, since: date) -> Any:
    units = Unit.objects.below(here).values("pk")
    rows = VisitRound.objects.visible_to(scope).filter(unit__in=units, state="ended")
    return rows.filter(ended_at__gte=clock.start_of_day(since))


def by_child(scope: Scope, here: Unit, *, since: date) -> dict[int, Figures]:
    """For each unit directly below, and for `here` itself; one statement."""
    column = _CHILD.get(Level(here.level), "unit_id")
    rows = (
        _made(scope, here, since)
        .order_by()
        .values_list(Coalesce(column, "unit_id", output_field=IntegerField()))
    )
    counted = rows.annotate(Count("pk"), Count("unit", distinct=True), Sum("doors"), Sum("opened"))
    return {child: Figures(*numbers) for child, *numbers in counted}


def asked_for(scope: Scope, here: Unit, *, since: date) -> list[tuple[Any, int | None]]:
    """What households asked for over the area, most first, in steps of five; None: fewer, and perhaps none."""
    total: Counter[str] = Counter()
    for asked in _made(scope, here, since).values_list("help_asked", flat=True):
        total.update(asked)
    found = [(label, banded(total[code])) for code, label in Help.choices]
    return sorted(found, key=lambda each: -(each[1] or 0))
