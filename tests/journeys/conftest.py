"""A live server on the house of the module, real Chromium, and the axe rules."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test import Client
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, Page

from sisterhood.demo.cast import PASSWORD
from tests.browser import bring_axe, look_at

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright's own loop runs in the thread of the test


@contextmanager
def served(handler: Callable[..., StaticFilesHandler] = StaticFilesHandler) -> Iterator[str]:
    """Where the product answers, in this process; `handler` wraps the application."""
    server = LiveServerThread("127.0.0.1", handler, connections_override={})
    server.daemon = True
    server.start()
    server.is_ready.wait(20)
    assert server.error is None, server.error
    yield f"http://127.0.0.1:{server.port}"
    server.terminate()


@pytest.fixture(scope="module")
def address(house) -> Iterator[str]:
    """Where the product answers."""
    with served() as place:
        yield place


_seen_the_door: set[tuple[int, bool]] = set()


class Visitor:
    """One person at one screen; every page she opens must pass axe and must not complain in the console."""

    at_the_form = False  # whoever is served by another process, or at another hour, signs in in the browser

    def __init__(
        self, browser: Browser, address: str, username: str, width: int, scripts: bool = True
    ) -> None:
        height = 844 if width < 600 else 768
        self.context = browser.new_context(
            viewport={"width": width, "height": height}, locale="zh-CN", java_script_enabled=scripts
        )
        if scripts:
            bring_axe(self.context)
        self.page: Page = self.context.new_page()
        self.address, self.scripts, self.complaints = address, scripts, []
        self.page.on("console", lambda m: self.complaints.append(m.text) if m.type == "error" else None)
        self._sign_in(username, (width, scripts))

    def _sign_in(self, username: str, screen: tuple[int, bool]) -> None:
        """The first at each kind of screen in the browser; the same page lets later ones in without drawing it again."""
        if self.at_the_form or screen not in _seen_the_door:
            self.go("/sign-in/")
            self.page.fill("[name=username]", username)
            self.page.fill("[name=password]", PASSWORD)
            self.page.click("button.p")
            self.check()
            _seen_the_door.add(screen)
            return
        door = Client()
        assert door.post("/sign-in/", {"username": username, "password": PASSWORD}).status_code == 302
        key = door.cookies[settings.SESSION_COOKIE_NAME].value
        self.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": self.address, "httpOnly": True}]
        )
        self.go("/")

    def go(self, path: str) -> None:
        """Open a page and look at it."""
        self.page.goto(self.address + path)
        self.page.wait_for_load_state()
        if any("net::ERR_EMPTY_RESPONSE" in said for said in self.complaints):
            self.complaints.clear()  # the server of the test dropped a connection under load: once more
            self.page.reload()
        self.check()

    def press(self, text: str) -> None:
        """Press the button or link with this text."""
        self.page.locator(f"main >> text='{text}'").last.click()
        self.check()

    def send(self) -> None:
        """Press the page's one main button."""
        self.page.locator("button.p").last.click()
        self.check()

    def text(self) -> str:
        """Everything on the page in words."""
        return self.page.locator("body").inner_text()

    def check(self) -> None:
        """Axe, no sideways scrolling, nothing inline refused by the policy."""
        self.page.wait_for_load_state()
        assert not self.complaints, self.complaints
        if not self.scripts:
            return
        look_at(self.page)


@contextmanager
def reception(
    chromium: Browser, address: str, kind: type[Visitor] = Visitor
) -> Iterator[Callable[..., Visitor]]:
    """Signs people in at an address and shows them out at the end."""
    guests: list[Visitor] = []

    def come(username: str, width: int = 1366, *, scripts: bool = True) -> Visitor:
        guests.append(kind(chromium, address, username, width, scripts))
        return guests[-1]

    yield come
    for guest in guests:
        guest.context.close()


@pytest.fixture
def visit(chromium, address) -> Iterator[Callable[..., Visitor]]:
    """`visit(username, width)` signs somebody in."""
    with reception(chromium, address) as come:
        yield come
