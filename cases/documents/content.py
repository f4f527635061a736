"""What stands on a paper: the words alone, frozen when it is issued; screen, print and PDF are drawn from them."""

import hashlib
import json
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Self

from network.units.models import Level, Unit
from sisterhood.lib import masking

FEDERATION, STATION = "妇女联合会", "妇女维权信息反馈站"
_SUFFIXES = ("地区", "街道", "社区", "市", "县", "区", "镇", "乡", "村")


@dataclass(frozen=True)
class Line:
    """A labelled text: a row of the table, or a section."""

    label: str
    text: str


@dataclass(frozen=True)
class Content:
    """One paper in words, Chinese throughout. `number`, `day` and `code` are set when it is issued.

    `people`: names, phones and addresses that stand on it, so that the screen can mask them; never printed by itself.
    """

    title: str
    issuer: str
    addressee: str = ""
    rows: tuple[Line, ...] = ()
    sections: tuple[Line, ...] = ()
    basis: str = ""
    remedies: str = ""
    number: str = ""
    day: str = ""
    code: str = ""
    receipt: bool = False
    people: tuple[str, ...] = ()
    layout: int = field(default=1)

    @classmethod
    def read(cls, text: str) -> Self:
        """From `written()`."""
        told = json.loads(text)
        lines = {name: tuple(Line(**each) for each in told[name]) for name in ("rows", "sections")}
        return cls(**told | lines | {"people": tuple(told["people"])})

    def written(self) -> str:
        """One canonical text: the same words give the same text and the same digest."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def digest(self) -> bytes:
        """SHA-256 of the canonical text."""
        return hashlib.sha256(self.written().encode()).digest()

    def masked(self) -> "Content":
        """The same with people's names masked, for whoever has not revealed them."""
        known = sorted({name for name in self.people if name}, key=len, reverse=True)

        def hide(text: str) -> str:
            for name in known:
                text = text.replace(name, masking.mask_known(name))
            return text

        return replace(
            self,
            addressee=hide(self.addressee),
            rows=tuple(Line(each.label, hide(each.text)) for each in self.rows),
            sections=tuple(Line(each.label, hide(each.text)) for each in self.sections),
            basis=hide(self.basis),
            remedies=hide(self.remedies),
        )


def worded(words: Content, *, addressee: str, basis: str, remedies: str) -> Content:
    """The same with three texts worded anew; an addressee sent back masked stays who she is."""
    hidden = words.masked()
    return replace(
        words,
        addressee=words.addressee if addressee.strip() == hidden.addressee else addressee.strip(),
        basis=words.basis if basis.strip() == hidden.basis else basis.strip(),
        remedies=words.remedies if remedies.strip() == hidden.remedies else remedies.strip(),
    )


def federation(unit: Unit) -> str:
    """The full name of a unit's federation, or of the station of a hamlet, as it stands under a paper."""
    if unit.level >= Level.HAMLET:
        return f"{unit.official_name}{STATION}"
    return f"{unit.official_name}{FEDERATION}"


def stem(unit: Unit) -> str:
    """What stands before 妇 in a number: 四 for the city, the name without its suffix elsewhere (双辽, 卧虎)."""
    name = unit.short_name
    if unit.level <= Level.CITY:
        return name[:1]
    for suffix in _SUFFIXES:
        if name.endswith(suffix) and len(name) > len(suffix) + 1:
            return name[: -len(suffix)]
    return name


def in_words(day: date) -> str:
    """2026年11月26日."""
    return f"{day.year}年{day.month}月{day.day}日"
