"""The phone's pages: few bytes, large letters, every target a thumb can meet."""

import gzip
import os
from urllib.parse import urlsplit

import pytest

from network.notifications import delivery, outbox, push_keys
from sisterhood.pwa import assets
from tests.browser import look_at
from tests.house import acting, person
from tests.stories import matter

pytestmark = pytest.mark.browser
PAGES = (
    "/m/",
    "/m/report/",
    "/m/mine/",
    "/m/tasks/",
    "/m/call/",
    "/m/shell/",
    "/m/shell/report/",
    "/m/shell/visit/",
    "/m/shell/patrol/",
)
PICTURES = os.environ.get("PICTURES", "")
FIRST_LOAD, EVERY_PAGE = 40_000, 100_000
# As the text size of a phone does it: every letter grows, nothing else.
LARGER = """scale => {
  const all = Array.from(document.querySelectorAll("body, body *"));
  const sizes = all.map(each => parseFloat(getComputedStyle(each).fontSize));
  all.forEach((each, n) => each.style.setProperty("font-size", sizes[n] * scale + "px", "important"));
}"""
CLIPPED = """() => Array.from(document.querySelectorAll("body *")).filter(each => {
  const style = getComputedStyle(each);
  if (!each.offsetParent || each.closest(".vh, svg") || each.matches("textarea, select, .vh, .skip, .hello")) { return false; }
  const hides = style.overflowX !== "visible" || style.overflowY !== "visible" || style.whiteSpace === "nowrap";
  return hides && each.clientWidth && (each.scrollWidth > each.clientWidth + 2 || each.scrollHeight > each.clientHeight + 2);
}).map(each => each.outerHTML.slice(0, 120))"""
SMALL = """() => Array.from(document.querySelectorAll("a, button, input, select, textarea, summary")).filter(each => {
  if (!each.offsetParent || each.closest(".vh, .skip") || each.matches(".vh, [type=hidden], p a, li a, dd a, span a")) { return false; }
  const box = (each.closest("label") || each).getBoundingClientRect();
  return box.width && (box.height < 59.5 || box.width < 59.5);
}).map(each => each.outerHTML.slice(0, 120))"""

# Lines of a text that was made larger must not run into each other.
TIGHT = """() => Array.from(document.querySelectorAll("body *")).filter(each => {
  if (!each.offsetParent || each.closest(".vh, svg, .skip") || each.matches("input, select, textarea, option, .n")) { return false; }
  if (!Array.from(each.childNodes).some(node => node.nodeType === 3 && node.textContent.trim())) { return false; }
  const style = getComputedStyle(each), high = parseFloat(style.lineHeight);
  return high && high < parseFloat(style.fontSize) * 1.1;
}).map(each => each.outerHTML.slice(0, 120))"""
FURTHER = (
    *("/m/service/", "/m/notices/", "/m/visits/", "/m/visits/new/", "/m/needs/", "/m/pairings/"),
    *("/inbox/", "/network/notifications/settings/", "/network/devices/"),
    *("/outreach/activities/", "/outreach/publicity/"),
)


def _picture(page, path: str, scale: float) -> None:
    if PICTURES:
        name = path.strip("/").replace("/", "-") or "m"
        page.screenshot(path=f"{PICTURES}/{name[:40]}-{scale:.1f}.png", full_page=True)


def test_every_page_is_light_legible_and_met_by_a_thumb(phone, house):
    matter("he", channel="station")
    he = phone("he")
    he.ready()
    case = house.raw("select id from cases_case order by opened_at desc limit 1")[0][0]
    for path in (*PAGES, f"/m/matters/{case}/"):
        he.opens(path)
        look_at(he.page)
        assert he.page.evaluate(SMALL) == [], path
        for scale in (1, 1.3, 1.6):
            he.page.reload()
            he.page.evaluate(LARGER, scale)
            wide = he.page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1")
            assert not wide, f"{path} scrolls sideways at {scale}"
            assert he.page.evaluate(CLIPPED) == [], (path, scale)
            assert he.page.evaluate(TIGHT) == [], (path, scale)
            _picture(he.page, path, scale)


def test_every_further_page_of_hers_can_be_read_in_the_largest_text(phone, house, settings):
    settings.PUSH_SECRET, settings.PUSH_CONTACT = push_keys.make_secret(), "mailto:it@portal.example"
    with acting("lin"):
        for n in range(12):
            outbox.post("rung", recipient=person("he"), key=f"larger:{n}")
    with house.login("worker"):
        delivery.deliver_due()
    he, wrong = phone("he"), []
    he.ready()
    for path in FURTHER:
        said = he.page.goto(he.address + path)
        assert said is not None and said.status == 200, path
        if path == FURTHER[6]:
            assert "共12条" in he.text(), "many lines of one kind"
        he.page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
        he.page.evaluate(LARGER, 1.6)
        if he.page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1"):
            wrong.append((path, "scrolls sideways"))
        wrong += [(path, found) for found in (*he.page.evaluate(CLIPPED), *he.page.evaluate(TIGHT))]
        _picture(he.page, path, 1.6)
    assert wrong == []


def test_a_first_visit_and_every_page_stay_within_their_weight(phone):
    for path in PAGES:
        he, weights = phone("he", service_workers="block"), {}

        def weigh(answer, weights=weights):
            address = urlsplit(answer.url).path
            body = answer.body() if answer.status == 200 else b""
            weights[address] = (len(body), len(gzip.compress(body, 9)))

        he.page.on("response", weigh)
        he.page.goto(he.address + path, wait_until="networkidle")
        assert sum(raw for raw, _small in weights.values()) <= EVERY_PAGE * 1.5, weights
        assert sum(small for _raw, small in weights.values()) <= FIRST_LOAD, weights
        named = {address for address in weights if address.startswith("/static/")}
        assert named <= set(assets.addresses()), "the shell knows every file of every page"
        he.context.close()
