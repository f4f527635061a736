"""In real Chromium: bulletins, rounds and sheets on the phone of a head and at the desk, by size, with targets for a thumb."""

import os

import pytest

from network.bulletins import verbs as bulletins
from outreach.needs import verbs as needs
from outreach.needs.models import NeedsSheet
from outreach.visits import verbs as visits
from outreach.visits.models import VisitRound
from sisterhood.lib import clock
from tests.house import acting, person
from tests.journeys.conftest import address, visit
from tests.selection import told
from tests.selection.test_look import SMALL
from tests.selection.told import HEADED, HEADLESS, VILLAGE, does

__all__ = ["address", "visit"]
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def pages(house) -> dict[str, list[str]]:
    """Who looks at what."""
    told.entered(HEADED, at=clock.now())
    told.entered(HEADLESS, at=clock.now())
    county = person("gao").appointments.get().unit
    words = {"title": "冬季讲座", "body": "请各站通知妇女参加。", "below": county}
    words["roles"] = ["station_head", "village_chair", "township_chair"]
    draft = does("lin", bulletins.draft_bulletin, county, **words)
    out = does("lin", bulletins.draft_bulletin, county, **words)
    does("gao", bulletins.publish_bulletin, out.pk)
    going = does(VILLAGE, visits.set_out, told.hamlet(HEADLESS), companion=person("he"))
    with acting(VILLAGE):
        first, second = NeedsSheet.objects.order_by("unit__code")
    does(VILLAGE, needs.fill_needs, second.pk, asked=12, women={"work": 7, "law": 2})
    notices = ["/m/notices/", f"/m/notices/{out.pk}/"]
    sums = ["/outreach/visits/", "/outreach/needs/"]
    return {
        "he": ["/m/", "/m/visits/", "/m/visits/new/", "/m/needs/", f"/m/needs/{first.pk}/", *notices],
        "luo": [
            f"/m/visits/{going.pk}/",
            f"/m/visits/{going.pk}/end_round/",
            "/outreach/visits/plan/",
            *sums,
            *notices,
        ],
        "gao": [
            "/network/bulletins/",
            "/network/bulletins/new/",
            f"/network/bulletins/{out.pk}/",
            f"/network/bulletins/{draft.pk}/publish_bulletin/",
            *sums,
        ],
    }


@pytest.mark.parametrize("who, width", [("he", 390), ("luo", 1366), ("luo", 390), ("gao", 1366)])
def test_every_page_can_be_read_and_pressed(visit, pages, who, width):
    seen = visit(who, width)
    for place in pages[who]:
        seen.go(place)
        if width == 390:
            assert not seen.page.evaluate(SMALL), place


def test_a_head_sets_out_and_comes_back_on_her_phone_with_scripts_off(visit, pages):
    seen = visit("he", 390, scripts=False)
    seen.go("/m/")
    seen.page.click("text=走访打卡")
    seen.page.click("text=现在出发")
    seen.page.select_option("[name=companion]", label="罗秀英")
    seen.send()
    assert "你们当中有人正在走访" in seen.text()
    with acting(VILLAGE):
        going = VisitRound.objects.get(state="under_way")
    back = {"doors": 2, "opened": 1, "come_again": 0, "topics": ["rights"], "help_asked": {}}
    does(VILLAGE, visits.end_round, going.pk, **back)
    seen.page.select_option("[name=companion]", label="罗秀英")
    seen.send()
    seen.page.click("text=结束走访")
    for name, number in (("doors", "5"), ("opened", "4"), ("come_again", "1"), ("help_health", "2")):
        seen.page.fill(f"[name={name}]", number)
    seen.page.check("[name=topics][value=health]")
    seen.send()
    assert "走访已登记" in seen.text() and "健康检查 2" in seen.text()
