"""A shift changes hands: one colleague is asked, and only when she accepts do shift, chairs and bookings become hers."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import rest
from network.access.gate import Refusal
from network.duty.rota import followers
from network.duty.rota.chairs import DutySlot, SlotBooking
from network.duty.rota.models import DutyShift, Expert, ShiftSwap
from network.duty.rota.shifts import check_expert, locked, require_hers_or_desk, tell
from network.duty.rota.states import SHIFT
from network.staff.models import User
from sisterhood.lib import clock

NOT_YOURS = _("Only the colleague who was asked can answer.")


@transaction.atomic
def ask_swap(shift: DutyShift, *, to: Expert, by: User, at: datetime | None = None) -> ShiftSwap:
    """The expert, or the desk for her, asks one colleague of her kind; another question for the shift ends.

    Raises Refusal for somebody who must not have what is booked there: asked and refused, she would know of it.
    """
    at = at or clock.now()
    row = locked(shift.pk, by=by)
    require_hers_or_desk(row, by=by)
    SHIFT.next(row.state, "take_over")
    if to.kind != row.expert.kind or to.unit_id != row.unit_id or to.pk == row.expert_id:
        raise Refusal("to", _("Ask a colleague of the same kind at this unit."))
    if row.ends_at <= at:
        raise Refusal("shift", _("This shift is over."))
    check_expert(to, row.day, row.begins, row.ends)
    _refuse_barred(row, to)
    ShiftSwap.objects.filter(shift=row, accepted=None).update(accepted=False, answered_at=at)
    swap = ShiftSwap.objects.create(unit_id=row.unit_id, shift=row, to=to, asked_by=by, asked_at=at)
    tell("swap_asked", row, to.user_id, by=by, at=at)
    return swap


def _refuse_barred(shift: DutyShift, to: Expert) -> None:
    for kind, bookings in _by_kind(_bookings(shift.pk)).items():
        follower = followers.of(kind)
        if follower is not None and follower.barred(bookings, to.user_id):
            raise Refusal("to", _("This colleague cannot take the shift. Please ask somebody else."))


def _by_kind(bookings: list[SlotBooking]) -> dict[str, list[UUID]]:
    found: dict[str, list[UUID]] = {}
    for row in bookings:
        found.setdefault(row.subject_kind, []).append(row.pk)
    return found


def _asked(swap_id: UUID, *, by: User) -> ShiftSwap:
    rows = ShiftSwap.objects.visible_to(rest.of(by)).select_for_update(of=("self",), no_key=True)
    swap = rows.filter(pk=swap_id, accepted=None).select_related("to__user", "unit").first()
    if swap is None:
        raise Refusal("gone", _("This question has been answered or taken back."))
    if swap.to.user_id != by.pk:
        raise Refusal("not_yours", NOT_YOURS)
    return swap


@transaction.atomic
def refuse_swap(swap: ShiftSwap, *, by: User, at: datetime | None = None) -> ShiftSwap:
    """She cannot: the shift stays where it is, and whoever asked hears."""
    at, row = at or clock.now(), _asked(swap.pk, by=by)
    row.accepted, row.answered_at = False, at
    row.save(update_fields=["accepted", "answered_at"])
    tell("swap_refused", row.shift, row.asked_by_id, by=by, at=at)
    return row


@transaction.atomic
def accept_swap(swap: ShiftSwap, *, by: User, at: datetime | None = None) -> DutyShift:
    """The shift ends as substituted; a confirmed one of hers takes its place with every chair and booking.

    Locks in the order of everybody: what hangs on the bookings, the shift, its chairs by id.
    """
    at = at or clock.now()
    held = _bookings(swap.shift_id)
    _hold(held)
    row = locked(swap.shift_id, by=by)
    asked = _asked(swap.pk, by=by)
    row.state = SHIFT.next(row.state, "take_over")
    check_expert(asked.to, row.day, row.begins, row.ends)
    chairs = list(DutySlot.objects.filter(shift=row).select_for_update(no_key=True).order_by("pk"))
    if not {each.pk for each in _bookings(row.pk)} <= {each.pk for each in held}:
        raise Refusal("again", _("Somebody has just booked in this shift. Please accept once more."))
    fresh = DutyShift.objects.create(
        unit_id=row.unit_id,
        expert=asked.to,
        state="confirmed",
        day=row.day,
        begins=row.begins,
        ends=row.ends,
        place=row.place,
        planned_by_id=row.planned_by_id,
        confirmed_at=at,
        stands_for=row,
    )
    DutySlot.objects.filter(pk__in=[chair.pk for chair in chairs]).update(shift=fresh)
    _follow(fresh, row.expert.user_id, by)
    DutyShift.objects.filter(pk=row.pk).update(state=row.state)
    ShiftSwap.objects.filter(pk=asked.pk).update(accepted=True, answered_at=at)
    for person in {asked.asked_by_id, row.expert.user_id, row.planned_by_id}:
        tell("swap_accepted", fresh, person, by=by, at=at)
    return fresh


def _bookings(shift_id: UUID) -> list[SlotBooking]:
    live = SlotBooking.objects.filter(chairs__shift_id=shift_id, state=SlotBooking.State.BOOKED)
    return list(live.distinct().order_by("pk"))


def _hold(bookings: list[SlotBooking]) -> None:
    for kind, ids in sorted(_by_kind(bookings).items()):
        follower = followers.of(kind)
        if follower is not None:
            follower.hold(ids)


def _follow(fresh: DutyShift, before: int, by: User) -> None:
    """What hangs on each booking goes to the colleague, or the whole swap is refused without saying which."""
    for booking in _bookings(fresh.pk):
        follower = followers.of(booking.subject_kind)
        if follower is not None and not follower.moved(booking.pk, before, by.pk):
            raise Refusal(
                "booking",
                _("You cannot take over everything that is booked here. Please tell the desk."),
            )
