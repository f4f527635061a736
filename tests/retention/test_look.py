"""In real Chromium: a list from the leader to the privacy officer and onto paper; every page by its size."""

import os

import pytest

from sisterhood.demo.cast import PASSWORD
from tests.journeys.conftest import address, visit
from tests.retention.conftest import LEADER, NOTE, OFFICER, ended, old, proposes, the_list

__all__ = ["address", "visit"]
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "scripts"), [(1366, True), (390, True), (390, False)])
def test_a_list_is_appraised_confirmed_and_printed(visit, house, width, scripts):
    case = old(house)
    old(house, safety="violence")
    proposes(house)
    row = the_list(house, case)
    gao = visit(LEADER, width, scripts=scripts)
    gao.go("/retention/")
    gao.go(f"/retention/{row}/")
    assert case.number in gao.text()
    gao.press("鉴定并同意")
    gao.page.fill("[name=note]", NOTE)
    gao.send()
    assert "清册已鉴定" in gao.text()
    bai = visit(OFFICER, width, scripts=scripts)
    bai.go(f"/retention/{row}/")
    bai.press("确认并销毁")
    bai.page.fill("[name=password]", PASSWORD)
    bai.send()
    assert "清册所列事项已销毁" in bai.text()
    bai.press("销毁记录")
    assert case.number in bai.text()
    if width > 600:  # paper is wider than a phone
        bai.page.emulate_media(media="print")
        bai.go(f"/retention/{row}/record/")


@pytest.mark.parametrize("width", [1366, 390])
def test_every_page_can_be_read(visit, house, width):
    case, kept = ended(), old(house)
    proposes(house)
    row = the_list(house, kept)
    action = house.raw("select id from cases_retentionaction where case_id = %s", [kept.pk])[0][0]
    lin, gao = visit("lin", width), visit(LEADER, width)
    for place in ("", "place_hold/", "restrict_matter/"):
        lin.go(f"/cases/{case.pk}/retention/{place}")
    lin.go(f"/cases/{case.pk}/retention/restrict_matter/")
    lin.page.check("[name=why][value=law]")
    lin.send()
    for place in (
        "",
        f"{row}/",
        f"{row}/appraise_destruction/",
        f"{row}/call_off_destruction/",
        f"{row}/keep/{action}/",
    ):
        gao.go(f"/retention/{place}")
    auditor = visit("auditor", width)
    auditor.go("/reviews/emergency/month/")
    auditor.go("/retention/")
