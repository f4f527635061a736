"""The roster, the leader's sheet and the screen at the door in real Chromium: axe, 390 px, scripts off."""

from datetime import timedelta

import pytest

from cases.petitions.reception.models import ReceptionVisit
from sisterhood.lib import clock
from tests.browser import look_at
from tests.house import acting, person
from tests.journeys.conftest import address, visit
from tests.reception.days import NAME, booked, came, published

__all__ = ["address", "visit"]
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def day(house):
    """Today's reception of the county."""
    return published(slots=9)


def _fill_sheet(leader, outcome: str) -> None:
    page = leader.page
    page.check("input[name=safety][value=safe]")
    page.fill("[name=request]", "想要回承包地的份额")
    page.fill("[name=facts]", "婚后户口迁入,份额一直没有登记")
    page.check("input[name=knows_other_side][value=no]")
    page.check("[name=read_back]")
    page.fill("[name=said]", "已当面说明登记办法")
    page.check(f"input[name=outcome][value={outcome}]")


@pytest.mark.parametrize(("width", "scripts"), [(1366, True), (390, True), (1366, False)])
def test_from_the_number_at_the_door_to_the_leaders_promise(visit, chromium, address, day, width, scripts):
    lin = visit("lin", width, scripts=scripts)
    lin.go(f"/duty/reception/{day.pk}/register/")
    lin.page.fill("[name=name]", NAME)
    lin.page.locator("button[value=now]").click()
    lin.check()
    with acting("lin"):
        hers = ReceptionVisit.objects.order_by("-registered_at")[0]
    assert f"她的号码是 {hers.number}" in lin.text() and NAME not in lin.text()
    lin.go(f"/duty/visits/{hers.pk}/")
    lin.page.locator("button[value=call]").click()
    lin.check()
    corridor = chromium.new_context(viewport={"width": width, "height": 768}, locale="zh-CN").new_page()
    answer = corridor.goto(f"{address}/duty/reception/{day.pk}/door/")
    assert answer is not None and answer.headers["refresh"] == "10"
    look_at(corridor)
    shown = corridor.locator("body").inner_text()
    assert str(hers.number) in shown and "请到 101 室" in shown and NAME not in shown and "司徒" not in shown
    assert corridor.locator("script").count() == 0
    corridor.context.close()
    gao = visit("gao", width, scripts=scripts)
    gao.go(f"/duty/visits/{hers.pk}/")
    gao.page.locator("button[value=seat]").click()
    gao.check()
    _fill_sheet(gao, "taken_on")
    gao.send()
    assert "请写下对她的承诺" in gao.text()
    assert gao.page.input_value("[name=said]") == "已当面说明登记办法"
    gao.page.fill("[name=promise]", "三十日内办好登记")
    gao.send()
    assert "已登记" in gao.text() and "领导包案" in gao.text()
    gao.go("/duty/commitments/")
    gao.page.locator("td a.lk").first.click()
    gao.check()
    assert "三十日内办好登记" in gao.text()


@pytest.mark.parametrize("width", [1366, 390])
def test_every_page_of_the_reception_passes_the_accessibility_rules(visit, day, width):
    booked(day), booked(day, kept_from=person("gao")), came(day)
    coming = published(clock.today() + timedelta(days=20 + width % 7))
    gao = visit("gao", width)
    gao.go("/duty/")
    assert "双辽" in gao.text()
    for path in ("", "register/", "cancel/", "minutes/", "ledger/"):
        gao.go(f"/duty/reception/{day.pk}/{path}")
    for path in (f"/duty/reception/{coming.pk}/", "/duty/propose/", "/duty/visits/", "/duty/commitments/"):
        gao.go(path)
