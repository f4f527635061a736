"""`manage.py build_icons`: cut one sprite of the icons that templates and tables use."""

import os
import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cases.coordination.buttons import BUTTONS as DEMANDS
from cases.petitions.buttons import BUTTONS
from cases.petitions.paperwork import ACTS
from cases.petitions.phone_forms import TILES
from cases.privacy.request_pages import BUTTONS as REQUESTS
from cases.protection.buttons import ALL as PROTECTION
from cases.referrals.buttons import BUTTONS as REFERRALS
from cases.retention.buttons import BUTTONS as DESTRUCTIONS
from cases.retention.buttons import MATTER as KEEPING
from cases.support.buttons import FILE_BUTTONS, NOTE_BUTTONS, VISIT_BUTTONS
from cases.support.education_views import BUTTONS as TALKS
from sisterhood.desk.nav import PLACES

BASE = Path(settings.BASE_DIR)
TARGET = BASE / "build" / "static" / "sprite.svg"
_TAG = re.compile(r"""\{%\s*icon\s+"([a-z0-9-]+)"\s*%\}|\b(?:icon|picture)="([a-z0-9-]+)\"""")
_INNER = re.compile(r"<svg[^>]*>(.*)</svg>", re.S)


def used() -> set[str]:
    """Names in templates (the tag, or handed to a part) and in the tables of buttons and places."""
    pages = "".join(p.read_text(encoding="utf-8") for p in sorted((BASE / "templates").rglob("*.html")))
    named = {tag or part for tag, part in _TAG.findall(pages)}
    return (
        named
        | {button.icon for button in BUTTONS.values()}
        | {button.icon for button in DEMANDS.values()}
        | {button.icon for button in REFERRALS.values()}
        | {button.icon for button in PROTECTION.values()}
        | {button.icon for button in REQUESTS.values()}
        | {button.icon for button in (NOTE_BUTTONS | FILE_BUTTONS | VISIT_BUTTONS | TALKS).values()}
        | {button.icon for button in (DESTRUCTIONS | KEEPING).values()}
        | {picture for _code, picture, *_rest in TILES}
        | {act.icon for act in ACTS.values()}
        | {place.icon for place in PLACES}
    )


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
        fresh = TARGET.with_suffix(f".{os.getpid()}")
        fresh.write_text(sprite(names), encoding="utf-8")
        os.replace(fresh, TARGET)
        self.stdout.write(f"{len(names)} icons cut")
