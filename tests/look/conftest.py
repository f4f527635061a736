"""Opens a rendered page in Chromium; style sheets, scripts and pictures come from the project's own folders."""

from collections.abc import Iterator
from mimetypes import guess_type

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from playwright.sync_api import Route

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'"


@pytest.fixture(scope="session", autouse=True)
def icons() -> None:
    """The sprite, cut from what is in use now."""
    call_command("build_icons", verbosity=0)


@pytest.fixture
def show(chromium) -> Iterator:
    """`show(html, width)` opens a page under the product's content policy; complaints fail the test."""
    contexts, complaints = [], []

    def open_page(html: str, width: int = 1366, **options):
        def answer(route: Route) -> None:
            path = route.request.url.removeprefix("http://look.test")
            if not path.startswith("/static/"):
                headers = {"Content-Security-Policy": POLICY}
                route.fulfill(body=html, content_type="text/html; charset=utf-8", headers=headers)
                return
            found = finders.find(path.removeprefix("/static/"))
            assert found, f"{path} is asked for and does not exist"
            route.fulfill(path=found, content_type=guess_type(path)[0])

        size = {"width": width, "height": 844 if width < 600 else 768}
        contexts.append(chromium.new_context(viewport=size, locale="zh-CN", bypass_csp=False, **options))
        page = contexts[-1].new_page()
        page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
        page.route("**/*", answer)
        page.goto("http://look.test/")
        page.wait_for_load_state("networkidle")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not complaints, complaints
