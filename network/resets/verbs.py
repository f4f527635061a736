"""New passwords given by somebody else: by a leader alone, or for guarded accounts by two administrators."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import gate, rest
from network.access.gate import Refusal
from network.access.roles import ROLES, roles_that
from network.audit import record
from network.audit.models import Action
from network.deadlines import calculator
from network.deadlines.said import said
from network.notifications import outbox
from network.resets.models import PasswordReset
from network.staff import accounts
from network.staff.accounts import OneTime, administering_units
from network.staff.models import Appointment, User
from network.units.models import Unit
from sisterhood.lib import clock
from sisterhood.lib.identifiers import uuid7

FETCHED_WITHIN = "staff.reset"
OVER = said(
    _("Nobody has agreed, it was fetched already, or %(time)s have passed since."), time=FETCHED_WITHIN
)


def _holders(*roles: str) -> set[int]:
    posts = Appointment.objects.on(clock.today()).filter(role__in=roles, user__is_active=True)
    return set(posts.values_list("user_id", flat=True))


def _above(by: User) -> set[int]:
    """Leaders above whoever resets; where nobody stands above, the other administrators."""
    mine = {(p.role, p.unit_id) for p in rest.of(by).posts if "reset_password" in ROLES[p.role].may}
    units = Unit.objects.in_bulk([unit for _role, unit in mine])
    over = {u for role, unit in mine for u in administering_units(Appointment(role=role, unit=units[unit]))}
    live = Appointment.objects.on(clock.today()).filter(user__is_active=True, unit_id__in=over)
    leaders = set(live.filter(role__in=roles_that("reset_password")).values_list("user_id", flat=True))
    return (leaders or _holders("security_admin", "audit_admin")) - {by.pk}


def _renew(user: User, by: User) -> OneTime:
    opened = accounts.renew_password(user, by=by)
    act = uuid7()
    outbox.post("password_reset", recipient=user, key=f"password_reset:{act}:{user.pk}")
    for person in _above(by) - {user.pk}:
        outbox.post("password_reset_below", recipient=person, key=f"password_reset_below:{act}:{person}")
    return opened


@transaction.atomic
def reset_password(user: User, *, by: User) -> OneTime:
    """By the leader who looks after her; she and whoever stands above the leader are told.

    Raises Refusal for everybody else, and for guarded accounts.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if not accounts.may_look_after(rest.of(by), user):
        raise Refusal(
            "not_yours", _("Only the leader of her unit or of the unit above can reset this password.")
        )
    return _renew(user, by)


@transaction.atomic
def ask_reset(person: User, *, by: User) -> PasswordReset:
    """The system administrator asks; nothing changes yet. Raises Refusal: not guarded, herself, asked already."""
    person = User.objects.select_for_update().get(pk=person.pk)
    if not accounts.may_ask_reset(rest.of(by), person):
        raise Refusal(
            "not_yours", _("Only the leader of her unit or of the unit above can reset this password.")
        )
    if PasswordReset.objects.filter(person=person, granted=None).exists():
        raise Refusal("asked", _("A new password for her waits for a decision already."))
    reset = PasswordReset.objects.create(person=person, proposed_by=by, proposed_at=clock.now())
    for other in _holders(*roles_that("confirm_reset")) - {by.pk, person.pk}:
        outbox.post("reset_waits", recipient=other, key=f"reset_waits:{reset.pk}:{other}")
    detail = {"what": "password_reset_asked"}
    record.event(Action.CHANGE, by=by, subject=("user", person.pk), detail=detail)
    return reset


def _locked(reset: PasswordReset) -> PasswordReset:
    rows = PasswordReset.objects.select_for_update(of=("self",)).select_related("person")
    found = rows.filter(pk=reset.pk).first()  # a used one is nobody's to lock any more
    if found is None:
        raise Refusal("over", OVER)
    return found


@transaction.atomic
def decide_reset(reset: PasswordReset, *, by: User, grant: bool) -> PasswordReset:
    """The security administrator decides; whoever asked may drop it. Raises Refusal: about herself, decided, own."""
    reset = _locked(reset)
    if grant or by.pk != reset.proposed_by_id:
        gate.require(rest.of(by), "confirm_reset")
    if by.pk == reset.person_id:
        raise Refusal("yourself", _("Nobody decides about her own password."))
    reset.settle(by=by, at=clock.now(), grant=grant)
    if by.pk != reset.proposed_by_id:
        outbox.post("reset_decided", recipient=reset.proposed_by_id, key=f"reset_decided:{reset.pk}")
    detail = {"what": "password_reset_decided", "granted": grant, "asked_by": reset.proposed_by_id}
    record.event(
        Action.GRANT if grant else Action.CHANGE, by=by, subject=("user", reset.person_id), detail=detail
    )
    return reset


@transaction.atomic
def fetch_password(reset: PasswordReset, *, by: User) -> OneTime:
    """The asker's one look: the password is made now, shown once, and told to the person and the administrators.

    Raises Refusal: not hers, not agreed to, used, or later than a day after the decision.
    """
    reset = _locked(reset)
    person = User.objects.select_for_update().get(pk=reset.person_id)
    if by.pk != reset.proposed_by_id or not accounts.may_ask_reset(rest.of(by), person):
        raise Refusal("not_yours", _("Only the administrator who asked sees the password."))
    if not is_ready(reset):
        raise Refusal("over", OVER)
    reset.used_at = clock.now()
    reset.save(update_fields=["used_at"])
    return _renew(person, by)


def is_ready(reset: PasswordReset) -> bool:
    """Whether it was agreed to within a day and nobody has fetched it."""
    if not reset.granted or reset.decided_at is None or reset.used_at is not None:
        return False
    return reset.decided_at > clock.now() - timedelta(hours=calculator.length_of(FETCHED_WITHIN))
