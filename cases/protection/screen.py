"""The twelve items of the safety screen and its rule. A table.

Our own words; advisory: a person signs, nothing follows from the result by itself (个人信息保护法 art. 24).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.protection.lists import Answer, Level


@dataclass(frozen=True)
class Item:
    """One question; `alone`: a yes is enough to act at once."""

    code: str
    asks: Any
    alone: bool = False


ITEMS = (
    Item("danger_now", _("Is there danger at this moment?"), alone=True),
    Item("fears_death", _("Is she afraid of being killed?")),
    Item("threat_to_kill", _("Has the other side threatened to kill?")),
    Item("weapon", _("Was a weapon or tool used, or shown as a threat?"), alone=True),
    Item("choking", _("Was she choked, strangled or smothered?"), alone=True),
    Item("worse", _("Has the violence become worse or more frequent?")),
    Item("leaving", _("Has she left, or is she planning to leave?")),
    Item("pregnancy", _("Was there violence in pregnancy, or is there a baby at home?")),
    Item("children", _("Were children harmed or threatened?")),
    Item("control", _("Is she followed, or are her phone, money or movements controlled?")),
    Item("suicide_drugs", _("Does the other side threaten suicide, or misuse alcohol or drugs?")),
    Item("order_broken", _("Was an earlier warning or order broken?"), alone=True),
)
TOGETHER = frozenset({"threat_to_kill", "leaving"})
HIGH_FROM = 3
RANK = {Level.STANDARD: 0, Level.HIGH: 1, Level.URGENT: 2}


def advise(answers: Mapping[str, str]) -> Level:
    """At once for one item that is enough alone, or for threat and leaving together; high from three others.

    Only a yes counts; her own fear counts as an item like every other.
    """
    said = {item.code for item in ITEMS if answers.get(item.code) == Answer.YES}
    alone = {item.code for item in ITEMS if item.alone}
    if said & alone or said >= TOGETHER:
        return Level.URGENT
    return Level.HIGH if len(said - alone) >= HIGH_FROM else Level.STANDARD


def lowers(advised: str, level: str) -> bool:
    """Whether a person's level lies below what the rule advises."""
    return RANK[Level(level)] < RANK[Level(advised)]
