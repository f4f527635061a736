"""In real Chromium: a mediation that must be refused, one that is carried out, and every page by its size."""

import os

import pytest

from cases.mediation.models import Mediation
from cases.mediation.screen import CODES
from tests.house import acting
from tests.journeys.conftest import Visitor, address, visit
from tests.mediation.conftest import DISPUTE, consented, requested, sitting, state, written
from tests.stories import STORY, matter

__all__ = ["address", "visit"]
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
pytestmark = pytest.mark.browser


def _asks(lin: Visitor, case) -> str:
    """She asks for it herself; the address of the mediation."""
    lin.go(f"/cases/{case.pk}/")
    lin.press("她申请调解")
    assert "存在暴力、恐惧或者危险的，不得调解。" in lin.text()
    lin.page.check("[name=kind][value=family]")
    lin.page.fill("[name=dispute]", DISPUTE)
    lin.send()
    assert "任何人不得劝说、施压" in lin.text()
    assert lin.page.input_value("[name=dispute]") == DISPUTE
    lin.page.check("[name=willing]")
    lin.send()
    with acting("lin"):
        row = Mediation.objects.get(case=case.pk).pk
    return f"/cases/{case.pk}/mediation/{row}/"


def _hear(lin: Visitor, side: str, **answers: str) -> None:
    lin.press("单独听取一方意见")
    lin.page.check(f"[name=side][value={side}]")
    lin.page.check("[name=alone]")
    for code in CODES:
        lin.page.check(f"[name={code}][value={answers.get(code, 'no')}]")
    lin.send()


@pytest.mark.parametrize(("width", "scripts"), [(1366, True), (390, True), (390, False)])
def test_a_mediation_that_must_be_refused(visit, house, width, scripts):
    case = matter("lin")
    lin = visit("lin", width, scripts=scripts)
    place = _asks(lin, case)
    _hear(lin, "hers", fear="yes", violence="unknown")
    row = place.split("/")[4]
    assert state(house, row) == "unsuitable"
    assert "不安排双方见面，不劝她重新考虑" in lin.text() and "害怕对方" in lin.text()
    # No address leads on: not her consent, not a session, not the other side.
    for verb in ("take_consent", "screen_side"):
        lin.go(f"{place}{verb}/")
        lin.check()
        assert not lin.page.locator("main form").count() and "不适合调解" in lin.text(), verb
        assert state(house, row) == "unsuitable", verb
    lin.go(place)
    lin.press("告知其他途径")
    lin.send()
    assert "请勾选已告知的其他途径" in lin.text()
    for way in ("court", "order", "police"):
        lin.page.check(f"[name=ways][value={way}]")
    lin.send()
    assert "申请人身安全保护令" in lin.text() and state(house, row) == "redirected"
    lin.press("结束调解")
    lin.send()
    assert state(house, row) == "closed"
    lin.go(f"/cases/{case.pk}/")
    assert "告知其他途径" in lin.text()


@pytest.mark.parametrize("width", [1366, 390])
def test_an_exception_of_her_own_is_decided_by_somebody_else(visit, house, width):
    case = matter("lin")
    lin = visit("lin", width)
    place = _asks(lin, case)
    _hear(lin, "hers", fear="yes")
    row = place.split("/")[4]
    lin.press("本事项的保护措施")
    lin.press("启动保护")
    lin.page.fill("[name=note]", "她说害怕他")
    lin.send()
    lin.go(place)
    lin.press("本人书面申请例外")
    lin.page.fill("[name=request]", "孩子探望的事我想自己谈")
    lin.send()
    assert "例外仅限财产、子女抚养和探望" in lin.text()
    lin.page.check("[name=subjects][value=visits]")
    lin.send()
    assert "仅成年人可以申请例外" in lin.text()
    for box in ("adult", "informed", "separate_rooms", "no_bargaining"):
        lin.page.check(f"[name={box}]")
    lin.send()
    assert "等待领导决定" in lin.text()
    gao = visit("gao", width)
    gao.go(place)
    gao.press("同意例外申请")
    gao.page.fill("[name=note]", "她知情并自愿")
    gao.send()
    assert state(house, row) == "screening"
    lin.go(place)
    assert "双方分室，暴力不作为交换条件" in lin.text()


@pytest.mark.parametrize("width", [1366, 390])
def test_every_page_and_form_can_be_read(visit, house, width):
    lin = visit("lin", width)
    for case, row, verbs in (
        (*requested(), ("screen_side", "name_mediator", "find_unsuitable")),
        (*consented(), ("schedule_session", "extend_mediation")),
        (*sitting(), ("agree_in_writing", "fail_mediation", "report_to_police")),
        (*written(), ("ask_confirmation", "draw_agreement", "begin_performance")),
    ):
        place = f"/cases/{case.pk}/mediation/{row}/"
        lin.go(place)
        assert STORY not in lin.text()
        for verb in verbs:
            lin.go(f"{place}{verb}/")
    lin.go("/cases/mediations/")
    assert "正在进行的调解" in lin.text()
    lin.page.emulate_media(media="print")
    lin.go(place)
