"""Cases 1 to 4: the lists of a unit's area cost the same in a city as in a nation, and at every level.

The statements are the product's own, caught from its querysets and sent with values in them, planning
and fetching included, as the login app under a leader's scope.
"""

from collections.abc import Callable
from typing import Any

from bench.ground import CITY, NATION, Line
from bench.house import LEVELS, House
from bench.measure import Check, Finding, Statement, caught, interleave, same
from bench.nation import OFFICERS
from cases.casefile.models import Case
from network.access import rest
from network.access.scope import Scope
from sisterhood.lib import clock

PAGE = 50
ROUNDS = 300
Script = list[Statement]
Ask = Callable[[Scope, str, int], Any]
FLOOR = """
select c.id, c.number, c.kind, c.stage, c.is_sealed, c.is_urgent, u.short_name, o.display_name, c.owner_id,
       c.next_due_at, c.opened_at, c.closed_at
  from cases_case c join network_unit u on u.id = c.unit_id left join network_user o on o.id = c.owner_id
 where c.{column} = %s and c.closed_at is null and not c.is_sealed order by c.next_due_at, c.id limit 50
"""


def queue(scope: Scope, column: str, unit: int) -> Any:
    """Open ordinary matters at or below a unit, nearest due first."""
    return _page(Case.objects.in_area(scope, column, unit).open().order_by("next_due_at", "id"))


def late(scope: Scope, column: str, unit: int) -> Any:
    """The leader's list of late matters."""
    rows = Case.objects.in_area(scope, column, unit).overdue(clock.now())
    return _page(rows.order_by("next_due_at", "id"))


def archive(scope: Scope, column: str, unit: int) -> Any:
    """Everything at or below a unit, newest first."""
    return _page(Case.objects.in_area(scope, column, unit).order_by("-opened_at", "-id"))


def _page(rows: Any) -> Any:
    return rows.cards()[:PAGE]


def asked(scope: Scope, ask: Ask, units: dict[str, list[int]]) -> dict[str, list[Script]]:
    """What the product sends for each drawn unit of each level."""
    with rest.acting_as(scope):
        return {
            level: [caught(lambda c=LEVELS[level], u=unit: list(ask(scope, c, u)))[-1:] for unit in drawn]
            for level, drawn in units.items()
            if drawn
        }


def my_work(house: House) -> tuple[Scope, list[Script]]:
    """我的工作 of the city's officer: what she owns and what was lent to her, three statements."""
    scope = house.scope(house.cities.median + OFFICERS)
    with rest.acting_as(scope):
        return scope, [caught(lambda: Case.objects.held_by(scope, limit=PAGE))]


def arm(line: Line, scripts: list[Script]) -> Callable[[int], list]:
    """One call sends the script whose turn it is."""
    return lambda turn: [line.rows(*statement) for statement in scripts[turn % len(scripts)]]


def _nation_against_city(house: House, scope: Scope, wanted: dict[str, list[Script]]) -> dict[str, float]:
    with house.ground.line(CITY, "app", scope) as alone, house.ground.line(NATION, "app", scope) as all_:
        arms = {}
        for name, scripts in wanted.items():
            forms = {"city alone": arm(alone, scripts), "nation": arm(all_, scripts)}
            for turn in range(len(scripts)):
                same({form: one(turn) for form, one in forms.items()})
            arms |= {f"{name}, {form}": one for form, one in forms.items()}
        return interleave(arms, ROUNDS)


def _worst(ms: dict[str, float]) -> float:
    names = {name.rpartition(",")[0] for name in ms}
    return max(ms[f"{name}, nation"] / ms[f"{name}, city alone"] for name in names)


def _at_five_levels(house: House, name: str, ask: Ask) -> tuple[Check, dict[str, float]]:
    house.ground.point("app", NATION)
    scope = house.scope(house.cities.median)
    wanted = {f"{name} {level}": some for level, some in asked(scope, ask, house.units).items()}
    ms = _nation_against_city(house, scope, wanted)
    return Check(f"{name}, worst level", _worst(ms), 1.3), ms


def case_1(house: House) -> Finding:
    """Queue at five levels: nation ÷ city database, the worst level; the late list and 我的工作 likewise."""
    checks, ms = [], {}
    for name, ask in (("queue", queue), ("late list", late)):
        check, found = _at_five_levels(house, name, ask)
        checks.append(check)
        ms |= found
    scope, scripts = my_work(house)
    found = _nation_against_city(house, scope, {"my work": scripts})
    checks.append(Check("my work", _worst(found), 1.3))
    return Finding("queue at five levels, nation ÷ city database", checks, ms | found, _over_floor(house))


def _over_floor(house: House) -> dict[str, float]:
    """The city's queue over the floor: psycopg, prepared, no row security, no framework."""
    scope, city = house.scope(house.cities.median), house.cities.median
    scripts = asked(scope, queue, {"city": [city]})["city"]
    floor = FLOOR.format(column="city_id")
    with (
        house.ground.line(NATION, "migrator") as owner,
        house.ground.line(NATION, "app", scope) as app,
        rest.acting_as(scope),
    ):
        ms = interleave(
            {
                "floor": lambda _turn: owner.prepared(floor, [city]),
                "sql": arm(app, scripts),
                "django": lambda _turn: list(queue(scope, "city_id", city)),
            },
            ROUNDS,
        )
    return {"sql ÷ floor": ms["sql"] / ms["floor"], "Django objects ÷ floor": ms["django"] / ms["floor"]}


def case_2(house: House) -> Finding:
    """Archive at five levels: nation ÷ city database, the worst level."""
    check, ms = _at_five_levels(house, "archive", archive)
    return Finding("archive at five levels, nation ÷ city database", [check], ms)


def case_3(house: House) -> Finding:
    """Queue in the nation's database: slowest level ÷ fastest, and city ÷ hamlet."""
    house.ground.point("app", NATION)
    scope = house.scope(house.cities.median)
    wanted = asked(scope, queue, house.units)
    with house.ground.line(NATION, "app", scope) as line:
        ms = interleave({level: arm(line, some) for level, some in wanted.items()}, ROUNDS)
        rows = {f"rows, {level}": _mean_rows(line, some) for level, some in wanted.items()}
    checks = [Check("slowest level ÷ fastest", max(ms.values()) / min(ms.values()), 3)]
    if "hamlet" in ms:
        checks.append(Check("city ÷ hamlet", ms["city"] / ms["hamlet"], 3))
    return Finding("queue, slowest level ÷ fastest", checks, ms, rows)


def _mean_rows(line: Line, scripts: list[Script]) -> float:
    return sum(len(line.rows(*script[-1])) for script in scripts) / len(scripts)


def case_4(house: House) -> Finding:
    """A large city with nothing overdue, where everybody else is late, ÷ the next largest, an ordinary one."""
    house.ground.point("app", NATION)
    well, usual = house.cities.well_run, house.cities.ordinary
    scopes = {"well-run": house.scope(well), "ordinary": house.scope(usual)}
    ms: dict[str, float] = {}
    checks = []
    with (
        house.ground.line(NATION, "app", scopes["well-run"]) as one,
        house.ground.line(NATION, "app", scopes["ordinary"]) as two,
    ):
        for name, ask in (("queue", queue), ("late list", late)):
            found = interleave(
                {
                    "well-run": arm(one, asked(scopes["well-run"], ask, {"city": [well]})["city"]),
                    "ordinary": arm(two, asked(scopes["ordinary"], ask, {"city": [usual]})["city"]),
                },
                ROUNDS,
            )
            checks.append(Check(name, found["well-run"] / found["ordinary"], 1.5))
            ms |= {f"{name}, {city}": value for city, value in found.items()}
    return Finding("well-run city ÷ ordinary city", checks, ms)
