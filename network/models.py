"""Index of the models of every feature; nothing else."""

from network.agencies.models import Agency, AgencyContact
from network.audit.models import AuditAnchor, AuditEvent, AuditSeal
from network.bulletins.models import Bulletin, BulletinReading
from network.deadlines.models import CalendarDay, CalendarYear, Clock, JobRun, LadderStep, Limit, Rung
from network.deadlines.versions import LimitVersion
from network.devices.models import Device
from network.duty.models import ReceptionDay, ReceptionSlot
from network.duty.rota.chairs import DutySlot, SlotBooking
from network.duty.rota.models import (
    Availability,
    AvailabilityException,
    Counsellor,
    DutyShift,
    Expert,
    LegalAdviser,
    ShiftSwap,
)
from network.endpoints.receipts import ApiReceipt
from network.enrolment.models import StaffRow, StaffSheet
from network.inspections.models import Finding, Inspection
from network.notifications.models import (
    Delivery,
    InboxItem,
    MessageChoice,
    OutboxMessage,
    Setting,
    SettingVersion,
)
from network.notifications.subscriptions import PushSubscription
from network.oversight.models import AuditCut
from network.patrols.models import FoundPlace, Patrol, PatrolCall, PatrolStop, PatrolWalker
from network.resets.models import PasswordReset
from network.selection.models import Nominee, Objection, StationHeadSelection, Succession
from network.sites.models import ServiceWindow, StrangerCount
from network.sites.places import Site, SiteFunction, StationHead
from network.staff.leaves import Leave
from network.staff.models import Appointment, HandOver, User
from network.staff.sessions import SessionGuard
from network.tokens.models import Token
from network.units.models import Unit, UnitMove
from network.volunteers.entries import HoursEntry, VolunteerExport
from network.volunteers.groups import TeamLog, TeamMember, VolunteerTeam
from network.volunteers.models import ContactArea, Volunteer, VolunteerTraining
from network.webhooks.models import Webhook, WebhookEvent

__all__ = [
    "Agency",
    "AgencyContact",
    "ApiReceipt",
    "Appointment",
    "AuditAnchor",
    "AuditCut",
    "AuditEvent",
    "AuditSeal",
    "Bulletin",
    "BulletinReading",
    "CalendarDay",
    "CalendarYear",
    "Clock",
    "Delivery",
    "Device",
    "HandOver",
    "InboxItem",
    "JobRun",
    "LadderStep",
    "Leave",
    "Limit",
    "LimitVersion",
    "MessageChoice",
    "OutboxMessage",
    "PasswordReset",
    "PushSubscription",
    "ReceptionDay",
    "ReceptionSlot",
    "Rung",
    "SessionGuard",
    "ServiceWindow",
    "Setting",
    "SettingVersion",
    "StaffRow",
    "StaffSheet",
    "StrangerCount",
    "Token",
    "Unit",
    "UnitMove",
    "User",
    "Availability",
    "AvailabilityException",
    "Counsellor",
    "DutyShift",
    "DutySlot",
    "Expert",
    "LegalAdviser",
    "ShiftSwap",
    "SlotBooking",
    "Finding",
    "Inspection",
    "Nominee",
    "Objection",
    "Site",
    "SiteFunction",
    "StationHead",
    "StationHeadSelection",
    "Succession",
    "ContactArea",
    "FoundPlace",
    "HoursEntry",
    "Patrol",
    "PatrolCall",
    "PatrolStop",
    "PatrolWalker",
    "TeamLog",
    "TeamMember",
    "Volunteer",
    "VolunteerExport",
    "VolunteerTeam",
    "VolunteerTraining",
    "Webhook",
    "WebhookEvent",
]
