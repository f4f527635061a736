"""The verbs of a clock, each in the caller's transaction and scope; looking never changes a clock."""

from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from network.access.gate import Refusal
from network.deadlines import calculator
from network.deadlines.faces import Face, face
from network.deadlines.ladder import first_ring
from network.deadlines.models import Clock, ClockState, CountIn, Limit
from network.staff.models import User
from network.units.models import Unit
from sisterhood.lib import clock

Subject = tuple[str, UUID]

# Row security answers with silence, so whoever changes clocks first asks whether she sees their subject.
_SEES = "select current_user <> 'app' or subject_visible(%s, %s)"


def _running(subject: Subject, code: str = "") -> QuerySet[Clock]:
    kind, subject_id = subject
    rows = Clock.objects.filter(subject_kind=kind, subject_id=subject_id, state=ClockState.RUNNING)
    return rows.filter(limit_id=code) if code else rows


def _lost() -> Refusal:
    return Refusal("clock", _("A clock of this matter could not be changed. Please open the matter again."))


def _require_sight(subject: Subject) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_SEES, list(subject))
        if not cursor.fetchone()[0]:
            raise _lost()


def start(
    limit_code: str,
    *,
    subject: Subject,
    unit: Unit,
    owner: User | None,
    by: User,
    at: datetime | None = None,
    start_on: date | None = None,
) -> Clock:
    """Start one obligation; a running one of the same limit is left alone and returned.

    Day limits count from `start_on` (default: the local date of `at`), hour limits from `at`. Raises
    CalendarMissing when the calendar does not reach that far.
    """
    existing = _running(subject, limit_code).first()
    if existing is not None:
        return existing
    at = at or clock.now()
    limit = Limit.objects.get(pk=limit_code)
    row = Clock(
        subject_kind=subject[0],
        subject_id=subject[1],
        limit=limit,
        unit=unit,
        owner=owner,
        started_at=at,
        starts_on=start_on or clock.local_date(at),
        basis=limit.source,
    )
    _set_moments(row)
    row.save(force_insert=True)
    return row


def _set_moments(row: Clock) -> None:
    """Due moments and the first ring of a clock that has a limit and a start."""
    is_hours = row.limit.count_in == CountIn.HOURS
    period = calculator.period_of(row.limit, row.started_at if is_hours else row.starts_on)
    row.raw_due_on, row.due_on, row.due_at = period.raw_due_on, period.due_on, period.due_at
    row.internal_due_at = calculator.internal_due_at(row.limit, period)
    row.provisional = period.provisional
    row.next_step, row.next_ring_at = first_ring(
        row.limit_id, internal_due_at=row.internal_due_at, due_on=row.due_on, due_at=row.due_at
    )


def _stop(rows: QuerySet[Clock], state: ClockState, by: User, at: datetime | None) -> list[Clock]:
    stopped = list(rows.select_for_update(of=("self",)).select_related("limit").order_by("id"))
    for row in stopped:
        row.state, row.met_at, row.met_by, row.next_ring_at = state, at or clock.now(), by, None
    changed = rows.filter(pk__in=[row.pk for row in stopped]).update(
        state=state, met_at=at or clock.now(), met_by=by, next_ring_at=None
    )
    if changed != len(stopped):
        raise _lost()
    return stopped


def meet(subject: Subject, limit_code: str, *, by: User, at: datetime | None = None) -> Clock | None:
    """The obligation is fulfilled; None when no such clock runs. Raises Refusal when she does not see it."""
    _require_sight(subject)
    stopped = _stop(_running(subject, limit_code), ClockState.MET, by, at)
    return stopped[0] if stopped else None


def cancel_running(subject: Subject, *, by: User, at: datetime | None = None) -> list[Clock]:
    """The subject ended: whatever still runs stops without being met."""
    _require_sight(subject)
    return _stop(_running(subject), ClockState.CANCELLED, by, at)


def move(subject: Subject, *, unit: Unit, owner: User | None) -> int:
    """Clocks follow their subject to another unit and owner; no period begins anew. Returns how many moved.

    Raises Refusal when row security hides the subject from whoever moves it.
    """
    _require_sight(subject)
    rows = _running(subject)
    ids = list(rows.select_for_update(of=("self",)).order_by("id").values_list("pk", flat=True))
    if rows.filter(pk__in=ids).update(unit=unit, owner=owner) != len(ids):
        raise _lost()
    return len(ids)


def running(subject: Subject) -> list[Clock]:
    """Clocks that run, nearest due first, each with its limit."""
    return list(_running(subject).select_related("limit").order_by("due_at", "id"))


__all__ = ["Face", "Subject", "cancel_running", "face", "meet", "move", "running", "start"]
