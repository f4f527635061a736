"""Roles × actions → reach; no rule of the product about who may do what stands anywhere else.

Reach says which rows an action may touch: HOLDS those she owns, UNIT those of exactly her unit,
AREA those at or below her units of levels 1–3, ANY needs no row. A table.
"""

from django.utils.translation import gettext_lazy as _

from network.access.duties import (
    children,
    health,
    outreach,
    papers,
    petitions,
    phones,
    privacy,
    protection,
    reception,
    services,
    stations,
    statistics,
    support,
    volunteers,
)
from network.access.reach import ANY, AREA, HOLDS, HOLDS_OR_UNIT, UNIT, Role, Seat

_LEADS_UNIT = {
    "see_cockpit": AREA,
    "reassign": UNIT,
    "see_ledger": AREA,
    "take_up": UNIT,
    "see_late": AREA,
    "hand_over": UNIT,
    "arrange_leave": UNIT,
    "reset_password": UNIT,
}
_OFFICER = (
    petitions.REGISTRAR
    | petitions.HANDLES
    | petitions.GIVES
    | petitions.TAKES_WORK_ORDERS
    | papers.DRAWS_UP
    | papers.PROPOSES
    | reception.RECEIVES
    | petitions.REMEMBERS
    | services.REFERS
    | services.MEDIATES
    | children.TENDS
    | services.ASSISTS
    | children.ACCOMPANIES
    | services.ASKS_EXCEPTION
    | protection.PROTECTS
    | services.KEEPS_ROTA
    | services.BOOKS_SESSIONS
    | privacy.BREAKS_GLASS
    | privacy.ANSWERS_REQUESTS
    | privacy.HOLDS_BACK
    | {
        "triage": HOLDS_OR_UNIT,
        "hand_back": HOLDS_OR_UNIT,
        "give_out": HOLDS,
        "see_ledger": AREA,
        "see_late": AREA,
        "see_cockpit": AREA,
        "open_with_reason": AREA,
        "view_tree": ANY,
        "declare_recusal_for": HOLDS_OR_UNIT,
        "import_ledger": ANY,
        "export_ledger": ANY,
        "view_agencies": ANY,
        "keep_agencies": UNIT,
        "keep_window": UNIT,
    }
    | stations.SEES_SITES
    | stations.INSPECTS
    | phones.SEES_DEVICES
    | phones.CHECKS
    | volunteers.OVERSEES_VOLUNTEERS
    | outreach.WRITES_BULLETINS
    | outreach.SEES_ROUNDS
    | outreach.PLANS_CAMPAIGNS
    | outreach.KEEPS_AGREEMENTS
    | outreach.OPENS_AWARDS
    | statistics.CHECKS_RETURNS
)
_LEADER = (
    petitions.HANDLES
    | petitions.SUPERVISES
    | petitions.GIVES
    | petitions.REMEMBERS
    | petitions.DECIDES
    | papers.APPROVES
    | papers.SENDS
    | protection.LEADS_PROTECTION
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
    | reception.HOLDS_RECEPTION
    | services.LEADS_REFERRALS
    | services.MEDIATES
    | children.TENDS
    | children.DECIDES_READING
    | services.ASSISTS
    | children.ACCOMPANIES
    | services.DECIDES_EXCEPTION
    | services.KEEPS_ROTA
    | services.BOOKS_SESSIONS
    | privacy.BREAKS_SEALED
    | privacy.LEADS_REQUESTS
    | privacy.APPRAISES
    | privacy.SEES_GLASS_MONTH
    | stations.SEES_SITES
    | phones.SEES_DEVICES
    | phones.CHECKS
    | volunteers.SEES_VOLUNTEERS
    | outreach.PUBLISHES_BULLETINS
    | outreach.SEES_ROUNDS
    | outreach.APPROVES_CAMPAIGNS
    | outreach.CONCLUDES_AWARDS
    | statistics.LOCKS_RETURNS
)
_EXPERT = {"read_inbox": ANY, "declare_recusal": ANY}
ROLES: dict[str, Role] = {
    "city_leader": Role(
        _("city leader"),
        (1,),
        Seat.LEADER,
        _LEADER
        | petitions.LAST_WORD
        | petitions.READS
        | privacy.REVIEWS_GLASS
        | support.LENGTHENS_SUPPORT
        | privacy.PUBLISHES_SHEET
        | outreach.LEADS_GIFTS
        | health.SUBMITS_HEALTH
        | outreach.SUSPENDS_VILLAGES
        | {"keep_rules": ANY, "view_policy": ANY, "approve_policy": ANY},
    ),
    "city_officer": Role(
        _("city officer"),
        (1,),
        Seat.OFFICER,
        _OFFICER
        | petitions.ENTERS
        | petitions.READS
        | outreach.KEEPS_GIFTS
        | health.SUMS_HEALTH
        | outreach.SAMPLES_VILLAGES,
    ),
    "county_leader": Role(
        _("county leader"),
        (2,),
        Seat.LEADER,
        _LEADER
        | petitions.READS
        | support.LEADS_SUPPORT
        | protection.EDUCATES
        | outreach.LEADS_GIFTS
        | outreach.HELPS_COUNTY
        | outreach.LISTS_AT_COUNTY
        | health.VERIFIES_HEALTH
        | outreach.DESIGNATES_VILLAGES,
    ),
    "county_officer": Role(
        _("county officer"),
        (2,),
        Seat.OFFICER,
        _OFFICER
        | petitions.READS
        | support.WORKS_ON_SUPPORT
        | support.PROPOSES_SUPPORT
        | protection.EDUCATES
        | outreach.KEEPS_GIFTS
        | outreach.HELPS_COUNTY
        | outreach.LISTS_AT_COUNTY
        | health.COUNTS_HEALTH
        | outreach.REVIEWS_VILLAGES,
    ),
    "township_chair": Role(
        _("township chair"),
        (3,),
        Seat.LEADER,
        petitions.BELOW
        | _LEADS_UNIT
        | petitions.HANDLES
        | petitions.SUPERVISES
        | petitions.REMEMBERS
        | petitions.DECIDES
        | papers.APPROVES
        | reception.HOLDS_RECEPTION
        | services.LEADS_REFERRALS
        | services.MEDIATES
        | children.TENDS
        | children.DECIDES_READING
        | services.ASSISTS
        | protection.EDUCATES
        | support.WORKS_ON_SUPPORT
        | support.LOOKS_AT_NOTES
        | children.ACCOMPANIES
        | services.SEES_ROTA
        | services.BOOKS_SESSIONS
        | privacy.BREAKS_GLASS
        | privacy.LEADS_REQUESTS
        | privacy.APPRAISES
        | stations.CONFIRMS_HEADS
        | volunteers.LEADS_VOLUNTEERS
        | outreach.PUBLISHES_BULLETINS
        | outreach.PLANS_ROUNDS
        | outreach.APPROVES_CAMPAIGNS
        | outreach.PLANS_CAMPAIGNS
        | outreach.LEADS_GIFTS
        | outreach.HELPS_TOWN
        | health.LEADS_HEALTH
        | outreach.VERIFIES_VILLAGES
        | statistics.LOCKS_RETURNS
        | {"plan_round": AREA, "call_off_round": (*HOLDS, *AREA)}
        | outreach.PASSES_ON
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
        petitions.BELOW
        | {"start": HOLDS, "draft_opinion": HOLDS, "report_back": HOLDS}
        | papers.DRAWS_UP
        | privacy.TAKES_REQUESTS
        | support.WORKS_ON_SUPPORT
        | phones.HOLDS_CHECKED
        | volunteers.SERVES
        | outreach.GOES_ROUND
        | outreach.SEES_ACTIVITIES
        | outreach.CARES
        | outreach.JUDGES_FAMILIES,
    ),
    "village_chair": Role(
        _("village chair"),
        (4,),
        Seat.LEADER,
        petitions.BELOW
        | privacy.TAKES_REQUESTS
        | support.NOTES_CONCERNS
        | stations.ORGANISES
        | phones.HOLDS_CHECKED
        | volunteers.KEEPS_VOLUNTEERS
        | outreach.PUBLISHES_BULLETINS
        | outreach.PLANS_ROUNDS
        | outreach.HOLDS_ACTIVITIES
        | outreach.HELPS_VILLAGE
        | health.KEEPS_HEALTH
        | outreach.ASSESSES_ITSELF
        | {"plan_round": UNIT, "call_off_round": HOLDS_OR_UNIT, "fill_needs": UNIT}
        | outreach.PUTS_FORWARD
        | {"hand_back": HOLDS_OR_UNIT, "view_tree": ANY},
    ),
    "station_head": Role(
        _("station head"),
        (5,),
        Seat.OTHER,
        petitions.BELOW
        | privacy.TAKES_REQUESTS
        | support.NOTES_CONCERNS
        | volunteers.SERVES
        | outreach.CARES
        | outreach.GOES_ROUND
        | outreach.PUTS_UP
        | {"fill_needs": UNIT},
    ),
    "duty_officer": Role(
        _("duty officer"),
        (1, 2),
        Seat.OTHER,
        petitions.REGISTRAR
        | petitions.TAKES_WORK_ORDERS
        | protection.STANDS_BY
        | services.SEES_ROTA
        | phones.HOLDS_CHECKED
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
        _("liaison of the discipline organ"), (1,), Seat.OTHER, {"read_inbox": ANY} | petitions.READS
    ),
    "legal_adviser": Role(
        _("legal adviser"),
        (1, 2),
        Seat.OTHER,
        _EXPERT | petitions.READS | services.ADVISES | outreach.JUDGES_FAMILIES,
    ),
    "counsellor": Role(
        _("counsellor"), (1, 2), Seat.OTHER, _EXPERT | services.ADVISES | outreach.JUDGES_FAMILIES
    ),
    "mediator": Role(_("mediator"), (3, 4), Seat.OTHER, _EXPERT | services.MEDIATES_HERSELF),
    "volunteer": Role(
        _("volunteer"),
        (3, 4, 5),
        Seat.OTHER,
        {"read_inbox": ANY}
        | support.NOTES_CONCERNS
        | volunteers.SERVES
        | outreach.CARES
        | outreach.GOES_ROUND
        | outreach.SEES_ACTIVITIES,
    ),
    "caring_mother": Role(
        _("caring mother"), (3, 4, 5), Seat.OTHER, {"read_inbox": ANY} | volunteers.SERVES | outreach.CARES
    ),
    "supporter": Role(
        _("supporter"), (1, 2, 3), Seat.OTHER, {"read_inbox": ANY} | volunteers.SERVES | outreach.CARES
    ),
    "privacy_officer": Role(
        _("privacy officer"),
        (1, 2),
        Seat.OTHER,
        {"read_inbox": ANY}
        | petitions.READS
        | privacy.REVIEWS_GLASS
        | privacy.CONFIRMS
        | privacy.SEES_GLASS_MONTH
        | support.SIGNS_SUPPORT
        | privacy.DRAFTS_SHEET
        | outreach.SIGNS_STORIES
        | health.LOOKS_TWICE,
        only=privacy.OF_THE_CITY | health.OF_THE_CITY,
    ),
    "statistician": Role(
        _("statistician"),
        (1, 2, 3),
        Seat.OTHER,
        {"read_inbox": ANY, "view_tree": ANY, "see_cockpit": AREA} | statistics.CHECKS_RETURNS,
    ),
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
            "keep_webhooks": ANY,
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
        | privacy.SEES_RETENTION
        | privacy.SEES_GLASS_MONTH
        | privacy.JUDGES_READINGS
        | privacy.PROPOSES_CUT,
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
