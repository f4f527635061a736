"""The states of rights assistance (domain.md §6.9); the diagram is printed from here.

A result is recorded when it stands on paper and has reached her; everything said before is a note in the timeline.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.assistance.lists import AssistanceState
from network.access.roles import ROLES
from sisterhood.lib.states import StateTable, Transition


def _on(event: str, sources: tuple[str, ...], target: str, label: Any) -> Transition:
    actors = tuple(role for role, row in ROLES.items() if event in row.may)
    return Transition(event, sources, target, actors, label)


ASSISTANCE = StateTable(
    name="assistance",
    states=dict(AssistanceState.choices),
    initial=AssistanceState.ASKED,
    transitions=(
        _on("begin_assistance", ("asked",), "under_way", _("it is in the hands of the body")),
        _on("ask_after_assistance", ("under_way",), "under_way", _("ask the body again")),
        _on("record_assistance", ("under_way",), "recorded", _("record the result in writing")),
        _on("close_assistance", ("recorded",), "closed", _("close the assistance")),
        _on("refuse_assistance", ("asked", "under_way"), "refused", _("the body refuses")),
        _on("call_off_assistance", ("asked", "under_way"), "called_off", _("call the assistance off")),
    ),
)
LABELS: dict[str, Any] = {each.event: each.label for each in ASSISTANCE.transitions} | {
    "ask_assistance": _("rights assistance asked for")
}
