"""The pages of bodies, demands and meetings in real Chromium: axe, 390 px, and with scripts off."""

from datetime import timedelta
from uuid import UUID

import pytest

from cases.coordination import competence
from cases.coordination.models import CoordinationMeeting, Investigation
from cases.petitions import transitions
from network.units.models import Unit
from sisterhood.demo import cast
from sisterhood.lib import clock
from tests.coordination.conftest import LABOUR, SHARED
from tests.house import acting
from tests.journeys.conftest import address, visit
from tests.stories import does, matter

__all__ = ["address", "visit"]
pytestmark = pytest.mark.browser


def _late(house, row: UUID) -> None:
    """Time passes: the body has let its days go by."""
    house.raw("update network_clock set due_at = now() - interval '1 day' where part = %s", [row])


@pytest.mark.parametrize(("width", "scripts"), [(1366, True), (390, True), (1366, False)])
def test_a_demand_from_the_draft_to_the_inspection(visit, house, width, scripts):
    case = matter("lin")
    does("lin", transitions.triage, case, route="R4")
    lin, gao = visit("lin", width, scripts=scripts), visit("gao", width, scripts=scripts)
    lin.go(f"/cases/{case.pk}/demand/")
    lin.page.select_option("[name=listed]", label=LABOUR)
    lin.page.fill("[name=request]", "请依法查处")
    lin.send()
    with acting("lin"):
        row = Investigation.objects.get(case=case.pk).pk
    place = f"/cases/{case.pk}/investigations/{row}/"
    lin.go(place)
    lin.press("记录本人同意")
    for recipient in ("agency", "committee", "government"):
        lin.page.check(f"[name=given_for][value={recipient}]")
    lin.page.select_option("[name=manner]", "signed")
    lin.page.fill("[name=shared]", SHARED)
    lin.send()
    assert SHARED in lin.text()
    lin.press("发函")
    lin.page.select_option("[name=notice_how]", "safe_way")
    lin.send()
    _late(house, row)
    lin.go(place)
    assert "逾期未回复" in lin.text()
    lin.press("拟督促处理意见书")
    lin.page.fill("[name=failure]", "逾期未回复")
    lin.page.fill("[name=note]", "请依法处理并回复")
    lin.send()
    gao.go(place)
    gao.press("审定并发出督促处理意见书")
    gao.send()
    _late(house, row)
    lin.go(place)
    lin.press("提请督查")
    lin.page.fill("[name=note]", "提请人民政府督查")
    lin.send()
    assert "已提请督查" in lin.text() or "提请" in lin.text()
    lin.go(f"/cases/{case.pk}/")
    assert "部门协调" in lin.text() and LABOUR in lin.text()


@pytest.mark.parametrize("width", [1366, 390])
def test_a_meeting_somebody_who_works_along_and_a_dispute(visit, house, width):
    case = matter("lin")
    lin = visit("lin", width)
    lin.go(f"/cases/{case.pk}/co-handlers/")
    lin.page.select_option("[name=unit]", label="铁东区")
    lin.page.fill("[name=task]", "请联系厂方")
    lin.page.fill("[name=until]", f"{clock.today() + timedelta(days=20):%Y-%m-%d}")
    lin.send()
    assert "郑岩" in lin.text()
    lin.go(f"/cases/{case.pk}/meetings/new/")
    lin.page.fill("[name=meets_at]", f"{clock.now() + timedelta(days=2):%Y-%m-%dT%H:%M}")
    lin.page.fill("[name=place]", "会议室")
    lin.page.fill("[name=subject]", "补发工资")
    lin.page.check(f"label:has-text('{LABOUR}') input")
    lin.page.fill("[name=shared]", SHARED)
    lin.send()
    assert "未经本人同意" in lin.text()
    lin.page.select_option("[name=manner]", "oral")
    lin.send()
    with acting("lin"):
        row = CoordinationMeeting.objects.get(case=case.pk).pk
    house.raw("update cases_coordinationmeeting set meets_at = now() - interval '1 hour'")
    lin.go(f"/cases/{case.pk}/meetings/{row}/")
    lin.page.fill("[name=minutes]", "三方同意补发")
    lin.page.fill("[name=text_1]", "月底前补发")
    lin.page.locator("main >> text='保存纪要'").click()
    lin.check()
    assert "请选择由我方谁负责" in lin.text()
    lin.page.select_option("[name=owner_1]", label="林晓岚")
    lin.page.fill("[name=due_on_1]", f"{clock.today() + timedelta(days=9):%Y-%m-%d}")
    lin.page.locator("main >> text='保存纪要'").click()
    lin.check()
    assert "月底前补发" in lin.text()
    lin.go(f"/cases/{case.pk}/meetings/{row}/print/")
    with acting("lin") as (user, _scope):
        tiedong = Unit.objects.current().get(code=cast.TIEDONG, level=2)
        competence.dispute_competence(case, other_unit=tiedong, reason="用工地在铁东", by=user)
        dispute = case.disputes.get().pk
    lin.go(f"/cases/{case.pk}/competence/")
    zhou = visit("zhou", width)
    zhou.go("/leader/disputes/")
    zhou.go(f"/leader/disputes/{dispute}/")
    zhou.page.check("label:has-text('铁东区') input")
    zhou.page.fill("[name=note]", "由用工地办理")
    zhou.send()
    lin.go(f"/cases/{case.pk}/")
    assert "职权争议已裁定" in lin.text()


@pytest.mark.parametrize("width", [1366, 390])
def test_the_list_of_bodies_and_the_urgent_report(visit, house, width):
    lin = visit("lin", width)
    lin.go("/network/agencies/")
    lin.press(LABOUR)
    lin.page.fill("[name=contact-name]", "严明")
    lin.page.fill("[name=contact-phone]", "")
    lin.page.locator("main button:has-text('登记')").click()
    lin.check()
    assert "请填写此项" in lin.text()
    lin.go("/network/agencies/new/")
    case = matter("lin", safety="urgent")
    lin.go(f"/cases/{case.pk}/urgent_report/")
    for name in ("双辽市人民政府", "中共双辽市委"):
        lin.page.check(f"label:has-text('{name}') input")
    lin.page.fill("[name=note]", "已口头报告")
    lin.send()
    assert "紧急报告" in lin.text()
