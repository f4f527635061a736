"""Cases 1 to 4: the lists of a unit's area cost the same in a city as in a nation, and at every level.

The statements are the product's own, caught from its querysets and sent with values in them, planning
and fetching included, as the login app under a leader's scope.
"""

from collections.abc import Callable
from typing import Any

from bench.ground import CITY, NATION, Line
from bench.house import LEVELS, House
from bench.measure import Check, Finding, Statement, caught, interleave, same
from cases.casefile.models import Case
from network.access import rest
from network.access.scope import Scope
from sisterhood.lib import clock

PAGE = 50
ROUNDS = 160
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
    return rows.select_related("unit", "owner")[:PAGE]


def asked(house: House, scope: Scope, ask: Ask, units: dict[str, list[int]]) -> dict[str, list[Statement]]:
    """The product's statement for each drawn unit of each level."""
    with rest.acting_as(scope):
        return {
            level: [caught(lambda c=LEVELS[level], u=unit: list(ask(scope, c, u)))[-1] for unit in drawn]
            for level, drawn in units.items()
            if drawn
        }


def arm(line: Line, statements: list[Statement]) -> Callable[[int], object]:
    """One call sends the statement whose turn it is."""
    return lambda turn: line.rows(*statements[turn % len(statements)])


def _nation_against_city(house: House, ask: Ask) -> tuple[float, dict[str, float]]:
    house.ground.point("app", NATION)
    scope = house.scope(house.cities.median)
    wanted = asked(house, scope, ask, house.units)
    with house.ground.line(CITY, "app", scope) as alone, house.ground.line(NATION, "app", scope) as all_:
        arms = {}
        for level, statements in wanted.items():
            for statement in statements:
                same({"city": alone.rows(*statement), "nation": all_.rows(*statement)})
            arms[f"{level}, city alone"] = arm(alone, statements)
            arms[f"{level}, nation"] = arm(all_, statements)
        ms = interleave(arms, ROUNDS)
    ratios = {level: ms[f"{level}, nation"] / ms[f"{level}, city alone"] for level in wanted}
    return max(ratios.values()), ms


def case_1(house: House) -> Finding:
    """Queue at five levels: nation ÷ city database, the worst level; the leader's late list likewise."""
    worst, ms = _nation_against_city(house, queue)
    worst_late, ms_late = _nation_against_city(house, late)
    checks = [Check("queue, worst level", worst, 1.3), Check("late list, worst level", worst_late, 1.3)]
    found = {f"queue {k}": v for k, v in ms.items()} | {f"late {k}": v for k, v in ms_late.items()}
    return Finding("queue at five levels, nation ÷ city database", checks, found, _over_floor(house))


def _over_floor(house: House) -> dict[str, float]:
    """The city's queue over the floor: psycopg, prepared, no row security, no framework."""
    scope, city = house.scope(house.cities.median), house.cities.median
    statement = asked(house, scope, queue, {"city": [city]})["city"][0]
    floor = FLOOR.format(column="city_id")
    with house.ground.line(NATION, "migrator") as owner, house.ground.line(NATION, "app", scope) as app:
        with rest.acting_as(scope):
            ms = interleave(
                {
                    "floor": lambda _turn: owner.prepared(floor, [city]),
                    "sql": lambda _turn: app.rows(*statement),
                    "django": lambda _turn: list(queue(scope, "city_id", city)),
                },
                ROUNDS,
            )
    return {"sql ÷ floor": ms["sql"] / ms["floor"], "Django objects ÷ floor": ms["django"] / ms["floor"]}


def case_2(house: House) -> Finding:
    """Archive at five levels: nation ÷ city database, the worst level."""
    worst, ms = _nation_against_city(house, archive)
    return Finding(
        "archive at five levels, nation ÷ city database", [Check("archive, worst level", worst, 1.3)], ms
    )


def case_3(house: House) -> Finding:
    """Queue in the nation's database: slowest level ÷ fastest, and city ÷ hamlet."""
    house.ground.point("app", NATION)
    scope = house.scope(house.cities.median)
    wanted = asked(house, scope, queue, house.units)
    with house.ground.line(NATION, "app", scope) as line:
        ms = interleave({level: arm(line, some) for level, some in wanted.items()}, ROUNDS)
        rows = {f"rows, {level}": _mean_rows(line, some) for level, some in wanted.items()}
    checks = [Check("slowest level ÷ fastest", max(ms.values()) / min(ms.values()), 3)]
    if "hamlet" in ms:
        checks.append(Check("city ÷ hamlet", ms["city"] / ms["hamlet"], 3))
    return Finding("queue, slowest level ÷ fastest", checks, ms, rows)


def _mean_rows(line: Line, statements: list[Statement]) -> float:
    return sum(len(line.rows(*one)) for one in statements) / len(statements)


def case_4(house: House) -> Finding:
    """A large city with nothing overdue, where everybody else is late, ÷ the next largest, an ordinary one."""
    house.ground.point("app", NATION)
    ms: dict[str, float] = {}
    checks = []
    for name, ask in (("queue", queue), ("late list", late)):
        well, usual = house.cities.well_run, house.cities.ordinary
        scopes = {"well-run": house.scope(well), "ordinary": house.scope(usual)}
        with (
            house.ground.line(NATION, "app", scopes["well-run"]) as one,
            house.ground.line(NATION, "app", scopes["ordinary"]) as two,
        ):
            arms = {
                f"{name}, well-run": arm(one, asked(house, scopes["well-run"], ask, {"city": [well]})["city"]),
                f"{name}, ordinary": arm(two, asked(house, scopes["ordinary"], ask, {"city": [usual]})["city"]),
            }
            found = interleave(arms, ROUNDS)
        checks.append(Check(name, found[f"{name}, well-run"] / found[f"{name}, ordinary"], 1.5))
        ms |= found
    return Finding("well-run city ÷ ordinary city", checks, ms)
