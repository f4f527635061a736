"""Sub-items in real Chromium: kept on one page, chosen with the route, read on the matter; axe, 390 px, scripts off."""

import pytest

from tests.journeys.conftest import address, visit
from tests.stories import matter

__all__ = ["address", "visit"]
pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "scripts"), [(1366, True), (390, True), (1366, False)])
def test_a_sub_item_is_added_worded_anew_chosen_and_read(visit, house, width, scripts):
    name = f"彩礼{width}{scripts}"
    admin = visit("sysadmin", width, scripts=scripts)
    admin.go("/cases/categories/")
    admin.page.select_option("[name=root]", label="财产权益")
    admin.send()
    assert "请填写子项名称" in admin.text()
    admin.page.fill("form.card [name=name]", name)
    admin.send()
    row = admin.page.locator("li", has_text=name)
    row.locator("summary").click()
    row.locator("[name=to-name]").fill(f"{name}返还")
    row.locator("button[value=rename]").click()
    admin.check()
    assert f"{name}返还" in admin.text()
    case = matter("lin", category="property")
    lin = visit("lin", width, scripts=scripts)
    lin.go(f"/cases/{case.pk}/triage/")
    lin.page.check("input[name=route][value=R1]")
    lin.page.select_option("[name=item]", label="离婚")
    lin.page.check("input[name=concerns][value=elderly]")
    lin.send()
    assert "“离婚”属于" in lin.text()
    assert lin.page.is_checked("input[name=concerns][value=elderly]")
    lin.page.select_option("[name=item]", label=f"{name}返还")
    lin.send()
    assert f"{name}返还" in lin.text() and "涉老年" in lin.text()
