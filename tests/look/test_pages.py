"""What a person sees and can do on the frames and parts, in real Chromium."""

import pytest

from sisterhood.desk.sign_in import SignInForm
from tests.browser import look_at
from tests.look import samples

pytestmark = pytest.mark.browser
ROWS = [{"label": "今天", "rows": [samples.row(colour) for colour in samples.COLOURS]}]


def work(**more):
    return samples.page("desk/work.html", groups=ROWS, count=5, at=samples.AT, **more)


@pytest.mark.parametrize("width", [1366, 390])
@pytest.mark.parametrize("size", ["normal", "large"])
def test_everybody_can_use_every_part_on_the_desk(show, width, size):
    look_at(show(samples.board("base.html", text_size=size), width))


@pytest.mark.parametrize("width", [390, 820])
def test_everybody_can_use_every_part_on_the_phone(show, width):
    look_at(show(samples.board("base_phone.html"), width))


@pytest.mark.parametrize("width", [1366, 390])
@pytest.mark.parametrize("size", ["normal", "large"])
def test_everybody_can_read_the_queue(show, width, size):
    look_at(show(work(text_size=size), width))


@pytest.mark.parametrize("width", [1366, 390])
def test_everybody_can_use_the_front_door_after_a_mistake(show, width):
    form = SignInForm(None, {"username": "", "password": ""})
    page = show(samples.page("registration/sign_in.html", form=form), width)
    look_at(page)
    assert page.evaluate("document.activeElement.className") == "err"
    assert page.get_attribute("[name=password]", "autocomplete") == "current-password"
    assert page.get_attribute("[name=username]", "autocomplete") == "username"


@pytest.mark.parametrize("code", ["404", "500"])
def test_everybody_can_read_an_error_page(show, code):
    look_at(show(samples.page(f"{code}.html"), 390))


def test_the_first_error_leads_to_a_control_that_can_be_filled_in(show):
    page = show(samples.board("base.html"))
    page.click(".err a")
    assert page.evaluate("document.activeElement.matches('input, select, textarea')")


def test_without_scripts_the_cover_and_every_switch_are_plain_links_and_posts(show):
    page = show(work(), java_script_enabled=False)
    assert page.get_attribute("[data-cover]", "href") == "/cover/"
    forms = [form.get_attribute("action") for form in page.query_selector_all("header form[method=post]")]
    assert {"/text-size/", "/i18n/setlang/", "/sign-out/"} <= set(forms)


@pytest.mark.parametrize("width", [390])
def test_no_target_on_the_phone_is_smaller_than_a_thumb(show, width):
    page = show(samples.board("base_phone.html"), width)
    small = page.evaluate(
        "[...document.querySelectorAll('.btn, .ib, .tile, .ck, .back, .inp, select')].filter(e =>"
        " e.offsetParent && e.getBoundingClientRect().height < 60).map(e => e.outerHTML.slice(0, 90))"
    )
    assert not small
