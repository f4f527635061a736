"""Real Chromium for the tests that look: one for each session, and the accessibility rules it is held to."""

import hashlib
import shutil
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],  # to write down everything that passed takes three times as long
}


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium; a machine without one fails."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert path, "Chromium is not installed"
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


# Everything axe judges by: the page, what its fields hold, where the focus is, how wide and on what it is shown.
SHOWN = """() => [
  innerWidth, matchMedia("print").matches, document.activeElement && document.activeElement.outerHTML,
  ...[...document.querySelectorAll("input, select, textarea")].map(f => f.name == "csrfmiddlewaretoken"
    ? "" : [f.value, f.checked]),
  document.documentElement.outerHTML.replace(/(name="csrfmiddlewaretoken" value=")[^"]*/g, "$1"),
].join("\\n")"""
_passed: set[str] = set()


@cache
def _axe() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def bring_axe(context: BrowserContext) -> None:
    """Lay the rules into every page of these tabs once, instead of half a megabyte with each question."""
    context.add_init_script(_axe())


def look_at(page: Page) -> None:
    """Axe finds nothing, and the page does not scroll sideways. A page that passed, sign for sign, is not asked again."""
    shown = hashlib.sha256(page.evaluate(SHOWN).encode()).hexdigest()
    if shown in _passed:
        return
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(_axe())
    found = page.evaluate("rules => axe.run(document, rules).then(found => found.violations)", RULES)
    assert not found, [(v["id"], [n["html"][:160] for n in v["nodes"]][:3]) for v in found]
    wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1")
    assert not wide, f"{page.url} scrolls sideways"
    _passed.add(shown)
