"""Entrances of the scheduled jobs; five lines each. They run as the login `worker` on the queue `clock`."""

from celery import shared_task
from django.db import connection

from network.deadlines import jobs, sweep
from network.notifications import delivery
from sisterhood.lib import clock


@shared_task(name="network.ring_due")
def ring_due() -> None:
    """Ring what is due."""
    with jobs.run("ring_due") as counts:
        counts.update(sweep.ring_due(at=clock.now()).as_dict())


@shared_task(name="network.deliver_due")
def deliver_due() -> None:
    """Deliver what was posted."""
    delivery.deliver_due()


@shared_task(name="network.seal_audit")
def seal_audit() -> None:
    """Chain the newest audit events."""
    with connection.cursor() as cursor:
        cursor.execute("select audit_seal(5000)")


@shared_task(name="network.guard_calendar")
def guard_calendar() -> None:
    """Is next year's calendar there? And forget old job rows."""
    with jobs.run("guard_calendar") as counts:
        counts.update(jobs.guard_calendar())
        jobs.prune()
