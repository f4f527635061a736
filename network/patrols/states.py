"""The states of a patrol and of a place that was found wanting; the diagrams are printed from here.

Nobody presses `miss_patrol` and `close_patrol`: a patrol that nobody began or ended closes by itself and says so.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from network.access.roles import ROLES
from sisterhood.lib.states import StateTable, Transition

STATES = {
    "planned": _("to be walked"),
    "under_way": _("under way"),
    "done": _("done"),
    "unclosed": _("closed by itself, its end is not known"),
    "not_held": _("not held"),
    "called_off": _("called off"),
}
PLACE_STATES = {
    "noted": _("noted"),
    "given": _("given to the township"),
    "settled": _("settled"),
}
ITSELF = ("miss_patrol", "close_patrol")


def _on(event: str, sources: tuple[str, ...], target: str, label: Any) -> Transition:
    actors = tuple(role for role, row in ROLES.items() if event in row.may)
    return Transition(event, sources, target, actors, label)


PATROL = StateTable(
    name="patrol",
    states=STATES,
    initial="planned",
    transitions=(
        _on("start_patrol", ("planned",), "under_way", _("set out")),
        _on("end_patrol", ("under_way",), "done", _("we are back")),
        _on("call_off_patrol", ("planned",), "called_off", _("call the patrol off")),
        _on("complete_patrol", ("unclosed",), "done", _("write down when it ended")),
        _on("write_up_patrol", ("not_held", "unclosed"), "done", _("write down how it was walked")),
        _on("miss_patrol", ("planned",), "not_held", _("nobody set out")),
        _on("close_patrol", ("under_way",), "unclosed", _("nobody said that they are back")),
    ),
)
PLACE = StateTable(
    name="place found wanting",
    states=PLACE_STATES,
    initial="noted",
    transitions=(
        _on("give_place", ("noted",), "given", _("give it to the township")),
        _on("settle_place", ("given",), "settled", _("what was done about it")),
    ),
)
