"""The search and its palette in real Chromium: keys, axe, 390 px, scripts off."""

import pytest

from tests.journeys.conftest import address, visit
from tests.stories import NAME, PHONE, matter

__all__ = ["address", "visit"]
pytestmark = pytest.mark.browser
WAYS = [(1366, True), (390, True), (1366, False), (390, False)]


@pytest.mark.parametrize(("width", "scripts"), WAYS)
def test_a_matter_a_person_and_a_page_are_found_on_the_page(visit, house, width, scripts):
    case = matter("lin")
    lin = visit("lin", width, scripts=scripts)
    lin.go("/search/")
    lin.page.fill("#id_find", case.number)
    lin.send()
    assert case.number in lin.text() and lin.page.url.endswith("/search/")
    lin.page.fill("#id_find", NAME)
    lin.send()
    assert "此人的事项" in lin.text() and PHONE not in lin.text()
    lin.page.fill("#id_find", "台账")
    lin.send()
    lin.press("案件台账")
    assert lin.page.url.endswith("/cases/")
    lin.go("/search/")
    lin.page.fill("#id_find", "找不到的")
    lin.send()
    assert "没有您可以查看的结果" in lin.text()


@pytest.mark.parametrize("scripts", [True, False])
def test_the_link_in_the_frame_leads_to_the_search(visit, house, scripts):
    lin = visit("lin", scripts=scripts)
    lin.page.click("[data-palette]")
    if scripts:
        assert lin.page.locator("#palette").is_visible()
    else:
        assert lin.page.url.endswith("/search/")
    lin.check()


@pytest.mark.parametrize("width", [1366, 390])
def test_everything_is_done_by_keys(visit, house, width):
    case = matter("lin")
    lin = visit("lin", width)
    page = lin.page
    page.focus("[data-palette]")
    page.keyboard.press("Control+k")
    line = page.locator("#palette_find")
    assert line.evaluate("e => document.activeElement === e")
    page.keyboard.type("台账")
    options = page.locator("#palette [role=option]")
    options.first.wait_for()
    assert (
        line.get_attribute("aria-expanded") == "true" and line.get_attribute("aria-activedescendant") is None
    )
    page.keyboard.press("ArrowDown")
    chosen = line.get_attribute("aria-activedescendant")
    assert page.locator(f"#{chosen}").get_attribute("aria-selected") == "true"
    lin.check()
    page.keyboard.press("Escape")
    assert not page.locator("#palette").is_visible()
    page.wait_for_function("document.activeElement.matches('[data-palette]')")
    page.keyboard.press("/")
    page.keyboard.type(case.number)
    page.locator("#palette [role=option]", has_text=case.number).wait_for()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert str(case.pk) in page.url
    lin.check()
    page.keyboard.press("/")
    page.keyboard.type(NAME)
    page.wait_for_timeout(600)
    assert "此人的事项" not in lin.text()  # nobody is asked for by name while she types
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("/search/") and "此人的事项" in lin.text()
    lin.check()


def test_the_list_of_keys_opens_by_key_and_not_while_something_is_typed(visit, house):
    lin = visit("lin")
    page = lin.page
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    lin.check()
    page.keyboard.press("Escape")
    assert not page.locator("#keys").is_visible()
    lin.go("/search/")
    page.focus("#id_find")
    page.keyboard.type("a/b?")
    assert not page.locator("#keys, #palette").first.is_visible() and page.input_value("#id_find") == "a/b?"


def test_switched_off_no_key_acts_and_the_link_still_does(visit, house):
    xu = visit("xu")
    page = xu.page
    xu.go("/shortcuts/")
    xu.send()
    assert "已关闭" in xu.text()
    for key in ("/", "?", "Control+k"):
        page.keyboard.press(key)
        assert page.locator("dialog[open]").count() == 0, key
    page.click("[data-palette]")
    assert page.locator("#palette").is_visible()
    xu.check()


def test_the_cover_lies_over_an_open_palette(visit, house):
    lin = visit("lin")
    page = lin.page
    page.keyboard.press("Control+k")
    page.keyboard.type("双辽")
    for _each in range(3):
        page.keyboard.press("Shift")
    page.wait_for_selector("#cover", state="visible")
    assert page.locator("dialog[open]").count() == 0 and page.input_value("#palette_find") == ""
    page.keyboard.press("Control+k")
    assert page.locator("dialog[open]").count() == 0
    page.wait_for_timeout(2100)
    page.locator("#cover button").first.click()
    page.wait_for_selector("#cover", state="hidden")
