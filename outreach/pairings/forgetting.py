"""What is destroyed when: names of whoever was helped and words of visits years after the end, donors' after the books' period."""

from datetime import datetime, timedelta

from django.db import connection, transaction

from network.access import logins
from network.deadlines import calculator
from sisterhood.lib import clock

KEEP, BOOKS = "helping.keep", "donation.keep"


@transaction.atomic
def forget(*, at: datetime | None = None) -> dict[str, int]:
    """Runs as the worker, every night; a second time finds nothing. Raises WrongLogin on the web's login."""
    logins.require_worker()
    today = clock.local_date(at or clock.now())
    before = [today - timedelta(days=calculator.length_of(code, on=today)) for code in (KEEP, BOOKS)]
    with connection.cursor() as cursor:
        cursor.execute("select people, supporters, visits from helping_forget(%s, %s)", before)
        people, supporters, visits = cursor.fetchone()
    return {"people": people, "supporters": supporters, "visits": visits}
