"""In real Chromium: a station head writes an accusation down, a reader refers it and closes it."""

import pytest

from tests.accusations.stories import ACCUSED, NAME, RECEIPT, REQUEST, RESULT, STORY, furnish
from tests.journeys.conftest import address, visit  # noqa: F401

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [1366, 390])
def test_from_a_station_to_its_reader_and_to_the_discipline_organ(visit, house, width):  # noqa: F811
    if not house.raw("select 1 from cases_listedreader"):
        furnish(house)
    he = visit("he", 390, scripts=False)
    he.go("/m/report/")
    he.page.check("input[name=tile][value=cadre]")
    he.page.fill("[name=facts]", STORY)
    he.page.fill("[name=request]", REQUEST)
    he.page.check("input[name=safety][value=safe]")
    he.send()
    assert "两名专人" in he.text() and "您的领导看不到" in he.text()
    he.page.fill("[name=accused_unit]", "没有这个镇")
    he.page.fill("[name=respondent]", ACCUSED)
    he.page.fill("[name=name]", NAME)
    he.page.check("input[name=knows_other_side][value=no]")
    he.send()
    assert "没有叫这个名称的单位" in he.text() and he.page.input_value("[name=respondent]") == ACCUSED
    he.page.fill("[name=accused_unit]", "卧虎镇")
    he.send()
    assert "M-" in he.text()
    he.go("/mine/")
    he.page.locator("a.ob").first.click()
    he.check()
    assert STORY not in he.text() and ACCUSED not in he.text()

    wu = visit("wu", width)
    wu.go("/cases/entrusted/")
    assert STORY not in wu.text()
    wu.page.locator("td a.lk").first.click()
    wu.check()
    assert STORY in wu.text() and NAME in wu.text()
    wu.press("转交纪检监察机关")
    today = wu.page.evaluate("new Date(Date.now() + 8 * 3600e3).toISOString().slice(0, 10)")
    wu.page.fill("[name=referred_on]", today)
    wu.send()
    assert wu.page.evaluate("document.activeElement.className") == "err"
    wu.page.fill("[name=receipt]", RECEIPT)
    wu.page.select_option("[name=organ]", "city")
    wu.page.select_option("[name=told_how]", "safe_way")
    wu.send()
    wu.press("记录处理结果")
    wu.page.fill("[name=result_on]", today)
    wu.page.fill("[name=result]", RESULT)
    wu.send()
    wu.page.locator("main a.btn >> text='办结'").first.click()
    wu.check()
    wu.send()
    assert RESULT in wu.text() and RECEIPT in wu.text()
