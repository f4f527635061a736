"""The verbs of a clock, each in the caller's transaction and scope; looking never changes a clock."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from network.access.gate import Refusal
from network.deadlines import calculator
from network.deadlines.faces import Face, face
from network.deadlines.ladder import first_ring
from network.deadlines.models import Clock, ClockState, CountIn, Limit, Rung
from network.deadlines.versions import LimitVersion
from network.staff.models import User
from network.units.models import Unit
from sisterhood.lib import clock

Subject = tuple[str, UUID]

# Row security answers with silence, so whoever changes clocks first asks whether she sees their subject.
_SEES = "select current_user <> 'app' or subject_visible(%s, %s)"


_MOMENTS = (
    *("version", "basis", "raw_due_on", "due_on", "due_at", "internal_due_at", "provisional"),
    *("next_step", "next_ring_at"),
)


def _running(subject: Subject, code: str = "", part: UUID | None = None) -> QuerySet[Clock]:
    kind, subject_id = subject
    rows = Clock.objects.filter(subject_kind=kind, subject_id=subject_id, state=ClockState.RUNNING)
    return rows.filter(limit_id=code, part=part) if code else rows


def _alive(subject: Subject) -> QuerySet[Clock]:
    kind, subject_id = subject
    return Clock.objects.filter(
        subject_kind=kind, subject_id=subject_id, state__in=(ClockState.RUNNING, ClockState.PAUSED)
    )


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
    by: User | None,
    at: datetime | None = None,
    start_on: date | None = None,
    part: UUID | None = None,
) -> Clock:
    """Start one obligation; a running one of the same limit and part is left alone and returned.

    Day limits count from `start_on` (default: the local date of `at`), hour limits from `at`. Raises
    CalendarMissing when the calendar does not reach that far.
    """
    existing = _running(subject, limit_code, part).first()
    if existing is not None:
        return existing
    at = at or clock.now()
    limit = Limit.objects.get(pk=limit_code)
    row = Clock(
        subject_kind=subject[0],
        subject_id=subject[1],
        part=part,
        limit=limit,
        unit=unit,
        owner=owner,
        started_at=at,
        starts_on=start_on or clock.local_date(at),
    )
    _begin(row)
    row.save(force_insert=True)
    return row


def start_many(
    limit_code: str,
    *,
    subjects: list[tuple[Subject, date]],
    unit: Unit,
    owner: User | None,
    at: datetime,
) -> int:
    """One obligation of day limit for each new subject, each counted from its own day; returns how many.

    For subjects made in this transaction, which have no clock yet. Raises CalendarMissing like `start`.
    """
    limit, counted, rows = Limit.objects.get(pk=limit_code), dict[date, Clock](), list[Clock]()
    for (kind, subject_id), day in subjects:
        row = Clock(subject_kind=kind, subject_id=subject_id, limit=limit, unit=unit, owner=owner)
        row.started_at, row.starts_on = at, day
        same = counted.get(day)
        if same is None:
            _begin(row)
            counted[day] = row
        else:
            for name in _MOMENTS:
                setattr(row, name, getattr(same, name))
        rows.append(row)
    return len(Clock.objects.bulk_create(rows, batch_size=1000))


def _begin(row: Clock) -> None:
    """A new clock takes the version in force on its first day, and keeps it."""
    row.version = LimitVersion.objects.of(row.limit_id, on=row.starts_on)
    row.basis = row.terms.source
    _set_moments(row)


def _set_moments(row: Clock) -> None:
    """Due moments and the first ring of a clock that has its terms and a start."""
    begun = row.started_at if CountIn(row.limit.count_in).is_moment else row.starts_on
    period = calculator.period_of(row.terms, begun, added_days=row.added_days)
    row.raw_due_on, row.due_on, row.due_at = period.raw_due_on, period.due_on, period.due_at
    row.internal_due_at = calculator.internal_due_at(row.terms, period)
    row.provisional = period.provisional
    row.next_step, row.next_ring_at = first_ring(
        row.limit_id,
        row.version_id,
        internal_due_at=row.internal_due_at,
        due_on=row.due_on,
        due_at=row.due_at,
    )


def recount(row: Clock) -> None:
    """Count a clock again after its length changed; the ladder begins a new round before the new date."""
    _set_moments(row)
    row.round += 1
    row.save()


def _stop(rows: QuerySet[Clock], state: ClockState, by: User | None, at: datetime | None) -> list[Clock]:
    stopped = list(rows.select_for_update(of=("self",)).select_related("limit", "version").order_by("id"))
    for row in stopped:
        row.state, row.met_at, row.met_by, row.next_ring_at = state, at or clock.now(), by, None
    changed = rows.filter(pk__in=[row.pk for row in stopped]).update(
        state=state, met_at=at or clock.now(), met_by=by, next_ring_at=None
    )
    if changed != len(stopped):
        raise _lost()
    return stopped


def meet(
    subject: Subject, limit_code: str, *, by: User, at: datetime | None = None, part: UUID | None = None
) -> Clock | None:
    """The obligation is fulfilled; None when no such clock runs. Raises Refusal when she does not see it."""
    _require_sight(subject)
    stopped = _stop(_running(subject, limit_code, part), ClockState.MET, by, at)
    return stopped[0] if stopped else None


def cancel_part(subject: Subject, part: UUID, *, by: User, at: datetime | None = None) -> list[Clock]:
    """One part of the subject ended: what still runs for it stops without being met."""
    _require_sight(subject)
    return _stop(_alive(subject).filter(part=part), ClockState.CANCELLED, by, at)


def cancel_running(
    subject: Subject, *, by: User | None, at: datetime | None = None, but: Collection[str] = ()
) -> list[Clock]:
    """The subject ended: whatever still runs or pauses stops without being met, except these limits."""
    _require_sight(subject)
    return _stop(_alive(subject).exclude(limit_id__in=but), ClockState.CANCELLED, by, at)


def move(subject: Subject, *, unit: Unit, owner: User | None) -> int:
    """Clocks follow their subject to another unit and owner; no period begins anew. Returns how many moved.

    Raises Refusal when row security hides the subject from whoever moves it.
    """
    _require_sight(subject)
    rows = _alive(subject)
    ids = list(rows.select_for_update(of=("self",)).order_by("id").values_list("pk", flat=True))
    if rows.filter(pk__in=ids).update(unit=unit, owner=owner) != len(ids):
        raise _lost()
    return len(ids)


def running(subject: Subject) -> list[Clock]:
    """Clocks that run, nearest due first, each with its limit."""
    return list(_running(subject).select_related("limit", "version").order_by("due_at", "id"))


def shown(subject: Subject) -> list[Clock]:
    """Clocks for the page of their subject: those that run, nearest due first, then those that stand still."""
    rows = _alive(subject).select_related("limit", "version")
    return sorted(rows, key=lambda row: (row.state != ClockState.RUNNING, row.due_at, row.pk))


def shown_of(kind: str, subjects: Collection[UUID]) -> dict[UUID, list[Clock]]:
    """The same of many subjects of one kind, by subject; one question for all."""
    alive = (ClockState.RUNNING, ClockState.PAUSED)
    rows = Clock.objects.filter(subject_kind=kind, subject_id__in=list(subjects), state__in=alive)
    found: dict[UUID, list[Clock]] = {}
    for row in sorted(
        rows.select_related("limit", "version"),
        key=lambda row: (row.state != ClockState.RUNNING, row.due_at, row.pk),
    ):
        found.setdefault(row.subject_id, []).append(row)
    return found


def told(subject: Subject) -> dict[UUID, list[tuple[str, datetime]]]:
    """Who was told of each of its clocks, and when first: each name once, oldest first."""
    kind, subject_id = subject
    rows = Rung.objects.filter(
        clock__subject_kind=kind, clock__subject_id=subject_id, recipient__isnull=False
    )
    found: dict[UUID, list[tuple[str, datetime]]] = {}
    for row in rows.select_related("recipient").order_by("rung_at", "pk"):
        name = row.recipient.display_name if row.recipient else ""
        names = found.setdefault(row.clock_id, [])
        if name not in {known for known, _at in names}:
            names.append((name, row.rung_at))
    return found


__all__ = [
    "Face",
    "Subject",
    "cancel_part",
    "cancel_running",
    "face",
    "meet",
    "move",
    "running",
    "shown",
    "shown_of",
    "start",
    "start_many",
    "told",
]
