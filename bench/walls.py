"""Case 7: what row security costs. The same statement as the login app under its scope, and as the owner, whom
no policy stops."""

from bench.ground import NATION
from bench.house import House
from bench.lists import arm, asked, late, queue
from bench.measure import Check, Finding, Statement, caught, interleave, same
from cases.casefile.models import Case
from network.access import rest
from network.access.scope import Scope

ROUNDS = 160
NUMBERS = "select number from cases_case where city_id = %s and not is_sealed order by md5(number) limit 40"


def _look_ups(house: House, scope: Scope) -> list[Statement]:
    with house.ground.connect(NATION) as connection:
        numbers = [n for (n,) in connection.execute(NUMBERS, [house.cities.median])]
    with rest.acting_as(scope):
        return [
            caught(lambda n=number: list(Case.objects.visible_to(scope).filter(number=n)))[-1]
            for number in numbers
        ]


def case_7(house: House) -> Finding:
    """Row security on ÷ off: the queue at every level, the late list, and one matter by its number."""
    house.ground.point("app", NATION)
    scope = house.scope(house.cities.median)
    wanted = {f"queue {k}": v for k, v in asked(house, scope, queue, house.units).items()}
    wanted |= {"late city": asked(house, scope, late, {"city": house.units["city"]})["city"]}
    wanted |= {"number": _look_ups(house, scope)}
    with house.ground.line(NATION, "app", scope) as on, house.ground.line(NATION, "migrator", scope) as off:
        arms = {}
        for name, statements in wanted.items():
            for statement in statements:
                same({"on": on.rows(*statement), "off": off.rows(*statement)})
            arms |= {f"{name}, on": arm(on, statements), f"{name}, off": arm(off, statements)}
        ms = interleave(arms, ROUNDS)
    ratios = {name: ms[f"{name}, on"] / ms[f"{name}, off"] for name in wanted}
    queues = [ratio for name, ratio in ratios.items() if name != "number"]
    checks = [Check("queue, worst level", max(queues), 2), Check("look-up by number", ratios["number"], 3)]
    return Finding("row security on ÷ off", checks, ms, {f"ratio, {k}": v for k, v in ratios.items()})
