"""What ends by itself, as the worker: a child comes of age, a plan's time is over; words are destroyed a while later."""

from datetime import timedelta

from django.db import connection

from cases.circle.frame import KEEP
from network.access import logins
from network.deadlines import calculator
from sisterhood.lib import clock


def end_grown() -> tuple[int, int]:
    """Circles and plans of children who are of age today or earlier, and plans past their last day, end; their owner is
    told. Words and names of what ended longer ago than `plan.keep` are destroyed. Returns how many ended and how many
    were emptied; a second run counts none. Raises WrongLogin on the web's login.
    """
    logins.require_worker()
    at = clock.now()
    today = clock.local_date(at)
    before = clock.start_of_day(today - timedelta(days=calculator.length_of(KEEP, on=today)))
    with connection.cursor() as cursor:
        cursor.execute("select circles_end(%s, %s)", [today, at])
        ended = int(cursor.fetchone()[0])
        cursor.execute("select circles_forget(%s)", [before])
        return ended, int(cursor.fetchone()[0])
