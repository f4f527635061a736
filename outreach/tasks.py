"""What outreach does by itself, as the worker."""

from celery import shared_task

from network.deadlines import jobs
from outreach.health import forgetting
from outreach.health.relief import once


@shared_task(name="outreach.forget_health")
def forget_health() -> None:
    """Lists of names and papers whose time is over."""
    with jobs.run("forget_health") as counts:
        counts.update(forgetting.forget())


@shared_task(name="outreach.tell_repeats")
def tell_repeats() -> None:
    """Privacy officers hear of applications that ask twice."""
    with jobs.run("tell_repeats") as counts:
        counts["told"] = once.tell_repeats()
