"""A paper of every kind comes out on A4 with a Chinese font in it, and no text of anybody is read as markup."""

import re
import zlib

import pytest

from cases.documents import rendering, verbs
from cases.documents.content import Content, Line
from cases.documents.kinds import KINDS
from network.access.gate import Refusal
from tests.house import acting
from tests.papers.roads import everything

HOSTILE = (
    '#read("/etc/passwd")',
    "#emph[x] $1+1$ *粗* `code` ``` // 注释 /* */",
    "\\ \\u{41} @引用 <标签> = 标题",
    '"], "title": "伪造", "x": ["',
    ']#set page(paper: "a6")[',
    "<script>alert(1)</script>",
    "{{ 7*7 }} {% now %}",
    "一\n\n二\r\n三\t四",
    "​‮反写‬",
    "长" * 3000,
)


@pytest.fixture(scope="module")
def papers(house):
    return everything()


def _words(username, paper) -> Content:
    with acting(username):
        paper.refresh_from_db()
        return verbs.words_of(paper)


def test_there_is_a_paper_of_every_kind(papers):
    assert set(papers) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_set_on_a4_with_a_noto_font_embedded(kind, papers):
    words = _words(*papers[kind])
    made = rendering.pdf(words, address=f"https://portal.example/verify/{words.code}/")
    assert made.startswith(b"%PDF") and rendering.embedded_fonts(made)
    assert all("NotoSerifCJKsc" in name for name in rendering.embedded_fonts(made))
    boxes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", made)
    assert boxes and all((round(float(w)), round(float(h))) == (595, 842) for w, h in boxes)
    assert words.number and words.day and words.code and words.title


def test_the_same_words_give_the_same_bytes(papers):
    words = _words(*papers["handling_opinion"])
    assert rendering.pdf(words) == rendering.pdf(words)
    assert Content.read(words.written()) == words and words.digest() == Content.read(words.written()).digest()


def _drawn(pdf: bytes) -> bytes:
    """Content streams unpacked, without the document's identifiers."""
    parts = []
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.S):
        try:
            parts.append(zlib.decompress(stream))
        except zlib.error:
            parts.append(stream)
    return b"".join(parts)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_printed_as_words(text):
    plain = Content(title="受理告知书", issuer="双辽市妇女联合会", sections=(Line("", "正文"),))
    for column in ("addressee", "basis", "remedies", "number", "issuer", "title"):
        made = rendering.pdf(Content(**vars(plain) | {column: text}))
        assert b"root:x:0" not in _drawn(made)
        assert b"/MediaBox" in made and not re.search(rb"/MediaBox\s*\[\s*0 0 (?!595)", made)
    rows = (Line(text, text),)
    made = rendering.pdf(Content(**vars(plain) | {"rows": rows, "sections": rows}))
    assert not re.search(rb"/MediaBox\s*\[\s*0 0 (?!595)", made)
    assert b"/URI" not in made and b"/JavaScript" not in made


def test_without_a_chinese_font_nothing_is_made_and_the_sentence_says_so(settings, tmp_path):
    settings.FONT_FOLDER = tmp_path
    with pytest.raises(Refusal) as refusal:
        rendering.pdf(Content(title="受理告知书", issuer="双辽市妇女联合会"))
    assert refusal.value.code == "font"
    assert not rendering.has_font()


def test_a_paper_set_in_a_font_without_chinese_is_refused_although_the_font_is_there(settings, monkeypatch):
    settings.FONT_FOLDER = "/usr/share/fonts/truetype/dejavu"
    monkeypatch.setattr(rendering, "FONT", "DejaVu Sans")
    assert rendering.has_font()
    with pytest.raises(Refusal) as refusal:
        rendering.pdf(Content(title="Notice", issuer="Federation", number="1"))
    assert refusal.value.code == "font"


def _lines_drawn(made: bytes) -> list[int]:
    """Of each page, how many pieces of text it draws."""
    unpacked = [zlib.decompress(each) for each in re.findall(rb"stream\r?\n(x.*?)\r?\nendstream", made, re.S)]
    return [each.count(b"BT 0 Tr") for each in unpacked if b"BT 0 Tr" in each]


def test_the_seal_never_stands_on_a_sheet_without_the_last_words():
    bare = Content(title="受理告知书", issuer="双辽市妇女联合会", day="2026年11月28日")
    head = 2
    (whole,) = _lines_drawn(rendering.pdf(bare))
    turned = 0
    for count in range(8, 18):
        sections = tuple(Line(f"第{each}项", "正文") for each in range(count))
        pages = _lines_drawn(rendering.pdf(Content(**vars(bare) | {"sections": sections})))
        if len(pages) > 1:
            turned += 1
            assert pages[-1] >= whole - head + 2, (count, pages)
    assert turned > 3
