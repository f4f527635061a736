"""Protection from violence: what a post may do. A table."""

from network.access.reach import AREA, HOLDS, HOLDS_OR_UNIT

# Protection from violence. Whoever finds danger opens the track; the county and the city do the rest.
FINDS = {"open_danger": HOLDS, "begin_protection": HOLDS}
ON_DUTY_FOR = (
    *("do_danger_step", "notice_duty", "mandatory_report", "report_result", "meet_first", "sign_screen"),
    *("plan_safety", "add_evidence"),
)
COURT = (
    *("draft_order", "file_order", "court_accepts", "court_declines", "grant_order", "refuse_order"),
    *("ask_reconsideration", "withdraw_order", "revoke_order", "renew_order", "change_order", "serve_order"),
)
WATCHES = ("record_warning", "record_visit", "record_breach", "start_stay", "extend_stay", "end_stay")
PROTECTS = {**FINDS, "end_danger": HOLDS, **dict.fromkeys((*ON_DUTY_FOR, *COURT, *WATCHES), HOLDS)}
LEADS_PROTECTION = {**PROTECTS, "do_danger_step": HOLDS_OR_UNIT}
# Whoever is on duty works on what is lent to her while somebody is in danger, anywhere in her area.
STANDS_BY = dict.fromkeys(("open_danger", "open_minor_in_danger", *ON_DUTY_FOR), AREA)
# A talk about the law with whoever used violence: whoever holds her matter in a county that has switched it on, after
# her safety was checked. A matter of the city itself lies in no county.
EDUCATES = dict.fromkeys(("plan_education", "check_survivor", "hold_education", "call_off_education"), HOLDS)
