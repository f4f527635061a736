"""Opening what a phone sealed: one item, one piece; and the number that says whether two bodies are the same."""

import hmac
import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.datastructures import MultiValueDict
from django.utils.encoding import force_bytes
from django.utils.translation import gettext_lazy as _

from cases.casefile.vault import keyring
from network.access.gate import Refusal
from network.staff.models import User
from sisterhood.lib.crypto import Unreadable
from sisterhood.lib.letterbox import open_letter, public_text

MOST_FIELDS, LONGEST = 100, 60_000


@dataclass(frozen=True)
class Announced:
    """A file that is to follow: its number, type, size in bytes and the hash of the whole plain file."""

    key: UUID
    content_type: str
    size: int
    sha256: bytes


@dataclass(frozen=True)
class Opened:
    """The fields of an item as a page would post them, and the files it announces."""

    fields: MultiValueDict
    files: tuple[Announced, ...]


def letterbox() -> dict[str, str]:
    """The public key that phones seal to now, and its id."""
    ring = keyring()
    return {"id": ring.newest, "spki": public_text(ring.letterbox(ring.newest))}


def unreadable() -> Refusal:
    """For whatever does not open, whoever is to blame."""
    return Refusal("unreadable", _("This could not be read. Please call the township and tell her."))


def open_item(sealed: bytes, *, key: UUID, key_id: str) -> Opened:
    """The content of an item; raises Refusal when it does not open or is not what it should be."""
    try:
        box = keyring().letterbox(key_id)
        content = open_letter(box, sealed, info=f"sisterhood outbox 1|{key}", bound=str(key))
        told = json.loads(content)
        return Opened(_fields(told.get("fields")), _files(told.get("files") or []))
    except (Unreadable, ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError):
        raise unreadable() from None


def open_piece(sealed: bytes, *, file_key: UUID, start: int, key_id: str) -> bytes:
    """The plain bytes of one piece; raises Refusal when it does not open."""
    bound = f"{file_key}|{start}"
    try:
        return open_letter(
            keyring().letterbox(key_id), sealed, info=f"sisterhood piece 1|{bound}", bound=bound
        )
    except Unreadable:
        raise unreadable() from None


def _text(value: object) -> str:
    """Text that a database can hold, cut where no form of ours is that long."""
    if not isinstance(value, str):
        raise ValueError("not a text")
    return value.encode("utf-8", "ignore").decode().replace("\x00", "")[:LONGEST]


def _fields(told: Any) -> MultiValueDict:
    if not isinstance(told, dict) or len(told) > MOST_FIELDS:
        raise ValueError("not the fields of a form")
    return MultiValueDict(
        {
            _text(name): [_text(each) for each in (value if isinstance(value, list) else [value])]
            for name, value in told.items()
        }
    )


def _files(told: Any) -> tuple[Announced, ...]:
    found = [
        Announced(
            UUID(each["key"]), _text(each["type"])[:60], int(each["size"]), bytes.fromhex(each["sha256"])
        )
        for each in told
    ]
    if any(each.size < 1 or len(each.sha256) != 32 for each in found):
        raise ValueError("not a file")
    if len({each.key for each in found}) != len(found):
        raise ValueError("one file twice")
    return tuple(found)


def _said(form: str, version: int, opened: Opened) -> bytes:
    files = sorted((str(each.key), each.size, each.sha256.hex()) for each in opened.files)
    return json.dumps([form, version, sorted(opened.fields.lists()), files], ensure_ascii=False).encode()


def _keyed(secret: str | bytes, by: User, text: bytes) -> bytes:
    return hmac.digest(force_bytes(secret), b"outbox digest 1|%d|" % by.pk + text, "sha256")


def digest_of(form: str, version: int, opened: Opened, *, by: User) -> bytes:
    """32 bytes, equal for equal items of one person; nothing can be read or guessed from them without the secret."""
    return _keyed(settings.SECRET_KEY, by, _said(form, version, opened))


def is_same(digest: bytes, form: str, version: int, opened: Opened, *, by: User) -> bool:
    """Whether a receipt is of this item, also after the secret was changed."""
    text = _said(form, version, opened)
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return any(hmac.compare_digest(digest, _keyed(secret, by, text)) for secret in secrets)


def ident_of(key: UUID, *, by: User) -> UUID:
    """The primary key (version 8) of what an item makes: the same item again can never make a second one."""
    drawn = hmac.digest(settings.SECRET_KEY.encode(), f"outbox row 1|{by.pk}|{key}".encode(), "sha256")
    bits = int.from_bytes(drawn[:16]) & ~((0xF << 76) | (0b11 << 62))
    return UUID(int=bits | (8 << 76) | (0b10 << 62))
