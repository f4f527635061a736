"""The questions asked of each side alone, and what an answer does. A table.

A yes to any of them, and "not known" as well, makes the matter unsuitable for mediation. Of violence, fear and control
she herself may ask for an exception; of the other three nobody may.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.mediation.lists import Said


@dataclass(frozen=True)
class Item:
    """One question, what it is called afterwards, and whether she may ask for an exception."""

    code: str
    asks: Any
    label: Any
    excepted: bool = False


ITEMS = (
    Item(
        "violence",
        _("Was there ever violence or a threat: blows, things broken, locked in, forced?"),
        _("violence or a threat of it"),
        excepted=True,
    ),
    Item(
        "fear",
        _("Is this side afraid of the other, or afraid to say what it wants?"),
        _("fear of the other side"),
        excepted=True,
    ),
    Item(
        "control",
        _("Does the other side decide over phone, money, movements or company?"),
        _("control by the other side"),
        excepted=True,
    ),
    Item(
        "capacity",
        _("Is this side under 18, or is there a doubt that it can decide for itself?"),
        _("a side that cannot decide for itself"),
    ),
    Item("minors", _("Is a child harmed or in danger?"), _("a child harmed or in danger")),
    Item("crime", _("May somebody have committed a crime?"), _("a possible crime")),
)
CODES = tuple(item.code for item in ITEMS)
EXCEPTED = frozenset(item.code for item in ITEMS if item.excepted)
FOUND = [(item.code, item.label) for item in ITEMS]


def found_by(answers: Mapping[str, str]) -> list[str]:
    """What the answers speak of; only a plain no clears a question, and a question that was left out is not clear."""
    return [code for code in CODES if answers.get(code) != Said.NO]


def may_be_excepted(found: Iterable[str]) -> bool:
    """Whether nothing was found but what she herself may ask an exception for."""
    return set(found) <= EXCEPTED
