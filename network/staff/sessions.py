"""What is kept of an open session beside it: a session is saved whole, so that a late request puts its old copy back.

Each change here is one statement on one row. A row is found by a mark that the session carries from its first request
on, also under a new key, and is dropped by a later one once no session can be as old as it.
"""

from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import models
from django.db.models import F
from django.utils import timezone


class SessionGuard(models.Model):
    """One session: since when it is covered (遮屏), and how many wrong passwords were typed in it."""

    mark = models.CharField(max_length=64, primary_key=True)
    covered_at = models.DateTimeField(null=True)
    misses = models.PositiveSmallIntegerField(default=0)
    changed_at = models.DateTimeField()

    class Meta:
        """Forgotten by age."""

        indexes = [models.Index(fields=["changed_at"], name="session_guard_age")]


def mark(session_key: str) -> str:
    """The mark of a session that has none yet; the same for requests side by side."""
    return sha256(session_key.encode()).hexdigest()


def covered_since(mark: str) -> datetime | None:
    """Since when the session is covered; None while it is not."""
    return SessionGuard.objects.filter(mark=mark).values_list("covered_at", flat=True).first()


def cover(mark: str, *, at: datetime) -> datetime:
    """Cover the session; one that is covered already stays so since then. Since when it is."""
    _row(mark, at).filter(covered_at=None).update(covered_at=at, changed_at=at)
    return covered_since(mark) or at


def uncover(mark: str, *, since: datetime) -> None:
    """Lift the cover that was laid then; a newer one stays."""
    SessionGuard.objects.filter(mark=mark, covered_at=since).update(covered_at=None)


def miss(mark: str, *, at: datetime) -> int:
    """Count a wrong password: how many it makes in this session. Inside `lockout.one_at_a_time`."""
    row = _row(mark, at)
    row.update(misses=F("misses") + 1, changed_at=at)
    return row.values_list("misses", flat=True)[0]


def forget_misses(mark: str) -> None:
    """The right password was typed in this session."""
    SessionGuard.objects.filter(mark=mark, misses__gt=0).update(misses=0)


def clear_expired() -> int:
    """Rows of sessions that have ended go, as Django clears them; returns how many. Runs as the worker.

    Her login sees when a session ends and may delete it, but neither its key nor what is in it.
    """
    ended = Session.objects.filter(expire_date__lt=timezone.now()).count()
    SessionStore.clear_expired()
    return ended


def _row(mark: str, at: datetime) -> models.QuerySet[SessionGuard]:
    oldest = at - timedelta(seconds=max(settings.SESSION_ABSOLUTE_SECONDS.values()))
    SessionGuard.objects.filter(changed_at__lt=oldest).delete()
    SessionGuard.objects.bulk_create([SessionGuard(mark=mark, changed_at=at)], ignore_conflicts=True)
    return SessionGuard.objects.filter(mark=mark)
