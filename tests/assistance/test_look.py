"""In real Chromium: a complaint that is accompanied, and every page and form by its size."""

import os

import pytest

from cases.assistance.models import RightsAssistance
from sisterhood.lib import clock
from tests.assistance.conftest import BODY, PAPER, REQUEST, SHARED, asked, begun, recorded, sealed, state
from tests.house import acting
from tests.journeys.conftest import address, visit
from tests.stories import STORY, matter

__all__ = ["address", "visit"]
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "scripts"), [(1366, True), (390, True), (390, False)])
def test_a_complaint_of_harassment_until_its_paper_is_in_her_hands(visit, house, width, scripts):
    case = sealed()
    lin = visit("lin", width, scripts=scripts)
    lin.go(f"/cases/{case.pk}/")
    lin.press("提出维权协助")
    lin.page.check("[name=kind][value=harassment]")
    lin.page.fill("[name=body]", BODY)
    lin.page.fill("[name=request]", REQUEST)
    lin.send()
    assert "未经本人同意" in lin.text() and lin.page.input_value("[name=request]") == REQUEST
    lin.page.select_option("[name=manner]", "signed")
    lin.page.fill("[name=shared]", SHARED)
    lin.send()
    with acting("lin"):
        row = RightsAssistance.objects.get(case=case.pk).pk
    assert "陪同递交投诉" in lin.text()
    lin.page.locator("main a.btn.p").click()
    lin.send()
    assert "书面告知投诉处理结果" in lin.text()
    lin.page.locator("main a.btn.p").click()
    lin.page.check("[name=outcome][value=granted]")
    lin.page.fill("[name=result]", PAPER)
    lin.page.check("[name=delivered][value=in_person]")
    lin.send()
    assert "法律要求书面告知处理结果" in lin.text() and lin.page.input_value("[name=result]") == PAPER
    lin.page.check("[name=in_writing]")
    lin.send()
    lin.page.locator("main a.btn.p").click()
    lin.page.fill("[name=note]", "她说安心了，已告知可以报警")
    lin.send()
    assert state(house, row) == "closed" and "已办结" in lin.text()


@pytest.mark.parametrize("width", [1366, 390])
def test_every_page_and_form_can_be_read(visit, house, width):
    lin = visit("lin", width)
    lin.go(f"/cases/{matter('lin').pk}/assistance/new/")
    for case, row, verbs in (
        (*asked("land", known_on=clock.today()), ("begin_assistance", "call_off_assistance")),
        (*asked("trafficking"), ("begin_assistance",)),
        (*begun("interview"), ("ask_after_assistance", "record_assistance", "refuse_assistance")),
        (*recorded("guardian"), ("close_assistance",)),
    ):
        place = f"/cases/{case.pk}/assistance/{row}/"
        lin.go(place)
        assert STORY not in lin.text()
        for verb in verbs:
            lin.go(f"{place}{verb}/")
    lin.go("/cases/assistances/")
    assert "在办的维权协助" in lin.text()
    lin.page.emulate_media(media="print")
    lin.go(place)
