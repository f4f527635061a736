"""The states of a selection of a station's head (站长评选, domain.md §5.14 and §6.9); the diagram is printed from here.

Who may is not repeated here: the actors of an event are the roles whose table of rights names its action.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from network.access.roles import ROLES
from sisterhood.lib.states import StateTable, Transition

STATES = {
    "announced": _("announced"),
    "nominated": _("nominations are open"),
    "meeting_held": _("meeting held"),
    "public_notice": _("public notice"),
    "objection": _("objection to be answered"),
    "confirmed": _("confirmed"),
    "in_term": _("in her term"),
    "renewed": _("chosen again"),
    "term_over": _("term over"),
    "resigned": _("resigned"),
    "removed": _("removed"),
    "called_off": _("ended without a head"),
}
BEFORE = ("announced", "nominated", "meeting_held", "public_notice", "objection", "confirmed")
# What an event asks of the table of rights, where that is not its own name.
ASKS = {
    "dismiss_objection": "settle_objection",
    "uphold_objection": "settle_objection",
    "renew": "succeed_head",
    "follow": "succeed_head",
    "resign": "succeed_head",
    "remove": "succeed_head",
}


def _on(event: str, sources: tuple[str, ...], target: str, label: Any) -> Transition:
    action = ASKS.get(event, event)
    actors = tuple(role for role, row in ROLES.items() if action in row.may)
    return Transition(event, sources, target, actors, label)


SELECTION = StateTable(
    name="selection of a station's head",
    states=STATES,
    initial="announced",
    transitions=(
        _on("nominate", ("announced", "nominated"), "nominated", _("put a woman forward")),
        _on("hold_meeting", ("nominated",), "meeting_held", _("enter the meeting")),
        _on("publish_notice", ("meeting_held",), "public_notice", _("give public notice")),
        _on("enter_objection", ("public_notice", "objection"), "objection", _("enter an objection")),
        _on("settle_objection", ("objection",), "objection", _("answer one objection of several")),
        _on("dismiss_objection", ("objection",), "public_notice", _("answer the objection: not upheld")),
        _on("uphold_objection", ("objection",), "nominated", _("answer the objection: upheld")),
        _on("confirm_head", ("public_notice",), "confirmed", _("confirm her")),
        _on("record_training", ("confirmed",), "confirmed", _("enter her training")),
        _on("sign_pledge", ("confirmed",), "confirmed", _("enter pledge and ties")),
        _on("begin_term", ("confirmed",), "in_term", _("begin the term")),
        _on("call_off_selection", BEFORE, "called_off", _("call the selection off")),
        _on("renew", ("in_term",), "renewed", _("she was chosen again")),
        _on("follow", ("in_term",), "term_over", _("somebody else follows at the end of the term")),
        _on("resign", ("in_term",), "resigned", _("she resigns")),
        _on("remove", ("in_term",), "removed", _("she is removed")),
    ),
)
# The line at the top of the page: what was passed and what comes.
LINE = ("announced", "nominated", "meeting_held", "public_notice", "confirmed", "in_term")
