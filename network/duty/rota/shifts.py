"""The life of a shift: planned, offered, confirmed, held; its chairs open when the expert confirms."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import gate, rest
from network.access.gate import Refusal
from network.deadlines import calculator
from network.duty.rota.chairs import DutySlot
from network.duty.rota.free import is_free
from network.duty.rota.models import DutyShift, Expert
from network.duty.rota.queue import Desk
from network.duty.rota.states import SHIFT, UNCONFIRMED
from network.notifications import outbox
from network.staff.models import User
from network.units.models import Unit
from network.volunteers import hours
from network.volunteers.lists import Source
from sisterhood.lib import clock

SESSION = "rota.session"
BARRED = {
    "term": _("Her term does not cover that day, so she cannot be on the rota."),
    "licence": _("Her licence does not cover that day, so she cannot be on the rota."),
}


@dataclass(frozen=True)
class Plan:
    """One shift, or one for each of two experts who share the place: a two-chair shift."""

    day: date
    begins: time
    ends: time
    place: str
    experts: tuple[Expert, ...]


def tell(kind: str, shift: DutyShift, user_id: int, *, by: User | None, at: datetime) -> None:
    """One neutral message; telling again of the same shift and state says nothing."""
    if by is None or user_id != by.pk:
        key = f"{kind}:{shift.pk}:{shift.state}:{user_id}"
        outbox.post(kind, recipient=user_id, key=key, subject=("shift", shift.pk), at=at)


def check_expert(expert: Expert, day: date, begins: time, ends: time, *, but: UUID | None = None) -> None:
    """Raises Refusal: term, licence, not free, or on another shift at that time."""
    barred = expert.barred_on(day)
    if barred:
        raise Refusal("experts", BARRED[barred])
    if not is_free(expert, day, begins, ends):
        raise Refusal("experts", _("She has not said that she is free then."))
    others = DutyShift.objects.filter(
        expert__user_id=expert.user_id, day=day, begins__lt=ends, ends__gt=begins
    )
    if others.exclude(pk=but).exclude(state__in=("substituted", "missed")).exists():
        raise Refusal("experts", _("She is on another shift at that time."))


@transaction.atomic
def plan_shifts(plan: Plan, *, unit: Unit, by: User, at: datetime | None = None) -> list[DutyShift]:
    """A planned shift for each expert, at the same hours and place. Raises Refusal with a sentence for the form."""
    at = at or clock.now()
    gate.require(rest.of(by), "keep_rota", Desk(unit))
    if plan.day < clock.local_date(at):
        raise Refusal("day", _("Choose a day to come."))
    if plan.ends <= plan.begins:
        raise Refusal("ends", _("The shift ends after it begins."))
    if not plan.experts or len({expert.kind for expert in plan.experts}) < len(plan.experts):
        raise Refusal("experts", _("Choose one expert, or one of each kind."))
    shifts = []
    for expert in plan.experts:
        if expert.unit_id != unit.pk:
            raise Refusal("experts", _("She advises at another unit."))
        check_expert(expert, plan.day, plan.begins, plan.ends)
        shifts.append(
            DutyShift.objects.create(
                unit=unit,
                expert=expert,
                day=plan.day,
                begins=plan.begins,
                ends=plan.ends,
                place=plan.place.strip(),
                planned_by=by,
            )
        )
    return shifts


@contextmanager
def _step(shift: DutyShift, event: str, *, by: User, action: str) -> Iterator[DutyShift]:
    """The locked row with its next state; saved at the end."""
    scope = rest.of(by)
    with transaction.atomic():
        row = locked(shift.pk, by=by)
        if action:
            gate.require(scope, action, row)
        else:
            require_hers_or_desk(row, by=by)
        row.state = SHIFT.next(row.state, event)
        yield row
        row.save()


def locked(shift_id: UUID, *, by: User) -> DutyShift:
    """The row, locked; raises Refusal when it is not hers to see."""
    rows = DutyShift.objects.visible_to(rest.of(by)).filter(pk=shift_id)
    row = rows.select_for_update(of=("self",), no_key=True).select_related("unit", "expert__user").first()
    if row is None:
        raise Refusal("gone", _("This shift does not exist."))
    return row


def require_hers_or_desk(row: DutyShift, *, by: User) -> None:
    """Raises Refusal for whoever neither holds the shift nor keeps the rota of its unit."""
    if row.expert.user_id != by.pk:
        gate.require(rest.of(by), "keep_rota", row)


def offer(shift: DutyShift, *, by: User, at: datetime | None = None) -> DutyShift:
    """The expert hears of it and is asked to confirm."""
    with _step(shift, "offer", by=by, action="keep_rota") as row:
        tell("shift_offered", row, row.expert.user_id, by=by, at=at or clock.now())
        return row


def decline(shift: DutyShift, *, by: User, at: datetime | None = None) -> DutyShift:
    """She cannot come: whoever planned it hears, and plans again."""
    with _step(shift, "decline", by=by, action="answer_shift") as row:
        tell("shift_declined", row, row.planned_by_id, by=by, at=at or clock.now())
        return row


def confirm(shift: DutyShift, *, by: User, at: datetime | None = None) -> DutyShift:
    """She comes: from now on her chairs can be booked. An expired licence or term refuses."""
    with _step(shift, "confirm", by=by, action="answer_shift") as row:
        check_expert(row.expert, row.day, row.begins, row.ends, but=row.pk)
        row.confirmed_at = at or clock.now()
        open_chairs(row)
        return row


def open_chairs(shift: DutyShift) -> None:
    """One chair for each whole session of the shift."""
    length = timedelta(minutes=calculator.length_of(SESSION, on=shift.day))
    DutySlot.objects.bulk_create(
        DutySlot(
            unit_id=shift.unit_id,
            shift=shift,
            chair=shift.expert.kind,
            place=shift.place,
            starts_at=begin,
            ends_at=end,
        )
        for begin, end in shift.windows(length)
    )


def start_duty(shift: DutyShift, *, by: User, at: datetime | None = None) -> DutyShift:
    """She is here; also late, after the alarm."""
    at = at or clock.now()
    with _step(shift, "start_duty", by=by, action="") as row:
        if clock.local_date(at) != row.day:
            raise Refusal("day", _("The shift is on another day."))
        row.started_at = at
        return row


def finish_duty(shift: DutyShift, *, by: User, at: datetime | None = None) -> DutyShift:
    """Her minutes, from coming to leaving but no more than the shift is long, are credited to her; a volunteer's count as her hours."""
    at = at or clock.now()
    with _step(shift, "finish_duty", by=by, action="") as row:
        assert row.started_at is not None
        begin, end = max(row.started_at, row.begins_at), min(at, row.ends_at)
        row.ended_at, row.minutes = at, max(0, int((end - begin).total_seconds() // 60))
        hours.credit_person(row.expert.user, row.minutes, row.day, Source.SHIFT, row.pk, by=by, at=at)
        return row


@transaction.atomic
def drop(shift: DutyShift, *, by: User) -> None:
    """A shift nobody has confirmed is taken off the plan; the log keeps that it stood there."""
    row = locked(shift.pk, by=by)
    gate.require(rest.of(by), "keep_rota", row)
    if row.state not in UNCONFIRMED:
        raise Refusal(
            "state", _("A confirmed shift is not taken off the plan; ask a colleague to take it over.")
        )
    row.delete()
