"""The states of a leave to read a child's matter (domain.md §6.9); the diagram is printed from here.

Nothing stores them: where a leave stands is read from its moments, and that it was used from the audit log, so that two
of its events are nobody's step.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.minors.lists import GrantState
from network.access.roles import ROLES
from sisterhood.lib.states import StateTable, Transition

_GIVEN = ("live", "used")
_AFTERWARDS = (*_GIVEN, "ended")


def _on(event: str, sources: tuple[str, ...], target: str, label: Any, *actions: str) -> Transition:
    actors = tuple(role for role, row in ROLES.items() if {*actions} & row.may.keys())
    return Transition(event, sources, target, actors, label)


_READS = ("ask_minor_access", "open_minor_in_danger")
LEAVE = StateTable(
    name="leave to read",
    states=dict(GrantState.choices),
    initial=GrantState.WAITING,
    transitions=(
        _on("approve_minor_access", ("waiting",), "live", _("give leave to read"), "approve_minor_access"),
        _on("refuse_minor_access", ("waiting",), "refused", _("refuse leave to read"), "refuse_minor_access"),
        _on("read_under_leave", _GIVEN, "used", _("read names or story")),
        _on("end_minor_access", _GIVEN, "ended", _("end the leave before its time"), *_READS),
        _on("expire_leave", _GIVEN, "ended", _("the leave ends by itself")),
        *(
            _on("review_minor_access", (state,), state, _("look at it afterwards"), "review_minor_access")
            for state in _AFTERWARDS
        ),
    ),
)
