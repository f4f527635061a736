"""覆盖情况: hamlets without a station, stations without a head, units without leader or officer (items 7 and 8).

Every question is one statement over the units below one unit, however large the rest of the country is.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Count, Exists, OuterRef, QuerySet

from network.access.roles import LEADER_OF_LEVEL, OFFICER_OF_LEVEL
from network.sites.places import Function, Site, SiteFunction
from network.staff.models import Appointment
from network.units.models import ANCESTOR_COLUMNS, Level, Unit

HEAD = "station_head"


@dataclass(frozen=True)
class Counts:
    """What stands below one unit and what is missing there."""

    hamlets: int = 0
    stations: int = 0
    headless: int = 0
    leaderless: int = 0
    officerless: int = 0

    @property
    def bare(self) -> int:
        """Hamlets without a station."""
        return self.hamlets - self.stations

    @property
    def percent(self) -> int | None:
        """Of a hundred hamlets so many have a station; None where there is no hamlet."""
        return 100 * self.stations // self.hamlets if self.hamlets else None

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(*(mine + theirs for mine, theirs in zip(_values(self), _values(other), strict=True)))


def _values(counts: Counts) -> tuple[int, ...]:
    return (counts.hamlets, counts.stations, counts.headless, counts.leaderless, counts.officerless)


def _of_level(roles: dict[int, str]) -> str:
    arms = " ".join(f"when {level} then '{role}'" for level, role in sorted(roles.items()))
    return f"case u.level {arms} end"


_HELD = """exists (select 1 from network_appointment a join network_user p on p.id = a.user_id and p.is_active
  where a.unit_id = u.id and a.role = {role} and a.starts_on <= %(on)s and (a.ends_on is null or a.ends_on >= %(on)s))"""
_SEATED = "u.level between 2 and 4 and not u.is_quasi"
_COUNTED = f"""
select {{column}}, count(*) filter (where u.level = 5), count(*) filter (where stands),
       count(*) filter (where stands and not headed), count(*) filter (where {_SEATED} and not led),
       count(*) filter (where u.level = 2 and not u.is_quasi and not kept)
  from (select u.*,
          u.level = 5 and exists (select 1 from network_sitefunction f where f.unit_id = u.id
             and f.function = 'feedback_station' and f.until is null) as stands,
          u.level = 5 and {_HELD.format(role=f"'{HEAD}'")} as headed,
          {_SEATED} and {_HELD.format(role=_of_level(LEADER_OF_LEVEL))} as led,
          u.level = 2 and {_HELD.format(role=_of_level(OFFICER_OF_LEVEL))} as kept
        from network_unit u where u.{{above}} = %(here)s and u.valid_to is null) u
 group by 1
"""


def by_child(here: Unit, *, on: date) -> dict[int | None, Counts]:
    """Counts for each unit one level below a city or county, by its id; under None what hangs on the unit itself."""
    below = ANCESTOR_COLUMNS[Level(here.level + 1)]
    statement = _COUNTED.format(column=f"u.{below}", above=ANCESTOR_COLUMNS[Level(here.level)])
    with connection.cursor() as cursor:
        cursor.execute(statement, {"here": here.pk, "on": on})
        return {child: Counts(*numbers) for child, *numbers in cursor.fetchall()}


@dataclass
class Gaps:
    """The lists behind the counts of one township or village, each unit with the village above it."""

    hamlets: int = 0
    bare: list[Unit] = field(default_factory=list)
    headless: list[Unit] = field(default_factory=list)
    leaderless: list[Unit] = field(default_factory=list)

    @property
    def counts(self) -> Counts:
        """The same as numbers."""
        return Counts(
            self.hamlets, self.hamlets - len(self.bare), len(self.headless), len(self.leaderless), 0
        )


def _held(on: date, role: str) -> Exists:
    posts = Appointment.objects.on(on).filter(unit=OuterRef("pk"), role=role, user__is_active=True)
    return Exists(posts)


def gaps(here: Unit, *, on: date) -> Gaps:
    """What is missing in one township or village, by name; one statement."""
    station = SiteFunction.objects.filter(unit=OuterRef("pk"), function=Function.STATION, until=None)
    units: QuerySet[Any] = Unit.objects.current().below(here).select_related("parent")
    units = units.annotate(
        stands=Exists(station),
        headed=_held(on, HEAD),
        led=_held(on, LEADER_OF_LEVEL[Level.VILLAGE]),
        chaired=_held(on, LEADER_OF_LEVEL[Level.TOWNSHIP]),
    )
    found = Gaps()
    for unit in units.order_by("code", "level"):
        if unit.level == Level.HAMLET:
            found.hamlets += 1
            if not unit.stands:
                found.bare.append(unit)
            elif not unit.headed:
                found.headless.append(unit)
        elif not unit.is_quasi and not (unit.led if unit.level == Level.VILLAGE else unit.chaired):
            found.leaderless.append(unit)
    return found


@dataclass(frozen=True)
class Places:
    """How many places stand below a unit, each once, and as how many things they serve."""

    places: int
    functions: list[tuple[object, int]]


def places(here: Unit) -> Places:
    """Two counts that never mix: rooms, and functions of rooms."""
    sites = Site.objects.standing().filter(unit__in=Unit.objects.below(here).values("pk"))
    served = SiteFunction.objects.filter(until=None, site__in=sites.values("pk"))
    numbers = dict(served.values_list("function").annotate(Count("pk")).order_by())
    return Places(sites.count(), [(label, numbers.get(code, 0)) for code, label in Function.choices])
