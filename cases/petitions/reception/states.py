"""Where a visitor is between the door and the end of her talk; the diagram is printed from here."""

from django.utils.translation import gettext_lazy as _

from cases.vocabulary import VisitState
from sisterhood.lib.states import StateTable, Transition

VISIT = StateTable(
    name="visit",
    states=dict(VisitState.choices),
    initial="booked",
    transitions=(
        Transition("arrive", ("booked",), "arrived", (), _("she is here")),
        Transition("call", ("arrived", "called"), "called", (), _("call her in")),
        Transition("seat", ("arrived", "called"), "seated", (), _("the talk begins")),
        Transition("step_back", ("booked", "arrived", "called", "seated"), "arrived", (), _("step back")),
        Transition("finish", ("seated",), "finished", (), _("the talk is over")),
        Transition("call_off", ("booked", "arrived", "called"), "called_off", (), _("she calls it off")),
        Transition("miss", ("booked",), "missed", (), _("she did not come")),
    ),
)
WAITING = ("arrived", "called", "seated")
