"""In real Chromium: a token made with her password and taken back, an address for events stopped, at the desk and at 390 px, with axe."""

import os

import pytest

from sisterhood.demo.cast import PASSWORD
from tests.journeys.conftest import address, visit
from tests.messages.servers import Robot
from tests.programs.asking import Program
from tests.stories import matter

__all__ = ["address", "visit"]
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
pytestmark = pytest.mark.browser
SHOTS = os.environ.get("SISTERHOOD_SHOTS", "")


def _shot(seen, name: str) -> None:
    if SHOTS:
        seen.page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)


@pytest.mark.parametrize(("width", "scripts"), [(1366, True), (390, True), (1366, False)])
def test_she_makes_a_token_copies_it_and_takes_it_back(visit, width, scripts):
    seen = visit("lin", width, scripts=scripts)
    seen.go("/network/tokens/")
    seen.page.fill("[name=name]", "数据平台")
    seen.page.fill("[name=password]", "not-her-password")
    seen.send()
    assert "密码" in seen.text() and seen.page.input_value("[name=name]") == "数据平台"
    seen.page.fill("[name=password]", PASSWORD)
    seen.send()
    word = seen.page.locator("code").inner_text()
    assert Program(word, {}).get("me/").status_code == 200
    _shot(seen, f"tokens-{width}")
    seen.page.locator("button.d").first.click()
    seen.check()
    assert "令牌已收回" in seen.text() and word not in seen.text()
    assert Program(word, {}).get("me/").status_code == 401


@pytest.mark.parametrize("width", [1366, 390])
def test_the_administrator_names_an_address_and_stops_it(visit, settings, width):
    settings.EVENT_HOSTS, settings.EVENT_PLAIN = ["127.0.0.1"], True
    robot = Robot()
    seen = visit("sysadmin", width)
    seen.go("/network/webhooks/")
    seen.page.fill("[name=name]", "数据平台")
    seen.page.fill("[name=url]", "https://nobody.example.cn/")
    seen.send()
    assert "须为 https" in seen.text()
    seen.page.fill("[name=url]", f"http://127.0.0.1:{robot.port}/hook")
    seen.send()
    assert len(seen.page.locator("code").inner_text()) == 64
    _shot(seen, f"webhooks-{width}")
    matter("lin")
    seen.page.locator("main a.lk").first.click()
    seen.check()
    assert "待推送" in seen.text()
    _shot(seen, f"webhook-{width}")
    seen.page.locator("button.d").first.click()
    seen.check()
    assert "管理员停用" in seen.text()
    robot.close()
