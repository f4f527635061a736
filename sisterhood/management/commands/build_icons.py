"""`manage.py build_icons`: cut one sprite of the icons that templates and tables use."""

import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

BASE = Path(settings.BASE_DIR)
TARGET = BASE / "build" / "static" / "sprite.svg"
_TAG = re.compile(r"""\{%\s*icon\s+"([a-z0-9-]+)"\s*%\}""")
_TABLES = ("cases/petitions/buttons.py", "cases/petitions/registering.py", "sisterhood/desk/nav.py")
_WORD = re.compile(r'"([a-z0-9]+(?:-[a-z0-9]+)*)"')
_INNER = re.compile(r"<svg[^>]*>(.*)</svg>", re.S)


def used() -> set[str]:
    """Names in templates, and every word of the tables that happens to be an icon."""
    names = {
        n for p in (BASE / "templates").rglob("*.html") for n in _TAG.findall(p.read_text(encoding="utf-8"))
    }
    words = {w for p in _TABLES for w in _WORD.findall((BASE / p).read_text(encoding="utf-8"))}
    return names | {w for w in words if w in _drawings()}


@cache
def _drawings() -> dict[str, str]:
    """Inner drawing of every icon of the installed package, by name."""
    found = {}
    with files("lucide").joinpath("lucide.zip").open("rb") as packed, ZipFile(packed) as icons:
        for entry in icons.namelist():
            inner = _INNER.search(icons.read(entry).decode("utf-8"))
            if entry.endswith(".svg") and inner:
                found[entry.removesuffix(".svg")] = " ".join(inner[1].split())
    return found


def sprite(names: set[str]) -> str:
    """The sprite's text. An unknown name raises CommandError."""
    symbols = []
    for name in sorted(names):
        if name not in _drawings():
            raise CommandError(f"there is no icon {name}")
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{_drawings()[name]}</symbol>')
    return '<svg xmlns="http://www.w3.org/2000/svg">' + "".join(symbols) + "</svg>\n"


class Command(BaseCommand):
    """Needs no database."""

    help = "Write the sprite of icons."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it and say how many icons it holds."""
        names = used()
        TARGET.parent.mkdir(parents=True, exist_ok=True)
        TARGET.write_text(sprite(names), encoding="utf-8")
        self.stdout.write(f"{len(names)} icons cut")
