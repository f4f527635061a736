"""Keeping the sums: folding deltas, counting everything again at night, and the stand at the end of a month.

Runs as the worker, through functions of the owner: folders may race, and a recount mends by a delta, never by hand.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from cases.rollups.sources import recounts
from network.notifications import outbox
from network.staff.models import Appointment
from sisterhood.lib import clock

BATCH = 5000
FIRST = UUID(int=0)
BACK = 12  # months of which the stand is reckoned when the house begins to count


def _one(statement: str, values: list) -> tuple:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return tuple(cursor.fetchone())


def fold(*, most: int = BATCH) -> int:
    """Add what waits to the sums until nothing does; answers how many deltas. Two at once share the work."""
    folded = 0
    while (taken := int(_one("select stat_fold(%s)", [most])[0])) > 0:
        folded += taken
        if taken < most:
            break
    return folded


@contextmanager
def _alone() -> Iterator[bool]:
    """Whether nobody else counts now; taken before the first look, so that a second run sees what the first has mended."""
    with transaction.atomic():
        yield bool(_one("select pg_try_advisory_xact_lock(hashtextextended(%s, 0))", ["count figures"])[0])


def recount(*, at: datetime) -> dict[str, int]:
    """Entries against rows, then sums against entries; what was wrong is mended, and administrators are told once a day.

    Answers how many entries and sums were mended; each sum leaves a row that says what stood there.
    """
    wrong = sum(_entries(name) for name in recounts())
    with _alone() as alone:
        sums = int(_one("select stat_reconcile(%s)", [at])[0]) if alone else 0
    if wrong or sums:
        _tell(at)
    return {"entries": wrong, "sums": sums}


def _tell(at: datetime) -> None:
    day = clock.local_date(at)
    posts = Appointment.objects.on(day).filter(role="system_admin", user__is_active=True)
    people = sorted(set(posts.values_list("user_id", flat=True)))
    outbox.post_many(outbox.Post("figures_wrong", one, f"figures_wrong:{day:%Y%m%d}:{one}") for one in people)


def _entries(name: str) -> int:
    """Some rows in each transaction, so that nobody waits for long."""
    wrong, after = 0, FIRST
    while True:
        with transaction.atomic():
            last, found = _one(f"select * from {name}(%s, %s)", [after, BATCH])
        wrong += found or 0
        if last is None:
            return wrong
        after = last


def stand(*, at: datetime) -> int:
    """How much is open and late, as the stand of this month; months before that have none are reckoned once."""
    this, changed = clock.local_date(at).replace(day=1), 0
    with connection.cursor() as cursor:
        cursor.execute("select * from stat_stands()")
        known = {row[0] for row in cursor.fetchall()}
    for month in months_to(this, BACK + 1)[:-1]:
        if not known or month > max(known):
            changed += _stand(month, clock.start_of_day(following(month)), live=False)
    # The first night of a month closes the one before it.
    before = previous(this)
    if clock.local_date(at).day == 1:
        changed += _stand(before, clock.start_of_day(this), live=False)
    return changed + _stand(this, at, live=True)


def _stand(month: date, moment: datetime, *, live: bool) -> int:
    with _alone() as alone:
        return int(_one("select stat_stand(%s, %s, %s)", [month, moment, live])[0]) if alone else 0


def following(month: date) -> date:
    """The first day of the next month."""
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1)


def previous(month: date) -> date:
    """The first day of the month before."""
    return (month.replace(day=1) - timedelta(days=1)).replace(day=1)


def months_to(month: date, count: int) -> list[date]:
    """So many months up to and with this one, the oldest first."""
    found = [month.replace(day=1)]
    while len(found) < count:
        found.append(previous(found[-1]))
    return found[::-1]
