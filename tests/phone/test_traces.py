"""What a found, lent or lost phone tells: nothing."""

import os
import shutil
from pathlib import Path

import pytest

from sisterhood.pwa import assets
from tests.browser import FLAGS
from tests.phone.handset import SIZE, Phone

pytestmark = pytest.mark.browser
WORD = "柳絮飞满了西屯的磨坊"


def _found(folder: Path) -> list[str]:
    """Files of the profile that hold the word in one of the ways a browser writes text."""
    marks = [WORD.encode(), WORD.encode("utf-16-le")]
    return [
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and any(mark in path.read_bytes() for mark in marks)
    ]


class Pocket:
    """A phone whose profile lies on disk, opened and closed like an application."""

    def __init__(self, chromium, address: str, folder: Path) -> None:
        self.chromium, self.address, self.folder = chromium, address, folder
        self.path = (
            shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        )

    def __enter__(self) -> Phone:
        launch = self.chromium.browser_type.launch_persistent_context
        self.context = launch(
            str(self.folder), executable_path=self.path, args=FLAGS, viewport=SIZE, locale="zh-CN"
        )
        return Phone(self.context, self.address)

    def __exit__(self, *_what: object) -> None:
        self.context.close()


@pytest.fixture
def pocket(chromium, address, tmp_path):
    """A phone on disk."""
    return Pocket(chromium, address, tmp_path / "profile")


def test_what_waits_on_a_phone_cannot_be_read_from_it_before_or_after_sign_out(pocket):
    with pocket as he:
        he.signs_in("he")
        he.ready()
        he.off()
        he.opens("/m/report/")
        he.writes(facts=WORD)
        he.page.click(".foot button")
        he.reads("等网络")
    assert _found(pocket.folder) == []
    os.sync()
    with pocket as he:
        he.off(False)
        he.signs_in("ma")
        he.opens("/m/")
        he.reads("这部手机上还有 1 条是别人存的")
    assert _found(pocket.folder) == []
    with pocket as he:
        he.context.clear_cookies()
        he.signs_in("he")
        he.off(False)
        he.page.route("**/m/outbox", lambda route: route.abort())
        he.opens("/m/")
        he.reads("已存在这部手机")
        he.page.click("[data-leaves] button")
        he.reads("这部手机上还没有上报的：", "退出会把它们从这部手机上删掉")
        he.page.click("[data-stay]")
        assert "/m/" in he.page.url and len(he.items()) == 1
        he.page.click("[data-leaves] button")
        he.page.click("[data-leave-now]")
        he.page.wait_for_url("**/sign-in/**")
        left = he.page.evaluate(
            "Promise.all([indexedDB.databases(), caches.keys(), navigator.serviceWorker.getRegistrations()])"
        )
        assert left == [[], [], []]
    assert _found(pocket.folder) == []


def test_nothing_of_a_person_lies_in_the_worker_s_cache(phone):
    he = phone("he")
    he.ready()
    for path in ("/m/", "/m/mine/", "/m/tasks/", "/m/call/", "/m/report/"):
        he.opens(path)
    kept = he.page.evaluate(
        """async () => {
          const [name] = await caches.keys(), cache = await caches.open(name), all = await cache.keys();
          return Promise.all(all.map(async one => [new URL(one.url).pathname, await (await cache.match(one)).text()]));
        }"""
    )
    pages = {path: text for path, text in kept if not path.startswith("/static/")}
    assert set(pages) == set(assets.SHELLS.values())
    for text in pages.values():
        assert "何桂芳" not in text and "csrfmiddlewaretoken" not in text and "卧虎" not in text
