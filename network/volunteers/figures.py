"""Volunteers, teams, hours and patrols below a unit in numbers, in the order of the tree and never of the numbers."""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from network.units.models import ANCESTOR_COLUMNS, Level, Unit

_COUNTED = """
select u.{column},
       count(*) filter (where what = 'person'), count(*) filter (where what = 'team'),
       coalesce(sum(n) filter (where what = 'hours'), 0),
       count(*) filter (where what = 'patrol'), count(*) filter (where what = 'place')
  from network_unit u join (
    select unit_id, 'person' as what, 0 as n from network_volunteer where state in ('active', 'paused')
    union all select unit_id, 'team', 0 from network_volunteerteam where ended_on is null
    union all select v.unit_id, 'hours', h.minutes from network_hoursentry h
      join network_volunteer v on v.id = h.volunteer_id where h.served_on >= %(since)s
    union all select unit_id, 'patrol', 0 from network_patrol
      where state in ('done', 'unclosed') and started_at >= %(since)s
    union all select unit_id, 'place', 0 from network_foundplace where state = 'given'
  ) x on x.unit_id = u.id
 where u.{above} = %(here)s group by 1
"""


@dataclass(frozen=True)
class Figures:
    """Who takes part or pauses, teams that stand; of this year minutes and patrols; places that wait for the township."""

    people: int = 0
    teams: int = 0
    minutes: int = 0
    patrols: int = 0
    places: int = 0

    @property
    def hours(self) -> int:
        """Whole hours."""
        return self.minutes // 60

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(
            self.people + other.people,
            self.teams + other.teams,
            self.minutes + other.minutes,
            self.patrols + other.patrols,
            self.places + other.places,
        )


def _counted(here: Unit, column: str, on: date) -> dict[int | None, Figures]:
    above = ANCESTOR_COLUMNS.get(Level(here.level), "id")
    with connection.cursor() as cursor:
        cursor.execute(
            _COUNTED.format(column=column, above=above),
            {"here": here.pk, "since": on.replace(month=1, day=1)},
        )
        return {child: Figures(*map(int, numbers)) for child, *numbers in cursor.fetchall()}


def below(here: Unit, *, on: date) -> Figures:
    """The unit with everything below it; one statement."""
    return sum(_counted(here, "id", on).values(), Figures())


def by_child(here: Unit, *, on: date) -> list[tuple[Unit, Figures]]:
    """Each unit one level below a city or county, also those where nobody serves yet."""
    counted = _counted(here, ANCESTOR_COLUMNS[Level(here.level + 1)], on)
    units = here.children.current().filter(is_quasi=False).order_by("code")
    return [(unit, counted.get(unit.pk, Figures())) for unit in units]
