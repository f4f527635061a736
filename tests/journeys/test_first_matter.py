"""The first matter: from a hamlet's phone to closure, with the reminder and the rung when somebody sleeps."""

import pytest

from tests.journeys.title import STORY, from_a_hamlet_to_closure

pytestmark = pytest.mark.browser


@pytest.mark.either
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_from_a_hamlet_station_to_closure(visit, house, scripts):
    from_a_hamlet_to_closure(visit, house, house.environment("worker"), scripts=scripts)


def test_a_wrong_form_says_so_by_its_field_and_loses_nothing(visit):
    lin = visit("lin")
    lin.go("/cases/register/")
    lin.page.fill("[name=facts]", STORY)
    lin.page.fill("[name=phone]", "123")
    lin.send()
    text = lin.text()
    assert "请回答安全问题" in text and "11 位手机号" in text
    assert lin.page.input_value("[name=facts]") == STORY
    assert lin.page.evaluate("document.activeElement.className") == "err"


def test_violence_goes_straight_to_the_county_and_leaves_a_receipt(visit):
    ma = visit("ma", 390)
    ma.go("/m/report/")
    ma.page.check("input[name=tile][value=family]")
    ma.page.fill("[name=facts]", STORY)
    ma.page.fill("[name=request]", "想知道怎么办")
    ma.page.check("input[name=safety][value=violence]")
    ma.send()
    ma.page.check("input[name=knows_other_side][value=no]")
    ma.page.check("input[name=send_to][value=keep]")
    ma.send()
    ma.page.wait_for_selector("text=编号 M-")
    ma.go("/mine/")
    ma.page.locator("a.ob").first.click()
    assert STORY not in ma.text()


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/cases/register/",
        "/network/units/",
        "/leader/late/",
        "/inbox/",
        "/mine/",
        "/cover/",
        "/password/",
    ],
)
def test_every_page_of_the_desk_passes_the_accessibility_rules(visit, path):
    visit("lin").go(path)


@pytest.mark.parametrize("path", ["/m/", "/m/report/", "/mine/", "/inbox/", "/cover/"])
def test_every_page_of_the_phone_passes_the_accessibility_rules(visit, path):
    visit("he", 390).go(path)
