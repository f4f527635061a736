"""The states of a screening round (两癌筛查); the diagram is printed from here."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from network.access.roles import roles_that
from sisterhood.lib.states import StateTable, Transition

STATES = {
    "planned": _("screening planned"),
    "invited": _("women invited"),
    "held": _("screening held"),
    "counted": _("counts are back"),
    "called_off": _("screening called off"),
}


def _on(event: str, sources: tuple[str, ...], target: str, label: Any) -> Transition:
    return Transition(event, sources, target, tuple(roles_that(event)), label)


SCREENING = StateTable(
    name="screening round",
    states=STATES,
    initial="planned",
    transitions=(
        _on("invite_screening", ("planned",), "invited", _("everybody on the list was told")),
        _on("hold_screening", ("invited",), "held", _("the day is over")),
        _on("count_screening", ("held", "counted"), "counted", _("enter the hospital's counts")),
        _on("call_off_screening", ("planned", "invited"), "called_off", _("call the screening off")),
    ),
)
LABELS: dict[str, Any] = {each.event: each.label for each in SCREENING.transitions}
