"""After a year was published: running clocks are counted again.

Runs as the owner of the database or as the worker; the web's login does not see other people's clocks.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Least

from network.access import logins
from network.deadlines import calculator
from network.deadlines.models import Clock, ClockState, CountIn, Limit
from network.deadlines.sweep_sql import RESCHEDULE
from network.deadlines.versions import LimitVersion
from network.notifications import outbox
from sisterhood.lib import clock
from sisterhood.lib.workdays import Period

LONGEST_REACH = timedelta(days=60)  # a step may ring that long before or after the days that changed


@dataclass(frozen=True)
class Moved:
    """How many clocks fall due earlier, later, or keep their day and are now certain."""

    earlier: int = 0
    later: int = 0
    confirmed: int = 0

    def __add__(self, other: "Moved") -> "Moved":
        return Moved(self.earlier + other.earlier, self.later + other.later, self.confirmed + other.confirmed)


@transaction.atomic
def recompute(*, changed_from: date) -> Moved:
    """Count every running clock again that is provisional or falls due on or after the first changed day.

    Earlier: the owner is told at once. Later: the internal target stays where it was. Clocks that start on
    the same day under the same limit, with the same extension, are counted once. Raises WrongLogin.
    """
    logins.require_worker()
    limits = {
        limit.code: limit
        for limit in Limit.objects.filter(count_in__in=(CountIn.CALENDAR_DAYS, CountIn.WORKING_DAYS))
    }
    versions = LimitVersion.objects.select_related("limit").in_bulk()
    rows = Clock.objects.filter(state=ClockState.RUNNING, limit_id__in=limits).filter(
        Q(provisional=True) | Q(due_on__gte=changed_from)
    )
    total = Moved()
    rows = rows.annotate(added=F("extended_days") + F("paused_days"))
    groups = rows.values_list(
        "limit_id", "version_id", "starts_on", "added", "due_on", "provisional"
    ).distinct()
    for code, version, starts_on, added, due_on, provisional in list(
        groups.order_by("limit_id", "version_id", "starts_on", "due_on")
    ):
        terms = versions[version] if version else limits[code]
        period = calculator.period_of(terms, starts_on, added_days=added)
        if (period.due_on, period.provisional) != (due_on, provisional):
            same = rows.filter(
                limit_id=code,
                version_id=version,
                starts_on=starts_on,
                added=added,
                due_on=due_on,
                provisional=provisional,
            )
            total += _move(same, due_on, period, calculator.internal_due_at(terms, period))
    with connection.cursor() as cursor:
        cursor.execute(RESCHEDULE, [clock.start_of_day(changed_from - LONGEST_REACH)])
    return total


def _move(rows: QuerySet[Clock], due_on: date, period: Period, internal: object) -> Moved:
    held = list(
        rows.select_for_update(of=("self",))
        .order_by("id")
        .values_list("pk", "owner_id", "subject_kind", "subject_id")
    )
    Clock.objects.filter(pk__in=[pk for pk, *_rest in held]).update(
        raw_due_on=period.raw_due_on,
        due_on=period.due_on,
        due_at=period.due_at,
        provisional=period.provisional,
        internal_due_at=Least(F("internal_due_at"), Value(internal)),
    )
    if period.due_on < due_on:
        outbox.post_many(
            outbox.Post("calendar", owner, f"calendar:{pk}:{period.due_on}", (kind, subject))
            for pk, owner, kind, subject in held
            if owner is not None
        )
        return Moved(earlier=len(held))
    return Moved(later=len(held)) if period.due_on > due_on else Moved(confirmed=len(held))
