"""The states of a pairing (结对帮扶, domain.md §6.9); the diagram is printed from here."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from network.access.roles import ROLES
from sisterhood.lib.states import StateTable, Transition

STATES = {
    "proposed": _("pairing proposed"),
    "checked": _("pairing checked"),
    "agreed": _("agreement signed"),
    "active": _("pairing runs"),
    "paused": _("pairing pauses"),
    "ended": _("pairing ended"),
    "evaluated": _("pairing evaluated"),
}
OPEN = ("proposed", "checked", "agreed", "active", "paused")
RUNNING = ("active", "paused")
# Whoever keeps pairings takes every step but the check, which somebody else makes.
KEEPS = "keep_pairing"


def _on(event: str, sources: tuple[str, ...], target: str, label: Any) -> Transition:
    action = event if event == "check_pairing" else KEEPS
    actors = tuple(role for role, row in ROLES.items() if action in row.may)
    return Transition(event, sources, target, actors, label)


PAIRING = StateTable(
    name="pairing",
    states=STATES,
    initial="proposed",
    transitions=(
        _on("check_pairing", ("proposed",), "checked", _("check it")),
        _on("agree_pairing", ("checked",), "agreed", _("enter the agreement")),
        _on("begin_pairing", ("agreed",), "active", _("begin the pairing")),
        _on("pause_pairing", ("active",), "paused", _("pause the pairing")),
        _on("resume_pairing", ("paused",), "active", _("resume the pairing")),
        _on("end_pairing", OPEN, "ended", _("end the pairing")),
        _on("evaluate_pairing", ("ended",), "evaluated", _("enter what they say")),
    ),
)
LABELS: dict[str, Any] = {each.event: each.label for each in PAIRING.transitions}
