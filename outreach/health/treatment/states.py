"""The states of following up a treatment; the diagram is printed from here."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from network.access.roles import roles_that
from sisterhood.lib.states import StateTable, Transition

STATES = {"running": _("being followed up"), "ended": _("follow-up ended")}


def _on(event: str, sources: tuple[str, ...], target: str, label: Any) -> Transition:
    return Transition(event, sources, target, tuple(roles_that(event)), label)


TREATMENT = StateTable(
    name="follow-up of a treatment",
    states=STATES,
    initial="running",
    transitions=(
        _on("look_in", ("running",), "running", _("write down that you looked in")),
        _on("end_treatment", ("running",), "ended", _("end it, she said so")),
    ),
)
LABELS: dict[str, Any] = {each.event: each.label for each in TREATMENT.transitions}
