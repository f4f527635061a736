"""Roles × actions → reach; no rule of the product about who may do what stands anywhere else.

Reach says which rows an action may touch: HOLDS those she owns, UNIT those of exactly her unit,
AREA those at or below her units of levels 1–3, ANY needs no row. A table.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from django.utils.translation import gettext_lazy as _


class Reach(Enum):
    """How far an action goes."""

    ANY = "any"
    HOLDS = "holds"
    UNIT = "unit"
    AREA = "area"


class Seat(Enum):
    """What a role is in its unit, for area, ladder and hand-over."""

    LEADER = "leader"
    OFFICER = "officer"
    OTHER = "other"


@dataclass(frozen=True)
class Role:
    """One role: Chinese-first label, levels where the post exists, its seat and what it may do."""

    label: object
    levels: tuple[int, ...]
    seat: Seat = Seat.OTHER
    may: Mapping[str, tuple[Reach, ...]] = field(default_factory=dict)


ANY, HOLDS, UNIT, AREA = (Reach.ANY,), (Reach.HOLDS,), (Reach.UNIT,), (Reach.AREA,)
HOLDS_OR_UNIT = (Reach.HOLDS, Reach.UNIT)

# Papers: whoever holds a matter draws up and issues, the unit's leader approves and takes back.
_PAPERS = {"draw_up_paper": HOLDS, "issue_paper": HOLDS, "draw_up_form": HOLDS}
_LEADS_PAPERS = {
    "draw_up_paper": HOLDS_OR_UNIT,
    "approve_paper": UNIT,
    "issue_paper": HOLDS_OR_UNIT,
    "revoke_paper": UNIT,
    "draw_up_form": HOLDS_OR_UNIT,
}
# A pattern seen in several matters: counties and the city propose, their leader sends.
_PROPOSES = {"propose_change": ANY, "read_proposals": ANY}
_SENDS = {"propose_change": ANY, "read_proposals": ANY, "send_proposal": UNIT}

# Protection from violence. Whoever finds danger opens the track; the county and the city do the rest.
_FINDS = {"open_danger": HOLDS, "begin_protection": HOLDS}
_ON_DUTY_FOR = (
    *("do_danger_step", "notice_duty", "mandatory_report", "report_result", "meet_first", "sign_screen"),
    *("plan_safety", "add_evidence"),
)
_COURT = (
    *("draft_order", "file_order", "court_accepts", "court_declines", "grant_order", "refuse_order"),
    *("ask_reconsideration", "withdraw_order", "revoke_order", "renew_order", "change_order", "serve_order"),
)
_WATCHES = ("record_warning", "record_visit", "record_breach", "start_stay", "extend_stay", "end_stay")
_PROTECTS = {**_FINDS, "end_danger": HOLDS, **dict.fromkeys((*_ON_DUTY_FOR, *_COURT, *_WATCHES), HOLDS)}
_LEADS_PROTECTION = {**_PROTECTS, "do_danger_step": HOLDS_OR_UNIT}
# Whoever is on duty works on what is lent to her while somebody is in danger, anywhere in her area.
_STANDS_BY = dict.fromkeys(("open_danger", "open_minor_in_danger", *_ON_DUTY_FOR), AREA)

_REGISTRAR = _FINDS | {
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
_BELOW = _REGISTRAR | {"pass_on": HOLDS}
# What whoever holds a matter does with it at a unit that handles matters itself (levels 1–3).
_HANDLES = {
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
# Green channel and referrals: whoever holds the matter introduces her, asks after the answer and writes it down.
_REFERS = dict.fromkeys(
    """
    open_referral check_eligibility record_referral_consent name_basis take_back_consent phone_ahead draw_letter
    issue_letter take_back_letter give_slip_code present_letter agency_accept agency_decline record_silence record_service
    record_outcome close_referral submit_aid aid_granted aid_refused assign_lawyer object_aid objection_upheld
    objection_dismissed book_assessment record_assessment forget_opinion
    """.split(),
    HOLDS,
) | {"see_referrals": ANY}
# Her leader calls the silent body's leader, takes a letter back, and looks at how soon help comes.
_LEADS_REFERRALS = _REFERS | {
    "record_silence": HOLDS_OR_UNIT,
    "take_back_letter": HOLDS_OR_UNIT,
    "see_referral_figures": ANY,
}
# Mediation: whoever holds the matter opens it and names the mediator; the mediator holds what is named here herself.
_MEDIATES_HERSELF = dict.fromkeys(
    """
    screen_side find_unsuitable redirect_mediation take_consent schedule_session begin_mediation adjourn_session
    resume_session agree_in_writing agree_orally fail_mediation end_by_party report_to_police extend_mediation
    ask_confirmation record_confirmation begin_performance follow_agreement confirm_performed declare_breached
    close_mediation
    """.split(),
    HOLDS,
) | {"see_mediations": ANY}
_MEDIATES = _MEDIATES_HERSELF | dict.fromkeys(("request_mediation", "name_mediator", "draw_agreement"), HOLDS)
# The exception after violence: the county or the city asks for it, its leader decides, never the same person.
_ASKS_EXCEPTION = {"ask_exception": HOLDS}
_DECIDES_EXCEPTION = _ASKS_EXCEPTION | {"approve_exception": UNIT, "refuse_exception": UNIT}
# A child's matter: whoever works on it names the child and asks for leave to read; a leader who does not own it decides.
_TENDS = dict.fromkeys(("name_child", "name_guardian", "note_behaviour", "open_minor_in_danger"), HOLDS) | {
    "ask_minor_access": ANY
}
_DECIDES_READING = {
    "see_minor_requests": ANY,
    "approve_minor_access": UNIT,
    "refuse_minor_access": UNIT,
    "review_minor_access": UNIT,
}
# Rights assistance: whoever holds the matter asks another body for what the law lets a federation ask.
_ASSISTS = dict.fromkeys(
    """
    ask_assistance begin_assistance ask_after_assistance record_assistance close_assistance refuse_assistance
    call_off_assistance
    """.split(),
    HOLDS,
) | {"see_assistance": ANY}
# Family support (domain.md §6.5): near the family a concern is noted and a visit made; the county proposes, the privacy
# officer signs off, the leader approves. Whoever notes does not decide, and whoever decides does not list.
_SEES_SUPPORT = {"see_support": ANY}
_VISITS = _SEES_SUPPORT | dict.fromkeys(("record_outreach", "decline_outreach", "call_off_outreach"), HOLDS)
_NOTES_CONCERNS = _VISITS | {"note_concern": ANY, "ask_visit": ANY}
_WORKS_ON_SUPPORT = _VISITS | dict.fromkeys(
    ("plan_visit", "give_notice", "write_review", "take_objection"), HOLDS
)
_LOOKS_AT_NOTES = {"review_note": AREA, "step_aside": AREA}
_PROPOSES_SUPPORT = _LOOKS_AT_NOTES | {"redirect_note": AREA, "dismiss_note": AREA, "propose_file": AREA}
_LEADS_SUPPORT = (
    _SEES_SUPPORT
    | {"see_switches": ANY}
    | dict.fromkeys(
        """
    decide_switch approve_file refuse_file name_worker continue_file end_file return_review destroy_file
    """.split(),
        AREA,
    )
)
_SIGNS_SUPPORT = (
    _SEES_SUPPORT
    | {"see_switches": ANY}
    | dict.fromkeys(
        """
    propose_switch sign_file refuse_file ask_longer take_objection accept_objection answer_objection
    propose_destruction
    """.split(),
        AREA,
    )
)
_LENGTHENS_SUPPORT = _SEES_SUPPORT | {
    "see_switches": ANY,
    "decide_switch": AREA,
    "grant_longer": AREA,
    "refuse_longer": AREA,
}
# A talk about the law with whoever used violence: whoever holds her matter in a county that has switched it on, after
# her safety was checked. A matter of the city itself lies in no county.
_EDUCATES = dict.fromkeys(("plan_education", "check_survivor", "hold_education", "call_off_education"), HOLDS)
# The circle and the plan of a child: whoever holds the matter keeps them.
_ACCOMPANIES = dict.fromkeys(
    """
    open_circle name_member renew_member_check end_member hold_contact renew_circle_consent end_circle
    draft_plan set_goal set_step agree_plan finish_step review_plan end_plan
    """.split(),
    HOLDS,
) | {"see_circles": ANY}
# What only counties and the city do: they have federations below them and answer to nobody for a route.
_GIVES = {
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
_ENTERS = {"record_external": HOLDS}
_LAST_WORD = _ENTERS | {"answer_reexamination": UNIT}
# Who may ask whether a petitioner has come before: seats with an area, never a station or a village.
_REMEMBERS = {"look_up": ANY}
# A superior steps in; whoever is asked answers.
_SUPERVISES = {"supervise": AREA, "judge_order": AREA, "decide_competence": AREA}
_DECIDES = {
    "answer_order": HOLDS_OR_UNIT,
    "accept": UNIT,
    "decline": UNIT,
    "extend": UNIT,
    "hold_hearing": UNIT,
    "return_draft": UNIT,
    "answer": UNIT,
}
# 信访接待日: the officer proposes and runs the day, the leader approves it, receives visitors and takes matters on.
_RECEIVES = {
    "see_roster": ANY,
    "propose_reception": UNIT,
    "publish_reception": UNIT,
    "hold_reception": UNIT,
    "receive_visitors": UNIT,
}
_HOLDS_RECEPTION = _RECEIVES | {
    "write_up": ANY,
    "approve_reception": UNIT,
    "cancel_reception": UNIT,
    "take_on": UNIT,
    "end_commitment": HOLDS,
}
# The rota of advisers (items 28–34): counties and the city keep it, whoever handles matters reads it.
_SEES_ROTA = {"see_rota": ANY}
_KEEPS_ROTA = _SEES_ROTA | {"keep_rota": UNIT, "keep_queue": UNIT, "answer_crisis": UNIT}
# A session on a matter: its owner books it, the expert holds it.
_BOOKS_SESSIONS = {"book_consultation": HOLDS, "cancel_consultation": HOLDS, "receive_client": HOLDS}
_ADVISES = _SEES_ROTA | {
    "answer_shift": HOLDS,
    "hold_session": HOLDS,
    "receive_client": HOLDS,
    "press_crisis": HOLDS,
}
# The text of the consent sheet (个人信息保护法 arts. 17, 52): the privacy officer drafts it, the city's leader publishes it.
_DRAFTS_SHEET = {"see_sheet_texts": ANY, "draft_sheet": ANY}
_PUBLISHES_SHEET = {"see_sheet_texts": ANY, "publish_sheet": ANY}
# 紧急查阅: superiors read one matter for an hour; a sealed one is opened by leaders of counties and the city alone
# (§6.0: officers and chairs only when assigned; 未成年人网络保护条例 art. 36: the person in charge). Reviewed by others.
_BREAKS_GLASS = {"break_glass": AREA}
_BREAKS_SEALED = _BREAKS_GLASS | {"break_glass_sealed": AREA}
_REVIEWS_GLASS = {"review_break_glass": AREA}
_SEES_GLASS_MONTH = {"see_glass_report": ANY}
# What people ask about their own data: taken down by whoever holds the matter, decided at a unit that handles matters.
_TAKES_REQUESTS = dict.fromkeys(("register_request", "check_identity", "take_back_request"), HOLDS)
_ANSWERS_REQUESTS = _TAKES_REQUESTS | dict.fromkeys(
    ("grant_request", "refuse_request", "carry_out_request"), HOLDS
)
_LEADS_REQUESTS = dict.fromkeys(_ANSWERS_REQUESTS, HOLDS_OR_UNIT)
# 保管与销毁: a matter is kept back by whoever owns it or leads its unit. A list of destruction is appraised by a leader and
# confirmed by a privacy officer; either may keep what stands on it. No post carries both, and nobody confirms her own.
_HOLDS_BACK = {"place_hold": HOLDS, "release_hold": HOLDS, "restrict_matter": HOLDS}
_SEES_RETENTION = {"see_retention": ANY}
_KEEPS_BACK = _SEES_RETENTION | {"keep_from_destruction": AREA, "call_off_destruction": AREA}
_APPRAISES = _KEEPS_BACK | {
    "appraise_destruction": AREA,
    "lift_restriction": AREA,
    "place_hold": HOLDS_OR_UNIT,
    "restrict_matter": HOLDS_OR_UNIT,
    "release_hold": HOLDS_OR_UNIT,
}
_CONFIRMS = _KEEPS_BACK | {
    "confirm_destruction": AREA,
    "see_audit_period": ANY,
    "confirm_audit_cut": AREA,
    "call_off_audit_cut": AREA,
}
# The log itself after its period: the audit administrator proposes, the city's privacy officer confirms.
_PROPOSES_CUT = {"see_audit_period": ANY, "propose_audit_cut": ANY, "call_off_audit_cut": AREA}
# 站点与站长 (domain.md §5.14, §6.9): the village organises at its hamlets, the township inspects, confirms and hands over,
# counties and the city look on; each level keeps the places of its own area.
_SEES_SITES = {"see_sites": ANY, "see_selections": ANY}
# Phones: whoever leads their people sees when each was last heard of, and takes a lost one out of use.
_SEES_DEVICES = {"see_devices": ANY, "revoke_device": AREA}
_LOOKS_AFTER_STATIONS = {"see_devices": ANY, "revoke_device": UNIT}
# What came in from a phone and needs a person's eye: whoever holds the matter, the township and above.
_CHECKS = {"decide_check": (Reach.HOLDS, Reach.AREA)}
_HOLDS_CHECKED = {"decide_check": HOLDS}
_ORGANISES = (
    _SEES_SITES
    | _LOOKS_AFTER_STATIONS
    | dict.fromkeys(
        """
    keep_site mend_finding announce_selection nominate hold_meeting publish_notice enter_objection call_off_selection
    """.split(),
        UNIT,
    )
)
_INSPECTS = {"keep_site": AREA, "inspect_site": AREA, "mend_finding": AREA}
_CONFIRMS_HEADS = (
    _SEES_SITES
    | _INSPECTS
    | _SEES_DEVICES
    | _CHECKS
    | dict.fromkeys(
        """
    announce_selection nominate hold_meeting publish_notice enter_objection call_off_selection settle_objection
    confirm_head record_training sign_pledge begin_term succeed_head
    """.split(),
        AREA,
    )
)
_LEADS_UNIT = {
    "reassign": UNIT,
    "see_ledger": AREA,
    "take_up": UNIT,
    "see_late": AREA,
    "hand_over": UNIT,
    "arrange_leave": UNIT,
    "reset_password": UNIT,
}
_OFFICER = (
    _REGISTRAR
    | _HANDLES
    | _GIVES
    | _PAPERS
    | _PROPOSES
    | _RECEIVES
    | _REMEMBERS
    | _REFERS
    | _MEDIATES
    | _TENDS
    | _ASSISTS
    | _ACCOMPANIES
    | _ASKS_EXCEPTION
    | _PROTECTS
    | _KEEPS_ROTA
    | _BOOKS_SESSIONS
    | _BREAKS_GLASS
    | _ANSWERS_REQUESTS
    | _HOLDS_BACK
    | {
        "triage": HOLDS_OR_UNIT,
        "hand_back": HOLDS_OR_UNIT,
        "give_out": HOLDS,
        "see_ledger": AREA,
        "see_late": AREA,
        "open_with_reason": AREA,
        "view_tree": ANY,
        "declare_recusal_for": HOLDS_OR_UNIT,
        "import_ledger": ANY,
        "export_ledger": ANY,
        "view_agencies": ANY,
        "keep_agencies": UNIT,
        "keep_window": UNIT,
    }
    | _SEES_SITES
    | _INSPECTS
    | _SEES_DEVICES
    | _CHECKS
)
_LEADER = (
    _HANDLES
    | _SUPERVISES
    | _GIVES
    | _REMEMBERS
    | _DECIDES
    | _LEADS_PAPERS
    | _SENDS
    | _LEADS_PROTECTION
    | {
        "triage": UNIT,
        "answer_review": UNIT,
        "close": HOLDS_OR_UNIT,
        "follow_up": HOLDS_OR_UNIT,
        "withdraw": HOLDS,
        "note": HOLDS_OR_UNIT,
        "open_with_reason": AREA,
        "approve_access": UNIT,
        "view_tree": ANY,
        "declare_recusal": ANY,
        "declare_recusal_for": UNIT,
        "read_inbox": ANY,
        "ask_access": ANY,
        "hand_back": HOLDS_OR_UNIT,
        "export_ledger": ANY,
        "approve_export": AREA,
        "view_agencies": ANY,
        "urge": UNIT,
        "return_urging": UNIT,
        "invite_co_handler": HOLDS_OR_UNIT,
        "end_co_handling": HOLDS_OR_UNIT,
        "give_code": HOLDS,
        "keep_window": UNIT,
    }
    | _LEADS_UNIT
    | _HOLDS_RECEPTION
    | _LEADS_REFERRALS
    | _MEDIATES
    | _TENDS
    | _DECIDES_READING
    | _ASSISTS
    | _ACCOMPANIES
    | _DECIDES_EXCEPTION
    | _KEEPS_ROTA
    | _BOOKS_SESSIONS
    | _BREAKS_SEALED
    | _LEADS_REQUESTS
    | _APPRAISES
    | _SEES_GLASS_MONTH
    | _SEES_SITES
    | _SEES_DEVICES
    | _CHECKS
)
_EXPERT = {"read_inbox": ANY, "declare_recusal": ANY}
# Who may stand on the city's list of readers of accusations; which of them reads one is decided by name.
_READS = {"read_accusation": ANY}

ROLES: dict[str, Role] = {
    "city_leader": Role(
        _("city leader"),
        (1,),
        Seat.LEADER,
        _LEADER
        | _LAST_WORD
        | _READS
        | _REVIEWS_GLASS
        | _LENGTHENS_SUPPORT
        | _PUBLISHES_SHEET
        | {"keep_rules": ANY, "view_policy": ANY, "approve_policy": ANY},
    ),
    "city_officer": Role(_("city officer"), (1,), Seat.OFFICER, _OFFICER | _ENTERS | _READS),
    "county_leader": Role(
        _("county leader"), (2,), Seat.LEADER, _LEADER | _READS | _LEADS_SUPPORT | _EDUCATES
    ),
    "county_officer": Role(
        _("county officer"),
        (2,),
        Seat.OFFICER,
        _OFFICER | _READS | _WORKS_ON_SUPPORT | _PROPOSES_SUPPORT | _EDUCATES,
    ),
    "township_chair": Role(
        _("township chair"),
        (3,),
        Seat.LEADER,
        _BELOW
        | _LEADS_UNIT
        | _HANDLES
        | _SUPERVISES
        | _REMEMBERS
        | _DECIDES
        | _LEADS_PAPERS
        | _HOLDS_RECEPTION
        | _LEADS_REFERRALS
        | _MEDIATES
        | _TENDS
        | _DECIDES_READING
        | _ASSISTS
        | _EDUCATES
        | _WORKS_ON_SUPPORT
        | _LOOKS_AT_NOTES
        | _ACCOMPANIES
        | _SEES_ROTA
        | _BOOKS_SESSIONS
        | _BREAKS_GLASS
        | _LEADS_REQUESTS
        | _APPRAISES
        | _CONFIRMS_HEADS
        | {
            "hand_back": HOLDS_OR_UNIT,
            "view_tree": ANY,
            "view_agencies": ANY,
            "name_hamlet": AREA,
            "triage_minor": HOLDS,
            "keep_window": UNIT,
            "answer_review": UNIT,
        },
    ),
    "executive_member": Role(
        _("executive member"),
        (3, 4),
        Seat.OTHER,
        _BELOW
        | {"start": HOLDS, "draft_opinion": HOLDS, "report_back": HOLDS}
        | _PAPERS
        | _TAKES_REQUESTS
        | _WORKS_ON_SUPPORT
        | _HOLDS_CHECKED,
    ),
    "village_chair": Role(
        _("village chair"),
        (4,),
        Seat.LEADER,
        _BELOW
        | _TAKES_REQUESTS
        | _NOTES_CONCERNS
        | _ORGANISES
        | _HOLDS_CHECKED
        | {"hand_back": HOLDS_OR_UNIT, "view_tree": ANY},
    ),
    "station_head": Role(_("station head"), (5,), Seat.OTHER, _BELOW | _TAKES_REQUESTS | _NOTES_CONCERNS),
    "duty_officer": Role(
        _("duty officer"),
        (1, 2),
        Seat.OTHER,
        _REGISTRAR
        | _STANDS_BY
        | _SEES_ROTA
        | _HOLDS_CHECKED
        # She carries no matter herself (domain.md §6.0): what she registered she gives to whoever handles matters here.
        | {
            "give_out": HOLDS,
            "view_agencies": ANY,
            "keep_queue": UNIT,
            "answer_crisis": UNIT,
            "ask_minor_access": ANY,
        },
    ),
    "discipline_liaison": Role(
        _("liaison of the discipline organ"), (1,), Seat.OTHER, {"read_inbox": ANY} | _READS
    ),
    "legal_adviser": Role(_("legal adviser"), (1, 2), Seat.OTHER, _EXPERT | _READS | _ADVISES),
    "counsellor": Role(_("counsellor"), (1, 2), Seat.OTHER, _EXPERT | _ADVISES),
    "mediator": Role(_("mediator"), (3, 4), Seat.OTHER, _EXPERT | _MEDIATES_HERSELF),
    "volunteer": Role(_("volunteer"), (3, 4, 5), Seat.OTHER, {"read_inbox": ANY} | _NOTES_CONCERNS),
    "caring_mother": Role(_("caring mother"), (3, 4, 5), Seat.OTHER, {"read_inbox": ANY}),
    "supporter": Role(_("supporter"), (1, 2, 3), Seat.OTHER, {"read_inbox": ANY}),
    "privacy_officer": Role(
        _("privacy officer"),
        (1, 2),
        Seat.OTHER,
        {"read_inbox": ANY}
        | _READS
        | _REVIEWS_GLASS
        | _CONFIRMS
        | _SEES_GLASS_MONTH
        | _SIGNS_SUPPORT
        | _DRAFTS_SHEET,
    ),
    "statistician": Role(_("statistician"), (1, 2, 3), Seat.OTHER, {"read_inbox": ANY, "view_tree": ANY}),
    "system_admin": Role(
        _("system administrator"),
        (1,),
        Seat.OTHER,
        {
            "manage_accounts": ANY,
            "keep_tree": ANY,
            "name_hamlet": ANY,
            "keep_rules": ANY,
            "view_agencies": ANY,
            "read_inbox": ANY,
            "view_policy": ANY,
            "propose_policy": ANY,
            "load_calendar": ANY,
            "keep_categories": ANY,
            "keep_services": ANY,
            "enrol_staff": ANY,
            "prepare_staff": ANY,
            "see_resets": ANY,
            "ask_reset": ANY,
        },
    ),
    "security_admin": Role(
        _("security administrator"),
        (1,),
        Seat.OTHER,
        {
            "manage_posts": ANY,
            "keep_readers": ANY,
            "read_inbox": ANY,
            "view_policy": ANY,
            "approve_policy": ANY,
            "enrol_staff": ANY,
            "confirm_staff": ANY,
            "arrange_leave": ANY,
            "see_resets": ANY,
            "confirm_reset": ANY,
        },
    ),
    "audit_admin": Role(
        _("audit administrator"),
        (1,),
        Seat.OTHER,
        {"read_audit": ANY, "read_inbox": ANY, "view_policy": ANY}
        | _SEES_RETENTION
        | _SEES_GLASS_MONTH
        | _PROPOSES_CUT,
    ),
}


def roles_that(action: str) -> list[str]:
    """The roles whose rights name an action."""
    return [code for code, role in ROLES.items() if action in role.may]


def roles_of(seat: Seat) -> list[str]:
    """The roles that sit in a seat."""
    return [code for code, role in ROLES.items() if role.seat is seat]


ROLE_CHOICES = [(code, role.label) for code, role in ROLES.items()]

# The three administrators of graded protection (三员): mutually exclusive, none sees a case.
ADMIN_ROLES: dict[str, tuple[str, ...]] = {
    "system_admin": (
        "network.view_unit",
        "network.add_unit",
        "network.change_unit",
        "network.view_user",
        "network.add_user",
        "network.change_user",
        "network.view_limit",
        "network.view_calendaryear",
        "network.view_calendarday",
        "network.view_jobrun",
        "network.view_appointment",
        "network.view_delivery",
        "network.view_agency",
        "network.view_agencycontact",
        "network.view_setting",
    ),
    "security_admin": (
        "network.view_unit",
        "network.view_user",
        "network.view_appointment",
        "network.add_appointment",
        "network.change_appointment",
        "network.view_limit",
        "network.view_jobrun",
    ),
    "audit_admin": ("network.view_auditevent", "network.view_jobrun"),
}
AREA_LEVELS = (1, 2, 3)
LEADER_OF_LEVEL = {
    1: "city_leader",
    2: "county_leader",
    3: "township_chair",
    4: "village_chair",
    5: "station_head",
}
OFFICER_OF_LEVEL = {
    1: "city_officer",
    2: "county_officer",
    3: "township_chair",
    4: "village_chair",
    5: "station_head",
}
DUTY_OF_LEVEL = {2: "duty_officer", 1: "duty_officer"}
PRIVACY_OF_LEVEL = {1: "privacy_officer"}
