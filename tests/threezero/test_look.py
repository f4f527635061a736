"""In real Chromium: a village's three-zero year pressed from the first day to the designation, at the desk and on a phone, with axe."""

import os

import pytest

from outreach.threezero.models import ThreeZeroAssessment
from sisterhood.lib import clock
from tests.house import acting
from tests.journeys.conftest import address, visit
from tests.selection.test_look import SMALL
from tests.threezero import told
from tests.threezero.told import CITY_OFFICER, LEADER, OFFICER, TOWN, VILLAGE, WORDS

__all__ = ["address", "visit"]
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
pytestmark = pytest.mark.browser


def _row() -> ThreeZeroAssessment:
    with acting("zhou"):
        return ThreeZeroAssessment.objects.get()


def _press(visit, who, width, page, verb, **fields) -> None:
    """Opens the page, follows its next step, fills its form and sends it."""
    seen = visit(who, width)
    seen.go(page)
    if width == 390:
        assert not seen.page.evaluate(SMALL), page
    seen.page.click(f"a[href$='/{verb}/']")
    for name, value in fields.items():
        seen.page.fill(f"[name={name}]", value)
    seen.send()


def test_a_village_goes_through_its_year_screen_by_screen(visit, house):
    told.well_done(house)
    chair = visit(VILLAGE, 390, scripts=False)
    chair.go("/outreach/threezero/")
    chair.page.click("text=报名参创")
    year = chair.page.locator("[name=year] option").nth(1).get_attribute("value")
    chair.page.select_option("[name=year]", value=year)
    chair.send()
    page = f"/outreach/threezero/{_row().pk}/"
    assert "已报名参创" in chair.text() and "100" in chair.text()
    chair.page.click("a[href$='/enter_evidence/']")
    chair.page.select_option("[name=indicator]", value="prevention")
    chair.page.fill("[name=done_on]", f"{year}-01-01")
    chair.page.fill("[name=words]", "大集发放宣传册")
    chair.send()
    chair.go(page)
    assert not chair.page.evaluate(SMALL)
    chair.page.click("a[href$='/self_assess/']")
    chair.page.check("[name=signs]")
    chair.send()
    assert "已自评" in chair.text()
    _press(visit, TOWN, 390, page, "verify_village")
    _press(visit, OFFICER, 1366, page, "review_village")
    city = visit(CITY_OFFICER, 1366)
    city.go("/outreach/threezero/")
    city.page.click("text=抽取抽查村")
    city.send()
    day = clock.today().isoformat()
    _press(visit, CITY_OFFICER, 1366, page, "visit_sample", visited_on=day, words=WORDS)
    _press(visit, LEADER, 1366, page, "designate_village")
    assert _row().state == "designated"
    leader = visit(LEADER, 1366)
    for place in ("/outreach/threezero/", page, "/outreach/threezero/figures/"):
        leader.go(place)
    for place in ("", "families/", "pledges/", f"{_row().pk}/"):
        chair.go(f"/outreach/threezero/{place}")
        assert not chair.page.evaluate(SMALL), place
