"""Her password once more, before an act that needs it: the entrances know how a password inside a session is tried."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

_asked: list[Callable[[Any, str], str]] = []


def register(check: Callable[[Any, str], str]) -> None:
    """Called once from the `ready()` of whoever keeps the door."""
    _asked[:] = [check]


def wrong(visit: Any, password: str) -> str:
    """Why this is not her password; "" when it is. Where nobody keeps the door nothing is her password."""
    return _asked[0](visit, password) if _asked else _("The password is not right.")
