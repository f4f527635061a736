"""归档: thirty days after its end a matter leaves the working lists. Runs as the worker, in sets."""

from datetime import timedelta

from django.db import connection

from network.access import logins
from network.deadlines import calculator
from sisterhood.lib import clock

LIMIT, BATCH = "petition.archive", 500


def archive_ended() -> int:
    """Petitions that ended longer ago than the limit become `archived`, each with its event; returns how many.

    The day of the end does not count; a merged petition lives on in the one it was merged into. A second run
    counts zero. Raises WrongLogin on the web's login.
    """
    logins.require_worker()
    at = clock.now()
    days = calculator.length_of(LIMIT)
    ended_before = clock.start_of_day(clock.local_date(at) - timedelta(days=days))
    total = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute("select archive_ended(%s, %s, %s)", [ended_before, at, BATCH])
            moved = int(cursor.fetchone()[0])
        total += moved
        if moved < BATCH:
            return total
