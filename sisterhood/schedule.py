"""What runs by itself, and how often: one page. Whatever stands here runs on the queue `clock` as the worker.

Every job may run twice; `expires` drops what waited too long.
"""

from celery.schedules import crontab

BEAT = {
    "ring due clocks": {"task": "network.ring_due", "schedule": 60.0, "options": {"expires": 55}},
    "deliver messages": {"task": "network.deliver_due", "schedule": 15.0, "options": {"expires": 14}},
    "seal the audit log": {"task": "network.seal_audit", "schedule": 10.0, "options": {"expires": 9}},
    "guard the calendar": {
        "task": "network.guard_calendar",
        "schedule": crontab(hour="8", minute="30"),
        "options": {"expires": 3600},
    },
}
