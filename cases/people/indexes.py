"""Blind indexes of a person: what two entries are compared by, so that nobody opens either of them."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from django.conf import settings

from sisterhood.lib.keyring import Keyring

INDEXED = ("name", "phone", "id_number")


@lru_cache(maxsize=1)
def keyring() -> Keyring:
    """The key file of this installation, read once."""
    return Keyring.load(settings.KEY_FILE)


class Told(Protocol):
    """A person as somebody told her; every text may be empty."""

    @property
    def name(self) -> str:
        """Her name, or what she is called."""

    @property
    def phone(self) -> str:
        """Her phone."""

    @property
    def id_number(self) -> str:
        """Her identity number."""

    @property
    def is_alias(self) -> bool:
        """Whether the name is not hers."""

    @property
    def birth_year(self) -> int | None:
        """Year of birth."""


@dataclass(frozen=True)
class Traits:
    """What of a person is compared. `name` is None for an alias: it identifies nobody."""

    name: bytes | None = None
    phone: bytes | None = None
    id_number: bytes | None = None
    birth_year: int | None = None

    @property
    def fields(self) -> list[str]:
        """The names of what can be compared; for the audit."""
        return [name for name in INDEXED if getattr(self, name) is not None]


def index_of(domain: str, text: str) -> bytes | None:
    """One blind index, None for an empty text."""
    return keyring().blind_index(domain, text) if text else None


def traits_of(told: Told) -> Traits:
    """A person as told, ready to be compared."""
    return Traits(
        name=None if told.is_alias else index_of("name", told.name),
        phone=index_of("phone", told.phone),
        id_number=index_of("id_number", told.id_number),
        birth_year=told.birth_year,
    )
