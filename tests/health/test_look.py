"""In real Chromium: a screening of a village, and relief through five levels, refused in another county without a word why."""

import os
from datetime import timedelta

import pytest

from outreach.health.insurance import verbs
from outreach.health.relief import checks
from outreach.health.screening.models import ScreeningRound
from sisterhood.lib import clock
from tests.health import test_insurance, told
from tests.house import acting
from tests.journeys.conftest import address, visit
from tests.selection.test_look import SMALL
from tests.selection.told import does

__all__ = ["address", "visit"]
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
pytestmark = pytest.mark.browser
DAY = f"{clock.today():%Y-%m-%d}"


def _fill(seen, **values: str) -> None:
    for name, value in values.items():
        field = seen.page.locator(f"[name={name}]").first
        if field.get_attribute("type") == "radio":
            seen.page.check(f"[name={name}][value={value}]")
        else:
            field.fill(value)


def _put_forward(seen, number: str) -> str:
    """The village puts her forward, completes her papers and hands them on; the address of the application."""
    seen.go("/outreach/relief/new/")
    _fill(seen, name=told.NAME, hardship="subsistence", is_relative="no", no_publicity="yes")
    _fill(seen, consent_how="signed", consented_on=DAY)
    seen.send()
    where = seen.page.url.removeprefix(seen.address)
    seen.page.click("a.btn:has-text('补齐材料')")
    _fill(
        seen,
        id_number=number,
        diagnosis="cervical_IIB",
        hospital="市中心医院",
        grade="tertiary",
        source="card",
    )
    _fill(seen, holds_from="2020-01-01", holds_until=f"{clock.today() + timedelta(days=90):%Y-%m-%d}")
    _fill(seen, bank="农商银行", account="6228480012345678917")
    seen.page.check("[name=seen][value=id_card]")
    seen.send()
    assert "尚未查验" in seen.text()
    for paper in ("id_card", "household", "hardship", "diagnosis", "settlement"):
        seen.page.check(f"[name=seen][value={paper}]")
    seen.send()
    seen.page.click("a.btn:has-text('村级核实')")
    seen.send()
    return where


def _step(seen, where: str, label: str, **values: str) -> None:
    seen.go(where)
    seen.page.click(f"a.btn:has-text('{label}')")
    _fill(seen, **values)
    seen.send()


def _compare(seen, where: str) -> None:
    seen.go(where)
    seen.page.click("a.btn:has-text('县级核对')")
    for each in checks.DATA:
        seen.page.check(f"[name=compared][value={each}]")
    seen.send()


def test_relief_through_five_levels_and_a_second_one_elsewhere_is_refused_without_a_word_why(visit, house):
    told.opened()
    where = _put_forward(visit("luo", 390), told.ID_NUMBER)
    _step(visit("tian", 1366), where, "乡镇审核")
    _compare(visit("gao", 1366), where)
    wu = visit("wu", 1366)
    _step(wu, where, "列入市级汇总")
    _step(visit("zhou", 1366), where, "报省")
    _step(wu, where, "省级批准", answered_on=DAY)
    lin = visit("lin", 1366, scripts=False)
    _step(lin, where, "登记发放", paid_on=DAY, paid="10000")
    assert "已发放" in lin.text()
    # The same woman, another county: everybody below reads what everybody reads, the leader alone learns why.
    li = visit("li", 1366, scripts=False)
    second = _put_forward(li, told.ID_NUMBER)
    _step(visit("qian", 1366, scripts=False), second, "乡镇审核")
    li.go(second)
    assert "县妇联核对" in li.text() and "一生" not in li.text()
    feng = visit("feng", 1366)
    _compare(feng, second)
    assert "一生只有一次" in feng.text() and "双辽" not in feng.text()
    _step(feng, second, "不予支持", why="once")
    li.go(second)
    assert "未获支持" in li.text() and "救助过" not in li.text() and "一生" not in li.text()


def test_a_screening_of_a_village_from_plan_to_counts(visit, house):
    luo = visit("luo", 390)
    luo.go("/outreach/screenings/plan/")
    _fill(luo, held_on=f"{clock.today() + timedelta(days=1):%Y-%m-%d}", place="村卫生室", due="10")
    luo.send()
    luo.page.click("text=加入名单")
    for n, name in enumerate(("令狐玉梅", "尉迟桂兰")):
        _fill(luo, name=name, at_time=f"09:{n}0")
        if n:
            luo.send()
        else:
            luo.page.click("text=加入并继续下一位")
    assert "令狐*梅" in luo.text() and "令狐玉梅" not in luo.text()
    luo.page.click("text=名单已全部通知")
    luo.send()
    with acting("luo"):
        row = ScreeningRound.objects.get(state="invited")
    house.raw("update outreach_screeninground set held_on = %s where id = %s", [clock.today(), row.pk])
    luo.go(f"/outreach/screenings/{row.pk}/")
    assert not luo.page.evaluate(SMALL)
    luo.page.locator("button:has-text('已到场')").first.click()
    luo.check()
    luo.page.click("text=当天筛查结束")
    luo.send()
    lin = visit("lin", 1366)
    _step(
        lin, f"/outreach/screenings/{row.pk}/", "登记医院汇总数", examined="1", abnormal="1", followed_up="0"
    )
    assert "汇总数已回收" in lin.text() and "令狐" not in lin.text()


def test_every_other_page_can_be_read_at_both_sizes(visit, house):
    offered = test_insurance.plan()
    woman = test_insurance.enrolled(offered)
    claim = does("luo", verbs.open_claim, woman.pk, happened_on=clock.today())
    pages = ["", "enrol/", "list/", f"{woman.pk}/leave/"]
    for width in (390, 1366):
        luo = visit("luo", width)
        for page in pages:
            luo.go(f"/outreach/insurance/{page}")
        for place in (f"/outreach/claims/{claim.pk}/", "/outreach/treatment/", "/outreach/treatment/new/"):
            luo.go(place)
        luo.go("/outreach/health/figures/")
        luo.go("/outreach/relief/")
        luo.go("/outreach/screenings/")
    zhou = visit("zhou", 1366)
    for place in ("/outreach/relief/window/", "/outreach/relief/before/", "/outreach/health/figures/"):
        zhou.go(place)
    visit("bai", 1366).go("/outreach/relief/repeats/")
