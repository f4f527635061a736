"""What is forgotten by itself: receipts after their time, and pieces of files that were never finished. Runs as the worker."""

from datetime import datetime, timedelta

from django.db import connection, transaction

from network.access import logins
from network.deadlines import calculator
from sisterhood.lib import clock

KEEP, PIECES = "outbox.keep", "outbox.pieces"


@transaction.atomic
def forget(*, at: datetime | None = None) -> tuple[int, int]:
    """How many receipts and unfinished files went; a second run counts none. Raises WrongLogin on the web's login."""
    logins.require_worker()
    at = at or clock.now()
    before = at - timedelta(days=calculator.length_of(KEEP))
    unfinished = at - timedelta(hours=calculator.length_of(PIECES))
    with connection.cursor() as cursor:
        cursor.execute("select items, files from outbox_forget(%s, %s)", [before, unfinished])
        receipts, files = cursor.fetchone()
    return receipts, files
