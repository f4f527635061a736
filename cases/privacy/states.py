"""The states of a request about somebody's own data (domain.md §6.9) and of an emergency reading; the diagrams are
printed from here. Nothing stores where a reading stands: it is read from its moments.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.privacy.lists import DataRequestState, GlassState
from network.access.roles import ROLES
from sisterhood.lib.states import StateTable, Transition


def _on(event: str, sources: tuple[str, ...], target: str, label: Any, *, action: str = "") -> Transition:
    actors = tuple(role for role, row in ROLES.items() if (action or event) in row.may)
    return Transition(event, sources, target, actors, label)


DATA_REQUEST = StateTable(
    name="data_request",
    states=dict(DataRequestState.choices),
    initial=DataRequestState.RECEIVED,
    transitions=(
        _on("check_identity", ("received",), "checked", _("check the identity")),
        _on("grant_request", ("checked",), "granted", _("grant the request")),
        _on("refuse_request", ("checked",), "refused", _("refuse the request")),
        _on("carry_out_request", ("granted",), "done", _("carry the request out")),
        _on("take_back_request", ("received", "checked"), "taken_back", _("the request is taken back")),
    ),
)
GLASS = StateTable(
    name="emergency reading",
    states=dict(GlassState.choices),
    initial=GlassState.READING,
    transitions=(
        _on("end_reading", ("reading",), "over", _("stop reading before the time"), action="break_glass"),
        _on("expire_reading", ("reading",), "over", _("the minutes of reading are over")),
        _on("review_break_glass", ("reading", "over"), "reviewed", _("review an emergency reading")),
    ),
)
LABELS: dict[str, Any] = {each.event: each.label for each in DATA_REQUEST.transitions} | {
    "register_request": _("request about personal data received")
}
FIRST = {"received": "check_identity", "checked": "grant_request", "granted": "carry_out_request"}
