"""The states of a volunteer; the diagram is printed from here.

Who may is not repeated here: the actors of an event are the roles whose table of rights names its action. Pausing and
leaving are hers as well: nobody is made to serve.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from network.access.roles import ROLES
from sisterhood.lib.states import StateTable, Transition

STATES = {
    "applied": _("wants to help"),
    "trained": _("trained"),
    "active": _("takes part"),
    "paused": _("pauses"),
    "left": _("left the volunteers"),
}
HERE = ("applied", "trained", "active", "paused")
# What an event asks of the table of rights, where that is not its own name.
ASKS = {
    "finish_training": "keep_volunteer",
    "begin_service": "keep_volunteer",
    "resume_service": "pause_service",
}


def _on(event: str, sources: tuple[str, ...], target: str, label: Any) -> Transition:
    action = ASKS.get(event, event)
    actors = tuple(role for role, row in ROLES.items() if action in row.may)
    return Transition(event, sources, target, actors, label)


VOLUNTEER = StateTable(
    name="volunteer",
    states=STATES,
    initial="applied",
    transitions=(
        _on("finish_training", ("applied",), "trained", _("her training is complete")),
        _on("begin_service", ("trained",), "active", _("she takes part from today")),
        _on("pause_service", ("active",), "paused", _("she pauses")),
        _on("resume_service", ("paused",), "active", _("she takes part again")),
        _on("leave_service", HERE, "left", _("she leaves the volunteers")),
    ),
)
