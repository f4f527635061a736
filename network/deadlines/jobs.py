"""What a scheduled job leaves behind, and the guard of the calendar."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.utils import timezone

from network.deadlines.models import CalendarYear, JobRun
from network.notifications import outbox
from network.staff.models import Appointment
from sisterhood.lib import clock

KEEP_RUNS = timedelta(days=90)
# From when on a missing calendar is told, how often, and to whom.
FIRST_ALARM, DAILY_ALARM, LEADER_ALARM = (11, 15), (12, 1), (12, 15)


@contextmanager
def run(name: str) -> Iterator[dict[str, int]]:
    """Counts put into the yielded dictionary stand in the job's row; an error leaves its kind, never its words."""
    started = timezone.now()
    counts: dict[str, int] = {}
    try:
        yield counts
    except Exception as error:
        _note(name, started, counts, error=type(error).__name__)
        raise
    _note(name, started, counts)


def _note(name: str, started: datetime, counts: dict[str, int], *, error: str = "") -> None:
    """One row for each job and hour: the last start and end, and the sum of what was done."""
    last = JobRun.objects.filter(name=name).order_by("-started_at").first()
    ended = timezone.now()
    if last is None or last.error != error or _hour(last.started_at) != _hour(started):
        JobRun.objects.create(name=name, started_at=started, finished_at=ended, counts=counts, error=error)
        return
    total = {key: last.counts.get(key, 0) + number for key, number in counts.items()}
    JobRun.objects.filter(pk=last.pk).update(
        started_at=started, finished_at=ended, counts=last.counts | total
    )


def _hour(moment: datetime) -> datetime:
    return clock.in_zone(moment).replace(minute=0, second=0, microsecond=0)


def forget_runs() -> int:
    """Rows of runs older than KEEP_RUNS go; answers how many."""
    return JobRun.objects.filter(started_at__lt=timezone.now() - KEEP_RUNS).delete()[0]


def guard_calendar() -> dict[str, int]:
    """Next year's calendar must be loaded: from 15 November administrators hear of it, from 1 December daily.

    From 15 December the city's leaders hear of it too.
    """
    today = clock.today()
    day, missing = (today.month, today.day), not _is_published(today.year + 1)
    if not missing or day < FIRST_ALARM:
        return {"missing": int(missing), "told": 0}
    roles = ["system_admin"] + (["city_leader"] if day >= LEADER_ALARM else [])
    posts = Appointment.objects.on(today).filter(role__in=roles, user__is_active=True)
    people = sorted(set(posts.values_list("user_id", flat=True)))
    when = f"{today:%Y%m%d}" if day >= DAILY_ALARM else f"{today.year}"
    outbox.post_many(
        outbox.Post("calendar_missing", person, f"calendar_missing:{when}:{person}") for person in people
    )
    return {"missing": 1, "told": len(people)}


def _is_published(year: int) -> bool:
    return CalendarYear.objects.filter(year=year, is_official=True).exists()
