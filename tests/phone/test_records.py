"""A round of visits and a patrol on a phone without a signal: one form each, kept sealed, sent by itself."""

from datetime import date, timedelta

import pytest

from network.patrols import verbs as patrols
from network.volunteers import teams
from outreach.visits import verbs as rounds
from sisterhood.lib import clock
from tests.browser import look_at
from tests.house import person
from tests.patrols.test_patrols import WAY, crew
from tests.selection import told
from tests.selection.told import HEADED, VILLAGE, does

pytestmark = pytest.mark.browser
ENDED = "select doors, opened, help_asked, topics from outreach_visitround where state = 'ended'"


def _now(minutes: int) -> str:
    """So many minutes ago, and never yesterday."""
    now = clock.in_zone(clock.now())
    told = now - timedelta(minutes=minutes)
    return f"{told:%H:%M}" if told.date() == now.date() else "00:00"


@pytest.fixture(scope="module", autouse=True)
def _station(house):
    told.entered(HEADED)


def test_a_round_is_written_down_in_the_valley_and_arrives_with_the_network(phone, house):
    he = phone("he")
    he.ready("/m/")
    he.off()
    he.opens("/m/visits/")
    he.reads("没有网络或网络很慢", "与谁同行")
    look_at(he.page)
    he.page.click("form button.p")
    he.reads("有 6 处需要补充", "请写同行人的姓名")
    page = he.page
    page.fill("[name=companion]", person(VILLAGE).display_name)
    page.fill("[name=begun]", _now(3))
    page.fill("[name=ended]", _now(2))
    for name, number in {"doors": "4", "opened": "5", "come_again": "1", "help_law": "2"}.items():
        page.fill(f"[name={name}]", number)
    page.click("form button.p")
    he.reads("不能多于敲门户数")
    page.fill("[name=opened]", "3")
    page.click("form button.p")
    he.until("document.querySelectorAll('.err li').length === 1")
    page.check("[name=topics][value=rights]")
    page.click("form button.p")
    he.reads("已存在这部手机", "一次走访", "等网络")
    assert house.raw(ENDED) == []
    he.off(False)
    he.sends()
    he.until("window.sisters.store.unsent().then(all => !all.length)")
    assert house.raw(ENDED) == [(4, 3, {"law": 2}, ["rights"])]
    (item,) = he.items()
    assert item["form"] == "visit" and not item["sealed"]


def test_the_open_page_of_a_round_keeps_its_end_when_the_network_goes(phone, house):
    begun = clock.now() - timedelta(minutes=30)
    row = does("he", rounds.set_out, told.hamlet(HEADED), companion=person(VILLAGE), at=begun)
    before = len(house.raw(ENDED))
    he = phone("he")
    he.ready(f"/m/visits/{row.pk}/end_round/")
    he.off()
    page = he.page
    for name in ("doors", "opened", "come_again"):
        page.fill(f"[name={name}]", "0")
    page.click("form[data-record] button.p")
    he.reads("已存在这部手机", "等网络")
    he.off(False)
    he.sends()
    he.until("window.sisters.store.unsent().then(all => !all.length)")
    assert len(house.raw(ENDED)) == before + 1
    assert house.raw("select state from outreach_visitround where id = %s", [row.pk]) == [("ended",)]


def test_a_patrol_is_written_down_when_they_are_back(phone, house):
    team, first, second = crew()
    does(VILLAGE, teams.insure_team, team.pk, insured_until=date(2027, 12, 31))
    begins = clock.now() + timedelta(minutes=5)
    ends = (begins + timedelta(minutes=60)).time()
    plan = patrols.Plan(begins.date(), begins.time(), ends, (first.pk, second.pk), places=WAY)
    does(VILLAGE, patrols.plan_patrol, team.pk, plan)
    he = phone("he")
    he.ready("/m/")
    he.off()
    he.opens("/m/service/")
    he.reads("没有网络或网络很慢", "我们回来了")
    look_at(he.page)
    page = he.page
    page.fill("[name=started]", _now(2))
    page.fill("[name=ended]", _now(1))
    page.check("[name=weather][value=rain]")
    page.fill("[name=helped]", "1")
    page.check("[name=hazard][value=light]")
    page.click("form button.p")
    he.until("document.querySelectorAll('.err li').length === 1")
    page.fill("[name=place]", "村小学门前")
    page.click("form button.p")
    he.reads("已存在这部手机", "一次巡逻")
    he.off(False)
    he.sends()
    he.until("window.sisters.store.unsent().then(all => !all.length)")
    assert house.raw("select state, weather, helped from network_patrol") == [("done", "rain", 1)]
    assert house.raw("select place from network_foundplace") == [("村小学门前",)]
