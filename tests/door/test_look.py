"""The public door in real Chromium, on a phone and on a desk, with scripts and without."""

import os
import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, Request

from network.sites import windows
from network.sites.hours import read
from network.units.models import Unit
from sisterhood.demo import cast
from tests.browser import look_at
from tests.door.conftest import letter
from tests.house import acting
from tests.journeys.conftest import address, visit
from tests.stories import STORY, matter

__all__ = ["address", "visit"]
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
pytestmark = pytest.mark.browser
SIZES = [(1366, True), (390, True), (390, False)]


class Stranger:
    """Somebody without an account; every page must pass axe and load nothing from elsewhere."""

    def __init__(self, page: Page, address: str, scripts: bool) -> None:
        self.page, self.address, self.scripts = page, address, scripts
        self.asked: list[str] = []
        self.complaints: list[str] = []
        page.on("request", self._note)
        page.on("console", lambda m: self.complaints.append(m.text) if m.type == "error" else None)

    def _note(self, request: Request) -> None:
        self.asked.append(request.url)

    def go(self, path: str) -> None:
        self.page.goto(self.address + path)
        self.check()

    def press(self, text: str) -> None:
        self.page.locator(f"main >> text='{text}'").last.click()
        self.check()

    def text(self) -> str:
        return self.page.locator("body").inner_text()

    def check(self) -> None:
        self.page.wait_for_load_state()
        assert not self.complaints, self.complaints
        assert not [url for url in self.asked if not url.startswith(self.address)]
        assert self.page.locator("[data-leave]").is_visible()
        if self.scripts:
            look_at(self.page)


@pytest.fixture
def stranger(chromium, address) -> Iterator[Callable[..., Stranger]]:
    contexts = []

    def come(width: int = 390, scripts: bool = True, **options) -> Stranger:
        size = {"width": width, "height": 844 if width < 600 else 768}
        contexts.append(
            chromium.new_context(viewport=size, locale="zh-CN", java_script_enabled=scripts, **options)
        )
        return Stranger(contexts[-1].new_page(), address, scripts)

    yield come
    for context in contexts:
        context.close()


def _publish() -> None:
    with acting("lin") as (lin, _scope):
        county = Unit.objects.get(code=cast.SHUANGLIAO, level=2)
        week = {day: read("8:30-11:30 13:30-17:00") for day in range(5)}
        windows.keep_window(
            county,
            by=lin,
            address="辽河路 1 号",
            phone="0434-5550200",
            week=week,
            hours_note="休息日请拨打 12338",
        )


@pytest.mark.parametrize(("width", "scripts"), SIZES)
def test_she_reads_writes_and_looks_up_without_an_account(stranger, house, width, scripts):
    _publish()
    house.raw("delete from network_strangercount")
    she = stranger(width, scripts)
    she.go("/help/")
    she.press("当面来访")
    she.press("双辽市")
    assert "08:30–11:30、13:30–17:00" in she.text() and "怎样查询办理进度" in she.text()
    she.go("/help/")
    she.press("网上写给我们")
    she.press("下一步")
    assert "请选择我们可不可以联系您" in she.text()
    she.page.check("[name=reach][value=none]")
    she.page.check("[name=safety][value=violence]")
    she.press("下一步")
    she.page.select_option("[name=unit]", label="双辽市")
    she.page.check("[name=knows_other_side][value=no]")
    she.page.fill("[name=request]", "想知道怎么办")
    she.page.fill("[name=facts]", STORY)
    she.press("核对所写内容")
    assert STORY in she.text() and "现在还没有提交" in she.text()
    she.press("修改事情经过")
    assert she.page.input_value("[name=facts]") == STORY
    she.press("核对所写内容")
    she.press("提交")
    if "提交得太快" in she.text():  # a machine is faster than anybody reads
        house.raw("select pg_sleep(5)")
        she.press("提交")
    number, code = she.page.locator(".code").all_inner_texts()
    she.press("查询进度")
    she.page.fill("[name=number]", number)
    she.page.fill("[name=code]", code)
    she.press("查询")
    assert "已收到" in she.text()
    assert number not in she.page.url and STORY not in she.text()
    she.page.fill("[name=text]", "补充一句")
    she.press("提交")
    assert "您补充的情况已收到" in she.text()
    cookies = she.page.context.cookies()
    assert {cookie["name"] for cookie in cookies} == {"csrftoken"}
    kept = she.page.evaluate("[localStorage.length, sessionStorage.length]") if scripts else [0, 0]
    assert kept == [0, 0]


@pytest.mark.parametrize("way", ["button", "shift"])
def test_leaving_replaces_the_page_in_the_history(stranger, house, settings, way):
    she = stranger()
    settings.EXIT_URL = f"{she.address}/healthz"
    she.go("/help/")
    she.go("/help/write/")
    before = she.page.evaluate("history.length")
    if way == "button":
        she.page.click("[data-leave]")
    else:
        for _n in range(3):
            she.page.keyboard.press("Shift")
    she.page.wait_for_url("**/healthz")
    assert she.page.evaluate("history.length") == before
    she.page.go_back()
    assert she.page.url.endswith("/help/")


def test_leaving_without_scripts_is_a_plain_link(stranger, house, settings):
    she = stranger(scripts=False)
    settings.EXIT_URL = f"{she.address}/healthz"
    she.go("/progress/")
    she.page.click("[data-leave]")
    she.page.wait_for_url("**/healthz")


def test_two_presses_of_shift_or_shift_while_typing_do_not_throw_her_out(stranger, house):
    she = stranger()
    she.go("/help/write/")
    she.page.focus("[name=hours]")
    for key in ("Shift", "a", "Shift", "b", "Shift"):
        she.page.keyboard.press(key)
    assert she.page.url.endswith("/help/write/") and she.page.input_value("[name=hours]") == "ab"


def test_the_way_out_never_hides_what_has_the_focus(stranger, house):
    she = stranger()
    she.go("/help/write/")
    hidden = she.page.evaluate(
        """() => { const out = document.querySelector('[data-leave]').getBoundingClientRect(), found = [];
        for (const e of document.querySelectorAll('main input:not([type=hidden]), main button, main a')) {
          e.focus(); const r = e.getBoundingClientRect();
          if (r.top >= out.top && r.bottom <= out.bottom && r.left >= out.left && r.right <= out.right) found.push(e.outerHTML);
        } return found; }"""
    )
    assert not hidden


def test_large_text_on_a_small_phone_does_not_scroll_sideways(stranger, house):
    she = stranger(390)
    she.go("/help/")
    she.page.context.add_cookies([{"name": "text_size", "value": "large", "url": she.address}])
    for path in ("/help/", "/help/write/", "/help/units/", "/progress/"):
        she.go(path)


@pytest.mark.parametrize("width", [1366, 390])
def test_a_colleague_keeps_her_window_and_gives_a_code(visit, house, width):
    case = matter("lin")
    lin = visit("lin", width)
    lin.go("/network/window/")
    lin.page.fill("[name=address]", "辽河路 1 号")
    lin.page.fill("[name=phone]", "0434-5550200")
    lin.page.fill("[name=day_0]", "上午")
    lin.page.check("[name=is_published]")
    lin.send()
    assert "请按 8:30-11:30 的样子填写" in lin.text() and lin.page.input_value("[name=day_0]") == "上午"
    lin.page.fill("[name=day_0]", "8:30-11:30")
    lin.send()
    assert "服务窗口已保存" in lin.text()
    lin.go(f"/cases/{case.pk}/")
    lin.press("查询码和评价")
    lin.page.check("[name=how][value=paper]")
    lin.send()
    assert re.search(r"\d{4} \d{4} \d{4} \d{4}", lin.text())
    lin.page.emulate_media(media="print")
    printed = lin.text()
    assert case.number in printed and "林晓岚" not in printed and "姐妹家园" not in printed


def test_what_she_adds_reaches_the_desk(visit, house):
    receipt = letter(address=b"z" * 32)
    lin = visit("lin")
    lin.go("/")
    assert receipt.number in lin.text()
