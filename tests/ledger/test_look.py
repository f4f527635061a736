"""The ledger, a gift by the handful, a follow-up and a counted date in real Chromium: axe, 390 px, scripts off."""

from datetime import timedelta

import pytest

from cases.petitions import transitions
from tests.journeys.conftest import address, visit
from tests.petitions.test_follow_up import answered
from tests.stories import PHONE, does, matter

__all__ = ["address", "visit"]
pytestmark = pytest.mark.browser
WAYS = [(1366, True), (390, True), (1366, False)]


@pytest.mark.parametrize(("width", "scripts"), WAYS)
def test_a_leader_finds_ticks_and_gives_and_keeps_her_filter(visit, house, width, scripts):
    first, second, sealed = matter("lin"), matter("lin"), matter("lin", safety="violence")
    gao = visit("gao", width, scripts=scripts)
    gao.go("/cases/")
    assert first.number in gao.text() and sealed.number not in gao.text()
    gao.go("/cases/?stage=registered&sort=opened")
    gao.page.fill("[name=name]", f"登记的{width}{scripts}"[:20])
    gao.page.locator("main button:text-is('保存')").click()
    gao.check()
    assert "筛选已保存" in gao.text()
    for case in (first, second):
        gao.page.check(f"input[name=tick][value^='{case.pk}']")
    gao.press("把勾选的转交同事")
    gao.send()
    assert "请写明理由" in gao.text() and "已勾选 2 件" in gao.text()
    gao.page.select_option("[name=to]", label="许佳")
    gao.page.fill("[name=reason]", "分担工作")
    gao.send()
    assert "2 件已转交许佳" in gao.text()
    for view in ("mine", "new", "week", "escalated", "leader", "closed"):
        gao.go(f"/cases/?view={view}")


@pytest.mark.parametrize(("width", "scripts"), WAYS)
def test_a_woman_is_called_the_safe_way_and_her_matter_closed(visit, house, width, scripts):
    case = answered()
    lin = visit("lin", width, scripts=scripts)
    lin.go("/cases/follow-up/")
    assert case.number in lin.text() and PHONE not in lin.text()
    lin.page.locator("li", has_text=case.number).locator("a.btn").click()
    lin.check()
    lin.press("查看号码")
    assert PHONE in lin.text()
    lin.page.select_option("[name=way]", "call")
    lin.page.check("input[name=result][value=not_reached]")
    lin.send()
    assert "请填写下次回访日期" in lin.text()
    lin.page.check("input[name=result][value=reached]")
    lin.page.check("input[name=satisfaction][value=satisfied]")
    lin.send()
    assert "已办结" in lin.text() and "满意" in lin.text()


@pytest.mark.parametrize(("width", "scripts"), WAYS)
def test_the_new_date_is_shown_before_the_period_is_extended(visit, house, width, scripts):
    case = matter("lin")
    does("lin", transitions.triage, case, route="R1")
    does("gao", transitions.accept, case, notice_how="safe_way")
    does("lin", transitions.start, case)
    due = house.raw("select due_on from network_clock where subject_id = %s and state = 'running'", [case.pk])
    gao = visit("gao", width, scripts=scripts)
    gao.go(f"/cases/{case.pk}/")
    gao.page.locator("main >> text='申请延期'").first.click()
    gao.check()
    assert "第三十四条" in gao.text()
    gao.page.fill("[name=days]", "10")
    gao.page.fill("[name=reason]", "等待鉴定")
    gao.press("重新计算日期")
    text = gao.text()
    assert "延长 10 日后的到期日" in text and gao.page.input_value("[name=reason]") == "等待鉴定"
    same = "select due_on from network_clock where subject_id = %s and state = 'running'"
    assert house.raw(same, [case.pk]) == due
    gao.page.select_option("[name=notice_how]", "safe_way")
    gao.send()
    assert house.raw(same, [case.pk])[0][0] >= due[0][0] + timedelta(days=10)


@pytest.mark.parametrize("width", [1366, 390])
def test_a_matter_shows_its_parts_open_and_closed(visit, house, width):
    case = answered(days_ago=2)
    lin = visit("lin", width)
    lin.go(f"/cases/{case.pk}/")
    for part in ("timeline", "story", "follow-up", "changes"):
        assert lin.page.locator(f"#{part}").count() == 1
    does("lin", transitions.close, case, satisfaction="satisfied")
    lin.go(f"/cases/{case.pk}/")
    assert "已办结" in lin.page.locator(".next").inner_text()


@pytest.mark.parametrize("width", [1366, 390])
def test_giving_a_matter_down_says_what_is_shared_and_until_when(visit, house, width):
    case = matter("lin")
    does("lin", transitions.triage, case, route="R2")
    lin = visit("lin", width)
    for verb in ("transfer", "assign"):
        lin.go(f"/cases/{case.pk}/{verb}/")
        assert "第二十三条第三款" in lin.text() and "接收单位提出异议的期限" in lin.text()
    lin.page.select_option("[name=to_unit]", label="卧虎镇")
    lin.press("重新计算日期")
    assert "田丽成为经办人" in lin.text()
