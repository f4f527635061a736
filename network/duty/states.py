"""The states of a reception day (信访接待日); the diagram is printed from here.

Who may is not repeated here: the actors of an event are the roles whose table of rights names it.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from network.access.roles import ROLES
from sisterhood.lib.states import StateTable, Transition

STATES = {
    "proposed": _("proposed"),
    "approved": _("approved"),
    "published": _("made public"),
    "held": _("held"),
    "cancelled": _("cancelled"),
}


def _on(event: str, sources: tuple[str, ...], target: str, label: Any) -> Transition:
    actors = tuple(role for role, row in ROLES.items() if f"{event}_reception" in row.may)
    return Transition(event, sources, target, actors, label)


RECEPTION = StateTable(
    name="reception day",
    states=STATES,
    initial="proposed",
    transitions=(
        _on("propose", ("proposed", "approved"), "proposed", _("change the proposal")),
        _on("approve", ("proposed",), "approved", _("approve the day")),
        _on("publish", ("approved",), "published", _("publish the day")),
        _on("hold", ("published",), "held", _("close the day")),
        _on("cancel", ("proposed", "approved", "published"), "cancelled", _("cancel the day")),
    ),
)
