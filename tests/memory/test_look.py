"""Petitioner memory in real Chromium: axe, 1366 and 390 px, and with scripts off."""

import pytest

from tests.journeys.conftest import address, visit
from tests.memory.asking import SENTENCE, WOMAN
from tests.stories import STORY, matter

__all__ = ["address", "visit"]
pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "scripts"), [(1366, True), (390, True), (1366, False)])
def test_she_comes_again_and_both_matters_become_one_and_come_apart(visit, house, width, scripts):
    earlier = matter("lin", petitioner=WOMAN)
    matter("zheng", petitioner=WOMAN)
    lin = visit("lin", width, scripts=scripts)
    lin.go("/cases/register/")
    page = lin.page
    page.check("[name=safety][value=safe]")
    page.check("[name=knows_other_side][value=no]")
    for name, text in {
        "request": "请求调解",
        "facts": STORY,
        "name": WOMAN.name,
        "phone": WOMAN.phone,
    }.items():
        page.fill(f"[name={name}]", text)
    lin.send()
    assert earlier.number in lin.text() and SENTENCE in lin.text()
    page.check(f"[name=earlier][value='{earlier.pk}']")
    lin.send()
    assert "请说明是同一事实还是新事实" in lin.text()
    page.check("[name=said][value=repeat]")
    lin.send()
    assert "查重与合并" in lin.text() and "并案说明" in lin.text()
    page.check(f"[name=stays][value='{earlier.pk}']")
    page.select_option("[name=notice_how]", "safe_way")
    lin.send()
    assert "关联事项" in lin.text() and "并入" in lin.text()
    page.locator("section:has-text('关联事项') a.lk").first.click()
    lin.check()
    lin.press("撤销并案")
    page.fill("[name=reason]", "事实不同")
    lin.send()
    assert "已登记" in lin.text()
    page.locator("main a[href$='/merge/']").click()
    lin.check()
    assert "以前的事项" in lin.text()
    lin.page.locator("main a.btn.sm").first.click()
    lin.check()
    assert "并案说明" in lin.text()
