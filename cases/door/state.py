"""What she has answered so far, sealed into the form itself: nothing of it is kept by her browser or by us.

A sealed state is good for a day. It says when the form was begun, and has a number of its own, so that a form that
is sent twice is one matter.
"""

import base64
import binascii
import hmac
import json
import os
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from sisterhood.lib.crypto import DataKey, Unreadable

KEPT = timedelta(hours=24)
LONGEST = 200_000
Answers = dict[str, str]


@dataclass
class State:
    """`first` and `words` are the two forms as they were posted; `number` and `code` belong to the progress page."""

    ident: str
    begun: datetime
    first: Answers = field(default_factory=dict)
    words: Answers = field(default_factory=dict)
    number: str = ""
    code: str = ""


def _key() -> DataKey:
    return DataKey(hmac.digest(settings.SECRET_KEY.encode(), b"public door state 1", "sha256"))


def begin(at: datetime) -> State:
    """A form nobody has answered yet."""
    return State(ident=os.urandom(16).hex(), begun=at)


def seal(state: State) -> str:
    """The state for a hidden field."""
    content = json.dumps(
        [state.ident, state.begun.isoformat(), state.first, state.words, state.number, state.code]
    )
    return base64.urlsafe_b64encode(
        _key().seal_bytes(content.encode(), table="door", column="state", pk=1)
    ).decode()


def open_sealed(text: str, *, at: datetime) -> State | None:
    """The state again; None when it is missing, forged, too old or not ours."""
    if not text or len(text) > LONGEST:
        return None
    try:
        blob = base64.b64decode(text.encode(), altchars=b"-_", validate=True)
        parts: list[Any] = json.loads(_key().open_bytes(blob, table="door", column="state", pk=1))
        state = State(parts[0], datetime.fromisoformat(parts[1]), *parts[2:])
    except (Unreadable, binascii.Error, ValueError):
        return None
    return state if abs(at - state.begun) < KEPT else None
