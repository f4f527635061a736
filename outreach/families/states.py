"""The states of an award round and of a family in it (domain.md §1.5, item 78); the diagrams are printed from here.

A family that is not on a list, for whatever reason, comes to the one state `not_chosen`; there is no other.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from network.access.roles import ROLES
from sisterhood.lib.states import StateTable, Transition

ROUND_STATES = {
    "opened": _("round announced"),
    "nominations": _("families are put forward"),
    "visits": _("families are visited"),
    "discussion": _("families are talked over"),
    "public_notice": _("public notice runs"),
    "decided": _("titles decided"),
    "awarded": _("titles awarded"),
    "called_off": _("award round called off"),
}
FAMILY_STATES = {
    "drafted": _("being written"),
    "nominated": _("put forward"),
    "visited": _("visited"),
    "discussed": _("talked over at the Women's Home"),
    "recommended": _("recommended upward"),
    "in_notice": _("in the public notice"),
    "chosen": _("given a title"),
    "awarded": _("on the wall"),
    "not_chosen": _("not chosen this time"),
    "withdrawn": _("taken back by the family"),
}
# What an event asks of the table of rights, where that is not its own name.
ASKS = {
    "submit_family": "nominate_family",
    "visit_family": "nominate_family",
    "hold_discussion": "nominate_family",
    "call_families": "move_round",
    "begin_visits": "move_round",
    "begin_discussion": "move_round",
    "decide_awards": "conclude_round",
    "publish_notice": "conclude_round",
    "award_families": "conclude_round",
    "call_off_awards": "conclude_round",
}
BEFORE_AWARD = ("opened", "nominations", "visits", "discussion", "public_notice", "decided")
GOING_UP = ("nominated", "visited", "discussed", "recommended")
# Whoever was not chosen may take itself back as well, before everything of it goes with the end of the round.
LIVE = ("drafted", *GOING_UP, "in_notice", "chosen", "awarded", "not_chosen")
LINE = ("opened", "nominations", "visits", "discussion", "public_notice", "decided", "awarded")


def _on(event: str, sources: tuple[str, ...], target: str, label: Any) -> Transition:
    action = ASKS.get(event, event)
    actors = tuple(role for role, row in ROLES.items() if action in row.may)
    return Transition(event, sources, target, actors, label)


def _itself(event: str, sources: tuple[str, ...], target: str, label: Any) -> Transition:
    """Follows from a step of the round."""
    return Transition(event, sources, target, (), label)


ROUND = StateTable(
    name="award round",
    states=ROUND_STATES,
    initial="opened",
    transitions=(
        _on("call_families", ("opened",), "nominations", _("let families be put forward")),
        _on("begin_visits", ("nominations",), "visits", _("begin the visits")),
        _on("begin_discussion", ("visits",), "discussion", _("begin the talks")),
        _on("publish_notice", ("discussion",), "public_notice", _("give public notice of the families")),
        _on("decide_awards", ("public_notice",), "decided", _("decide the titles")),
        _on("award_families", ("decided",), "awarded", _("award the titles and open the wall")),
        _on("call_off_awards", BEFORE_AWARD, "called_off", _("call the award round off")),
    ),
)
FAMILY = StateTable(
    name="family in an award round",
    states=FAMILY_STATES,
    initial="drafted",
    transitions=(
        _on("submit_family", ("drafted",), "nominated", _("put the family forward")),
        _on("visit_family", ("nominated",), "visited", _("enter the visit")),
        _on("hold_discussion", ("visited",), "discussed", _("enter the talk at the Women's Home")),
        _on("list_family", ("discussed", "recommended"), "recommended", _("recommend upward")),
        _on("shortlist_family", ("recommended",), "in_notice", _("take into the public notice")),
        _itself("choose_family", ("in_notice",), "chosen", _("give a title")),
        _itself("award_family", ("chosen",), "awarded", _("show on the wall")),
        _itself(
            "pass_over",
            ("drafted", *GOING_UP, "in_notice", "chosen"),
            "not_chosen",
            _("not choose this time"),
        ),
        _on("withdraw_family", LIVE, "withdrawn", _("take the family back at its wish")),
    ),
)
LABELS: dict[str, Any] = {each.event: each.label for each in (*ROUND.transitions, *FAMILY.transitions)}
