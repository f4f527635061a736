"""One phone in a pocket: what its holder does with it, and what she reads on it."""

import io
import os
import random
from time import monotonic
from typing import Any

from django.conf import settings
from PIL import Image
from playwright.sync_api import BrowserContext, Page
from playwright.sync_api import Error as PlaywrightError

from tests.house import browser_of

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright's own loop runs in the thread of the test
SIZE = {"width": 390, "height": 844}
FACTS = "界桩被挪了两回，说理还挨了骂。"
# Puts a sealed report into the outbox as the page itself does, without walking through the form.
PLANT = """async told => {
  const who = await window.sisters.send.who(), key = window.sisters.seal.uuid();
  await window.sisters.store.add({
    key, user: told.user || who.user, form: "report", version: told.version || 1, key_id: who.key.id, state: "waiting",
    made_at: new Date(window.sisters.send.now() - (told.ago || 0) * 1000).toISOString(), files: [], photos: 0, seconds: 0,
    sealed: told.broken ? btoa("x".repeat(120)) : await window.sisters.seal.item(who.key.spki, key, {fields: told.fields, files: []}),
  }, []);
  return key;
}"""
WHOLE = {
    "safety": "safe",
    "tile": "neighbours",
    "facts": FACTS,
    "request": "想请妇联说合",
    "knows_other_side": "no",
    "send_to": "county",
}


def photograph(seed: int = 1, size: tuple[int, int] = (1600, 1200)) -> bytes:
    """A JPEG with grain, so that it stays as large as a real one, with a place in its metadata."""
    grain = random.Random(seed)
    small = Image.frombytes("RGB", (size[0] // 4, size[1] // 4), grain.randbytes(size[0] * size[1] // 16 * 3))
    told = Image.Exif()
    told[0x8825] = {1: "N", 2: (43.0, 10.0, 0.0)}
    kept = io.BytesIO()
    small.resize(size).save(kept, "JPEG", quality=80, exif=told)
    return kept.getvalue()


class Phone:
    """A phone with its own browser profile."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.context, self.address = context, address
        self.page: Page = context.new_page()

    def signs_in(self, username: str) -> None:
        """As somebody of the cast; her session comes from the house itself."""
        name = settings.SESSION_COOKIE_NAME
        session = browser_of(username).cookies[name].value
        self.context.add_cookies([{"name": name, "value": session, "url": self.address}])

    def opens(self, path: str = "/m/") -> None:
        """Go to a page of the house."""
        self.page.goto(self.address + path)

    def until(self, expression: str, arg: Any = None, *, seconds: float = 20) -> None:
        """Waits until it is true; asked from outside, because the house lets no page evaluate text."""
        end = monotonic() + seconds
        while not (said := self._asked(expression, arg)):
            assert monotonic() < end, f"{expression} {arg}: {said}\n{self.text()}"
            self.page.wait_for_timeout(50)

    def _asked(self, expression: str, arg: Any) -> Any:
        try:
            return self.page.evaluate(expression, arg)
        except PlaywrightError as error:
            if "navigat" in str(error) or "context was destroyed" in str(error):
                return None
            raise

    def ready(self, path: str = "/m/") -> None:
        """A page with a network: the worker keeps the shell, and the house has been met."""
        self.opens(path)
        self.page.evaluate("navigator.serviceWorker && navigator.serviceWorker.ready.then(() => true)")
        self.until("window.sisters.send.state.now === 'quiet'")
        self.until("window.sisters.send.who().then(who => Boolean(who))")

    def reads(self, *texts: str, seconds: float = 20) -> None:
        """Waits until the page says all of it."""
        for text in texts:
            self.until("text => document.body.innerText.includes(text)", text, seconds=seconds)

    def text(self) -> str:
        """All words of the page."""
        return self.page.locator("body").inner_text()

    def off(self, is_off: bool = True) -> None:
        """Into the valley, or out of it."""
        self.context.set_offline(is_off)

    def plants(self, **told: Any) -> str:
        """A finished report in the outbox; its key."""
        told.setdefault("fields", WHOLE)
        return str(self.page.evaluate(PLANT, told))

    def sends(self) -> None:
        """The button 现在再试一次."""
        self.page.evaluate("window.sisters.send.go()")

    def writes(self, *, facts: str = FACTS, tile: str = "neighbours", photos: int = 0) -> None:
        """Both steps of the form, up to the last button."""
        page = self.page
        page.check(f"input[name=tile][value={tile}]")
        if facts:
            page.fill("[name=facts]", facts)
            page.fill("[name=request]", "想请妇联说合")
        page.check("input[name=safety][value=safe]")
        if photos:
            files = [
                {"name": f"{n}.jpg", "mimeType": "image/jpeg", "buffer": photograph(n)} for n in range(photos)
            ]
            page.set_input_files("[data-photos] input", files=files)
            self.until("n => document.querySelectorAll('[data-photos] li').length === n", photos)
        page.click(".foot button")
        page.check("input[name=knows_other_side][value=no]")

    def reports(self, **told: Any) -> None:
        """Fills in the form and presses 上报."""
        self.writes(**told)
        self.page.click(".foot button")

    def arrives(self, count: int = 1, *, seconds: float = 20) -> None:
        """Waits until the house has answered for all of it, and the page says so."""
        self.until(
            "n => window.sisters.store.items().then(all => all.filter(item => item.received_at).length === n)",
            count,
            seconds=seconds,
        )
        self.reads("已收到", "编号")

    def items(self) -> list[dict[str, Any]]:
        """What the phone keeps, without what is sealed."""
        return list(
            self.page.evaluate(
                "window.sisters.store.items().then(all => all.map(item => Object.assign({}, item, {sealed: !!item.sealed})))"
            )
        )
