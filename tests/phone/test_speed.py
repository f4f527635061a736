"""On slow 3G with a processor a quarter as fast. By hand before a release: a busy machine measures itself."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.long]
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 400_000 / 8, "uploadThroughput": 400_000 / 8}


def _slow(phone) -> None:
    told = phone.context.new_cdp_session(phone.page)
    told.send("Network.enable")
    told.send("Network.emulateNetworkConditions", SLOW)
    told.send("Emulation.setCPUThrottlingRate", {"rate": 4})


def _first_paint(phone) -> float:
    phone.until("performance.getEntriesByName('first-contentful-paint').length")
    return phone.page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")


def test_the_home_stands_after_two_seconds_and_a_cold_form_can_be_used_after_three(phone, weather):
    weather.is_packed = True
    he = phone("he")
    he.ready()
    _slow(he)
    he.opens("/m/")
    home = _first_paint(he)
    cold = phone("ma")
    _slow(cold)
    cold.page.goto(cold.address + "/m/report/", wait_until="commit")
    cold.page.check(
        "input[name=safety][value=safe]"
    )  # a form without its scripts takes what is typed and is sent
    form = _first_paint(cold)
    weather.is_packed = False
    assert home <= 2000 and form <= 3000, (home, form)
