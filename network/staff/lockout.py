"""The lock after five wrong passwords: guesses for one name are tried one after the other, never side by side."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from axes.utils import reset
from django.db import connection, transaction

_QUEUE = "select pg_advisory_xact_lock(77, hashtext(lower(%s)))"


@contextmanager
def one_at_a_time(username: str) -> Iterator[None]:
    """One transaction in which nobody else tries a password for this name; failures counted in it stay."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_QUEUE, [username])
        yield


def minutes_left(username: str, *, at: datetime) -> int:
    """Whole minutes, at least one, until a locked name may try again."""
    last = AccessAttempt.objects.filter(username=username).order_by("-attempt_time").first()
    wait = get_cool_off()
    if last is None or wait is None:
        return 1
    return max(1, -int((at - last.attempt_time - wait).total_seconds() // 60))


def clear(username: str) -> None:
    """Forget the wrong passwords of a name."""
    reset(username=username)
