"""Posts: from rows to a Scope, who sits where, and the verbs that fill and end a post."""

from collections.abc import Callable, Collection
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import gate
from network.access.gate import Refusal
from network.access.reach import Seat
from network.access.roles import ADMIN_ROLES, AREA_LEVELS, LEADER_OF_LEVEL, OFFICER_OF_LEVEL, ROLES
from network.access.scope import Post, Scope
from network.audit import record
from network.audit.models import Action
from network.staff import leaves, lendings
from network.staff.models import Appointment, User
from network.units import ties
from network.units.models import Unit
from sisterhood.lib import clock

DUTY = "duty_officer"
ALONE = "station_head"  # 0 or 1 on any day, the database says so too


def scope_of(user: User, *, on: date | None = None) -> Scope:
    """Her scope on a day (today by default); inactive people have none.

    Posts of colleagues on leave for whom she stands in are among hers, an administrator's never, and only while
    she holds a working post of her own at that unit or above and is no administrator (`LeaveQuerySet.away`).
    """
    if not user.is_active:
        return Scope(user_id=user.pk)
    day = on or clock.local_date(clock.now())
    absent = leaves.Leave.objects.stood_for_by(user.pk, day)
    held = Appointment.objects.on(day).filter(user_id=user.pk)
    if absent:
        held |= Appointment.objects.on(day).filter(user_id__in=absent).exclude(role__in=ADMIN_ROLES)
    rows = held.order_by("pk").values_list("role", "unit_id", "unit__level")
    posts = tuple(Post(role, unit_id, level) for role, unit_id, level in rows)
    seats = [(p, ROLES[p.role].seat) for p in posts]
    area = tuple(p.unit_id for p, seat in seats if seat is not Seat.OTHER and p.level in AREA_LEVELS)
    lead = tuple(p.unit_id for p, seat in seats if seat is Seat.LEADER)
    return Scope(
        user_id=user.pk,
        posts=posts,
        area=tuple(dict.fromkeys(area)),
        lead=tuple(dict.fromkeys(lead)),
        stands_for=absent,
    )


def holders(unit: Unit, seat: str, *, on: date) -> list[int]:
    """Everybody on the leader's or the officer's seat of a unit on a day, or who stands in, the first asked first."""
    roles = LEADER_OF_LEVEL if seat == "leader" else OFFICER_OF_LEVEL
    posts = Appointment.objects.on(on).filter(unit=unit, role=roles.get(unit.level), user__is_active=True)
    people = posts.order_by("-is_primary", "is_deputy", "starts_on", "pk").values_list("user_id", flat=True)
    return leaves.present(people, leaves.Leave.objects.away(on))


def holder(unit: Unit, seat: str, *, on: date) -> User | None:
    """Who holds the leader's or the officer's seat of a unit on a day, or stands in; None is a vacant post."""
    people = holders(unit, seat, on=on)
    return User.objects.get(pk=people[0]) if people else None


def on_duty(units: Collection[int], *, on: date) -> list[int]:
    """Who keeps the duty desk of these units on a day, or stands in; each once."""
    posts = Appointment.objects.on(on).filter(role=DUTY, unit_id__in=units, user__is_active=True)
    people = posts.order_by("user_id").values_list("user_id", flat=True)
    return leaves.present(people, leaves.Leave.objects.away(on))


def _standing_in(user: User) -> leaves.LeaveQuerySet:
    return leaves.Leave.objects.filter(substitute=user, granted=True, ends_on__gte=clock.today())


def check_post(user: User, unit: Unit, role: str, starts_on: date) -> None:
    """Raises Refusal when the role does not exist at the level or would mix administrators with others."""
    if unit.level not in ROLES[role].levels:
        raise Refusal("level", _("This role does not exist at that level."))
    live = set(user.appointments.on(starts_on).values_list("role", flat=True))
    if role in ADMIN_ROLES and live - {role}:
        raise Refusal("exclusive", _("An administrator's post cannot be combined with any other post."))
    if live & ADMIN_ROLES.keys() and role not in ADMIN_ROLES:
        raise Refusal("exclusive", _("An administrator's post cannot be combined with any other post."))
    if role in ADMIN_ROLES and any(leave.last_day >= starts_on for leave in _standing_in(user)):
        raise Refusal("exclusive", _("She stands in for a colleague on leave. An administrator cannot."))


@transaction.atomic
def appoint(
    user: User,
    *,
    unit: Unit,
    role: str,
    by: User | None,
    starts_on: date,
    is_primary: bool = True,
    is_deputy: bool = False,
) -> Appointment:
    """Put a person into a post; an earlier primary holder of the same post ends the day before.

    Raises Refusal when the role does not exist at the level, would mix administrators with others, or is given
    only by an act of its own (`guard`).
    """
    if by is not None:
        gate.require(scope_of(by), "manage_posts")
        ask_guards(user, unit, role)
    return seat(
        user, unit=unit, role=role, by=by, starts_on=starts_on, is_primary=is_primary, is_deputy=is_deputy
    )


_guards: dict[str, list[Callable[[User, Unit], None]]] = {}


def ask_guards(user: User, unit: Unit, role: str) -> None:
    """Raises the Refusal of whatever stands against giving this role by hand."""
    for asks in _guards.get(role, ()):
        asks(user, unit)


def guard(role: str, asks: Callable[[User, Unit], None]) -> None:
    """An upper feature's condition for a role given by hand: it raises Refusal. Called once when the app is ready."""
    if asks not in _guards.setdefault(role, []):
        _guards[role].append(asks)


def seat(
    user: User,
    *,
    unit: Unit,
    role: str,
    by: User | None,
    starts_on: date,
    is_primary: bool = True,
    is_deputy: bool = False,
) -> Appointment:
    """The same as a part of a verb that has asked who may, in its transaction."""
    check_post(user, unit, role, starts_on)
    if is_primary:
        held = Appointment.objects.select_for_update().filter(unit=unit, role=role, is_primary=True)
        # Where one is alone, also one with a last day to come.
        held = held.exclude(ends_on__lt=starts_on) if role == ALONE else held.filter(ends_on__isnull=True)
        for earlier in held:
            if role == ALONE and earlier.starts_on >= starts_on:
                raise Refusal("starts_on", _("Whoever heads this station began on that day or later."))
            vacate(earlier, by=by, on=max(earlier.starts_on, starts_on - timedelta(days=1)))
    post = Appointment.objects.create(
        user=user,
        unit=unit,
        role=role,
        starts_on=starts_on,
        is_primary=is_primary,
        is_deputy=is_deputy,
        appointed_by=by,
    )
    record.event(
        Action.GRANT, by=by, subject=("appointment", post.pk), unit_id=unit.pk, detail={"role": role}
    )
    return post


def end(post: Appointment, *, by: User | None, on: date) -> Appointment:
    """End a post after the given day; without any she stands in for nobody, and what was lent for it ends."""
    if by is not None:
        gate.require(scope_of(by), "manage_posts")
    return vacate(post, by=by, on=on)


def vacate(post: Appointment, *, by: User | None, on: date) -> Appointment:
    """The same as a part of a verb that has asked who may, in its transaction."""
    post.ends_on = on
    post.save(update_fields=["ends_on"])
    for leave in _standing_in(post.user):
        lendings.end(leave.pk)
    record.event(Action.WITHDRAW, by=by, subject=("appointment", post.pk), unit_id=post.unit_id)
    return post


def posts_at(unit_ids: list[int]) -> int:
    """How many posts are held at the units today or later."""
    return Appointment.objects.filter(unit_id__in=unit_ids).exclude(ends_on__lt=clock.today()).count()


def enrol() -> None:
    """Posts keep a unit from being closed; called once when the app is ready."""
    ties.register_tie("posts", _("posts held there"), posts_at)
