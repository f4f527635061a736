"""What somebody typed into the search, read as everything it may be: a number, a phone, an identity number, a name, words."""

import re
import unicodedata
from dataclasses import dataclass

from cases.people.indexes import Traits, index_of
from sisterhood.lib.text import contains_id_number

LEAST, MOST = 2, 100  # signs
NO_KEY = "-"  # a key that stands in no row: what has no beginning of a number is looked for among her own matters alone
_HYPHENS = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_NUMBER = re.compile(r"(?:XF|M)-\d[\d-]{2,}")
_WHOLE = re.compile(r"XF-\d+-\d{4}-\d+")
_YEAR = re.compile(r"(XF-\d+-\d{4})-?")
_CODE = re.compile(r"XF-(\d+)")
_CUTS = (15, 12, 9, 6, 4)  # digits of a division at each level, as `search_cuts` in the database
_PHONE = re.compile(r"(?:\+?86)?1[3-9]\d{9}|0\d{9,11}")
_HAN = "\u3400-\u9fff\U00020000-\U0003134f"
_NAME = re.compile(rf"[{_HAN}]{{2,}}(?:[·•・][{_HAN}]+)*")
_LETTERS = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True)
class Asked:
    """One question. Empty means that it cannot be read as that."""

    text: str
    parts: tuple[str, ...] = ()
    number: str = ""
    phone: str = ""
    id_number: str = ""
    name: str = ""

    @property
    def keys(self) -> list[str]:
        """Which kinds of key it holds; for the audit, which learns no word of it."""
        return [k for k in ("number", "phone", "id_number", "name", "parts") if getattr(self, k)]

    @property
    def letters(self) -> str:
        """As first letters of a name."""
        return self.text if _LETTERS.fullmatch(self.text) else ""

    @property
    def number_key(self) -> str:
        """The longest beginning of the number that the database keeps a token for."""
        if _WHOLE.fullmatch(self.number):
            return self.number
        if year := _YEAR.fullmatch(self.number):
            return f"{year[1]}-"
        code = _CODE.match(self.number)
        digits = next((cut for cut in _CUTS if code and len(code[1]) >= cut), 0)
        return f"XF-{code[1][:digits]}" if code and digits else NO_KEY

    @property
    def person(self) -> Traits | None:
        """What a person is compared by, when it may name one."""
        if not (self.phone or self.id_number or self.name):
            return None
        return Traits(
            name=index_of("name", self.name),
            phone=index_of("phone", self.phone),
            id_number=index_of("id_number", self.id_number),
        )


def read(written: str) -> Asked:
    """Whatever was typed, of any length and with any sign the database can hold."""
    text = " ".join(unicodedata.normalize("NFKC", written).translate(_HYPHENS).split()).lower()[:MOST]
    bare, upper = re.sub(r"[\s()-]", "", text), text.upper()
    if _NUMBER.fullmatch(upper):
        return Asked(text, number=upper)
    if len(bare) in (15, 18) and contains_id_number(bare):
        return Asked(text, id_number=bare.upper())
    if _PHONE.fullmatch(bare):
        return Asked(text, phone=bare)
    name = text if _NAME.fullmatch(text) else ""
    return Asked(text, parts=tuple(part for part in text.split() if len(part) >= LEAST), name=name)
