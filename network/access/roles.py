"""Roles × actions → reach (domain.md 6.0). A table: no rule of the product stands anywhere else.

Reach says which rows an action may touch: HOLDS those she owns, UNIT those of exactly her unit,
AREA those at or below her units of levels 1–3, ANY needs no row.
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

_REGISTRAR = {
    "register": ANY,
    "note": HOLDS,
    "attach": HOLDS,
    "pass_on": HOLDS,
    "take_up": HOLDS_OR_UNIT,
    "withdraw": HOLDS,
    "declare_recusal": ANY,
    "read_inbox": ANY,
    "ask_access": ANY,
}
_LEADS_UNIT = {
    "assign_owner": UNIT,
    "take_up": UNIT,
    "see_late": AREA,
    "hand_over": UNIT,
    "reset_password": UNIT,
}
_OFFICER = _REGISTRAR | {
    "triage": HOLDS_OR_UNIT,
    "advise": HOLDS,
    "start": HOLDS,
    "draft_opinion": HOLDS,
    "close": HOLDS,
    "hand_back": HOLDS_OR_UNIT,
    "assign_down": HOLDS,
    "lend": HOLDS,
    "see_late": AREA,
    "open_with_reason": AREA,
    "view_tree": ANY,
    "declare_recusal_for": HOLDS_OR_UNIT,
}
_LEADER = {
    "triage": UNIT,
    "accept": UNIT,
    "decline": UNIT,
    "answer": UNIT,
    "close": HOLDS_OR_UNIT,
    "withdraw": HOLDS,
    "note": HOLDS_OR_UNIT,
    "open_with_reason": AREA,
    "approve_access": UNIT,
    "view_tree": ANY,
    "declare_recusal": ANY,
    "declare_recusal_for": UNIT,
    "read_inbox": ANY,
    "ask_access": ANY,
    "lend": HOLDS_OR_UNIT,
    "hand_back": HOLDS_OR_UNIT,
} | _LEADS_UNIT
_EXPERT = {"read_inbox": ANY, "declare_recusal": ANY}

ROLES: dict[str, Role] = {
    "city_leader": Role(_("city leader"), (1,), Seat.LEADER, _LEADER),
    "city_officer": Role(_("city officer"), (1,), Seat.OFFICER, _OFFICER),
    "county_leader": Role(_("county leader"), (2,), Seat.LEADER, _LEADER),
    "county_officer": Role(_("county officer"), (2,), Seat.OFFICER, _OFFICER),
    "township_chair": Role(
        _("township chair"),
        (3,),
        Seat.LEADER,
        _REGISTRAR
        | _LEADS_UNIT
        | {
            "hand_back": HOLDS_OR_UNIT,
            "view_tree": ANY,
            "name_hamlet": AREA,
            "triage_minor": HOLDS,
            "advise": HOLDS,
            "close": HOLDS,
        },
    ),
    "executive_member": Role(_("executive member"), (3, 4), Seat.OFFICER, _REGISTRAR),
    "village_chair": Role(
        _("village chair"), (4,), Seat.LEADER, _REGISTRAR | {"hand_back": HOLDS_OR_UNIT, "view_tree": ANY}
    ),
    "station_head": Role(_("station head"), (5,), Seat.OTHER, _REGISTRAR),
    "duty_officer": Role(_("duty officer"), (1, 2), Seat.OTHER, _REGISTRAR),
    "legal_adviser": Role(_("legal adviser"), (1, 2), Seat.OTHER, _EXPERT),
    "counsellor": Role(_("counsellor"), (1, 2), Seat.OTHER, _EXPERT),
    "mediator": Role(_("mediator"), (3, 4), Seat.OTHER, _EXPERT),
    "volunteer": Role(_("volunteer"), (3, 4, 5), Seat.OTHER, {"read_inbox": ANY}),
    "caring_mother": Role(_("caring mother"), (3, 4, 5), Seat.OTHER, {"read_inbox": ANY}),
    "supporter": Role(_("supporter"), (1, 2, 3), Seat.OTHER, {"read_inbox": ANY}),
    "privacy_officer": Role(_("privacy officer"), (1, 2), Seat.OTHER, {"read_inbox": ANY}),
    "statistician": Role(_("statistician"), (1, 2, 3), Seat.OTHER, {"read_inbox": ANY, "view_tree": ANY}),
    "system_admin": Role(
        _("system administrator"),
        (1,),
        Seat.OTHER,
        {"manage_accounts": ANY, "keep_tree": ANY, "name_hamlet": ANY, "read_inbox": ANY},
    ),
    "security_admin": Role(
        _("security administrator"), (1,), Seat.OTHER, {"manage_posts": ANY, "read_inbox": ANY}
    ),
    "audit_admin": Role(_("audit administrator"), (1,), Seat.OTHER, {"read_audit": ANY, "read_inbox": ANY}),
}
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
        "network.change_limit",
        "network.view_ladderstep",
        "network.change_ladderstep",
        "network.view_calendaryear",
        "network.add_calendaryear",
        "network.view_calendarday",
        "network.view_jobrun",
        "network.view_appointment",
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
