"""The life of a reception day (信访工作条例 art. 18(2)): the officer proposes, the leader approves, it is published in time."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import gate, rest
from network.access.gate import Refusal
from network.access.reach import Seat
from network.access.roles import ROLES
from network.deadlines import calculator
from network.duty.models import ReceptionDay, ReceptionSlot, first_of_month, next_month
from network.duty.states import RECEPTION
from network.notifications import outbox
from network.staff.appointments import holder
from network.staff.models import Appointment, User
from network.units.models import Unit
from sisterhood.lib import clock

NOTICE = "reception.notice"


@dataclass(frozen=True)
class Plan:
    """What is proposed. `leader` holds the leader's seat of the unit, `substitute` any seat of it."""

    day: date
    opens: time
    closes: time
    place: str
    room: str
    slots: int
    leader: User
    substitute: User


def seated(unit: Unit, *, on: date) -> list[Appointment]:
    """Leaders and officers of exactly the unit on a day, leaders first."""
    posts = Appointment.objects.on(on).filter(unit=unit, user__is_active=True).select_related("user")
    found = [post for post in posts if ROLES[post.role].seat is not Seat.OTHER]
    return sorted(found, key=lambda post: (ROLES[post.role].seat is not Seat.LEADER, post.user_id))


def _check(plan: Plan, unit: Unit, at: datetime) -> None:
    if plan.day <= clock.local_date(at):
        raise Refusal("day", _("Choose a day to come."))
    if plan.closes <= plan.opens:
        raise Refusal("closes", _("The reception ends after it begins."))
    if plan.leader == plan.substitute:
        raise Refusal("substitute", _("The substitute is somebody else: she takes whom the leader must not."))
    seats = {post.user_id: ROLES[post.role].seat for post in seated(unit, on=plan.day)}
    if seats.get(plan.leader.pk) is not Seat.LEADER:
        raise Refusal("leader", _("On that day she does not hold the leader's post of this unit."))
    if plan.substitute.pk not in seats:
        raise Refusal("substitute", _("On that day she holds no leader's or officer's post of this unit."))


def _taken(unit: Unit, day: date, *, but: ReceptionDay | None = None) -> bool:
    rows = ReceptionDay.objects.alive().filter(unit=unit, day=day)
    return (rows.exclude(pk=but.pk) if but else rows).exists()


def _tell(kind: str, day: ReceptionDay, user_id: int, at: datetime) -> None:
    key = f"{kind}:{day.pk}:{day.state}:{user_id}:{at:%Y%m%d%H%M%S}"
    outbox.post(kind, recipient=user_id, key=key, subject=("reception_day", day.pk), at=at)


def _ask_leader(day: ReceptionDay, by: User, at: datetime) -> None:
    leader = holder(day.unit, "leader", on=clock.local_date(at))
    if leader is not None and leader.pk != by.pk:
        _tell("reception_approval", day, leader.pk, at)


def locked(day: ReceptionDay, action: str, *, by: User) -> ReceptionDay:
    """The row, locked, for somebody whose post carries the action; raises Refusal."""
    scope = rest.of(by)
    row = (
        ReceptionDay.objects.visible_to(scope).select_for_update(of=("self",), no_key=True).filter(pk=day.pk)
    ).first()
    if row is None:
        raise Refusal("gone", _("This reception day does not exist."))
    gate.require(scope, action, row)
    return row


@transaction.atomic
def propose(plan: Plan, *, unit: Unit, by: User, at: datetime | None = None) -> ReceptionDay:
    """A day of the roster; the unit's leader hears of it. Raises Refusal with a sentence for the form."""
    at, scope = at or clock.now(), rest.of(by)
    fresh = ReceptionDay(unit=unit, proposed_by=by, **vars(plan))
    gate.require(scope, "propose_reception", fresh)
    _check(plan, unit, at)
    if _taken(unit, plan.day):
        raise Refusal("day", _("There is a reception on that day already."))
    fresh.save(force_insert=True)
    _ask_leader(fresh, by, at)
    return fresh


@transaction.atomic
def revise(day: ReceptionDay, plan: Plan, *, by: User, at: datetime | None = None) -> ReceptionDay:
    """Another day, hour, place or person while nothing is published; the leader approves again."""
    at = at or clock.now()
    row = locked(day, "propose_reception", by=by)
    row.state = RECEPTION.next(row.state, "propose")
    _check(plan, row.unit, at)
    if _taken(row.unit, plan.day, but=row):
        raise Refusal("day", _("There is a reception on that day already."))
    for name, value in vars(plan).items():
        setattr(row, name, value)
    row.proposed_by, row.approved_by = by, None
    row.save()
    _ask_leader(row, by, at)
    return row


@transaction.atomic
def approve(day: ReceptionDay, *, by: User, at: datetime | None = None) -> ReceptionDay:
    """The unit's leader agrees; the officer who proposed it hears."""
    at = at or clock.now()
    row = locked(day, "approve_reception", by=by)
    row.state = RECEPTION.next(row.state, "approve")
    row.approved_by = by
    row.save(update_fields=["state", "approved_by"])
    if row.proposed_by_id != by.pk:
        _tell("reception_approved", row, row.proposed_by_id, at)
    return row


def last_day_to_publish(day: date) -> date:
    """The last day on which a reception may still be published: so many days before, a row of the limits."""
    return day - timedelta(days=calculator.length_of(NOTICE))


@transaction.atomic
def publish(day: ReceptionDay, *, by: User, at: datetime | None = None) -> ReceptionDay:
    """公示: from now on the day stands on the public page and places can be booked."""
    at = at or clock.now()
    row = locked(day, "publish_reception", by=by)
    row.state = RECEPTION.next(row.state, "publish")
    last = last_day_to_publish(row.day)
    if clock.local_date(at) > last:
        raise Refusal(
            "late",
            _("It had to be published by %(day)s. Change the proposal to a later day.") % {"day": last},
        )
    row.published_at = at
    row.save(update_fields=["state", "published_at"])
    open_places(row)
    return row


def open_places(day: ReceptionDay) -> None:
    """The numbered places, spread evenly over the hours."""
    begin = datetime.combine(day.day, day.opens)
    length = (datetime.combine(day.day, day.closes) - begin) / day.slots
    ReceptionSlot.objects.bulk_create(
        ReceptionSlot(
            day=day, number=n + 1, starts_at=(begin + n * length).time().replace(second=0, microsecond=0)
        )
        for n in range(day.slots)
    )


@transaction.atomic
def hold(day: ReceptionDay, *, by: User, at: datetime | None = None) -> ReceptionDay:
    """The reception has taken place and everybody has been received."""
    at = at or clock.now()
    row = locked(day, "hold_reception", by=by)
    row.state = RECEPTION.next(row.state, "hold")
    if clock.local_date(at) < row.day:
        raise Refusal("day", _("This day has not come yet."))
    row.held_at = at
    row.save(update_fields=["state", "held_at"])
    return row


@transaction.atomic
def cancel(
    day: ReceptionDay, *, reason: str, new_day: date, by: User, at: datetime | None = None
) -> ReceptionDay:
    """Cancelled with a reason and a new date in the same month; answers with the day that replaces it.

    A published day is replaced by a published one, whatever the notice: those who booked are told by hand.
    """
    at = at or clock.now()
    row = locked(day, "cancel_reception", by=by)
    was = row.state
    row.state = RECEPTION.next(was, "cancel")
    if not reason.strip():
        raise Refusal("reason", _("Please say why."))
    if new_day <= clock.local_date(at) or (new_day == row.day and was == "published"):
        raise Refusal("new_day", _("Choose a day to come."))
    if not first_of_month(row.day) <= new_day < next_month(row.day):
        raise Refusal(
            "new_day",
            _("The new day lies in the same month. If none is left, the substitute holds the reception."),
        )
    if _taken(row.unit, new_day, but=row):
        raise Refusal("new_day", _("There is a reception on that day already."))
    row.cancel_reason = reason.strip()
    row.save(update_fields=["state", "cancel_reason"])
    fresh = _replacement(row, new_day, was, at)
    fresh.save(force_insert=True)
    ReceptionDay.objects.filter(pk=row.pk).update(moved_to=fresh)
    if was == "published":
        open_places(fresh)
    return fresh


def _replacement(row: ReceptionDay, new_day: date, state: str, at: datetime) -> ReceptionDay:
    kept = ("unit", "opens", "closes", "place", "room", "slots", "leader", "substitute")
    values = {name: getattr(row, name) for name in (*kept, "proposed_by", "approved_by")}
    return ReceptionDay(day=new_day, state=state, published_at=at if state == "published" else None, **values)
