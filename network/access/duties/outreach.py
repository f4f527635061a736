"""Bulletins, rounds, needs, campaigns, helping hands, families, three-zero villages: what a post may do. A table."""

from network.access.reach import ANY, AREA, HOLDS, HOLDS_OR_UNIT, UNIT

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

# 活动 (domain.md §6.6): the office plans, its leader approves and reviews; whoever holds an activity counts it. Stations put up
# publicity. 经典案例: written by offices, signed by a privacy officer. Agreements are kept with the list of bodies.
SEES_ACTIVITIES = {"see_activities": ANY, "read_stories": ANY}
HOLDS_ACTIVITIES = (
    SEES_ACTIVITIES
    | {"plan_activity": UNIT, "enter_publicity": UNIT, "see_activity_figures": ANY}
    | dict.fromkeys(
        (
            "hold_activity",
            "upload_evidence",
            "count_activity",
            "correct_activity",
            "cancel_activity",
            "name_speaker",
            "enter_supply",
        ),
        HOLDS_OR_UNIT,
    )
)
PLANS_CAMPAIGNS = (
    HOLDS_ACTIVITIES
    | {"draft_campaign": UNIT, "write_story": UNIT, "see_outcomes": ANY}
    | dict.fromkeys(("revise_story", "send_story", "withdraw_story"), HOLDS_OR_UNIT)
    | dict.fromkeys(
        ("revise_campaign", "submit_campaign", "announce_campaign", "begin_campaign", "report_campaign"),
        HOLDS_OR_UNIT,
    )
    | {"call_off_campaign": HOLDS_OR_UNIT}
)
APPROVES_CAMPAIGNS = (
    SEES_ACTIVITIES
    | {"see_activity_figures": ANY, "see_outcomes": ANY}
    | dict.fromkeys(
        ("approve_campaign", "return_campaign", "review_campaign", "archive_campaign", "call_off_campaign"),
        UNIT,
    )
)
KEEPS_AGREEMENTS = {"keep_agreements": UNIT}
PUTS_UP = SEES_ACTIVITIES | {"enter_publicity": UNIT}
SIGNS_STORIES = {"read_stories": ANY} | dict.fromkeys(("sign_story", "return_story"), AREA)
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

# 三零村 (domain.md §6.6): the village assesses itself, the township verifies, the county reviews and designates, the city samples.
# A designation is suspended by a county's or the city's leader alone.
SEES_THREEZERO = {"see_threezero": ANY}
ASSESSES_ITSELF = SEES_THREEZERO | dict.fromkeys(
    (
        "enrol_village",
        "enter_evidence",
        "self_assess",
        "withdraw_village",
        "keep_safe_families",
        "enter_pledge",
    ),
    UNIT,
)
SEES_VILLAGES = SEES_THREEZERO | {"see_threezero_figures": ANY}
VERIFIES_VILLAGES = SEES_VILLAGES | dict.fromkeys(
    ("verify_village", "send_back_village", "monitor_village"), AREA
)
REVIEWS_VILLAGES = SEES_VILLAGES | dict.fromkeys(("review_village", "return_village"), AREA)
SAMPLES_VILLAGES = SEES_VILLAGES | dict.fromkeys(("draw_sample", "visit_sample"), AREA)
SUSPENDS_VILLAGES = SEES_VILLAGES | {"suspend_village": AREA}
DESIGNATES_VILLAGES = SUSPENDS_VILLAGES | dict.fromkeys(("designate_village", "renew_village"), AREA)
