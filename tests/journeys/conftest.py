"""A live server on the house of the module, real Chromium, and the axe rules."""

import os
import shutil
from collections.abc import Iterator
from importlib.resources import files

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, Page, sync_playwright

from sisterhood.demo.cast import PASSWORD

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright's own loop runs in the thread of the test
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


@pytest.fixture(scope="module")
def address(house) -> Iterator[str]:
    """Where the product answers."""
    server = LiveServerThread("127.0.0.1", StaticFilesHandler, connections_override={})
    server.daemon = True
    server.start()
    server.is_ready.wait(20)
    assert server.error is None, server.error
    yield f"http://127.0.0.1:{server.port}"
    server.terminate()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium; a machine without one fails."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert path, "Chromium is not installed"
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


class Visitor:
    """One person at one screen; every page she opens must pass axe and must not complain in the console."""

    def __init__(
        self, browser: Browser, address: str, username: str, width: int, scripts: bool = True
    ) -> None:
        height = 844 if width < 600 else 768
        self.context = browser.new_context(
            viewport={"width": width, "height": height}, locale="zh-CN", java_script_enabled=scripts
        )
        self.page: Page = self.context.new_page()
        self.address, self.scripts, self.complaints = address, scripts, []
        self.page.on("console", lambda m: self.complaints.append(m.text) if m.type == "error" else None)
        self.go("/sign-in/")
        self.page.fill("[name=username]", username)
        self.page.fill("[name=password]", PASSWORD)
        self.page.click("button.p")
        self.check()

    def go(self, path: str) -> None:
        """Open a page and look at it."""
        self.page.goto(self.address + path)
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
        axe = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
        self.page.evaluate(axe)
        found = self.page.evaluate("rules => axe.run(document, rules)", RULES)["violations"]
        assert not found, [(v["id"], [n["html"][:160] for n in v["nodes"]][:3]) for v in found]
        wide = self.page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1")
        assert not wide, f"{self.page.url} scrolls sideways"


@pytest.fixture
def visit(chromium, address) -> Iterator:
    """`visit(username, width)` signs somebody in."""
    guests: list[Visitor] = []

    def come(username: str, width: int = 1366, *, scripts: bool = True) -> Visitor:
        guests.append(Visitor(chromium, address, username, width, scripts))
        return guests[-1]

    yield come
    for guest in guests:
        guest.context.close()
