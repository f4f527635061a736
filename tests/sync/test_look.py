"""In real Chromium, on a desk and on a phone: what is to be checked, the phones, and a lost one."""

import os
from datetime import timedelta

import pytest

from cases.petitions import hand_over
from sisterhood.lib import clock
from tests.journeys.conftest import address, visit
from tests.stories import does, matter
from tests.sync.phone import Phone

__all__ = ["address", "visit"]
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
pytestmark = [pytest.mark.browser, pytest.mark.parametrize("width", [1366, 390])]


def test_a_township_looks_at_what_came_from_phones_and_takes_a_lost_one_out_of_use(visit, house, width):
    he = Phone("he")
    case = matter("he")
    does("he", hand_over.pass_on, case)
    stale = {"case": str(case.pk), "base": "1", "task": "pass_on", "note": "她愿意等到月底"}
    assert he.send(he.save("task_done", **stale)).json()["state"] == "check"
    he.send(he.save(request=None))
    he.ping(unsent=4, oldest=(clock.now() - timedelta(hours=30)).isoformat())
    tian = visit("tian", width)
    tian.go("/cases/checks/")
    tian.page.click(f"text={case.number}")
    tian.page.wait_for_load_state()
    assert "已转交" in tian.text() and "她愿意等到月底" not in tian.text()
    tian.page.click("button.btn.p")
    tian.page.wait_for_load_state()
    assert "请选择怎么处理" in tian.text()
    tian.page.select_option("[name=decision]", "set_check_aside")
    tian.page.fill("[name=reason]", "电话里问过，只交了一次")
    tian.send()
    assert "已核对" in tian.text()
    tian.go("/network/devices/")
    row = house.raw("select id from network_device where mark = %s", [he.mark])[0][0]
    tian.go(f"/network/devices/{row}/")
    assert "4 件上报" in tian.text()
    tian.page.select_option("[name=why]", "lost")
    tian.page.click("button.btn.d")
    tian.page.wait_for_load_state()
    assert "已停用" in tian.text()
    assert he.ping().json() == {"why": "revoked"}
    visit("luo", width).go("/network/devices/")
