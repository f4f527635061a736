"""The states of a duty shift (轮值, item 29); the diagram is printed from here.

`take_over` is what the asked colleague does: the shift ends as substituted and a confirmed one of hers stands in
its place. Who may is not repeated here: officers keep the rota, and each expert answers for her own shifts.
"""

from django.utils.translation import gettext_lazy as _

from sisterhood.lib.states import StateTable, Transition

STATES = {
    "planned": _("planned"),
    "offered": _("offered"),
    "confirmed": _("confirmed"),
    "on_duty": _("on duty"),
    "done": _("done"),
    "missed": _("missed"),
    "substituted": _("taken over by a colleague"),
}
KEEPS = ("county_leader", "county_officer", "city_leader", "city_officer")
EXPERT = ("legal_adviser", "counsellor")

SHIFT = StateTable(
    name="duty shift",
    states=STATES,
    initial="planned",
    transitions=(
        Transition("offer", ("planned",), "offered", KEEPS, _("offer the shift")),
        Transition("decline", ("offered",), "planned", EXPERT, _("I cannot come")),
        Transition("confirm", ("offered",), "confirmed", EXPERT, _("confirm the shift")),
        Transition("take_over", ("confirmed",), "substituted", EXPERT, _("take the shift over")),
        Transition("start_duty", ("confirmed", "missed"), "on_duty", EXPERT + KEEPS, _("the duty begins")),
        Transition("finish_duty", ("on_duty",), "done", EXPERT + KEEPS, _("the duty is over")),
        Transition("miss", ("confirmed",), "missed", (), _("she did not come")),
    ),
)
BOOKABLE = ("confirmed", "on_duty")
UNCONFIRMED = ("planned", "offered")
WATCHED = (*UNCONFIRMED, "confirmed", "missed")
