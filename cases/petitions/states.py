"""The states of a petition (domain.md 6.1) as far as routes R1 and R10; the diagram is printed from here."""

from django.utils.translation import gettext_lazy as _

from sisterhood.lib.states import StateTable, Transition

STATES = {
    "registered": _("registered"),
    "triaged": _("triaged"),
    "accepted": _("accepted"),
    "handling": _("in handling"),
    "answered": _("answered"),
    "closed": _("closed"),
    "declined": _("not accepted"),
    "withdrawn": _("withdrawn"),
}
STATE_CHOICES = list(STATES.items())
OPEN_STATES = ("registered", "triaged", "accepted", "handling", "answered")
END_STATES = ("closed", "declined", "withdrawn")
STAGE_LINE = ("registered", "triaged", "accepted", "handling", "answered", "closed")

_OFFICERS = ("county_officer", "city_officer")
_LEADERS = ("county_leader", "city_leader")
_HOLDERS = ("station_head", "village_chair", "executive_member", "township_chair", "duty_officer", *_OFFICERS)

PETITION = StateTable(
    name="petition",
    states=STATES,
    initial="registered",
    transitions=(
        Transition("pass_on", ("registered",), "registered", _HOLDERS, _("pass on")),
        Transition("take_up", ("registered",), "registered", (*_HOLDERS, *_LEADERS), _("take up")),
        Transition("hand_back", ("registered",), "registered", (*_HOLDERS, *_LEADERS), _("hand back")),
        Transition("assign_down", ("registered",), "registered", _OFFICERS, _("assign to a lower unit")),
        Transition(
            "triage", ("registered",), "triaged", (*_OFFICERS, *_LEADERS, "township_chair"), _("triage")
        ),
        Transition("accept", ("triaged",), "accepted", _LEADERS, _("accept")),
        Transition("decline", ("triaged",), "declined", _LEADERS, _("decline")),
        Transition("advise", ("triaged",), "closed", (*_OFFICERS, "township_chair"), _("advise and close")),
        Transition("start", ("accepted",), "handling", _OFFICERS, _("start handling")),
        Transition("draft_opinion", ("handling",), "handling", _OFFICERS, _("draft the opinion")),
        Transition("answer", ("handling",), "answered", _LEADERS, _("approve and answer")),
        Transition("close", ("answered",), "closed", (*_OFFICERS, *_LEADERS), _("close")),
        Transition(
            "withdraw",
            OPEN_STATES,
            "withdrawn",
            (*_HOLDERS, *_LEADERS),
            _("withdraw"),
        ),
    ),
)
