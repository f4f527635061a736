"""What the look promises to whoever reads: contrast, sizes, neutral titles, a next step on every refusal."""

import gzip
import re
from html.parser import HTMLParser

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from tests.house import BASE

SHEETS = BASE / "static" / "css"
TEMPLATES = BASE / "templates"
GROUNDS = ("paper", "surface", "sunk")
PAIRS = [(ink, ground) for ink in ("ink", "ink-2", "ink-3", "brand") for ground in GROUNDS] + [
    *(("green", "green-tint"), ("amber", "amber-tint"), ("alarm", "alarm-tint"), ("info", "info-tint")),
    *(("brand", "brand-tint"), ("on-brand", "brand"), ("on-brand", "brand-2"), ("on-brand-2", "brand-2")),
    *(("amber", "surface"), ("alarm", "surface"), ("alarm", "sunk"), ("amber", "sunk")),
]
REFUSALS = ("400.html", "403.html", "403_form.html", "404.html", "409.html", "429.html", "503.html")


def _block(selector: str) -> dict[str, str]:
    """Names and values of the first block of tokens.css that has this selector."""
    text = re.sub(r"/\*.*?\*/", "", (SHEETS / "tokens.css").read_text(encoding="utf-8"), flags=re.S)
    body = next(rule for head, rule in re.findall(r"([^{}]+)\{([^{}]*)\}", text) if selector in head)
    return {name: value.strip() for name, value in re.findall(r"--([a-z0-9-]+)\s*:\s*([^;]+)", body)}


def _light(colour: str) -> float:
    """Relative luminance of #rgb or #rrggbb, as WCAG 2.2 counts it."""
    digits = colour.lstrip("#")
    digits = "".join(d * 2 for d in digits) if len(digits) == 3 else digits
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    bright, dark = sorted((_light(one), _light(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("ink", "ground"), PAIRS, ids=lambda name: name)
def test_every_text_can_be_read_on_its_ground(ink, ground):
    names = _block(":root")
    assert _contrast(names[ink], names[ground]) >= 4.5


@pytest.mark.parametrize("ground", GROUNDS)
def test_the_outline_of_an_input_can_be_seen(ground):
    names = _block(":root")
    assert _contrast(names["edge"], names[ground]) >= 3


def test_on_the_phone_words_are_large_and_targets_too():
    names = _block(".field")
    assert int(names["t-m"].removesuffix("px")) >= 18
    assert int(names["tap"].removesuffix("px")) >= 60


def test_all_sheets_together_are_small_on_the_wire():
    """What every page shares, and the cockpit's own sheet, which only its page loads."""
    shared = [path for path in sorted(SHEETS.glob("*.css")) if path.name != "cockpit.css"]
    assert len(gzip.compress(b"".join(path.read_bytes() for path in shared), 9)) <= 8 * 1024
    assert len(gzip.compress((SHEETS / "cockpit.css").read_bytes(), 9)) <= 2.5 * 1024


def test_a_part_begins_by_naming_its_inputs():
    for path in sorted((TEMPLATES / "parts").glob("*.html")):
        assert re.match(r"(\{% comment %\}|\{# )Inputs: ", path.read_text(encoding="utf-8")), path.name


def test_a_title_never_says_what_a_page_is_about():
    for path in TEMPLATES.rglob("*.html"):
        for title in re.findall(r"<title>(.*?)</title>", path.read_text(encoding="utf-8"), re.S):
            assert "{{" not in title, path
        assert not re.search(r"\{% block title(_extra)? %\}[^{]*\{\{", path.read_text(encoding="utf-8")), path


class _Page(HTMLParser):
    """Language, links and visible words of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.language, self.links, self.words, self._deaf = "", [], [], 0
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        facts = dict(attrs)
        self._deaf += tag in ("script", "style", "title")
        if tag == "html":
            self.language = facts.get("lang", "")
        if tag == "a":
            self.links.append(facts.get("href", ""))

    def handle_endtag(self, tag):
        self._deaf -= tag in ("script", "style", "title")

    def handle_data(self, data):
        if not self._deaf and data.strip():
            self.words.append(data.strip())


@pytest.mark.parametrize("name", REFUSALS)
@pytest.mark.parametrize(("language", "tongue"), [("zh-hans", "zh-CN"), ("en", "en")])
def test_a_refusal_says_what_happened_and_where_to_go(name, language, tongue, blueprint):
    with translation.override(language):
        page = _Page(render_to_string(name, {}, request=RequestFactory().get("/")))
    assert page.language == tongue
    assert "/" in page.links
    text = " ".join(page.words)
    assert bool(re.search(r"[\u4e00-\u9fff]{5,}", text)) is (language == "zh-hans")
    assert re.search(r"([A-Za-z]+ ){3}", text)


def test_a_refusal_with_its_own_sentence_says_that_and_nothing_else(blueprint):
    words = {"sentence": "此事项须由县级专干接手。"}
    page = _Page(render_to_string("403.html", words, request=RequestFactory().get("/")))
    text = " ".join(page.words)
    assert "此事项须由县级专干接手。" in text and "Your post does not include this step" not in text


def test_every_page_of_the_front_door_stands_on_a_card():
    for path in TEMPLATES.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        if 'extends "base_public.html"' in text:
            assert 'class="card"' in text or "parts/_refusal.html" in text, path


def test_a_crash_is_explained_in_both_languages_without_any_context():
    page = _Page(render_to_string("500.html"))
    text = " ".join(page.words)
    assert "系统" in text and "Something went wrong" in text and "/" in page.links
