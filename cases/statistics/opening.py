"""Periods that are over are opened as returns by themselves, with a clock each. Runs as the worker; twice does it once."""

from datetime import date, datetime, timedelta

from django.db import transaction

from cases.statistics import periods
from cases.statistics.models import Return
from cases.statistics.verbs import LIMITS, SUBJECT
from network.deadlines import clocks
from network.deadlines.models import Clock, ClockState
from network.staff.appointments import holder
from network.staff.models import User
from network.units.models import Level, Unit
from sisterhood.lib import clock

# A house that begins in the middle of a year does not owe what was over long before.
OPENED_WITHIN = timedelta(days=31)


@transaction.atomic
def open_returns(*, at: datetime) -> int:
    """How many were opened."""
    today, made = clock.local_date(at), 0
    for period in periods.ended(today):
        if today - period.last_day > OPENED_WITHIN:
            continue
        known = Return.objects.filter(period=period.code).values("unit_id")
        units = Unit.objects.current().filter(level__in=LIMITS, is_quasi=False).exclude(pk__in=known)
        for unit in units.order_by("level", "code"):
            _open(unit, period, today, at)
            made += 1
    _follow_the_posts(today)
    return made


def _follow_the_posts(today: date) -> None:
    """Whoever leads the unit now answers for what waits, also where somebody else did when it was opened."""
    waiting = Clock.objects.filter(subject_kind=SUBJECT, state=ClockState.RUNNING).select_related("unit")
    for each in waiting.order_by("pk"):
        owner = _whose(each.unit, today)
        if owner is not None and owner.pk != each.owner_id:
            clocks.move((SUBJECT, each.subject_id), unit=each.unit, owner=owner)


def _open(unit: Unit, period: periods.Period, today: date, at: datetime) -> Return:
    """Its days count from the first of the month, or from today where the job comes late."""
    row = Return(unit=unit, period=period.code, opened_at=at, due_on=today)
    begun = clocks.start(
        LIMITS[Level(unit.level)],
        subject=(SUBJECT, row.pk),
        unit=unit,
        owner=_whose(unit, today),
        by=None,
        at=at,
        start_on=max(period.last_day, today - timedelta(days=1)),
    )
    row.due_on = begun.due_on
    row.save(force_insert=True)
    return row


def _whose(unit: Unit, today: date) -> User | None:
    return holder(unit, "leader", on=today) or holder(unit, "officer", on=today)
