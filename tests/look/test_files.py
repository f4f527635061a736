"""What the files of the look may and may not hold, for old browsers, a strict content policy and slow lines."""

import re
from pathlib import Path

import pytest
from django.conf import settings

BASE = Path(settings.BASE_DIR)
SHEETS = sorted((BASE / "static/css").glob("*.css"))
TEMPLATES = sorted((BASE / "templates").rglob("*.html"))
PARTS = [t for t in TEMPLATES if t.parent.name == "parts"]
TOO_NEW = re.compile(
    r"@layer|@container|:has\(|color-mix|oklch|(?<![-\w])inset\s*:|aspect-ratio|\b\d+[ds]v[hw]\b|text-wrap|&\s*[.:{]"
)
INLINE = re.compile(r"\sstyle=|<style|<script(?![^>]*\bsrc=)|\son[a-z]+=|javascript:", re.I)


def name(path: Path) -> str:
    return str(path.relative_to(BASE))


def test_no_page_carries_a_style_or_a_script_of_its_own():
    found = {name(template): INLINE.findall(template.read_text("utf-8")) for template in TEMPLATES}
    assert found and not {page: signs for page, signs in found.items() if signs}


@pytest.mark.parametrize("part", PARTS, ids=name)
def test_every_part_is_used(part):
    users = [t for t in TEMPLATES if f"parts/{part.name}" in t.read_text("utf-8")]
    assert users, f"nothing includes {part.name}"


def test_all_style_sheets_together_stay_under_30_kilobytes():
    """The cockpit's own sheet, which only its page loads, is weighed apart (tests/architecture/test_house_rules.py)."""
    assert sum(sheet.stat().st_size for sheet in SHEETS if sheet.name != "cockpit.css") <= 30 * 1024


@pytest.mark.parametrize("sheet", SHEETS, ids=name)
def test_a_browser_of_2020_understands_every_style_sheet(sheet):
    text = sheet.read_text("utf-8")
    assert not TOO_NEW.findall(text)
    assert not re.search(r"\{[^{}@]*\{", re.sub(r"@[^{]*\{", "", text)), "rules are nested"


def test_own_scripts_stay_small_and_need_nothing_newer_than_2017():
    for script in (BASE / "static/js").glob("*.js"):
        text = script.read_text("utf-8")
        assert script.stat().st_size < 4096
        assert not re.search(r"\?\.|\?\?|^\s*(import|export)\b|\beval\(", text, re.M), script.name
