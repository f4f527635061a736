"""最美家庭墙 as everybody sees it, flowers, and taking back with a code: read through functions of the database alone.

No account, no address kept. A browser may keep a page, but asks again before it shows it (`no-cache` with a mark of the
page), so that what was taken back is not shown once more from a copy.
"""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core import signing
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from network.access.gate import Refusal
from network.deadlines import calculator
from outreach.families import photos
from outreach.families.lists import Title, Virtue
from outreach.families.models import WORDS, FamilyNomination
from outreach.families.sealing import FamilyKey, code_mark
from sisterhood.lib.crypto import Unreadable

PAGE = 12
COOKIE, FLOWERS = "flowers", "family.flowers"
_SHOWN = "id, unit, county_name, year, title, awarded_on, wrapped, family_name, story, tradition, motto, photo, flowers,"
_VIRTUES = " array(select jsonb_array_elements_text(virtues)) from families_shown(%s, %s, %s, %s)"


@dataclass(frozen=True)
class Family:
    """One family on the wall, its words open. `row` opens its photograph."""

    id: UUID
    unit: str
    county: str
    year: int
    title: Any
    awarded_on: date
    family_name: str
    story: str
    tradition: str
    motto: str
    virtues: tuple[Any, ...]
    flowers: int
    row: FamilyNomination

    @property
    def mark(self) -> str:
        """What a browser's copy of its page is compared by."""
        return hashlib.sha256(
            f"{self.id} {self.flowers} {self.row.photo} {self.awarded_on}".encode()
        ).hexdigest()[:20]


def _rows(statement: str, params: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.fetchall()


def _opened(found: tuple[Any, ...]) -> Family | None:
    pk, unit, county, year, title, awarded_on, wrapped, *words, photo, flowers, virtues = found
    row = FamilyNomination(pk=pk, wrapped=wrapped, photo=photo, **dict(zip(WORDS, words, strict=True)))
    try:
        key = FamilyKey.of(row)
        told: dict[str, Any] = {name: key.open(row, name) for name in WORDS}
    except Unreadable:
        return None
    told |= {"virtues": tuple(Virtue(code).label for code in virtues), "flowers": flowers, "row": row}
    return Family(pk, unit, county, year, Title(title).label, awarded_on, **told)


def shown(*, county: int | None = None, page: int = 0) -> tuple[list[Family], bool]:
    """A page of the wall, newest first, and whether there is another."""
    found = _rows(f"select {_SHOWN}{_VIRTUES}", [county, None, PAGE + 1, page * PAGE])
    families = [family for row in found[:PAGE] if (family := _opened(row)) is not None]
    return families, len(found) > PAGE


def of(family: UUID) -> Family | None:
    """One family on the wall; None when it is not there (any more)."""
    found = _rows(f"select {_SHOWN}{_VIRTUES}", [None, family, 1, 0])
    return _opened(found[0]) if found else None


def photo_of(family: UUID, size: str) -> tuple[bytes, str] | None:
    """The picture and its mark; None when there is none."""
    found = of(family)
    content = photos.read(found.row, size) if found is not None else None
    return None if found is None or content is None else (content, f"{found.row.photo}-{size}")


@dataclass(frozen=True)
class Notice:
    """A round whose notice runs."""

    id: UUID
    name: str
    unit: str
    public_until: date


def notices() -> list[Notice]:
    """Those that run now."""
    return [Notice(*row) for row in _rows("select id, name, unit, public_until from family_notices()", [])]


def in_notice(award: UUID) -> list[tuple[str, str, Any]]:
    """(name, village, what for) of the families of one notice."""
    found = []
    statement = "select id, unit, title, wrapped, family_name from families_in_notice(%s)"
    for pk, unit, title, wrapped, name in _rows(statement, [award]):
        row = FamilyNomination(pk=pk, wrapped=wrapped, family_name=name)
        try:
            found.append((FamilyKey.of(row).open(row, "family_name"), unit, Title(title).label))
        except Unreadable:
            continue
    return found


def given_today(cookie: str, today: date) -> int:
    """How many flowers this browser has given today, by its own signed note; 0 for none or a note of another day."""
    try:
        day, n = signing.loads(cookie, salt=COOKIE)
    except (signing.BadSignature, ValueError, TypeError):
        return 0
    return int(n) if day == today.isoformat() else 0


def give_flower(family: UUID, *, cookie: str, asker: bytes, today: date) -> tuple[int, str]:
    """One flower: how many the family has now, and the browser's new note. One person gives three a day.

    Raises Refusal: three were given today, too many came from this line, the family is not on the wall.
    """
    given, most = given_today(cookie, today), calculator.length_of(FLOWERS, on=today)
    if given >= most:
        raise Refusal(
            "enough",
            _("Your %(most)d flowers of today are given. Tomorrow you have new ones.") % {"most": most},
        )
    number = _rows("select family_flower(%s, %s)", [family, asker])[0][0]
    if number is None:
        raise Refusal("wait", _("Many flowers came from this connection. Please try again later."))
    if number < 0:
        raise Refusal("gone", _("This family is not on the wall any more."))
    return number, signing.dumps([today.isoformat(), given + 1], salt=COOKIE)


def withdraw(code: str, *, asker: bytes) -> UUID:
    """With one adult's code everything goes at once; whose code it was is kept nowhere. Raises Refusal for any other code."""
    mark = code_mark(code)
    verdict, family = _rows("select verdict, family from family_withdraw(%s, %s)", [mark or b"", asker])[0]
    if verdict == "wait":
        raise Refusal(
            "wait",
            _("Too many attempts. Please wait a while, or tell the federation: it takes it down at once."),
        )
    if verdict != "done":
        raise Refusal("code", _("No family is shown under this code. Please look at it again."))
    found: UUID = family
    transaction.on_commit(lambda: photos.erase(found))
    return found
