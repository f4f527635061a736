"""The case's own key: sealing and opening the values of its rows. Nothing is sealed by a field's magic."""

from typing import Any

from django.db.models import Model

from cases.casefile.models import Case, CaseKey
from cases.people.indexes import keyring
from sisterhood.lib.crypto import DataKey


def _table(row: Model) -> str:
    """What a value is bound to: its table, or where it was sealed before its column moved (`SEALED_AS`)."""
    return str(getattr(row, "SEALED_AS", row._meta.db_table))


class Vault:
    """Seals and opens values of one case's rows; a value is bound to table, column and row."""

    def __init__(self, key: DataKey) -> None:
        self._key = key

    @classmethod
    def make(cls, case: Case) -> "Vault":
        """A new key for a new case, wrapped by the key file."""
        key = DataKey.generate()
        CaseKey.objects.create(case=case, wrapped=keyring().wrap(key, case.pk))
        return cls(key)

    @classmethod
    def own(cls, row: Any) -> "Vault":
        """A new key of a row's own, wrapped into its column `wrapped`; the row has its primary key already."""
        key = DataKey.generate()
        row.wrapped = keyring().wrap(key, row.pk)
        return cls(key)

    @classmethod
    def of(cls, case: Case) -> "Vault":
        """The vault of a case the reader may open; raises CaseKey.DoesNotExist when row security hides it."""
        return cls.unwrapped(CaseKey.objects.get(pk=case.pk))

    @classmethod
    def unwrapped(cls, row: Any) -> "Vault":
        """The vault of a row that carries its wrapped key."""
        return cls(keyring().unwrap(bytes(row.wrapped), row.pk))

    def seal(self, row: Model, **texts: str) -> None:
        """Set sealed columns of a row that already has its key; an empty text becomes null."""
        for column, text in texts.items():
            sealed = self._key.seal(text, table=_table(row), column=column, pk=row.pk) if text else None
            setattr(row, column, sealed)

    def open(self, row: Model, column: str) -> str:
        """The text of one sealed column, "" for null; raises Unreadable when it was tampered with."""
        value: Any = getattr(row, column)
        if value is None:
            return ""
        return self._key.open(value, table=_table(row), column=column, pk=row.pk)

    def seal_file(self, content: bytes, *, name: str) -> bytes:
        """An attachment's bytes, bound to its id."""
        return self._key.seal_bytes(content, table="file", column="content", pk=name)

    def open_file(self, content: bytes, *, name: str) -> bytes:
        """The bytes again; raises Unreadable."""
        return self._key.open_bytes(content, table="file", column="content", pk=name)


__all__ = ["Vault", "keyring"]
