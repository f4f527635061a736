"""Entrances of the scheduled jobs: queue `clock`, login `worker` (see `sisterhood/schedule.py`)."""

from celery import shared_task

from network.audit import chain
from network.deadlines import jobs, sweep
from network.notifications import delivery
from sisterhood.lib import clock


@shared_task(name="network.ring_due")
def ring_due() -> None:
    """Ring what is due."""
    with jobs.run("ring_due") as counts:
        counts.update(sweep.ring_due(at=clock.now(), limit=1000).as_dict())


@shared_task(name="network.deliver_due")
def deliver_due() -> None:
    """Deliver what was posted."""
    with jobs.run("deliver_due") as counts:
        counts["delivered"] = delivery.deliver_due()


@shared_task(name="network.seal_audit")
def seal_audit() -> None:
    """Chain the newest audit events."""
    with jobs.run("seal_audit") as counts:
        counts["sealed"] = chain.seal_all()


@shared_task(name="network.guard_calendar")
def guard_calendar() -> None:
    """Is next year's calendar there?"""
    with jobs.run("guard_calendar") as counts:
        counts.update(jobs.guard_calendar())
