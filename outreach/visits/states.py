"""The states of a round of visits (走访); the diagram is printed from here."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from network.access.roles import ROLES
from sisterhood.lib.states import StateTable, Transition

STATES = {
    "planned": _("round to be made"),
    "under_way": _("round under way"),
    "ended": _("round made"),
    "called_off": _("round called off"),
}


def _on(event: str, sources: tuple[str, ...], target: str, label: Any) -> Transition:
    actors = tuple(role for role, row in ROLES.items() if event in row.may)
    return Transition(event, sources, target, actors, label)


ROUND = StateTable(
    name="round of visits",
    states=STATES,
    initial="planned",
    transitions=(
        _on("begin_round", ("planned",), "under_way", _("begin the round")),
        _on("end_round", ("under_way",), "ended", _("end the round")),
        _on("call_off_round", ("planned", "under_way"), "called_off", _("call the round off")),
    ),
)
LABELS: dict[str, Any] = {each.event: each.label for each in ROUND.transitions}
