"""Petitions from intake to the last word: what a post may do. A table."""

from network.access.duties import protection
from network.access.reach import ANY, AREA, HOLDS, HOLDS_OR_UNIT, UNIT

REGISTRAR = protection.FINDS | {
    "register": ANY,
    "note": HOLDS,
    "attach": HOLDS,
    "take_up": HOLDS_OR_UNIT,
    "withdraw": HOLDS,
    "declare_recusal": ANY,
    "read_inbox": ANY,
    "ask_access": ANY,
    "answer_order": HOLDS,
    "draw_up_form": HOLDS,
    "give_code": HOLDS,
}
# Below the county a matter is handed up; from the county on it is routed.
BELOW = REGISTRAR | {"pass_on": HOLDS}
# What whoever holds a matter does with it at a unit that handles matters itself (levels 1–3).
HANDLES = {
    "choose_route": HOLDS,
    "declare_recusal_for": HOLDS,
    "notice_duty": HOLDS,
    "mandatory_report": HOLDS,
    "report_result": HOLDS,
    "urgent_report": HOLDS,
    "guide_out": HOLDS,
    "reply": HOLDS,
    "advise": HOLDS,
    "mediate": HOLDS,
    "object_to": HOLDS,
    "start": HOLDS,
    "draft_opinion": HOLDS,
    "inform": HOLDS,
    "end_hearing": HOLDS,
    "report_back": HOLDS,
    "ask_review": HOLDS,
    "follow_up": HOLDS,
    "close": HOLDS,
    "invite_co_handler": HOLDS,
    "end_co_handling": HOLDS,
    "dispute_competence": HOLDS,
    "follow_decision": HOLDS,
}
# What only counties and the city do: they have federations below them and answer to nobody for a route.
GIVES = {
    "transfer": HOLDS,
    "assign": HOLDS,
    "uphold_objection": HOLDS,
    "reject_objection": HOLDS,
    "accept_report": HOLDS,
    "return_report": HOLDS,
    "merge": HOLDS,
    "unmerge": HOLDS,
    "demand": HOLDS,
    "record_consent": HOLDS,
    "withdraw_consent": HOLDS,
    "send_demand": HOLDS,
    "record_agency_reply": HOLDS,
    "accept_agency_reply": HOLDS,
    "draft_urging": HOLDS,
    "request_inspection": HOLDS,
    "close_investigation": HOLDS,
    "call_meeting": HOLDS,
    "ask_reexamination": HOLDS,
    "log_contact": HOLDS,
}
# Only the city has the last word of a re-examination here, and a superior outside whose word is entered by hand.
ENTERS = {"record_external": HOLDS}
LAST_WORD = ENTERS | {"answer_reexamination": UNIT}
# Who may ask whether a petitioner has come before: seats with an area, never a station or a village.
REMEMBERS = {"look_up": ANY}
# A superior steps in; whoever is asked answers.
SUPERVISES = {"supervise": AREA, "judge_order": AREA, "decide_competence": AREA}
DECIDES = {
    "answer_order": HOLDS_OR_UNIT,
    "accept": UNIT,
    "decline": UNIT,
    "extend": UNIT,
    "hold_hearing": UNIT,
    "return_draft": UNIT,
    "answer": UNIT,
}
# Who may stand on the city's list of readers of accusations; which of them reads one is decided by name.
READS = {"read_accusation": ANY}
# A work order of a hotline becomes a matter of the competent unit at or below her own.
TAKES_WORK_ORDERS = {"enter_work_order": AREA}
