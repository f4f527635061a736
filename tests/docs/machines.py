"""Every table of states that the house has, found where it is written."""

import importlib
from typing import Any

from sisterhood.lib.states import StateTable
from tests.docs.pages import BASE

DRAWINGS = BASE / "docs/diagrams"
APPS = ("network", "cases", "outreach")


def tables() -> dict[str, StateTable]:
    """By the place and name it is written under, `cases/mediation/states.py MEDIATION`."""
    found: dict[int, tuple[str, StateTable]] = {}
    for file in sorted(file for app in APPS for file in (BASE / app).rglob("*.py")):
        if "StateTable(" not in file.read_text("utf-8"):
            continue
        place = file.relative_to(BASE)
        module = importlib.import_module(".".join(place.with_suffix("").parts))
        for name, value in vars(module).items():
            for table in _of(value):
                found.setdefault(id(table), (f"{place} {name}", table))
    return dict(found.values())


def _of(value: Any) -> list[StateTable]:
    return [value] if isinstance(value, StateTable) else []


def drawings() -> dict[str, list[str]]:
    """Page → its drawings, as they are printed."""
    return {
        page.name: [part.partition("```")[0] for part in page.read_text("utf-8").split("```mermaid\n")[1:]]
        for page in sorted(DRAWINGS.glob("*.md"))
    }


def page_of(place: str) -> str:
    """Which page says that it is printed from this place; raises when none or two do."""
    file, name = place.split()
    said = [
        page.name
        for page in sorted(DRAWINGS.glob("*.md"))
        if f"`{name}`" in page.read_text("utf-8") and f"`{file}`" in page.read_text("utf-8")
    ]
    assert len(said) == 1, f"{place} is drawn on {said or 'no page'} of docs/diagrams"
    return said[0]
