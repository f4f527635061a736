"""Accounts: opened and closed by the system administrator, passwords reset by the unit's administrator.

The unit's administrator is the leader of the person's unit or of the unit above; for villages and hamlets
the township chair. Nobody resets the password of a leader of her own unit, or her own. Guarded accounts are
reset by two administrators (`network/resets/`).
"""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import gate, rest
from network.access.gate import Refusal
from network.access.reach import Seat
from network.access.roles import ADMIN_ROLES, ROLES, roles_that
from network.access.scope import Scope
from network.audit import record
from network.audit.models import Action
from network.staff import lockout
from network.staff.appointments import scope_of
from network.staff.models import Appointment, User
from network.staff.passwords import temporary_password
from network.units.models import Level
from sisterhood.lib import clock


class OneTime(NamedTuple):
    """An account and a password that is shown once and must be changed at the next sign-in."""

    user: User
    password: str


def administering_units(post: Appointment) -> tuple[int, ...]:
    """Ids of the units whose leader looks after the account of whoever holds this post; none for the three."""
    unit = post.unit
    if post.role in ADMIN_ROLES:
        return ()
    if unit.level >= Level.VILLAGE:
        return (unit.township_id,) if unit.township_id else ()
    above = (unit.parent_id,) if unit.parent_id else ()
    return above if ROLES[post.role].seat is Seat.LEADER else (unit.pk, *above)


def is_guarded(user: User) -> bool:
    """Whether only two administrators reset her password together, and no leader.

    The three administrators; whoever may read accusations, because the accused may be her leader (asked of the role,
    not of the list, so that a refusal does not tell who stands on it), also from a day to come; whoever has no post
    or nobody above.
    """
    held = user.appointments.exclude(ends_on__lt=clock.today()).values_list("role", flat=True)
    if any(role in ADMIN_ROLES or "read_accusation" in ROLES[role].may for role in held):
        return True
    units = {unit for post in user.live_posts for unit in administering_units(post)}
    leaders = Appointment.objects.on(clock.today()).filter(unit_id__in=units).exclude(user=user)
    return (
        scope_of(user).may("read_accusation")  # standing in for somebody
        or not leaders.filter(role__in=roles_that("reset_password")).exists()
    )


def may_look_after(scope: Scope, user: User) -> bool:
    """Whether the scope's person resets her password alone: for every post the person holds, not only one."""
    mine = {post.unit_id for post in scope.posts if "reset_password" in ROLES[post.role].may}
    posts = user.live_posts
    hers = bool(posts) and all(mine & set(administering_units(p)) for p in posts)
    return hers and scope.user_id != user.pk and not is_guarded(user)


def may_ask_reset(scope: Scope, user: User) -> bool:
    """Whether the scope's person asks a second administrator to agree to a new password for her."""
    return scope.may("ask_reset") and scope.user_id != user.pk and is_guarded(user)


def open_account(username: str, display_name: str, *, by: User | None, work_phone: str = "") -> OneTime:
    """A new account with a one-time password. `by=None` is the house itself (demo, first set-up).

    Raises Refusal without the right to manage accounts, and when the user name is taken or malformed.
    """
    if by is not None:
        gate.require(rest.of(by), "manage_accounts")
    user = User(
        username=username.strip().lower(), display_name=display_name.strip(), work_phone=work_phone.strip()
    )
    password = temporary_password()
    with transaction.atomic():
        if User.objects.filter(username__iexact=user.username).exists():
            raise Refusal("taken", _("This user name is already in use."))
        user.set_password(password)
        try:
            user.full_clean()
        except ValidationError as error:
            raise Refusal("malformed", " ".join(error.messages)) from error
        user.save()
        record.event(Action.GRANT, by=by, subject=("user", user.pk), detail={"what": "account"})
    return OneTime(user, password)


def renew_password(user: User, *, by: User) -> OneTime:
    """A temporary password, shown once; every session of the person ends and her lock is lifted.

    A part of the verbs in `network/resets/verbs.py`, which have asked whether `by` may, in their transaction.
    """
    password = temporary_password()
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    lockout.clear(user.username)
    record.event(Action.CHANGE, by=by, subject=("user", user.pk), detail={"what": "password_reset"})
    return OneTime(user, password)


@transaction.atomic
def change_password(user: User, *, new: str, by: User) -> User:
    """Her own new password, already validated; every other session of hers ends."""
    if by.pk != user.pk:
        raise Refusal("not_yours", _("Everybody changes only her own password."))
    user.set_password(new)
    user.must_change_password = False
    user.password_changed_at = clock.now()
    user.save(update_fields=["password", "must_change_password", "password_changed_at"])
    record.event(Action.CHANGE, by=by, subject=("user", user.pk), detail={"what": "password"})
    return user


def disable(user: User, *, by: User) -> User:
    """She may no longer sign in; her running sessions end with the next request."""
    return _switch(user, active=False, by=by)


def enable(user: User, *, by: User) -> User:
    """She may sign in again with her old password."""
    return _switch(user, active=True, by=by)


@transaction.atomic
def _switch(user: User, *, active: bool, by: User) -> User:
    gate.require(rest.of(by), "manage_accounts")
    if by.pk == user.pk:
        raise Refusal("yourself", _("You cannot close your own account."))
    user = User.objects.select_for_update().get(pk=user.pk)
    user.is_active = active
    user.save(update_fields=["is_active"])
    action = Action.GRANT if active else Action.WITHDRAW
    record.event(action, by=by, subject=("user", user.pk), detail={"what": "sign_in"})
    return user
