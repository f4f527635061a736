"""Index of the models of every feature; nothing else."""

from network.audit.models import AuditAnchor, AuditEvent, AuditSeal
from network.deadlines.models import CalendarDay, CalendarYear, Clock, JobRun, LadderStep, Limit, Rung
from network.notifications.models import InboxItem, OutboxMessage
from network.staff.models import Appointment, HandOver, User
from network.units.models import Unit, UnitMove

__all__ = [
    "Appointment",
    "AuditAnchor",
    "AuditEvent",
    "AuditSeal",
    "CalendarDay",
    "CalendarYear",
    "Clock",
    "HandOver",
    "InboxItem",
    "JobRun",
    "LadderStep",
    "Limit",
    "OutboxMessage",
    "Rung",
    "Unit",
    "UnitMove",
    "User",
]
