"""Bulletins, rounds of visits, sheets of needs: what a post may do. A table."""

from network.access.reach import ANY, AREA, HOLDS, UNIT

# 通知公告: an office writes for the network below it, its leader publishes and answers for the words.
WRITES_BULLETINS = dict.fromkeys(
    ("draft_bulletin", "revise_bulletin", "discard_bulletin", "remind_readers", "renew_bulletin"), UNIT
)
PUBLISHES_BULLETINS = WRITES_BULLETINS | {"publish_bulletin": UNIT, "withdraw_bulletin": UNIT}
# 走访 by pairs and needs of a hamlet: near the families two go and a head asks; the village plans, everybody above
# sees how often somebody came and what is asked for most, never a door.
GOES_ROUND = {"see_rounds": ANY, "set_out": ANY} | dict.fromkeys(
    ("begin_round", "end_round", "call_off_round"), HOLDS
)
SEES_ROUNDS = {"see_rounds": ANY, "see_round_figures": ANY, "see_needs": ANY}
PLANS_ROUNDS = GOES_ROUND | SEES_ROUNDS
# 寻找最美家庭: the village puts forward, each unit passes its list on, counties and the city open rounds, their leaders conclude them.
# A county's list is made by whoever keeps rights matters there; she asks nobody and notes no reason.
SEES_FAMILIES = {"see_families": ANY, "see_family_figures": ANY}
PUTS_FORWARD = SEES_FAMILIES | dict.fromkeys(
    ("nominate_family", "list_family", "withdraw_family", "enter_objection_to_family"), UNIT
)
PASSES_ON = SEES_FAMILIES | {
    "list_family": UNIT,
    "judge_family": ANY,
    **dict.fromkeys(("nominate_family", "withdraw_family", "enter_objection_to_family"), AREA),
}
OPENS_AWARDS = SEES_FAMILIES | {
    "judge_family": ANY,
    **dict.fromkeys(("open_awards", "move_round", "seat_jury", "shortlist_family"), UNIT),
    **dict.fromkeys(("withdraw_family", "enter_objection_to_family"), AREA),
}
CONCLUDES_AWARDS = OPENS_AWARDS | {"conclude_round": UNIT, "answer_family_objection": UNIT}
LISTS_AT_COUNTY = {"list_family": UNIT}
JUDGES_FAMILIES = {"judge_family": ANY}
