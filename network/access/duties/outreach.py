"""Bulletins, rounds of visits, sheets of needs, helping hands: what a post may do. A table."""

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
# 爱心捐助: city, county and township each keep a book; a line is reversed by somebody else, of the unit or above it.
SEES_GIFTS = {"see_donations": ANY, "see_supporters": ANY, "see_help_figures": ANY}
KEEPS_GIFTS = SEES_GIFTS | {
    "keep_supporter": AREA,
    "receive_gift": UNIT,
    "use_gifts": UNIT,
    "thank_donor": UNIT,
    "reverse_entry": AREA,
}
LEADS_GIFTS = KEEPS_GIFTS | {"set_money_route": UNIT}
# 困境妇女儿童与结对帮扶: the village and township put forward, the county confirms; who pairs does not check.
_HELPS = {
    "see_beneficiaries": ANY,
    "propose_beneficiary": AREA,
    "review_beneficiary": AREA,
    "open_beneficiary": AREA,
    "see_pairings": ANY,
    "keep_pairing": AREA,
    "check_pairing": AREA,
    "write_care_log": AREA,
    "see_concerns": ANY,
    "settle_concern": AREA,
}
CARES = {"see_my_pairings": ANY, "write_care_log": HOLDS}
HELPS_TOWN = CARES | _HELPS | {"write_care_log": (*HOLDS, *AREA)}
HELPS_COUNTY = _HELPS | {"confirm_beneficiary": AREA}
HELPS_VILLAGE = CARES | {
    "see_beneficiaries": ANY,
    "propose_beneficiary": UNIT,
    "review_beneficiary": UNIT,
    "open_beneficiary": UNIT,
    "see_pairings": ANY,
    "see_supporters": ANY,
    "keep_supporter": UNIT,
}
