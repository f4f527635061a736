"""In real Chromium: the year in outcomes on screen, phone and two sheets of paper, and the pages of figures."""

import os
import re

import pytest

from tests.journeys.conftest import address, visit
from tests.outcomes import told

__all__ = ["address", "visit"]
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
pytestmark = pytest.mark.browser
PAGES = (
    "/outreach/outcomes/",
    "/outreach/families/figures/",
    "/outreach/helping/figures/",
    "/outreach/health/figures/",
    "/outreach/threezero/figures/",
    "/outreach/activities/figures/",
    "/outreach/activities/coverage/",
    "/outreach/tables/r10/export/",
)


@pytest.fixture(scope="module")
def story(house):
    told.everything()
    return house


@pytest.mark.parametrize("who, width", [("lin", 1366), ("gao", 390)])
def test_every_page_of_figures_can_be_read(visit, story, who, width):
    seen = visit(who, width)
    for place in PAGES:
        seen.go(place)


def test_the_year_prints_on_two_sheets_at_most_without_its_buttons(visit, story):
    for who in ("lin", "zhou"):
        seen = visit(who)
        seen.go("/outreach/outcomes/")
        paper = seen.page.pdf(format="A4", prefer_css_page_size=True)
        sheets = len(re.findall(rb"/Type\s*/Page\b", paper))
        assert 1 <= sheets <= 2, (who, sheets)
        seen.page.emulate_media(media="print")
        assert not seen.page.locator("text=导出本表").is_visible()
        seen.check()


def test_without_scripts_the_year_and_the_export_work(visit, story):
    seen = visit("lin", 1366, scripts=False)
    seen.go("/outreach/outcomes/")
    assert "年度工作成效" in seen.text() and "还没有覆盖的村" in seen.text()
    seen.press("导出本表")
    seen.send()
    assert "用途" in seen.text()
