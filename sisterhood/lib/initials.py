"""首字母: the first letters of the pinyin of a name, kept beside it, so that 圣山村 is found by `ssc`.

The letters come from `initials.txt`, one line a letter with every sign that begins with it; `manage.py build_initials`
writes it from pypinyin, so that no process carries a dictionary of pronunciations. A sign of several sounds has the
commonest; at the head of a person's name the one of the surname.
"""

from functools import lru_cache
from pathlib import Path
from typing import Any

from django.db import models

TABLE = Path(__file__).with_name("initials.txt")
# Surnames that are not spoken as the sign usually is, the double ones first.
SURNAMES = {
    "尉迟": "yc",
    "万俟": "mq",
    "长孙": "zs",
    "单于": "cy",
    "单": "s",
    "曾": "z",
    "仇": "q",
    "解": "x",
    "查": "z",
    "区": "o",
    "朴": "p",
    "盖": "g",
    "缪": "m",
    "覃": "q",
    "车": "c",
    "乐": "y",
    "种": "c",
    "翟": "z",
    "折": "s",
    "繁": "p",
    "员": "y",
}
# Names of places that the table would spell wrong.
PLACES = {"重庆": "cq", "长": "c", "厦门": "xm", "六安": "la"}


@lru_cache(maxsize=1)
def _letters() -> dict[str, str]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return {sign: line[0] for line in lines for sign in line[1:].strip()}


def initials(name: str, *, of_a_person: bool = False) -> str:
    """Lower-case letters and digits, one for each sign that has one; at most as many as the name has signs."""
    told, rest = "", name
    known = SURNAMES if of_a_person else PLACES
    for head in sorted(known, key=len, reverse=True):
        if rest.startswith(head):
            told, rest = known[head], rest[len(head) :]
            break
    letters = _letters()
    return told + "".join(_letter(sign, letters) for sign in rest)


def _letter(sign: str, letters: dict[str, str]) -> str:
    return sign.lower() if sign.isascii() and sign.isalnum() else letters.get(sign, "")


class InitialsField(models.CharField):
    """The initials of another field of the row, written with every save of both; a statement in SQL writes them itself."""

    def __init__(self, *, of: str, of_a_person: bool = False, **more: Any) -> None:
        self.of, self.of_a_person = of, of_a_person
        standing: dict[str, Any] = {
            "max_length": 60,
            "blank": True,
            "editable": False,
            "default": "",
            "db_default": "",
        }
        super().__init__(**(standing | more))

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        """For migrations."""
        name, path, args, more = super().deconstruct()
        return name, path, args, more | {"of": self.of, "of_a_person": self.of_a_person}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """The letters of what the other field says now."""
        value = initials(getattr(model_instance, self.of), of_a_person=self.of_a_person)
        setattr(model_instance, self.attname, value)
        return value
