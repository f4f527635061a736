"""Every number has its law, every word its place, every diagram its table."""

import re

import pytest

from network.deadlines.policy import LADDERS, LIMITS
from tests.docs.machines import drawings, page_of, tables
from tests.docs.pages import BASE, code_words, rows

TABLES = tables()

ARTICLE = re.compile(r"art\. (\d+)((?:\(\d\))?)((?:, \d+(?:\(\d\))?| and \d+(?:\(\d\))?|–\d+)*)")


def _sources():
    return rows((BASE / "docs/legal-sources.md").read_text("utf-8"))


def test_every_limit_stands_in_the_legal_sources_with_the_source_it_stores():
    told = {row[0].strip("`"): row for row in _sources()}
    for limit in LIMITS:
        assert limit.code in told, f"{limit.code} is not in docs/legal-sources.md"
        row = told[limit.code]
        assert limit.source in row[3]
        assert row[1].startswith(str(limit.length))
        assert ("policy" in row[4]) != limit.is_statutory


def test_every_limit_has_a_ladder_and_every_ladder_a_limit():
    assert set(LADDERS) == {limit.code for limit in LIMITS}


def _articles(text):
    for first, _paragraph, more in ARTICLE.findall(text):
        span = re.findall(r"([–,]|and) ?(\d+)", more)
        yield int(first)
        for joint, number in span:
            yield from range(int(first) + 1, int(number) + 1) if joint == "–" else (int(number),)


def test_every_article_the_code_names_is_a_row_of_the_legal_sources():
    told: dict[str, set[int]] = {}
    for row in _sources():
        cell = row[1].partition(" art. ")[2] or row[1]
        numbers = {int(n) for n in re.findall(r"(?<![\d(])(\d+)", cell)}
        for first, last in re.findall(r"(\d+)–(\d+)", cell):
            numbers |= set(range(int(first), int(last) + 1))
        for place in code_words(" ".join(row)):
            told.setdefault(place, set()).update(numbers)
    for top in ("cases", "network", "outreach", "sisterhood"):
        for file in (f for f in (BASE / top).rglob("*.py") if "migrations" not in f.parts):
            place = str(file.relative_to(BASE))
            missing = set(_articles(file.read_text("utf-8"))) - told.get(place, set())
            assert not missing, f"docs/legal-sources.md has no row for art. {sorted(missing)} used in {place}"


@pytest.mark.parametrize("place", TABLES)
def test_every_machine_is_drawn_on_the_page_that_names_it_as_its_table_prints_it(place):
    page = page_of(place)
    assert TABLES[place].mermaid() in drawings()[page], f"print docs/diagrams/{page} again from {place}"


def test_no_drawing_has_lost_its_table():
    printed = [table.mermaid() for table in TABLES.values()]
    stale = {page for page, drawn in drawings().items() if any(each not in printed for each in drawn)}
    assert not stale and sum(map(len, drawings().values())) == len(TABLES)


def test_every_word_of_the_glossary_is_used_where_it_says():
    for row in rows((BASE / "docs/glossary.md").read_text("utf-8")):
        if len(row) != 3 or row[1] == "code":
            continue
        text = (BASE / row[2].strip("`")).read_text("utf-8")
        missing = [word for word in code_words(row[1]) if not re.search(rf"\b{re.escape(word)}\b", text)]
        assert not missing, f"{row[2]} does not know {missing} ({row[0]})"
