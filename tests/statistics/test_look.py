"""In real Chromium: a month pressed from the township to the city and back, the tables at the desk and on a phone, with axe."""

import os
from datetime import timedelta

import pytest

from cases.statistics import verbs
from network.units.models import Unit
from sisterhood.demo import cast
from sisterhood.lib import clock
from tests.house import acting
from tests.journeys.conftest import address, visit
from tests.selection.test_look import SMALL
from tests.statistics import told
from tests.statistics.told import COUNTY, SECOND_TOWN, TOWN, of
from tests.stories import matter

__all__ = ["address", "visit"]
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
pytestmark = pytest.mark.browser


def _month() -> str:
    """The code of the month before this one; the browser's server has no other clock."""
    from_today = clock.today().replace(day=1)
    return f"{(from_today - timedelta(days=1)):%Y-%m}"


def test_a_month_goes_up_is_sent_back_and_goes_up_again(visit, house):
    period, now = _month(), clock.now()
    with clock.moved_to(now.replace(day=1) - timedelta(days=3)):
        for category in ("property",) * 6 + ("political",):
            matter("tian", category=category)
    told.opened(house, now)
    chair = visit("tian", 390, scripts=False)
    chair.go(f"/statistics/returns/{of(*TOWN, period).pk}/")
    assert not chair.page.evaluate(SMALL)
    chair.page.click("a[href$='/lock_return/']")
    chair.send()
    assert "已锁定" in chair.text()
    told.does("sun", verbs.lock_return, of(*SECOND_TOWN, period), now)
    officer = visit("lin", 1366, scripts=False)
    page = f"/statistics/returns/{of(*COUNTY, period).pk}"
    officer.go(f"{page}/confirm_return/")
    officer.send()
    leader = visit("gao", 1366)
    leader.go(f"{page}/lock_return/")
    leader.send()
    assert "已锁定" in leader.text() and told.published(house, now)
    leader.go(f"{page}/print/?version=1")
    first = leader.page.content()
    city = visit("wu", 1366)
    city.go(f"{page}/send_back_return/")
    city.page.check("[name=reason][value=missing]")
    city.page.fill("[name=words]", "来信少登记一件")
    city.send()
    assert "已退回" in city.text()
    with clock.moved_to(now.replace(day=1) - timedelta(days=2)):
        matter("lin", channel="letter", category="general")
    leader.go(f"{page}/lock_return/")
    leader.send()
    city.go(f"{page}/accept_return/")
    city.send()
    leader.go(f"{page}/print/?version=1")
    assert leader.page.content() == first
    leader.go(f"{page}/print/")
    assert leader.page.content() != first and "第2版" in leader.text()
    _looks(visit, period)


def _looks(visit, period: str) -> None:
    with acting("zhou"):
        county, town = (Unit.objects.get(code=code).pk for code in (cast.SHUANGLIAO, cast.WOHU_TOWN))
    for width in (1366, 390):
        seen = visit("gao", width)
        for path in (
            "/statistics/",
            f"/statistics/tables/R-1/?unit={town}&period={period}",
            f"/statistics/tables/R-2/?unit={county}&period={period}",
            f"/statistics/figures/?unit={county}&period={period}",
        ):
            seen.go(path)
