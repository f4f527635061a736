"""In real Chromium: a circle from the guardian's consent to the first visit and a plan that runs, and every page by its size."""

import os

import pytest

from cases.circle.models import MinorContactCircle, MinorSupportPlan
from sisterhood.lib import clock
from tests.circle.conftest import (
    GOAL,
    MOTHER,
    NOTE,
    OFFER,
    TEACHER,
    child,
    drafted,
    leave,
    meets,
    member,
    opened,
    running,
    stepped,
)
from tests.house import acting
from tests.journeys.conftest import address, visit

__all__ = ["address", "visit"]
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "scripts"), [(1366, True), (390, True), (390, False)])
def test_from_the_consent_to_a_visit_and_a_plan(visit, house, width, scripts):
    case, mother = child()
    lin = visit("lin", width, scripts=scripts)
    lin.go(f"/cases/{case.pk}/")
    lin.press("关爱联系圈、探访与计划")
    lin.press("建立关爱联系圈")
    lin.page.check("[name=situation][value=left_behind]")
    lin.page.select_option("[name=manner]", "signed")
    lin.page.check("[name=child_voice][value=small]")
    lin.send()
    assert "没有监护人同意不得开展" in lin.text()
    lin.page.check(f"[name=guardian][value='{mother}']")
    lin.send()
    assert "年满八周岁须征求孩子本人意见" in lin.text()
    lin.page.check("[name=child_voice][value=agrees]")
    lin.send()
    assert "联系圈有效" in lin.text() and MOTHER not in lin.text()
    lin.press("登记圈内成人")
    lin.page.check("[name=role][value=school]")
    lin.page.fill("[name=name]", TEACHER)
    lin.send()
    lin.press("记录探访或通话")
    lin.page.check("[name=kind][value=visit]")
    lin.page.check("[name=outcome][value=need]")
    lin.page.fill("[name=note]", NOTE)
    lin.send()
    assert "最近联系日期" in lin.text() and NOTE not in lin.text()
    leave(house, case)
    lin.go(f"/cases/{case.pk}/circle/")
    assert NOTE in lin.text() and TEACHER in lin.text()
    lin.press("起草支持计划")
    lin.page.check("[name=ground][value=care]")
    lin.page.fill("[name=goal]", GOAL)
    lin.send()
    lin.press("设定步骤")
    lin.page.locator("[name=goal]").first.check()
    lin.page.fill("[name=what]", OFFER)
    lin.page.fill("[name=due_on]", f"{clock.today():%Y-%m-%d}")
    lin.send()
    lin.press("商定计划")
    lin.page.locator("[name=guardian]").first.check()
    lin.page.select_option("[name=manner]", "signed")
    lin.page.check("[name=child_voice][value=agrees]")
    lin.page.check("[name=school][value=takes_part]")
    lin.send()
    assert "计划已商定，执行中" in lin.text() and OFFER in lin.text()
    with acting("lin"):
        assert MinorSupportPlan.objects.get(case=case.pk).state == "running"
        assert MinorContactCircle.objects.get(case=case.pk).last_contact_on == clock.today()


@pytest.mark.parametrize("width", [1366, 390])
def test_every_page_and_form_can_be_read(visit, house, width):
    case, mother = child()
    circle = opened(case, mother, situation="left_behind")
    caring = member(case, circle, role="caring", checked_on=clock.today())
    meets(case, circle, member=caring, note=NOTE, was_alone=True)
    lin = visit("lin", width)
    place = f"/cases/{case.pk}/circle/"
    lin.go(place)
    lin.go(f"{place}draft_plan/")
    lin.go(f"{place}{caring}/sheet/")
    leave(house, case)
    plan = drafted(case)
    stepped(case, plan, clock.today(), member=caring)
    lin.go(place)
    for verb in ("name_member", "hold_contact", "renew_circle_consent", "end_circle"):
        lin.go(f"{place}{circle}/{verb}/")
    for verb in ("renew_member_check", "end_member", "sheet"):
        lin.go(f"{place}{caring}/{verb}/")
    for verb in ("set_goal", "set_step", "agree_plan", "end_plan"):
        lin.go(f"{place}{plan}/{verb}/")
    other, runs, step = running(house)
    lin.go(f"/cases/{other.pk}/circle/{runs}/review_plan/")
    lin.go(f"/cases/{other.pk}/circle/{step}/finish_step/")
    lin.go(f"/cases/{other.pk}/circle/open_circle/")
    lin.page.emulate_media(media="print")
    lin.go(place)
    assert "天联系孩子一次" not in lin.text()
