"""In real Chromium: a lecture from its plan to the review of its report, and the page for everybody with scripts off."""

import os
import re
from datetime import timedelta

import pytest

from outreach.campaigns.activity import Activity
from sisterhood.lib import clock
from tests.campaigns import told
from tests.house import acting
from tests.journeys.conftest import address, visit
from tests.selection.test_look import SMALL

__all__ = ["address", "visit"]
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
pytestmark = pytest.mark.browser


def _plans(lin) -> None:
    """The officer writes the plan and asks for approval."""
    today = clock.today()
    page = lin.page
    lin.go("/outreach/activities/")
    lin.press("制订活动计划")
    page.select_option("[name=kind]", "health_rights")
    page.fill("[name=title]", "冬季健康讲座进村")
    page.check("[name=topics][value=screening_and_prevention]")
    page.fill("[name=plan]", "请医生到村里讲两癌筛查。")
    page.fill("[name=starts_on]", today.isoformat())
    page.fill("[name=ends_on]", (today + timedelta(days=2)).isoformat())
    village = f"[name=villages][value='{told.village().pk}']"
    page.locator("details", has=page.locator(village)).locator("summary").first.click()
    page.check(village)
    page.fill("[name=budget_cents]", "2000")
    lin.send()
    lin.press("报审批")
    lin.send()
    assert "待审批" in lin.text()


def _holds(lin) -> None:
    """One lecture today: planned, with a doctor, held, shown, counted."""
    page = lin.page
    lin.go("/outreach/activities/new/")
    page.select_option("[name=campaign]", label="冬季健康讲座进村")
    page.select_option("[name=kind]", "lecture")
    page.select_option("[name=topic]", "screening_and_prevention")
    page.fill("[name=title]", "两癌筛查讲座")
    page.select_option("[name=place]", str(told.village().pk))
    page.fill("[name=venue]", "村部会议室")
    page.fill("[name=planned_on]", clock.today().isoformat())
    page.fill("[name=expected]", "30")
    page.select_option("[name=is_public]", "yes")
    lin.send()
    lin.press("登记主讲人")
    for name, said in (("name", "白医生"), ("licence_no", "110"), ("licence_until", "2031-01-01")):
        page.fill(f"[name={name}]", said)
    page.select_option("[name=kind]", "doctor")
    lin.send()
    lin.press("已举办，登记")
    page.fill("[name=held_on]", clock.today().isoformat())
    lin.send()
    lin.press("上传照片")
    photo = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": told.picture()}
    page.set_input_files("[name=photo]", files=[photo])
    page.select_option("[name=shows]", "nobody")
    page.select_option("[name=consented]", "not_needed")
    lin.send()
    lin.press("登记人数")
    for name, said in (("women", "26"), ("men", "2"), ("children", "1"), ("cost_cents", "350.5")):
        page.fill(f"[name={name}]", said)
    lin.send()
    assert "妇女 26 人" in lin.text()


def test_a_lecture_goes_from_its_plan_to_the_review_of_its_report(visit):
    lin, gao = visit("lin", 1366), visit("gao", 1366)
    _plans(lin)
    place = lin.page.url.removeprefix(lin.address)
    gao.go(place)
    gao.press("批准计划")
    gao.send()
    lin.go(place)
    for word in ("公布计划", "启动"):
        lin.press(word)
        lin.send()
    _holds(lin)
    lin.go(place)
    lin.press("提交总结")
    lin.page.fill("[name=report]", "讲座一场，妇女反响好。")
    lin.page.fill("[name=spent_cents]", "0")
    lin.send()
    assert "350.50" in lin.text()
    gao.go(place)
    gao.press("审阅总结")
    gao.send()
    assert "已审阅" in gao.text()
    lin.go("/outreach/activities/figures/")
    assert re.search(r"讲座\s+1\s+29\s", lin.text())
    lin.go("/outreach/activities/coverage/")


def test_everybody_counts_herself_in_without_a_script_and_a_head_reads_it_on_her_phone(visit):
    row = told.lecture_to_come()
    he = visit("he", 390)
    for place in (
        "/outreach/activities/",
        f"/outreach/activities/{row.pk}/",
        "/outreach/publicity/",
        "/outreach/teaching/",
    ):
        he.go(place)
        assert not he.page.evaluate(SMALL), place
    stranger = visit("he", 390, scripts=False)
    stranger.go("/events/")
    stranger.page.click(f"text={row.title}")
    stranger.page.fill("[name=women]", "3")
    stranger.send()
    assert "已计入" in stranger.text()
    with acting("lin"):
        assert [each.women for each in Activity.objects.get(pk=row.pk).comings.all()] == [3]
