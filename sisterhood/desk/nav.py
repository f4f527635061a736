"""The left bar: a table of places and who finds them there. What a role may not use is absent, not greyed."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from network.access.scope import Scope


@dataclass(frozen=True)
class Place:
    """One entry: which group, where, and the action that opens it (None: everybody with a desk)."""

    group: Any
    name: str
    icon: str
    label: Any
    action: str | None


HANDLE, NETWORK = _("Handling"), _("Network")
PLACES = (
    Place(HANDLE, "desk", "inbox", _("My work"), None),
    Place(HANDLE, "register", "file-plus", _("Register a visit"), "register"),
    Place(HANDLE, "mine", "files", _("What I reported"), "register"),
    Place(NETWORK, "units", "network", _("Five-level network"), "view_tree"),
    Place(NETWORK, "late", "alarm-clock", _("Late matters"), "see_late"),
    Place(NETWORK, "staff", "users", _("People and hand-over"), "hand_over"),
    Place(NETWORK, "audit", "scroll-text", _("Audit log"), "read_audit"),
)


def bar(scope: Scope, *, path: str) -> list[dict[str, Any]]:
    """Groups of items for the frame; `current` marks the page one is on."""
    groups: dict[Any, list[dict[str, Any]]] = {}
    for place in PLACES:
        if place.action is None or scope.may(place.action):
            url = reverse(place.name)
            item = {
                "url": url,
                "icon": place.icon,
                "label": place.label,
                "count": None,
                "current": path == url,
            }
            groups.setdefault(place.group, []).append(item)
    return [{"label": label, "items": items} for label, items in groups.items()]
