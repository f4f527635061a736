"""The photograph of a family: drawn anew without place or device, in two sizes, sealed with the family's key on disk."""

import os
import shutil
import time
from collections.abc import Collection
from functools import partial
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from network.access.gate import Refusal
from outreach.families.models import FamilyNomination
from outreach.families.sealing import FamilyKey
from sisterhood.lib.crypto import Unreadable
from sisterhood.lib.identifiers import uuid7
from sisterhood.lib.images import UnreadableImage, clean_image, shrunk

SIZES = {"large": 960, "small": 360}
ORPHAN_SECONDS = 24 * 3600


def _root() -> Path:
    return Path(settings.MEDIA_ROOT) / "families"


def _place(family: UUID, photo: UUID, size: str) -> Path:
    return _root() / family.hex / f"{photo.hex}.{size}"


def keep(family: FamilyNomination, content: bytes) -> UUID:
    """Keep a picture and return its number; the one before goes. Raises Refusal with the sentence."""
    try:
        picture = clean_image(content)
        parts = {size: shrunk(picture.content, side) for size, side in SIZES.items()}
    except UnreadableImage as error:
        raise Refusal("photo", str(error)) from None
    photo, key = uuid7(), FamilyKey.of(family)
    place = _root() / family.pk.hex
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    for size, pixels in parts.items():
        draft = place / f".{size}.{os.getpid()}"
        draft.write_bytes(key.seal_file(pixels, f"{photo.hex}.{size}"))
        os.replace(draft, _place(family.pk, photo, size))
    transaction.on_commit(partial(_keep_only, place, photo))
    return photo


def _keep_only(place: Path, photo: UUID) -> None:
    """What was there before goes once the new one stands in the row."""
    for old in place.glob("*.*"):
        if not old.name.startswith((photo.hex, ".")):
            old.unlink(missing_ok=True)


def read(family: FamilyNomination, size: str) -> bytes | None:
    """The JPEG; None when there is none, or it went."""
    if family.photo is None or size not in SIZES:
        return None
    try:
        sealed = _place(family.pk, family.photo, size).read_bytes()
        return FamilyKey.of(family).open_file(sealed, f"{family.photo.hex}.{size}")
    except (OSError, Unreadable):
        return None


def erase(family: UUID) -> None:
    """Every file of the family goes; twice is harmless. Its key went before."""
    shutil.rmtree(_root() / family.hex, ignore_errors=True)


def erase_orphans(owners: Collection[UUID]) -> int:
    """Files of families that have no photograph any more; returns how many families. Young ones wait a day."""
    known, gone = {owner.hex for owner in owners}, 0
    for place in _root().glob("*"):
        if place.name not in known and time.time() - place.stat().st_mtime > ORPHAN_SECONDS:
            shutil.rmtree(place, ignore_errors=True)
            gone += 1
    return gone


def sweep() -> dict[str, int]:
    """As the worker: families whose time on the wall is over go, and files that belong to nobody."""
    with connection.cursor() as cursor:
        cursor.execute("select families_take_down()")
        down = cursor.fetchone()[0]
        cursor.execute("select family_photos()")
        owners = {row[0] for row in cursor.fetchall()}
    return {"down": down, "orphans": erase_orphans(owners)}
