"""Bulletins, rounds of visits, sheets of needs: what a post may do. A table."""

from network.access.reach import ANY, HOLDS, UNIT

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
