"""In real Chromium: every page of volunteers, teams and patrols by its size, with targets for a thumb, without scripts too."""

import os
from datetime import timedelta

import pytest

from network.patrols import found, verbs
from network.patrols.verbs import Plan
from network.volunteers import teams
from sisterhood.lib import clock
from tests.house import acting, person
from tests.journeys.conftest import address, visit
from tests.selection.test_look import SMALL
from tests.volunteers import told
from tests.volunteers.told import BEGUN, VILLAGE, does

__all__ = ["address", "visit"]
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def pages(house) -> dict[str, list[str]]:
    """Who looks at what; the walk begins in a quarter of an hour."""
    first, second = told.active("何桂芳", "he"), told.active("乌兰珍", code=told.THIRD)
    told.checked(first, clock.today() - timedelta(days=340), at=clock.now())
    team = told.team("safety_patrol", "巡逻一队")
    until = clock.today() + timedelta(days=100)
    does(VILLAGE, teams.insure_team, team.pk, insured_until=until)
    members = [told.joins(team, each) for each in (first, second)]
    does(VILLAGE, teams.name_leader, team.pk, member=members[0].pk, at=BEGUN)
    at = clock.now() + timedelta(minutes=15)
    times = at.time().replace(microsecond=0), (at + timedelta(hours=1)).time().replace(microsecond=0)
    plan = Plan(at.date(), *times, (first.pk, second.pk), (), ("村小学门前", "东头水库边"))
    walk = does(VILLAGE, verbs.plan_patrol, team.pk, plan)
    row, group, patrol = (
        f"/network/volunteers/{first.pk}/",
        f"/network/teams/{team.pk}/",
        f"/network/patrols/{walk.pk}/",
    )
    keeps = ["/network/volunteers/", f"/network/volunteers/new/?unit={first.unit_id}", row, "/network/teams/"]
    keeps += [f"{row}{verb}/" for verb in ("record_check", "give_area")]
    keeps += ["/network/teams/new/", group, f"{group}join_team/", f"{group}write_log/", f"{group}patrol/"]
    keeps += ["/network/patrols/", patrol]
    return {
        "luo": keeps,
        "lin": ["/network/volunteers/", "/network/patrols/", "/network/volunteers/export/"],
        "he": ["/m/service/", patrol, row, group, f"{row}pause_service/"],
        "walk": [patrol],
    }


@pytest.mark.parametrize("width", [1366, 390])
@pytest.mark.parametrize("who", ["luo", "lin", "he"])
def test_every_page_can_be_read_and_pressed(visit, pages, who, width):
    seen = visit(who, width)
    for place in pages[who]:
        seen.go(place)
        if width == 390:
            assert not seen.page.evaluate(SMALL), place


def test_a_walk_from_the_phone_without_scripts(visit, pages, house):
    he = visit("he", 390, scripts=False)
    he.go(pages["walk"][0])
    he.press("出发")
    assert "巡逻中" in he.text()
    he.press("已拨打 110")
    he.press("记一处场所隐患")
    he.page.check("[name=hazard][value=light]")
    he.page.fill("[name=place]", "村小学门前")
    he.page.fill("[name=what]", "小刘，又在路灯下喝酒")
    he.send()
    assert "上报一件事" in he.text() and "小刘" in he.page.input_value("[name=what]")
    he.page.fill("[name=what]", "路灯不亮")
    he.send()
    he.press("村小学门前")
    he.press("交乡镇处置")
    assert "已交乡镇" in he.text()
    he.go(pages["walk"][0])
    he.press("我们回来了")
    assert "已完成" in he.text()
    assert house.raw("select state from network_foundplace") == [("given",)]
    assert house.raw("select owner_id from network_clock where limit_id = 'patrol.place'") == [
        (person("tian").pk,)
    ]
    with acting("tian"):
        assert found.FoundPlace.objects.waiting().count() == 1
