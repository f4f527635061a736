"""Short hands: somebody asks whether a woman has come before."""

from typing import Any

from cases.people import matching
from cases.people.indexes import traits_of
from cases.people.matching import Memory
from cases.petitions.told import Named
from network.deadlines.models import Limit
from tests.house import House, acting

WOMAN = Named(name="司空静宜", phone="13804341177", birth_year=1979, gender="female")
OTHER = Named(name="上官云", phone="13804349999", birth_year=1985, gender="female")
SENTENCE = "此人可能在别处反映过情况，如有需要请与市妇联核对。"
NOTHING = Memory((), False)
ELSEWHERE = Memory((), True)


def asks(username: str, *told: Named) -> Memory:
    """One question of hers, in a transaction of its own."""
    with acting(username) as (user, _scope):
        return matching.matches(
            [traits_of(each) for each in told or (WOMAN,)], by=user, purpose=matching.REGISTER
        )


def numbers(memory: Memory) -> list[str]:
    """Which matters she was told of."""
    return [known.number for known in memory.matters]


def often(house: House, most: int) -> None:
    """From now on so many questions a minute."""
    with house.login("migrator"):
        Limit.objects.filter(pk="petition.look_ups").update(length=most)


def intake(**facts: Any) -> dict[str, Any]:
    """What the desk's form sends."""
    return {
        "safety": "safe",
        "request": "请求调解",
        "facts": "门前的路被堵了",
        "channel": "visit",
        "received_on": "2026-01-05",
        "nature": "appeal",
        "category": "general",
        "group_size": "1",
        "gender": "female",
        "marital_status": "unsaid",
        "knows_other_side": "no",
        "name": WOMAN.name,
        "phone": WOMAN.phone,
        "birth_year": str(WOMAN.birth_year),
        "step": "check",
    } | facts
