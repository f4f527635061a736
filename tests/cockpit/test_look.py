"""The cockpit in real Chromium: axe, 390 px, scripts off, at night, on paper; and the way of a leader through it."""

import re

import pytest

from cases.rollups import folding
from network.units.models import Unit
from sisterhood.lib import clock
from tests.cockpit import town
from tests.journeys.conftest import Visitor, address, visit

__all__ = ["address", "visit"]
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", autouse=True)
def full(house):
    """A year of a city."""
    town.fill(house, matters=900)
    with house.login("worker"):
        folding.stand(at=clock.now())
        folding.fold()


class AtTheDoor(Visitor):
    """Signs in by hand and stays where she lands."""

    at_the_form = True


def test_a_leader_lands_on_it_goes_down_to_a_county_and_opens_the_list_behind_a_figure(
    chromium, address, house
):
    zhou = AtTheDoor(chromium, address, "zhou", 1366)
    try:
        assert zhou.page.url.endswith("/leader/") and "五级网络驾驶舱" in zhou.text()
        zhou.page.locator("table.nxt a", has_text="双辽市").first.click()
        zhou.check()
        assert "当前：双辽市" in zhou.text() and "选择乡镇" in zhou.text()
        zhou.page.locator(".kpi a", has_text="超期未结").click()
        zhou.check()
        county = Unit.objects.get(code="220382000000", level=2).pk
        assert re.search(rf"/cases/\?unit={county}&due=late", zhou.page.url) and "案件台账" in zhou.text()
        zhou.go("/leader/")
        zhou.page.locator(".map a").first.click()  # the map goes down as well
        zhou.check()
        assert "unit=" in zhou.page.url
        zhou.page.locator(".trail a").first.click()
        zhou.check()
        assert "选择县" in zhou.text()
    finally:
        zhou.context.close()


@pytest.mark.parametrize(("width", "scripts"), [(1366, True), (390, True), (1366, False)])
def test_every_level_passes_and_scrolls_nowhere_sideways(visit, width, scripts):
    zhou = visit("zhou", width, scripts=scripts)
    county, town_ = (
        Unit.objects.get(code=c, level=n).pk for c, n in (("220382000000", 2), ("220382102000", 3))
    )
    for query in (
        "",
        "?period=quarter",
        "?period=year",
        f"?unit={county}",
        f"?unit={town_}",
        "?night=1",
        "?night=0",
    ):
        zhou.go(f"/leader/{query}")
        assert "五级网络驾驶舱" in zhou.text()


def test_in_large_text_it_still_fits(visit):
    gao = visit("gao", 1366)
    gao.context.add_cookies([{"name": "text_size", "value": "large", "url": gao.address}])
    gao.go("/leader/")


def test_the_page_behind_the_numbers_is_a_table(visit):
    zhou = visit("zhou", 1366)
    zhou.go("/leader/")
    zhou.page.locator("summary", has_text="查看数据表").click()
    zhou.check()
    assert zhou.page.locator("details table tbody tr").count() == 12


def test_it_prints_on_two_sheets(visit):
    zhou = visit("zhou", 1366)
    zhou.go("/leader/")
    paper = zhou.page.pdf(prefer_css_page_size=True)
    assert re.search(rb"/Count (\d+)", paper)[1] == b"2"
