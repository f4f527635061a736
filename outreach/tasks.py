"""Entrances of periodic work (login `worker`)."""

from celery import shared_task

from network.deadlines import jobs
from outreach.families import photos


@shared_task(name="outreach.tend_wall")
def tend_wall() -> None:
    """Families whose time on the wall is over, and files that belong to nobody."""
    with jobs.run("tend_wall") as counts:
        counts.update(photos.sweep())
