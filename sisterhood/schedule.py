"""What runs by itself, and how often: one page. Whatever stands here runs as the worker, on the queue `clock`.

What is about danger to somebody has a queue and a process of its own, so that it waits behind nothing.

Every job may run twice; `expires` drops what waited too long.
"""

from celery.schedules import crontab

DANGER_TASKS = ("network.ring_danger", "network.send_danger")
BEAT = {
    "ring danger": {"task": "network.ring_danger", "schedule": 20.0, "options": {"expires": 19}},
    "send danger": {"task": "network.send_danger", "schedule": 20.0, "options": {"expires": 19}},
    "ring due clocks": {"task": "network.ring_due", "schedule": 60.0, "options": {"expires": 55}},
    "fold figures": {"task": "cases.fold_figures", "schedule": 30.0, "options": {"expires": 29}},
    "count figures again": {
        "task": "cases.recount_figures",
        "schedule": crontab(hour="2", minute="20"),
        "options": {"expires": 3600},
    },
    "deliver messages": {"task": "network.deliver_due", "schedule": 15.0, "options": {"expires": 14}},
    "send outside the house": {"task": "network.send_outside", "schedule": 30.0, "options": {"expires": 29}},
    "send events to programs": {
        "task": "network.send_events",
        "schedule": 15.0,
        "options": {"expires": 14},
    },
    "forget events and orders": {
        "task": "network.forget_events",
        "schedule": crontab(hour="3", minute="35"),
        "options": {"expires": 3600},
    },
    "forget ended deliveries": {
        "task": "network.forget_deliveries",
        "schedule": crontab(hour="3", minute="25"),
        "options": {"expires": 3600},
    },
    "seal the audit log": {"task": "network.seal_audit", "schedule": 10.0, "options": {"expires": 9}},
    "anchor the audit log": {
        "task": "network.anchor_audit",
        "schedule": crontab(minute="5"),
        "options": {"expires": 3000},
    },
    "forget old runs": {
        "task": "network.forget_runs",
        "schedule": crontab(hour="3", minute="20"),
        "options": {"expires": 3600},
    },
    "clear ended sessions": {
        "task": "network.clear_sessions",
        "schedule": crontab(hour="3", minute="30"),
        "options": {"expires": 3600},
    },
    "destroy files": {
        "task": "cases.destroy_files",
        "schedule": crontab(minute="*/10"),
        "options": {"expires": 500},
    },
    "archive ended petitions": {
        "task": "cases.archive_ended",
        "schedule": crontab(hour="3", minute="40"),
        "options": {"expires": 3600},
    },
    "propose destruction": {
        "task": "cases.propose_destruction",
        "schedule": crontab(hour="4", minute="10", day_of_week="1"),
        "options": {"expires": 3600},
    },
    "erase files of destroyed matters": {
        "task": "cases.erase_files",
        "schedule": crontab(minute="*/10"),
        "options": {"expires": 500},
    },
    "forget what phones sent": {
        "task": "cases.forget_outbox",
        "schedule": crontab(minute="35"),
        "options": {"expires": 3000},
    },
    "keep referrals": {
        "task": "cases.keep_referrals",
        "schedule": crontab(minute="10"),
        "options": {"expires": 3000},
    },
    "open returns": {
        "task": "cases.open_returns",
        "schedule": crontab(hour="0", minute="40"),
        "options": {"expires": 3600},
    },
    "publish returns": {
        "task": "cases.publish_returns",
        "schedule": 60.0,
        "options": {"expires": 55},
    },
    "darken support files": {
        "task": "cases.dim_support",
        "schedule": crontab(minute="20"),
        "options": {"expires": 3000},
    },
    "end what a child has outgrown": {
        "task": "cases.end_grown",
        "schedule": crontab(minute="15"),
        "options": {"expires": 3000},
    },
    "tend the wall of families": {
        "task": "outreach.tend_wall",
        "schedule": crontab(minute="25"),
        "options": {"expires": 3000},
    },
    "wake the desk": {"task": "cases.wake_desk", "schedule": 60.0, "options": {"expires": 55}},
    "check reception days": {
        "task": "network.check_receptions",
        "schedule": crontab(hour="8", minute="20"),
        "options": {"expires": 3600},
    },
    "keep named seats": {
        "task": "cases.keep_seats",
        "schedule": crontab(minute="*/10"),
        "options": {"expires": 500},
    },
    "check the list of readers": {
        "task": "cases.check_reader_list",
        "schedule": crontab(hour="8", minute="40"),
        "options": {"expires": 3600},
    },
    "draw openings to check": {
        "task": "cases.draw_sample",
        "schedule": crontab(hour="8", minute="50"),
        "options": {"expires": 3600},
    },
    "turn what stations owe": {
        "task": "outreach.turn",
        "schedule": crontab(hour="0", minute="40"),
        "options": {"expires": 3600},
    },
    "end what was not renewed": {
        "task": "outreach.lapse_villages",
        "schedule": crontab(hour="0", minute="35"),
        "options": {"expires": 3600},
    },
    "lend for leaves": {"task": "network.lend_for_leaves", "schedule": 60.0, "options": {"expires": 55}},
    "expire one-time passwords": {
        "task": "network.expire_slips",
        "schedule": crontab(minute="*/5"),
        "options": {"expires": 250},
    },
    "recount after the calendar": {
        "task": "network.recount_clocks",
        "schedule": 60.0,
        "options": {"expires": 55},
    },
    "check shifts": {
        "task": "network.check_shifts",
        "schedule": crontab(minute="*/5"),
        "options": {"expires": 250},
    },
    "owe answers to families": {
        "task": "outreach.turn_offers",
        "schedule": 60.0,
        "options": {"expires": 55},
    },
    "forget lists and papers of health": {
        "task": "outreach.forget_health",
        "schedule": crontab(hour="3", minute="50"),
        "options": {"expires": 3600},
    },
    "forget names of helping hands": {
        "task": "outreach.forget_helping",
        "schedule": crontab(hour="3", minute="55"),
        "options": {"expires": 3600},
    },
    "tell who asks for relief twice": {
        "task": "outreach.tell_repeats",
        "schedule": crontab(minute="45"),
        "options": {"expires": 3000},
    },
    "close forgotten patrols": {
        "task": "network.close_patrols",
        "schedule": crontab(minute="*/10"),
        "options": {"expires": 500},
    },
    "check duty desks": {
        "task": "network.check_cover",
        "schedule": crontab(minute="25"),
        "options": {"expires": 3000},
    },
    "guard the calendar": {
        "task": "network.guard_calendar",
        "schedule": crontab(hour="8", minute="30"),
        "options": {"expires": 3600},
    },
}
