"""In real Chromium: a photograph chosen once on the phone is still there when the form comes back."""

import os

import pytest

from network.notifications.delivery import deliver_due
from tests.journeys.conftest import address, visit
from tests.petitions.test_registering import _photo
from tests.stories import matter

__all__ = ["address", "visit"]
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
pytestmark = pytest.mark.browser
PICTURES = os.environ.get("PICTURES", "")


def _picture(her, name: str) -> None:
    if PICTURES:
        her.page.screenshot(path=f"{PICTURES}/{name}.png", full_page=True)


def test_she_sees_by_name_what_she_chose_and_leaves_it_out_with_a_tick(visit, house):
    he = visit("he", 390, scripts=False)
    he.go("/m/report/")
    he.page.check("input[name=tile][value=family]")
    he.page.fill("[name=facts]", "邻居说昨晚有人受伤")
    he.page.fill("[name=request]", "想请妇联看看")
    he.page.check("input[name=safety][value=safe]")
    he.send()
    file = {"name": "院子.jpg", "mimeType": "image/jpeg", "buffer": _photo().read()}
    he.page.set_input_files("[name=photo]", files=[file])
    he.page.fill("[name=phone]", "12")
    he.page.check("input[name=knows_other_side][value=no]")
    he.send()
    assert "院子.jpg" in he.text() and "已选文件" in he.text()
    _picture(he, "held-390")
    he.page.fill("[name=phone]", "")
    he.page.check("[name=drop_photo]")
    he.send()
    assert "编号" in he.text()
    assert house.raw("select count(*) from cases_attachment") == [(0,)]


def test_the_inbox_tells_of_many_reports_of_one_station_in_one_line(visit, house):
    for _each in range(3):
        matter("ma", channel="station", safety="urgent")
    with house.login("worker"):
        deliver_due()
    lin = visit("lin", 390)
    lin.go("/inbox/")
    lin.check()
    assert "短时间内 3 条" in lin.text()
    _picture(lin, "inbox-390")
