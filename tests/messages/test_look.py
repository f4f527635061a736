"""Her page in real Chromium: wide, narrow, and without scripts."""

import os
from collections.abc import Callable, Iterator

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread

from tests.journeys.conftest import Visitor, reception
from tests.messages.conftest import carry, tell, wants

pytestmark = pytest.mark.browser
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright's own loop runs in the thread of the test


@pytest.fixture
def come(fresh_house, outside, chromium) -> Iterator[Callable[..., Visitor]]:
    """Signs somebody in at a house that tells outside."""
    server = LiveServerThread("127.0.0.1", StaticFilesHandler, connections_override={})
    server.daemon = True
    server.start()
    server.is_ready.wait(20)
    assert server.error is None, server.error
    with reception(chromium, f"http://127.0.0.1:{server.port}") as visit:
        yield visit
    server.terminate()


@pytest.mark.parametrize(
    ("username", "width", "scripts"), [("lin", 1366, True), ("he", 390, True), ("he", 390, False)]
)
def test_she_finds_the_page_from_her_inbox_and_chooses(come, username, width, scripts):
    her = come(username, width, scripts=scripts)
    her.go("/inbox/")
    her.press("提醒方式")
    her.page.check("[name=by_email]")
    her.send()
    assert "请填写邮箱地址，或取消电子邮件提醒" in her.text()
    her.page.fill("[name=email]", f"{username}@work.example")
    _picture(her, f"{username}-{width}-{scripts}")
    her.send()
    assert "已保存您的选择" in her.text()
    assert her.page.input_value("[name=email]") == f"{username}@work.example"


@pytest.mark.parametrize("width", [1366, 390])
def test_the_administrator_reads_the_list_and_a_rule(come, fresh_house, outside, post, width):
    wants(fresh_house, "gao", email=True)
    tell("gao", "danger")
    post.mood = "hangs up after the text"
    carry(fresh_house)
    admin = come("sysadmin", width)
    for place in ("delivery/", "setting/", "setting/messages.quiet_from/change/"):
        admin.page.goto(f"{admin.address}/admin/network/{place}")
        _picture(admin, f"admin-{place.split('/')[0]}-{width}-{len(place)}")
    assert "免打扰开始时间" in admin.page.content()


def _picture(visitor: Visitor, name: str) -> None:
    folder = os.environ.get("SISTERHOOD_PICTURES")
    if folder:
        visitor.page.screenshot(path=f"{folder}/{name}.png", full_page=True)
