"""The states of a request about somebody's own data (domain.md §6.9); the diagram is printed from here."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.privacy.lists import DataRequestState
from network.access.roles import ROLES
from sisterhood.lib.states import StateTable, Transition


def _on(event: str, sources: tuple[str, ...], target: str, label: Any) -> Transition:
    actors = tuple(role for role, row in ROLES.items() if event in row.may)
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
LABELS: dict[str, Any] = {each.event: each.label for each in DATA_REQUEST.transitions} | {
    "register_request": _("request about personal data received")
}
FIRST = {"received": "check_identity", "checked": "grant_request", "granted": "carry_out_request"}
