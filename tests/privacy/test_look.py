"""In real Chromium: a leader reads a sealed matter by its number, the privacy officer reviews it; every page by its size."""

import os

import pytest

from sisterhood.demo.cast import PASSWORD
from tests.journeys.conftest import Visitor, address, visit
from tests.privacy.conftest import REASON, readings, row_of, sealed
from tests.privacy.test_requests import asked
from tests.stories import NAME, STORY, matter

__all__ = ["address", "visit"]
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
pytestmark = pytest.mark.browser


def _fills(zhou: Visitor, number: str, reason: str) -> None:
    zhou.page.fill("[name=number]", number)
    zhou.page.check("[name=category][value=danger]")
    zhou.page.fill("[name=reason]", reason)
    zhou.page.fill("[name=password]", PASSWORD)
    zhou.send()


@pytest.mark.parametrize(("width", "scripts"), [(1366, True), (390, True), (390, False)])
def test_a_sealed_matter_is_read_for_an_hour_and_reviewed(visit, house, width, scripts):
    case = sealed()
    zhou = visit("zhou", width, scripts=scripts)
    zhou.go("/cases/emergency/")
    _fills(zhou, "M-1-1999", REASON)
    assert "请逐字核对编号" in zhou.text() and zhou.page.input_value("[name=reason]") == REASON
    assert zhou.page.input_value("[name=password]") == ""
    _fills(zhou, case.number, "太短")
    assert "理由至少写20个字" in zhou.text()
    _fills(zhou, case.number, REASON)
    assert STORY in zhou.text() and "只能查看，不能改动" in zhou.text()
    zhou.press("查看姓名")
    assert NAME in zhou.text() and "只能查看，不能改动" in zhou.text()
    zhou.press("结束查阅")
    assert readings(house, case) == []
    bai = visit("bai", width, scripts=scripts)
    bai.go("/reviews/emergency/")
    bai.press(case.number)
    assert REASON in bai.text() and STORY not in bai.text()
    bai.send()
    assert "请选择复核结论" in bai.text()
    bai.page.check("[name=finding][value=justified]")
    bai.page.fill("[name=words]", "核对通话记录，确属紧急。")
    bai.send()
    assert "复核结论已记录" in bai.text()


@pytest.mark.parametrize("width", [1366, 390])
def test_every_page_can_be_read(visit, house, width):
    case = matter("lin")
    lin, wu = visit("lin", width), visit("wu", width)
    row = asked(case)
    for place in ("data/new/", f"data/{row}/", f"data/{row}/check_identity/", ""):
        lin.go(f"/cases/{case.pk}/{place}")
    for verb in ("refuse_request", "grant_request", "carry_out_request", "take_back_request"):
        lin.go(f"/cases/{case.pk}/data/{row}/{verb}/")
    wu.go(f"/cases/{case.pk}/")
    wu.press("紧急查阅")
    wu.page.check("[name=category][value=authority]")
    wu.page.fill("[name=reason]", REASON)
    wu.page.fill("[name=password]", PASSWORD)
    wu.send()
    if width > 600:  # paper is wider than a phone
        wu.page.emulate_media(media="print")
        wu.go(f"/cases/{case.pk}/")
    bai = visit("bai", width)
    bai.go(f"/reviews/emergency/{row_of(house, case)}/")
