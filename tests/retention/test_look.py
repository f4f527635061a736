"""In real Chromium: a list from the leader to the privacy officer and onto paper; every page by its size."""

import os

import pytest

from sisterhood.demo.cast import PASSWORD
from sisterhood.lib import clock
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


def _takes_it_to_the_archive(gao, kept) -> None:
    """A list for the archive, on the screen and on paper, until its receipt is entered."""
    gao.go("/retention/transfers/new/")
    gao.page.locator("main .ls a").first.click()
    gao.check()
    gao.page.fill("[name=archive]", "双辽市档案馆")
    gao.page.locator("[name=matters]").first.check()
    gao.send()
    assert "移交清册已编制" in gao.text() and kept.number in gao.text()
    place = gao.page.url.removeprefix(gao.address)
    line = gao.page.locator("main tbody a").first.get_attribute("href")
    for step in ("print/", "call_off_transfer/", "receive_transfer/"):
        gao.go(f"{place}{step}")
    gao.page.fill("[name=archivist]", "档案馆员某甲")
    gao.page.fill("[name=receipt]", "双档接〔2026〕18号")
    gao.page.fill("[name=received_on]", clock.today().isoformat())
    gao.send()
    assert "案卷已移交档案馆" in gao.text()
    gao.go(line.replace("strike_matter", "return_matter"))


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
    _takes_it_to_the_archive(gao, kept)
    auditor = visit("auditor", width)
    auditor.go("/reviews/emergency/month/")
    auditor.go("/retention/")
