"""The states of a list of destruction (domain.md §6.9) and of a list for the archive; the diagrams are printed from here.

The second person's word and the destruction are one step: between them lies no state in which a single hand destroys. A
privacy officer sees a list from its appraisal on, so that what was only drawn up is called off by a leader alone.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.retention.lists import DestructionState, TransferState
from network.access.roles import ROLES
from sisterhood.lib.states import StateTable, Transition


def _on(event: str, sources: tuple[str, ...], target: str, label: Any, *also: str) -> Transition:
    actors = tuple(role for role, row in ROLES.items() if {event, *also} <= row.may.keys())
    return Transition(event, sources, target, actors, label)


DESTRUCTION = StateTable(
    name="destruction",
    states=dict(DestructionState.choices),
    initial=DestructionState.DRAWN_UP,
    transitions=(
        _on("appraise_destruction", ("drawn_up",), "appraised", _("appraise and agree")),
        _on("confirm_destruction", ("appraised",), "destroyed", _("confirm and destroy")),
        _on(
            "call_off_destruction",
            ("drawn_up",),
            "called_off",
            _("call off, keep everything"),
            "appraise_destruction",
        ),
        _on("call_off_destruction", ("appraised",), "called_off", _("call off, keep everything")),
    ),
)
TRANSFER = StateTable(
    name="archive transfer",
    states=dict(TransferState.choices),
    initial=TransferState.DRAWN_UP,
    transitions=(
        _on("receive_transfer", ("drawn_up",), "received", _("enter the archive's receipt")),
        _on("call_off_transfer", ("drawn_up",), "called_off", _("call the list for the archive off")),
    ),
)
FIRST = {"drawn_up": "appraise_destruction", "appraised": "confirm_destruction"}
LABELS: dict[str, Any] = {
    "propose_destruction": _("period over, on a list of destruction"),
    "restrict_matter": _("only stored from now on"),
    "lift_restriction": _("not only stored any more"),
    "place_hold": _("destruction held"),
    "release_hold": _("hold released"),
    "forget_process_notes": _("process notes deleted, their period is over"),
    "destroy_matter": _("destroyed"),
    "list_for_archive": _("put on a list for the archive"),
    "strike_matter": _("taken off the list for the archive"),
    "transfer_matter": _("handed over to the archive"),
    "return_matter": _("given back by the archive"),
}
