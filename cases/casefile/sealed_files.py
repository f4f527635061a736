"""Files that belong to no case: sealed on disk under a key of their own, unreadable once the key is gone.

The row that owns the file keeps the wrapped key; destroying a file means both, key and bytes.
"""

import os
import shutil
import time
from collections.abc import Collection
from pathlib import Path
from uuid import UUID

from django.conf import settings

from cases.casefile.vault import Vault, keyring
from sisterhood.lib.crypto import Blob, DataKey, RowKey

ORPHAN_SECONDS = 24 * 3600


def new_key(owner: RowKey) -> tuple[Vault, bytes]:
    """A vault of its own for one row, and its wrapped key for that row."""
    key = DataKey.generate()
    return Vault(key), keyring().wrap(key, owner)


def vault_of(wrapped: Blob, owner: RowKey) -> Vault:
    """The vault again; raises Unreadable."""
    return Vault(keyring().unwrap(wrapped, owner))


def _root() -> Path:
    return Path(settings.MEDIA_ROOT) / "ledgers"


def write(vault: Vault, owner: UUID, part: str, content: bytes) -> None:
    """Seal and keep one part; complete before it is visible, so that writing it twice is harmless."""
    place = _root() / owner.hex / part
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = place.with_name(f".{part}.{os.getpid()}")
    draft.write_bytes(vault.seal_file(content, name=f"{owner.hex}/{part}"))
    os.replace(draft, place)


def read(vault: Vault, owner: UUID, part: str) -> bytes:
    """The bytes of one part. Raises FileNotFoundError or Unreadable."""
    return vault.open_file((_root() / owner.hex / part).read_bytes(), name=f"{owner.hex}/{part}")


def erase(owner: UUID) -> None:
    """Everything kept for this row goes; twice is harmless."""
    place = _root() / owner.hex
    if place.exists():
        shutil.rmtree(place)


def erase_orphans(owners: Collection[UUID]) -> int:
    """What a transaction that was taken back left on disk goes after a day; returns how many."""
    known, gone = {owner.hex for owner in owners}, 0
    for place in _root().glob("*"):
        if place.name not in known and time.time() - place.stat().st_mtime > ORPHAN_SECONDS:
            shutil.rmtree(place)
            gone += 1
    return gone
