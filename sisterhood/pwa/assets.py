"""What a phone keeps so that the empty shell opens without a network: files by name, and the mark of their content."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import translation

from cases.petitions.phone_forms import report_context
from network.patrols.forms import PhoneWalkForm
from network.sites.numbers import FIRST, NUMBERS
from outreach.visits.phone import PhoneRoundForm
from sisterhood.pwa.needs import NEEDS_OF_A_ROUND, NEEDS_OF_A_WALK

_OFFLINE = "js/offline/{}.js"
LEAVING = tuple(_OFFLINE.format(name) for name in ("store", "leaving"))
FRAME = tuple(_OFFLINE.format(name) for name in ("store", "seal", "send", "list", "leaving", "start"))
FORM = tuple(_OFFLINE.format(name) for name in ("keep", "form", "photo", "voice", "report"))
RECORD = tuple(_OFFLINE.format(name) for name in ("keep", "form", "record"))
STEPS = tuple(_OFFLINE.format(name) for name in ("keep", "steps"))
SHEETS = tuple(f"css/{name}.css" for name in ("tokens", "base", "parts", "case", "field"))
FILES = (
    *SHEETS,
    *("js/words.js", "js/forms.js", "js/cover.js"),
    *FRAME,
    *FORM,
    *STEPS[1:],
    *RECORD[2:],
    *("sprite.svg", "img/hua.svg", "img/favicon.svg"),
)
SHELLS = {
    "home": "/m/shell/",
    "report": "/m/shell/report/",
    "visit": "/m/shell/visit/",
    "patrol": "/m/shell/patrol/",
}
# Where the house cannot be reached, an address that begins so shows this page of the shell; every other one the home.
INSTEAD = (("/m/report/", "report"), ("/m/visits/", "visit"), ("/m/service/", "patrol"))


def _context(page: str) -> dict[str, Any]:
    if page == "visit":
        return {"form": PhoneRoundForm(), "needs": NEEDS_OF_A_ROUND}
    if page == "patrol":
        return {"form": PhoneWalkForm(), "needs": NEEDS_OF_A_WALK}
    return report_context()


def addresses() -> list[str]:
    """Addresses of everything the shell needs, the shells among them."""
    return [*SHELLS.values(), *(static(name) for name in FILES)]


@cache
def shell(page: str) -> str:
    """One page of the shell: the same for everybody, in Chinese, nothing of a person, no form token."""
    with translation.override("zh-hans"):
        numbers = {"first": FIRST, "numbers": NUMBERS, "is_shell": True}
        return render_to_string(f"pwa/{page}.html", _context(page) | numbers)


@cache
def version() -> str:
    """Changes whenever a file of the shell or one of its pages does."""
    mark = hashlib.sha256()
    for name in FILES:
        found = finders.find(name)
        mark.update(static(name).encode() + (Path(str(found)).read_bytes() if found else b""))
    for page in SHELLS:
        mark.update(shell(page).encode())
    return mark.hexdigest()[:16]
