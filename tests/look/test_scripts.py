"""What the two small scripts promise: the cover hides everything at once, a sent form is sent once."""

import os
from collections.abc import Iterator

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Page

from tests.house import BASE

pytestmark = pytest.mark.browser
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright's own loop runs in the thread of the test
SECRET = "界桩被挪了两回"
BODY = f"""<!doctype html><html lang="zh-CN"><title>姐妹家园</title><body data-busy="正在保存">
<p id="story">{SECRET}</p><a id="link" href="/cover/" data-cover>遮屏</a>
<div role="status" class="say"></div>
<form method="post" action="/nowhere/"><input name="words" value="kept">
<button class="btn p" name="step" value="send">提交来访登记</button></form>COVER</body></html>"""


@pytest.fixture
def page(chromium) -> Iterator[Page]:
    """A page with a story, the cover and a form; what it posts is kept in `page.posts`."""
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.posts = []

    def answer(route) -> None:
        if route.request.method == "POST":
            page.posts.append(route.request.post_data)
            route.fulfill(status=204)
        else:
            cover = render_to_string("parts/_cover.html")
            route.fulfill(body=BODY.replace("COVER", cover), content_type="text/html; charset=utf-8")

    page.route("**/*", answer)
    page.goto("http://house.test/")
    for name in ("tokens", "base", "parts", "field"):
        page.add_style_tag(path=BASE / "static" / "css" / f"{name}.css")
    for name in ("forms", "cover"):
        page.add_script_tag(path=BASE / "static" / "js" / f"{name}.js")
    yield page
    context.close()


def _cover_by_link(page: Page) -> None:
    page.click("#link")


def _cover_by_keys(page: Page) -> None:
    for _ in range(3):
        page.keyboard.press("Shift")


@pytest.mark.parametrize("cover", [_cover_by_link, _cover_by_keys])
def test_the_cover_hides_the_story_from_eyes_and_from_readers(page, cover):
    assert page.is_visible("#story")
    cover(page)
    assert page.is_visible("#cover")
    assert not page.is_visible("#story")
    assert SECRET not in page.locator("body").inner_text()
    assert page.url == "http://house.test/"


def test_capital_letters_do_not_cover_the_screen(page):
    page.focus("[name=words]")
    for letter in "ABC":
        page.keyboard.press(f"Shift+{letter}")
    assert not page.is_visible("#cover")


def test_the_cover_lifts_only_after_two_seconds(page):
    page.clock.install()
    _cover_by_link(page)
    page.click("#cover button")
    assert page.is_visible("#cover")
    page.clock.fast_forward(2100)
    page.click("#cover button")
    assert not page.is_visible("#cover") and page.is_visible("#story")


def test_a_busy_button_says_so_keeps_its_width_and_is_sent_once(page):
    button = page.locator("button.p")
    before = button.bounding_box()["width"]
    button.click(no_wait_after=True)
    page.wait_for_selector("button[aria-busy]")
    assert button.inner_text() == "正在保存"
    assert abs(button.bounding_box()["width"] - before) < 1
    page.evaluate("document.querySelector('form').requestSubmit()")
    page.wait_for_timeout(200)
    assert page.posts == ["words=kept&step=send"]


def test_the_button_rests_again_when_no_answer_came(page):
    page.clock.install()
    button = page.locator("button.p")
    button.click(no_wait_after=True)
    page.wait_for_selector("button[aria-busy]")
    page.clock.run_for(9000)
    assert button.inner_text() == "提交来访登记" and button.get_attribute("aria-busy") is None
