"""What a person holds, counted for review and given to another in one step.

Upper apps say what can be held: `register_holding`. Their `count` and `reassign` must see everything the
person holds at the unit, also what the one who asks may not open.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import rest
from network.access.gate import Refusal
from network.access.roles import ADMIN_ROLES, ROLES
from network.audit import record
from network.audit.models import Action
from network.staff.accounts import administering_units
from network.staff.models import Appointment, HandOver, HandOverReason, User
from network.units.models import Unit
from sisterhood.lib import clock


class Reassign(Protocol):
    """Gives what one person holds at a unit to another and answers how many rows went over."""

    def __call__(self, from_user: User, to_user: User, *, unit: Unit, by: User, reason: str) -> int: ...


@dataclass(frozen=True)
class Holding:
    """One kind of open work. `count(user, unit)` counts it; a unit of None means everywhere.

    `lines(user, unit)`, where there is one: a list to sign, of what the one who asks may see; a number and what
    stands next, never a name.
    """

    name: str
    label: object
    count: Callable[[User, Unit | None], int]
    reassign: Reassign
    lines: Callable[[User, Unit], list[tuple[str, str]]] | None = None


_holdings: dict[str, Holding] = {}
_farewells: dict[str, Callable[[User, Unit], int]] = {}


def register_holding(
    name: str,
    label: object,
    count: Callable[[User, Unit | None], int],
    reassign: Reassign,
    lines: Callable[[User, Unit], list[tuple[str, str]]] | None = None,
) -> None:
    """Add a kind of work that goes over with a person's post; a name registered again is replaced."""
    _holdings[name] = Holding(name, label, count, reassign, lines)


def register_farewell(name: str, ends: Callable[[User, Unit], int]) -> None:
    """Add what else ends for whoever leaves a unit for good; it answers how many rows. A name replaces itself."""
    _farewells[name] = ends


def say_farewell(user: User, *, unit: Unit) -> dict[str, int]:
    """She is not of this unit any more: what she could still see by having been there ends. By name of what ended.

    A part of the verb that ended her post, in its transaction.
    """
    return {name: ends(user, unit) for name, ends in _farewells.items()}


def counts(user: User, *, unit: Unit | None = None) -> dict[str, int]:
    """Open work by the holding's name."""
    return {name: holding.count(user, unit) for name, holding in _holdings.items()}


def review(user: User, *, unit: Unit | None = None) -> list[tuple[object, int]]:
    """Open work as (label, count), for a page; kinds without any are listed with 0."""
    return [(_holdings[name].label, number) for name, number in counts(user, unit=unit).items()]


def lines(user: User, *, unit: Unit) -> list[tuple[object, list[tuple[str, str]]]]:
    """By label what a list to be signed names, one line for each row that whoever asks may see."""
    told = ((each.label, each.lines(user, unit)) for each in _holdings.values() if each.lines is not None)
    return [(label, rows) for label, rows in told if rows]


def may_hand_over(by: User, from_user: User, unit: Unit) -> bool:
    """Whether `by` arranges the work this person holds at the unit, also when the post has just ended."""
    mine = {post.unit_id for post in rest.of(by).posts if "hand_over" in ROLES[post.role].may}
    if by.pk == from_user.pk:
        return unit.pk in mine
    held = Appointment.objects.filter(user=from_user, unit=unit).exclude(role__in=ADMIN_ROLES)
    posts = list(held.select_related("unit"))
    return bool(posts) and all(mine & set(administering_units(post)) for post in posts)


def takers(unit: Unit, *, without: User) -> list[User]:
    """Who may take the work over: people with a working post at the unit or at the unit above."""
    working = [role for role, row in ROLES.items() if "take_up" in row.may]
    posts = Appointment.objects.on(clock.today()).filter(
        unit_id__in=[unit.pk, unit.parent_id], role__in=working, user__is_active=True
    )
    found = {
        post.user_id: post.user for post in posts.select_related("user").order_by("-unit__level", "role")
    }
    found.pop(without.pk, None)
    return list(found.values())


@transaction.atomic
def hand_over(
    from_user: User,
    to_user: User,
    *,
    unit: Unit,
    by: User,
    reason: str,
    reviewed: dict[str, int] | None = None,
) -> HandOver:
    """Everything the first person holds at the unit goes to the second, in one step.

    `reviewed` are the counts `by` has seen; when they changed meanwhile, she is asked to look again.
    Raises Refusal without the right, without a reason, or when the second person may not take it.
    """
    list(User.objects.select_for_update().filter(pk__in=[from_user.pk, to_user.pk]).order_by("pk"))
    if not may_hand_over(by, from_user, unit):
        raise Refusal("not_yours", _("Only the leader of the unit or of the unit above hands over its work."))
    if to_user.pk not in {user.pk for user in takers(unit, without=from_user)}:
        raise Refusal("taker", _("Choose somebody who holds a working post at this unit or the unit above."))
    if reason not in HandOverReason.values:
        raise Refusal("reason", _("Please choose why the work changes hands."))
    if reviewed is not None and reviewed != counts(from_user, unit=unit):
        raise Refusal("changed", _("The open work has changed since you looked. Please review it again."))
    given = {
        name: holding.reassign(from_user, to_user, unit=unit, by=by, reason=reason)
        for name, holding in _holdings.items()
    }
    record.event(
        Action.GRANT,
        by=by,
        subject=("user", from_user.pk),
        unit_id=unit.pk,
        detail={"what": "hand_over", "to": to_user.pk, **given},
    )
    return HandOver.objects.create(
        from_user=from_user, to_user=to_user, unit=unit, by=by, at=clock.now(), reason=reason, counts=given
    )
