"""In real Chromium: a page with typed words meets the cover, the buttons of the frame, the end of the session, a file."""

import os

import pytest
from django.contrib.sessions.models import Session

from sisterhood.demo.cast import PASSWORD
from tests.journeys.conftest import address, visit
from tests.stories import matter

__all__ = ["address", "visit"]
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
pytestmark = pytest.mark.browser
TYPED, BACK = "她说钥匙在邻居家，周三再来", "您刚才写的内容已放回"
LARGE = {"name": "院子.jpg", "mimeType": "image/jpeg", "buffer": b"\xff\xd8\xff" + bytes(11 * 1024 * 1024)}


def _types(her, case) -> None:
    her.go(f"/cases/{case.pk}/")
    her.page.fill("[name=note]", TYPED)


def _words(her) -> str:
    her.page.wait_for_selector("[name=note]")
    her.page.wait_for_load_state()  # a field that the page has not finished writing holds nothing yet
    return her.page.input_value("[name=note]")


def _idle() -> None:
    """Half an hour passes for every session."""
    for row in Session.objects.all():
        told = row.get_decoded()
        told["seen"] = told.get("seen", 0) - 31 * 60
        row.session_data = Session.objects.encode(told)
        row.save()


def _covers(her) -> None:
    with her.page.expect_response("**/cover/"):
        her.page.click("[data-cover]")
    her.page.wait_for_selector("#cover", state="visible")


def _later(her, minutes: int) -> None:
    """The page's own clock goes on; the cover asks it how long it lies."""
    her.page.evaluate("m => { const real = Date.now; Date.now = () => real() + m * 60000; }", minutes)


def test_the_cover_asks_for_the_password_on_the_page_and_the_words_stay(visit, house):
    lin = visit("lin")
    _types(lin, matter("lin"))
    _covers(lin)
    house.raw("update network_sessionguard set covered_at = covered_at - interval '6 minutes'")
    _later(lin, 6)
    lin.page.click("#cover button")
    lin.page.fill("#cover_password", "falsch")
    lin.check()
    lin.page.click("#cover button")
    lin.page.wait_for_selector("[data-wrong]:not(:empty)")
    assert "密码不正确" in lin.page.inner_text("#cover")
    lin.page.fill("#cover_password", PASSWORD)
    lin.page.click("#cover button")
    lin.page.wait_for_selector("#cover", state="hidden")
    assert _words(lin) == TYPED
    lin.page.click("form[action$='/note/'] button")
    lin.check()
    assert TYPED in lin.text()


def test_when_the_session_ended_under_the_cover_she_signs_in_and_her_words_are_back(visit, house):
    lin = visit("lin")
    _types(lin, matter("lin"))
    _covers(lin)
    _later(lin, 40)
    _idle()
    lin.page.click("#cover button")
    lin.page.fill("#cover_password", PASSWORD)
    with lin.page.expect_navigation():
        lin.page.click("#cover button")
    assert "刚才写的内容没有丢" in lin.text()
    lin.page.fill("[name=username]", "lin")
    lin.page.fill("[name=password]", PASSWORD)
    lin.send()
    assert _words(lin) == TYPED and BACK in lin.text(), (lin.page.url, lin.text()[:600])


def test_the_buttons_of_the_frame_take_the_words_along_and_every_other_way_asks(visit, house):
    lin, case = visit("lin"), matter("lin")
    _types(lin, case)
    lin.page.click("header button:text-is('大字')")
    lin.page.wait_for_load_state()
    assert _words(lin) == TYPED and lin.page.get_attribute("body", "data-size") == "large"
    lin.page.fill("[name=note]", TYPED + "上午")
    lin.page.click("header button:text-is('English')")
    lin.page.wait_for_load_state()
    assert _words(lin) == TYPED + "上午" and "What you typed is here again" in lin.text()
    lin.page.click("main button:has-text('Show names')")
    lin.page.wait_for_load_state()
    assert "欧阳兰芝" in lin.text()
    lin.go(f"/cases/{case.pk}/")
    assert _words(lin) == TYPED + "上午", "another form of the page does not eat them"
    lin.page.fill("[name=note]", TYPED)
    asked = []
    lin.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    lin.page.click("nav.side a >> nth=0")
    with lin.page.expect_event("dialog"):  # first it is looked whether something on this machine is unsent
        lin.page.click("header button:text-is('Sign out')")
    assert asked == ["beforeunload", "beforeunload"] and _words(lin) == TYPED


def test_without_scripts_the_session_ends_and_the_words_come_back_too(visit, house):
    lin = visit("lin", scripts=False)
    _types(lin, matter("lin"))
    _idle()
    lin.page.click("form[action$='/note/'] button")
    lin.page.fill("[name=username]", "lin")
    lin.page.fill("[name=password]", PASSWORD)
    lin.send()
    assert _words(lin) == TYPED and BACK in lin.text(), (lin.page.url, lin.text()[:600])


def test_a_file_that_is_too_large_is_said_before_it_travels_and_the_words_beside_it_stay(visit, house):
    lin, case = visit("lin"), matter("lin")
    _types(lin, case)
    lin.page.set_input_files("form[action$='/attach/'] [type=file]", files=[LARGE])
    assert "文件超过10 MB" in lin.text()
    lin.check()
    lin.page.click("form[action$='/attach/'] button")
    assert lin.page.url.endswith(f"/cases/{case.pk}/") and _words(lin) == TYPED


def test_the_page_that_says_too_large_leads_back_to_what_was_typed(visit, house, settings):
    settings.LARGEST_BODY, settings.LARGEST_DISCARDED = 300 * 1024, 2 * 1024 * 1024
    lin = visit("lin")
    case = matter("lin")
    _types(lin, case)
    lin.page.evaluate("document.body.dataset.largest = ''")
    lin.page.evaluate("n => { document.querySelector('[name=note]').value += '长'.repeat(n); }", 110_000)
    lin.page.evaluate("document.querySelector('[name=note]').removeAttribute('maxlength')")
    lin.page.click("form[action$='/note/'] button")
    lin.page.wait_for_load_state()
    assert "提交的内容太大" in lin.text()
    lin.complaints.clear()  # the browser writes down that it was told 413
    lin.page.click("[data-back]")
    lin.page.wait_for_selector("[name=note]")
    assert _words(lin).startswith(TYPED)
