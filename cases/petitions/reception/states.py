"""Where a visitor is between the door and the end of her talk; the diagram is printed from here."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.vocabulary.petitions import VisitState
from network.access.roles import roles_that
from sisterhood.lib.states import StateTable, Transition


def _on(event: str, sources: tuple[str, ...], target: str, label: Any) -> Transition:
    return Transition(event, sources, target, tuple(roles_that("receive_visitors")), label)


VISIT = StateTable(
    name="visit",
    states=dict(VisitState.choices),
    initial="booked",
    transitions=(
        _on("arrive", ("booked",), "arrived", _("she is here")),
        _on("call", ("arrived", "called"), "called", _("call her in")),
        _on("seat", ("arrived", "called"), "seated", _("the talk begins")),
        _on("step_back", ("booked", "arrived", "called", "seated"), "arrived", _("step back")),
        _on("finish", ("seated",), "finished", _("the talk is over")),
        _on("call_off", ("booked", "arrived", "called"), "called_off", _("she calls it off")),
        _on("miss", ("booked",), "missed", _("she did not come")),
    ),
)
WAITING = ("arrived", "called", "seated")
