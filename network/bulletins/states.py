"""The states of a bulletin (通知公告); the diagram is printed from here.

`supersede` has no actor: a version that is published puts itself in the place of the one before.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from network.access.roles import ROLES
from sisterhood.lib.states import StateTable, Transition

STATES = {
    "draft": _("draft of a bulletin"),
    "published": _("bulletin is out"),
    "replaced": _("replaced by a new version"),
    "withdrawn": _("bulletin withdrawn"),
    "discarded": _("draft discarded"),
}
# What a reader still finds on her list.
SHOWN = ("published", "withdrawn")


def _on(event: str, sources: tuple[str, ...], target: str, label: Any) -> Transition:
    actors = tuple(role for role, row in ROLES.items() if event in row.may)
    return Transition(event, sources, target, actors, label)


BULLETIN = StateTable(
    name="bulletin",
    states=STATES,
    initial="draft",
    transitions=(
        _on("publish_bulletin", ("draft",), "published", _("publish the bulletin")),
        _on("revise_bulletin", ("draft",), "draft", _("change the draft")),
        _on("discard_bulletin", ("draft",), "discarded", _("discard the draft")),
        _on("remind_readers", ("published",), "published", _("remind those who have not read it")),
        _on("renew_bulletin", ("published",), "published", _("write a new version")),
        _on("withdraw_bulletin", ("published",), "withdrawn", _("withdraw the bulletin")),
        _on("supersede", ("published",), "replaced", _("a new version takes its place")),
    ),
)


def label(event: str) -> Any:
    """Its button."""
    return next(each.label for each in BULLETIN.transitions if each.event == event)
