"""Emergency reading, requests about data, retention: what a post may do. A table."""

from network.access.reach import ANY, AREA, HOLDS, HOLDS_OR_UNIT

# The text of the consent sheet (个人信息保护法 arts. 17, 52): the privacy officer drafts it, the city's leader publishes it.
DRAFTS_SHEET = {"see_sheet_texts": ANY, "draft_sheet": ANY}
PUBLISHES_SHEET = {"see_sheet_texts": ANY, "publish_sheet": ANY}
# 紧急查阅: superiors read one matter for an hour; a sealed one is opened by leaders of counties and the city alone
# (§6.0: officers and chairs only when assigned; 未成年人网络保护条例 art. 36: the person in charge). Reviewed by others.
BREAKS_GLASS = {"break_glass": AREA}
BREAKS_SEALED = BREAKS_GLASS | {"break_glass_sealed": AREA}
REVIEWS_GLASS = {"review_break_glass": AREA}
SEES_GLASS_MONTH = {"see_glass_report": ANY, "see_readings": ANY}
# 查阅抽查: the audit administrator judges a sample of openings of sealed matters each month.
JUDGES_READINGS = {"judge_reading": ANY}
# What people ask about their own data: taken down by whoever holds the matter, decided at a unit that handles matters.
TAKES_REQUESTS = dict.fromkeys(("register_request", "check_identity", "take_back_request"), HOLDS)
ANSWERS_REQUESTS = TAKES_REQUESTS | dict.fromkeys(
    ("grant_request", "refuse_request", "carry_out_request"), HOLDS
)
LEADS_REQUESTS = dict.fromkeys(ANSWERS_REQUESTS, HOLDS_OR_UNIT)
# 保管与销毁: a matter is kept back by whoever owns it or leads its unit. A list of destruction is appraised by a leader and
# confirmed by a privacy officer; either may keep what stands on it. No post carries both, and nobody confirms her own.
HOLDS_BACK = {"place_hold": HOLDS, "release_hold": HOLDS, "restrict_matter": HOLDS}
SEES_RETENTION = {"see_retention": ANY}
KEEPS_BACK = SEES_RETENTION | {"keep_from_destruction": AREA, "call_off_destruction": AREA}
APPRAISES = KEEPS_BACK | {
    "appraise_destruction": AREA,
    "lift_restriction": AREA,
    "place_hold": HOLDS_OR_UNIT,
    "restrict_matter": HOLDS_OR_UNIT,
    "release_hold": HOLDS_OR_UNIT,
    "draw_up_transfer": AREA,
    "receive_transfer": AREA,
    "strike_matter": AREA,
    "call_off_transfer": AREA,
    "return_matter": AREA,
}
CONFIRMS = KEEPS_BACK | {
    "confirm_destruction": AREA,
    "see_audit_period": ANY,
    "confirm_audit_cut": AREA,
    "call_off_audit_cut": AREA,
}
# What binds the whole city: the log after its period, and the text of the consent sheet.
OF_THE_CITY = dict.fromkeys(
    ("see_audit_period", "confirm_audit_cut", "call_off_audit_cut", "draft_sheet"), (1,)
)
# The log itself after its period: the audit administrator proposes, the city's privacy officer confirms.
PROPOSES_CUT = {"see_audit_period": ANY, "propose_audit_cut": ANY, "call_off_audit_cut": AREA}
