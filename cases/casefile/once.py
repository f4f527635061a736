"""A form that is sent twice is one matter, one file, one line: the row's key is made of the form that asks for it.

Every form carries a number of its own in a hidden field. The key is a keyed hash of who sends, that number and all
that was sent; so the same form again finds its row, other words under the same number are a row of their own, and
the primary key is what two posts of the same moment meet at. Nothing but the key itself is stored.
"""

import hmac
import json
import os
import re
from collections.abc import Iterable
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.http import QueryDict

from cases.people.turns import take_turns
from network.staff.models import User

FIELD = "ident"
_FRAME = (FIELD, "csrfmiddlewaretoken", "step")
_IDENT = re.compile(r"[0-9a-f]{32}")


def fresh() -> str:
    """The number of a form that nobody has sent."""
    return os.urandom(16).hex()


def ident_of(posted: QueryDict) -> str:
    """The number of the form that was posted, or a fresh one."""
    said = posted.get(FIELD, "")
    return said if _IDENT.fullmatch(said) else fresh()


def key_of(posted: QueryDict, *, what: str, by: User, files: Iterable[bytes] = ()) -> UUID | None:
    """The primary key (version 8) of what this form makes; None for a form without a number."""
    ident = posted.get(FIELD, "")
    if not _IDENT.fullmatch(ident):
        return None
    said = sorted((name, values) for name, values in posted.lists() if name not in _FRAME)
    kept = [sha256(content).hexdigest() for content in files]
    text = json.dumps(["form 1", what, by.pk, ident, said, kept])
    drawn = hmac.digest(settings.SECRET_KEY.encode(), text.encode(), "sha256")
    bits = int.from_bytes(drawn[:16]) & ~((0xF << 76) | (0b11 << 62))
    return UUID(int=bits | (8 << 76) | (0b10 << 62))


def take_turn(key: UUID | None) -> None:
    """Wait until the same form, sent a moment ago, is done with."""
    if key is not None:
        take_turns([f"form {key}"])


def is_past_her(key: UUID) -> bool:
    """Whether a matter of this key stands already, but does not exist for whoever asks: it is about her."""
    with connection.cursor() as cursor:
        cursor.execute("select recused(%s)", [key])
        return bool(cursor.fetchone()[0])
