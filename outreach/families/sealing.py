"""The key of one family's words, names and photograph, and the code with which one adult takes everything back.

The key is wrapped into the family's own row: where the row has none, nothing of it can be read by anybody any more.
"""

import secrets
import unicodedata
from typing import Any

from django.db.models import Model

from cases.people.indexes import index_of, keyring
from outreach.families.models import FamilyNomination
from outreach.families.offered import FamilyOffer
from sisterhood.lib.crypto import DataKey

DIGITS, GROUP = 16, 4


class FamilyKey:
    """Seals and opens what belongs to one family; every value is bound to table, column and row."""

    def __init__(self, key: DataKey) -> None:
        self._key = key

    @classmethod
    def make(cls, family: FamilyNomination | FamilyOffer) -> "FamilyKey":
        """A new key, wrapped into the row."""
        key = DataKey.generate()
        family.wrapped = keyring().wrap(key, family.pk)
        return cls(key)

    @classmethod
    def of(cls, family: FamilyNomination | FamilyOffer) -> "FamilyKey":
        """The key of the row; raises Unreadable where it was taken back."""
        return cls(keyring().unwrap(family.wrapped, family.pk))  # type: ignore[arg-type]  # None says Unreadable itself

    def seal(self, row: Model, column: str, text: str) -> None:
        """Set one sealed column; an empty text becomes null."""
        table = row._meta.db_table
        setattr(row, column, self._key.seal(text, table=table, column=column, pk=row.pk) if text else None)

    def open(self, row: Model, column: str) -> str:
        """The text of one column, "" for null."""
        value: Any = getattr(row, column)
        return (
            "" if value is None else self._key.open(value, table=row._meta.db_table, column=column, pk=row.pk)
        )

    def seal_file(self, content: bytes, name: str) -> bytes:
        """The bytes of a photograph."""
        return self._key.seal_bytes(content, table="family", column="photo", pk=name)

    def open_file(self, content: bytes, name: str) -> bytes:
        """The bytes again; raises Unreadable."""
        return self._key.open_bytes(content, table="family", column="photo", pk=name)


def name_mark(name: str) -> bytes:
    """What two names are compared by; nobody reads a name from it."""
    return index_of("name", name) or b""


def new_code() -> str:
    """Sixteen digits by chance."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"


def spaced(code: str) -> str:
    """In groups of four."""
    return " ".join(code[at : at + GROUP] for at in range(0, DIGITS, GROUP))


def code_mark(typed: str) -> bytes | None:
    """What the database keeps of a code; None for anything that is not sixteen digits."""
    digits = "".join(sign for sign in unicodedata.normalize("NFKC", typed[:80]) if sign in "0123456789")
    return index_of("return_code", digits) if len(digits) == DIGITS else None
