"""What runs by itself, and how often: one page."""

from celery.schedules import crontab

BEAT = {
    "ring due clocks": {
        "task": "network.ring_due",
        "schedule": 60.0,
        "options": {"queue": "clock", "expires": 55},
    },
    "deliver messages": {
        "task": "network.deliver_due",
        "schedule": 15.0,
        "options": {"queue": "clock", "expires": 14},
    },
    "seal the audit log": {
        "task": "network.seal_audit",
        "schedule": 5.0,
        "options": {"queue": "clock", "expires": 5},
    },
    "guard the calendar": {
        "task": "network.guard_calendar",
        "schedule": crontab(hour=8, minute=30),
        "options": {"queue": "clock"},
    },
}
