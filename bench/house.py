"""The two databases filled, and what every case needs to know about them."""

from dataclasses import dataclass, field
from time import perf_counter

import psycopg

from bench import clocks, nation, twin
from bench.ground import CITY, NATION, Ground
from network.access import rest
from network.access.scope import Scope
from network.staff.appointments import scope_of
from network.staff.models import User

LEVELS = {
    "city": "city_id",
    "county": "county_id",
    "township": "township_id",
    "village": "village_id",
    "hamlet": "unit_id",
}
DRAWN = 8
# Units of one level below a city that have something open, the same in every run.
DRAW = """
select u.id from network_unit u where u.city_id = %(city)s and u.level = %(level)s
   and exists (select 1 from cases_case c where c.{column} = u.id and c.closed_at is null and not c.is_sealed)
 order by md5(u.id::text) limit %(drawn)s
"""


@dataclass
class House:
    """The ground, its cities, a leader's scope for each, and units drawn from the median city by level."""

    ground: Ground
    cases: int
    cities: nation.Cities
    units: dict[str, list[int]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    @classmethod
    def filled(cls, ground: Ground, cases: int) -> "House":
        """Generate, copy the city out, wind the clocks, gather statistics."""
        begun = perf_counter()
        ground.build()
        tables = perf_counter()
        with ground.connect(NATION) as big, ground.connect(CITY) as small:
            cities = nation.settle(big, cases)
            big.execute("analyze")
            twin.copy_city(big, small, cities.median)
            clocks.wind(big, city=cities.median, far=cases)
            clocks.wind(small, city=cities.median, far=max(1, cases // clocks.FEW))
            units = _drawn(big, cities.median)
        rows = perf_counter()
        for database in (NATION, CITY):
            with ground.connect(database, autocommit=True) as one:
                one.execute("vacuum analyze")
        seconds = {"tables": tables - begun, "rows": rows - tables, "statistics": perf_counter() - rows}
        return cls(ground, cases, cities, units, {name: round(s, 1) for name, s in seconds.items()})

    def scope(self, unit: int) -> Scope:
        """The scope of a unit's leader, as the product builds it; Django must be pointed at a database."""
        user = User(pk=unit)
        with rest.acting_as(Scope(user_id=unit)):
            return scope_of(user)


def _drawn(connection: psycopg.Connection, city: int) -> dict[str, list[int]]:
    drawn = {}
    for number, (level, column) in enumerate(LEVELS.items(), 1):
        rows = connection.execute(
            DRAW.format(column=column), {"city": city, "level": number, "drawn": DRAWN}
        ).fetchall()
        drawn[level] = [unit for (unit,) in rows]
    return drawn
