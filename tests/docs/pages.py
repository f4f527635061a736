"""The written pages, and what can be read out of them."""

import re
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent.parent
PAGES = [
    *(BASE / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    *sorted((BASE / "docs").rglob("*.md")),
]
_CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_LINK = re.compile(r"\]\(([^)\s]+)\)")


def named(page: Path) -> str:
    """How a page is called in a failing test."""
    return str(page.relative_to(BASE))


def code_words(text: str) -> list[str]:
    """What stands between single backticks."""
    return _CODE.findall(text)


def links(text: str) -> list[str]:
    """Targets of links to other pages of this repository."""
    return [target for target in _LINK.findall(text) if "://" not in target]


def rows(text: str) -> list[list[str]]:
    """The cells of every table row, rulers left out."""
    lines = [line for line in text.splitlines() if line.startswith("|") and not set(line) <= set("|-: ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
