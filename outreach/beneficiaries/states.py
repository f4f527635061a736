"""The states of whoever is helped (困境妇女儿童); the diagram is printed from here."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from network.access.roles import ROLES
from sisterhood.lib.states import StateTable, Transition

STATES = {
    "proposed": _("waits to be confirmed"),
    "confirmed": _("help confirmed"),
    "refused": _("help refused"),
    "ended": _("help ended"),
}
# What an event asks of the table of rights, where that is not its own name.
ASKS = {"refuse_beneficiary": "confirm_beneficiary", "end_beneficiary": "review_beneficiary"}


def _on(event: str, sources: tuple[str, ...], target: str, label: Any) -> Transition:
    action = ASKS.get(event, event)
    actors = tuple(role for role, row in ROLES.items() if action in row.may)
    return Transition(event, sources, target, actors, label)


BENEFICIARY = StateTable(
    name="beneficiary",
    states=STATES,
    initial="proposed",
    transitions=(
        _on("confirm_beneficiary", ("proposed",), "confirmed", _("confirm")),
        _on("refuse_beneficiary", ("proposed",), "refused", _("do not confirm")),
        _on("review_beneficiary", ("confirmed",), "confirmed", _("enter a review")),
        _on("end_beneficiary", ("proposed", "confirmed"), "ended", _("end the help")),
    ),
)
LABELS: dict[str, Any] = {each.event: each.label for each in BENEFICIARY.transitions}
