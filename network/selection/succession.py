"""交接站点: a head leaves, and in one reviewed and signed step everything she held goes to whoever follows.

Built on the hand-over of open work (`network/staff/holdings.py`): what it moves there goes over here as well.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import gate, rest
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.deadlines.models import Clock
from network.selection import terms
from network.selection.frame import SUBJECT as SELECTION
from network.selection.frame import step
from network.selection.models import StationHeadSelection, Succession
from network.sites.places import HeadEnd, StationHead
from network.sites.reach import Ground
from network.staff import appointments, holdings
from network.staff.models import Appointment, HandOver, HandOverReason, User
from network.units.models import Unit
from sisterhood.lib import clock

WHY = {
    HeadEnd.TERM: HandOverReason.TERM,
    HeadEnd.RESIGNED: HandOverReason.LEAVES,
    HeadEnd.REMOVED: HandOverReason.LEAVES,
}


@dataclass(frozen=True)
class Follower:
    """Somebody who may take it over: whoever was confirmed, or until then somebody of the village."""

    user: User
    selection: StationHeadSelection | None = None

    @property
    def is_head(self) -> bool:
        """Whether her term begins with the hand-over."""
        return self.selection is not None


def ready(unit: Unit) -> StationHeadSelection | None:
    """The selection whose term can begin with a hand-over today."""
    rows = StationHeadSelection.objects.filter(unit=unit, state="confirmed").select_related("chosen__account")
    return rows.exclude(trained_on=None).exclude(pledged_on=None).first()


def followers(post: Appointment) -> list[Follower]:
    """Whoever was confirmed first; then people with a working post at the station or in its village."""
    chosen = ready(post.unit)
    account = chosen.chosen.account if chosen is not None and chosen.chosen is not None else None
    found = [Follower(account, chosen)] if account is not None and account != post.user else []
    known = {each.user.pk for each in found}
    people = holdings.takers(post.unit, without=post.user)
    return found + [Follower(user) for user in people if user.pk not in known]


@dataclass(frozen=True)
class Review:
    """What goes over, as counts and as the lines of the list."""

    counts: list[tuple[object, int]]
    lines: list[tuple[object, list[tuple[str, str]]]]

    @property
    def total(self) -> int:
        """All of it."""
        return sum(number for _label, number in self.counts)

    @property
    def unlisted(self) -> int:
        """What goes over without a line: whoever signs may not see its number."""
        return self.total - sum(len(rows) for _label, rows in self.lines)

    def written(self) -> dict[str, Any]:
        """For the row that keeps the list, and for its digest."""
        return {
            "counts": [[str(label), number] for label, number in self.counts],
            "lines": [[str(label), [list(row) for row in rows]] for label, rows in self.lines],
        }

    @property
    def digest(self) -> str:
        """SHA-256 of the list, as hexadecimal: what was reviewed is what was signed."""
        return hashlib.sha256(json.dumps(self.written(), ensure_ascii=False).encode()).hexdigest()


def review(post: Appointment) -> Review:
    """What she holds at the station."""
    return Review(holdings.review(post.user, unit=post.unit), holdings.lines(post.user, unit=post.unit))


def post_seen(post_id: int, *, by: User) -> Appointment | None:
    """The post of a head whom `by` looks after; None for any other."""
    scope = rest.of(by)
    post = (
        Appointment.objects.select_related("unit__parent", "user").filter(pk=post_id, role=terms.ROLE).first()
    )
    if post is None or not gate.ask(scope, "succeed_head", Ground(post.unit)):
        return None
    return post


def has_ended(post: Appointment, on: date) -> bool:
    """Whether her last day has passed; a last day to come is no end."""
    return post.ends_on is not None and post.ends_on < on


def signed_over(post_id: int, *, by: User) -> Succession | None:
    """The list with which a post ended, for whoever sends the same signature twice."""
    post = post_seen(post_id, by=by)
    if post is None or post.ends_on is None:
        return None
    rows = Succession.objects.visible_to(rest.of(by)).filter(unit=post.unit, from_user=post.user)
    last = post.ends_on
    return next(
        (row for row in rows if clock.local_date(row.signed_at) - timedelta(days=1) == last),
        None,
    )


@transaction.atomic
def succeed_head(
    post_id: int,
    *,
    to_user: User,
    ended_for: str,
    reviewed: str,
    by: User,
    at: datetime | None = None,
) -> Succession:
    """Her post ends, the follower's begins, every open item moves, her sight of it ends: all of it or nothing.

    `reviewed` is the digest of the list that `by` has signed. Raises Refusal: not hers, ended already, changed since
    she looked, a follower who may not, or something that nobody there may take.
    """
    at = at or clock.now()
    post = post_seen(post_id, by=by)
    if post is None:
        raise Refusal("gone", _("This post does not exist."))
    now = Appointment.objects.select_for_update(of=("self",)).get(pk=post.pk)
    today = clock.local_date(at)
    if has_ended(now, today):
        raise Refusal("ended", _("Her time at this station has ended already."))
    if post.starts_on >= today:
        raise Refusal("starts_on", _("Her term began today; it can end tomorrow at the earliest."))
    if ended_for not in WHY:
        raise Refusal("ended_for", _("Please choose why her time ends."))
    follower = next((each for each in followers(post) if each.user.pk == to_user.pk), None)
    if follower is None:
        raise Refusal("to_user", _("Choose somebody from the list."))
    signed = review(post)
    if reviewed != signed.digest:
        raise Refusal("changed", _("The open work has changed since you looked. Please review it again."))
    ended = _leave(post, ended_for, by, at)
    begun = _follow(follower, post, by, at)
    hand_over = _give(post, to_user, WHY[HeadEnd(ended_for)], by, at)
    farewell = holdings.say_farewell(post.user, unit=post.unit)
    return _write(post, follower, signed, hand_over, (ended, begun), by, at, farewell)


def _leave(post: Appointment, ended_for: str, by: User, at: datetime) -> StationHead | None:
    last = clock.local_date(at) - timedelta(days=1)
    term = StationHead.objects.serving().filter(unit=post.unit, user=post.user).first()
    if term is not None:
        terms.end_term(term, ended_for=ended_for, on=last, by=by, at=at)
    appointments.vacate(post, by=by, on=last)
    return term


def _follow(follower: Follower, post: Appointment, by: User, at: datetime) -> StationHead | None:
    if follower.selection is None:
        return None
    with step(follower.selection.pk, "begin_term", by=by, at=at) as line:
        term: StationHead = terms.install(line, None)
        return term


def _give(post: Appointment, to_user: User, reason: str, by: User, at: datetime) -> HandOver:
    """Everything to her; what she may not have goes to whoever of the village may. Nothing is left."""

    def give(user: User) -> HandOver:
        return holdings.hand_over(post.user, user, unit=post.unit, by=by, reason=str(reason))

    given = give(to_user)
    others = (
        user for user in holdings.takers(post.unit, without=post.user) if user.pk not in (to_user.pk, by.pk)
    )
    while any(holdings.counts(post.user, unit=post.unit).values()):
        other = next(others, None)
        if other is None:
            raise Refusal("left", _("Some of it may go to nobody here. Ask the county to take it first."))
        give(other)
    return given


def _write(
    post: Appointment,
    follower: Follower,
    signed: Review,
    hand_over: HandOver,
    terms_of: tuple[StationHead | None, StationHead | None],
    by: User,
    at: datetime,
    farewell: dict[str, int],
) -> Succession:
    made = Succession.objects.create(
        unit=post.unit,
        from_user=post.user,
        to_user=follower.user,
        ended=terms_of[0],
        begun=terms_of[1],
        reason=hand_over.reason,
        hand_over=hand_over,
        digest=signed.digest,
        signed_by=by,
        signed_at=at,
        **signed.written(),
    )
    detail = {"verb": "succeed_head", "from": post.user_id, "to": follower.user.pk, "farewell": farewell}
    record.event(
        Action.GRANT, by=by, subject=("succession", made.pk), unit_id=post.unit_id, detail=detail, at=at
    )
    return made


# Clocks of stations are work of whoever owns them: a village or township chair hands them on with her post.
KINDS = (SELECTION, terms.SUBJECT, "inspection", "site")


def _clocks(user: User, unit: Unit | None) -> Any:
    rows = Clock.objects.filter(owner=user, subject_kind__in=KINDS, state__in=("running", "paused"))
    return rows if unit is None else rows.filter(unit=unit)


def held(user: User, unit: Unit | None) -> int:
    """Periods about stations that count for her."""
    return int(_clocks(user, unit).count())


def reassign(from_user: User, to_user: User, *, unit: Unit, by: User, reason: str) -> int:
    """They count for the other from now on; no period begins anew."""
    return int(_clocks(from_user, unit).update(owner=to_user))


def enrol() -> None:
    """Called once when the app is ready."""
    holdings.register_holding("stations", _("periods about stations"), held, reassign)
