"""A scheduled job leaves a row when it starts and when it ends; admin shows the last ones."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.utils import timezone

from network.deadlines.models import CalendarYear, JobRun
from network.notifications import outbox
from network.staff.models import Appointment
from sisterhood.lib import clock

KEEP_DAYS = 14


@contextmanager
def run(name: str) -> Iterator[dict[str, Any]]:
    """Counts put into the yielded dictionary stand in the row; an error leaves its kind, never its words."""
    row = JobRun.objects.create(name=name, started_at=timezone.now())
    counts: dict[str, Any] = {}
    try:
        yield counts
    except Exception as error:
        JobRun.objects.filter(pk=row.pk).update(finished_at=timezone.now(), error=type(error).__name__)
        raise
    JobRun.objects.filter(pk=row.pk).update(finished_at=timezone.now(), counts=counts)


def prune() -> int:
    """Forget job rows older than two weeks."""
    return JobRun.objects.filter(started_at__lt=timezone.now() - timedelta(days=KEEP_DAYS)).delete()[0]


def guard_calendar() -> dict[str, Any]:
    """From 15 November next year's calendar must be published: administrators hear of it once a day.

    From 15 December the city's leader hears of it too (domain.md 3.3).
    """
    today = clock.today()
    missing = not CalendarYear.objects.filter(year=today.year + 1, is_official=True).exists()
    told = 0
    if missing and (today.month, today.day) >= (11, 15):
        roles = ["system_admin"] + (["city_leader"] if (today.month, today.day) >= (12, 15) else [])
        for post in Appointment.objects.on(today).filter(role__in=roles):
            outbox.post("calendar_missing", recipient=post.user_id, key=f"calendar:{today}:{post.user_id}")
            told += 1
    return {"year": today.year + 1, "missing": missing, "told": told}
