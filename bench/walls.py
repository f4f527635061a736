"""Case 7: what row security costs. The same statement as the login app under its scope, and as the owner, whom
no policy stops."""

from bench.ground import NATION
from bench.house import House
from bench.lists import ROUNDS, Script, arm, asked, late, my_work, queue
from bench.measure import Check, Finding, caught, interleave, same
from cases.casefile.models import Case
from network.access import rest
from network.access.scope import Scope

NUMBERS = "select number from cases_case where city_id = %s and not is_sealed order by md5(number) limit 40"


def _look_ups(house: House, scope: Scope) -> list[Script]:
    with house.ground.connect(NATION) as connection:
        numbers = [n for (n,) in connection.execute(NUMBERS, [house.cities.median])]
    with rest.acting_as(scope):
        return [
            caught(lambda n=number: list(Case.objects.visible_to(scope).filter(number=n)))
            for number in numbers
        ]


def _on_and_off(house: House, scope: Scope, wanted: dict[str, list[Script]]) -> dict[str, float]:
    with house.ground.line(NATION, "app", scope) as on, house.ground.line(NATION, "migrator", scope) as off:
        arms = {}
        for name, scripts in wanted.items():
            forms = {"on": arm(on, scripts), "off": arm(off, scripts)}
            for turn in range(len(scripts)):
                same({form: one(turn) for form, one in forms.items()})
            arms |= {f"{name}, {form}": one for form, one in forms.items()}
        return interleave(arms, ROUNDS)


def case_7(house: House) -> Finding:
    """Row security on ÷ off: the queue at every level, the late list, 我的工作, and one matter by its number."""
    house.ground.point("app", NATION)
    scope = house.scope(house.cities.median)
    wanted = {f"queue {level}": some for level, some in asked(scope, queue, house.units).items()}
    wanted["late list"] = asked(scope, late, {"city": house.units["city"]})["city"]
    wanted["number"] = _look_ups(house, scope)
    officer, work = my_work(house)
    ms = _on_and_off(house, scope, wanted) | _on_and_off(house, officer, {"my work": work})
    ratios = {name: ms[f"{name}, on"] / ms[f"{name}, off"] for name in (*wanted, "my work")}
    worst = max(ratio for name, ratio in ratios.items() if name.startswith("queue"))
    checks = [
        Check("queue, worst level", worst, 2),
        Check("late list", ratios["late list"], 2),
        Check("my work", ratios["my work"], 2),
        Check("look-up by number", ratios["number"], 3),
    ]
    return Finding("row security on ÷ off", checks, ms, {f"ratio, {k}": v for k, v in ratios.items()})
