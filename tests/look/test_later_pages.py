"""In real Chromium, on a desk and on a phone: the pages that came with the later verbs; and a matter on narrow paper."""

import os
from datetime import timedelta

import pytest

from cases.consultations import notices
from network.duty.rota import shifts
from sisterhood.lib import clock
from tests.circle.conftest import child, opened
from tests.consultations import rota
from tests.house import acting
from tests.journeys.conftest import address, visit
from tests.privacy.test_requests import checked
from tests.stories import matter

__all__ = ["address", "visit"]
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
pytestmark = [pytest.mark.browser, pytest.mark.parametrize("width", [1366, 390])]


def test_texts_of_the_sheet_and_the_log_after_its_period(visit, house, width):
    with acting("bai") as (bai, _scope):
        notices.draft_sheet(text="第二版：咨询自愿、免费。", by=bai)
    for who in ("bai", "zhou"):
        visit(who, width).go("/consultations/texts/")
    visit("lin", width).go("/consultations/texts/1/")
    visit("auditor", width).go("/network/audit/period/")
    visit("bai", width).go("/retention/")


def test_the_duty_to_report_in_an_ordinary_matter(visit, house, width):
    case = matter("tian")
    tian = visit("tian", width)
    tian.go(f"/cases/{case.pk}/")
    tian.go(f"/cases/{case.pk}/protection/mandatory_report/")
    tian.page.check("[name=trigger][value=other]")
    tian.page.fill("[name=noticed_by]", "邻居")
    tian.page.check("[name=told][value=police]")
    tian.page.fill("[name=body]", "卧虎派出所")
    tian.page.select_option("[name=channel]", "phone")
    tian.send()
    assert "卧虎派出所" in tian.text() and "登记时间" in tian.text()


def test_circles_and_what_is_corrected_or_deleted(visit, house, width):
    case, mother = child()
    opened(case, mother)
    lin = visit("lin", width)
    lin.go("/circles/")
    assert case.number in lin.text()
    ordinary = matter("lin")
    for right in ("correct", "delete"):
        row = checked(ordinary, right=right)
        lin.go(f"/cases/{ordinary.pk}/data/{row}/carry_out_request/")


def test_both_month_grids_show_the_lunar_day(visit, house, width):
    expert = rota.expert("duan", "legal_adviser") if width > 600 else None
    if expert is not None:
        row = rota.planned(expert, day=clock.today() + timedelta(days=1))[0]
        rota.does("lin", shifts.offer, row)
    lin = visit("lin", width)
    for place in ("/duty/rota/", "/duty/rota/?view=week", "/duty/"):
        lin.go(place)
        grid = lin.page.locator("table.cal")
        assert grid.is_visible() == (width > 600)
        if width > 600:
            assert "初" in grid.inner_text() or "廿" in grid.inner_text() or "十" in grid.inner_text()


def test_a_matter_fits_on_narrow_paper(visit, house, width):
    case = matter("lin", facts="她" * 300 + "A" * 120)
    lin = visit("lin", width)
    lin.page.emulate_media(media="print")
    for place in ("", "protection/", "retention/"):
        lin.page.goto(f"{lin.address}/cases/{case.pk}/{place}")
        wide = lin.page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1")
        assert not wide, place
