"""Leave with a substitute: asked, approved by the leader, ended early. It begins and ends by the calendar alone."""

from datetime import date, timedelta

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from network.access import logins, rest
from network.access.gate import Refusal
from network.access.roles import ADMIN_ROLES, ROLES
from network.audit import record
from network.audit.models import Action
from network.notifications import outbox
from network.staff import holdings, lendings
from network.staff.accounts import administering_units
from network.staff.leaves import LONGEST_CHAIN, Leave, links, stand_in
from network.staff.models import Appointment, User
from network.units.models import Unit
from sisterhood.lib import clock

LONGEST_DAYS = 366


def home_of(user: User) -> Unit | None:
    """The unit whose leader decides about her leave: where she holds her highest post that is no administrator's."""
    posts = [post for post in user.live_posts if post.role not in ADMIN_ROLES]
    return min(posts, key=lambda post: (post.unit.level, post.pk)).unit if posts else None


def deciders(user: User) -> set[int]:
    """Who decides about her leave: whoever leads for every post of hers; where nobody stands above, who keeps posts."""
    posts = [post for post in user.live_posts if post.role not in ADMIN_ROLES]
    live = Appointment.objects.on(clock.today()).filter(user__is_active=True).exclude(user=user)
    leading = [role for role, row in ROLES.items() if {"arrange_leave", "hand_over"} <= row.may.keys()]
    found = [
        set(
            live.filter(unit_id__in=administering_units(post), role__in=leading).values_list(
                "user_id", flat=True
            )
        )
        for post in posts
    ]
    if not found or all(found):
        return set.intersection(*found) if found else set()
    return set(live.filter(role="security_admin").values_list("user_id", flat=True))


def may_decide(by: User, user: User) -> bool:
    """Whether `by` decides about this person's leave, herself or standing in; nobody decides her own."""
    scope = rest.of(by)
    return by.pk != user.pk and bool(deciders(user) & {by.pk, *scope.stands_for})


def substitutes(user: User) -> list[User]:
    """Who may stand in: whoever could take her work over."""
    unit = home_of(user)
    return holdings.takers(unit, without=user) if unit else []


def _check(user: User, substitute: User, starts_on: date, ends_on: date) -> None:
    if substitute.pk == user.pk:
        raise Refusal("substitute", _("Nobody stands in for herself."))
    if substitute.pk not in {each.pk for each in substitutes(user)}:
        raise Refusal(
            "substitute", _("Choose somebody who holds a working post at this unit or the unit above.")
        )
    if ends_on < starts_on:
        raise Refusal("ends_on", _("The last day cannot be before the first."))
    if ends_on < clock.today():
        raise Refusal("ends_on", _("These days are over already."))
    if (ends_on - starts_on).days >= LONGEST_DAYS:
        raise Refusal("ends_on", _("At most one year. After that the work is handed over."))


def _chain(leave: Leave, by: User) -> None:
    """The substitute's own leaves within these days: whoever stands in for her must lead to somebody.

    No chain of which this leave is a link, hers or an earlier one's, comes past whoever approved it.
    """
    days = {leave.starts_on}
    for other in Leave.objects.filter(
        granted=True, starts_on__lte=leave.ends_on, ends_on__gte=leave.starts_on
    ):
        days.add(max(other.starts_on, leave.starts_on))
    for day in sorted(days):
        away = Leave.objects.away(day) | {leave.user_id: leave.substitute_id}
        if stand_in(leave.user_id, away) is None:
            raise Refusal(
                "substitute",
                _(
                    "The substitute is away herself from %(day)s, and at most %(most)d people stand in one after another."
                )
                % {"day": day, "most": LONGEST_CHAIN},
            )
        approved = dict(Leave.objects.on(day).values_list("user_id", "decided_by_id")) | {
            leave.user_id: by.pk
        }
        for absent, approver in approved.items():
            chain = links(absent, away)
            if leave.user_id in chain and approver in chain:
                raise Refusal(
                    "substitute",
                    _("On %(day)s this would make somebody stand in for a leave she approved herself.")
                    % {"day": day},
                )


def _overlaps(leave: Leave) -> bool:
    others = Leave.objects.filter(user_id=leave.user_id, granted=True).exclude(pk=leave.pk)
    return any(o.starts_on <= leave.ends_on and o.last_day >= leave.starts_on for o in others)


@transaction.atomic
def ask_leave(user: User, *, substitute: User, starts_on: date, ends_on: date, by: User) -> Leave:
    """Enter a leave: for herself, or for somebody `by` looks after. It counts once it is approved.

    Raises Refusal: not hers to enter, substitute, dates, another leave in these days.
    """
    unit = home_of(user)
    if unit is None or (by.pk != user.pk and not may_decide(by, user)):
        raise Refusal("not_yours", _("Only she herself or the leader of her unit enters her leave."))
    _check(user, substitute, starts_on, ends_on)
    leave = Leave(user=user, substitute=substitute, unit=unit, starts_on=starts_on, ends_on=ends_on)
    leave.proposed_by, leave.proposed_at = by, clock.now()
    if _overlaps(leave):
        raise Refusal("starts_on", _("She is on leave in these days already."))
    leave.save(force_insert=True)
    for person in deciders(user) - {by.pk}:
        outbox.post("leave_waits", recipient=person, key=f"leave_waits:{leave.pk}:{person}")
    record.event(Action.CHANGE, by=by, subject=("user", user.pk), unit_id=unit.pk, detail={"what": "leave"})
    return leave


def _locked(leave: Leave) -> Leave:
    rows = Leave.objects.select_for_update(of=("self",)).select_related("user", "substitute")
    found = rows.filter(pk=leave.pk).first()
    if found is None:
        raise Refusal("not_yours", _("The leader of her unit or of the unit above decides about her leave."))
    return found


@transaction.atomic
def decide_leave(leave: Leave, *, by: User, grant: bool) -> Leave:
    """The leader who looks after her decides; whoever entered it may drop it but not approve it.

    Raises Refusal also when the substitute has become unable since, or is away herself.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(77, 61)")  # chains pass through people nobody locks
    list(User.objects.select_for_update().filter(pk__in=[leave.user_id, leave.substitute_id]).order_by("pk"))
    leave = _locked(leave)
    if not may_decide(by, leave.user) and not (by.pk == leave.proposed_by_id and not grant):
        raise Refusal("not_yours", _("The leader of her unit or of the unit above decides about her leave."))
    if grant:
        if by.pk == leave.substitute_id:
            raise Refusal("substitute", _("Whoever stands in does not approve it herself."))
        _check(leave.user, leave.substitute, leave.starts_on, leave.ends_on)
        if _overlaps(leave):
            raise Refusal("starts_on", _("She is on leave in these days already."))
        _chain(leave, by)
    leave.settle(by=by, at=clock.now(), grant=grant)
    if by.pk != leave.user_id:
        outbox.post("leave_decided", recipient=leave.user_id, key=f"leave_decided:{leave.pk}")
    if grant:
        outbox.post("stands_in", recipient=leave.substitute_id, key=f"stands_in:{leave.pk}")
    action = Action.GRANT if grant else Action.CHANGE
    detail = {"what": "leave", "to": leave.substitute_id, "granted": grant}
    record.event(action, by=by, subject=("user", leave.user_id), unit_id=leave.unit_id, detail=detail)
    return leave


@transaction.atomic
def end_leave(leave: Leave, *, by: User) -> Leave:
    """She is back: from now on everything is hers again, and every loan of the leave ends."""
    leave = _locked(leave)
    if by.pk != leave.user_id and not may_decide(by, leave.user):
        raise Refusal("not_yours", _("She herself or the leader of her unit ends her leave."))
    if not leave.granted or leave.last_day < clock.today():
        raise Refusal("over", _("This leave does not last any more."))
    leave.ended_on = clock.today() - timedelta(days=1)
    leave.save(update_fields=["ended_on"])
    lendings.end(leave.pk)
    record.event(
        Action.WITHDRAW,
        by=by,
        subject=("user", leave.user_id),
        unit_id=leave.unit_id,
        detail={"what": "leave"},
    )
    return leave


def lend_urgent() -> int:
    """What is urgent of everybody on leave, to whoever stands in; returns how many loans are new. As the worker.

    What was lent to a substitute who has no post of her own any more is taken back.
    """
    logins.require_worker()
    today = clock.today()
    away, lent = Leave.objects.away(today), 0
    for leave, person in Leave.objects.on(today).values_list("pk", "user_id"):
        substitute = stand_in(person, away)
        if away[person] is None:
            lendings.end(leave)  # her substitute lost her post on a day nobody was there to act
        if substitute is not None:
            lent += lendings.lend(leave, substitute)
    return lent
