"""A clock tells nobody what stands outside her scope: whatever is there and what is nowhere take the same time."""

import pytest

from cases.petitions.told import Named
from network.deadlines.models import Limit
from tests.house import House
from tests.memory.test_timing import MOST, _best
from tests.search.test_who_finds_what import finds
from tests.stories import matter

HERE, NOWHERE = Named(name="司空静宜", phone="13804341177", birth_year=1979), "13804349999"


@pytest.fixture(scope="module")
def town(house: House) -> str:
    """Some sixty matters of 铁东 that 双辽 must not hear of; the number of one of them."""
    with house.login("migrator"):
        Limit.objects.filter(pk__in=["search.asked", "petition.look_ups"]).update(length=1_000_000)
    for n in range(60):
        matter("zheng", petitioner=Named(name=f"某人{n}", phone=f"1370434{n:04d}"), category="property")
    number = matter("zheng", petitioner=HERE).number
    house.raw("analyze")
    assert finds("lin", HERE.phone).elsewhere and not finds("lin", NOWHERE).elsewhere
    return number


@pytest.mark.parametrize("key", ["phone", "number", "beginning", "word", "name"])
def test_what_is_elsewhere_and_what_is_nowhere_take_the_same_time(town, key):
    there, nowhere = {
        "phone": (HERE.phone, NOWHERE),
        "number": (town, town[:-4] + "9876"),
        "beginning": (town[:-4], "XF-220399-2026-"),
        "word": ("铁东区", "无此区"),
        "name": (HERE.name, "上官无名"),
    }[key]
    assert not {str(hit.title) for group in finds("lin", there).groups for hit in group.hits}
    assert _best(lambda is_there: finds("lin", there if is_there else nowhere), 60) <= MOST
