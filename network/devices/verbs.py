"""A phone says that it is there, and is taken out of use when it is lost.

What a phone says of its queue starts and ends two gentle periods of the leader above its person: what waits for a day,
and a phone nobody has heard of for two weeks.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from network.access import gate, rest
from network.access.gate import Refusal
from network.access.roles import ROLES
from network.access.scope import Scope
from network.audit import record
from network.audit.models import Action
from network.deadlines import calculator, clocks
from network.deadlines.models import Clock, ClockState
from network.devices.models import Device
from network.devices.reasons import WIPED, WhyRevoked
from network.sites.reach import Ground
from network.staff import sessions
from network.staff.models import User
from network.units.models import Unit
from sisterhood.lib import clock

SUBJECT = "device"
UNSENT, SILENT, MOST = "device.unsent", "device.silent", "device.most"
AGAIN = timedelta(minutes=2)  # what has not changed is not written more often
MOST_UNSENT = 100_000
OLDEST = timedelta(days=30)  # what a phone's clock says beyond that is not believed


@dataclass(frozen=True)
class Heard:
    """What a phone says of itself: its number, what it is, how many items wait and since when the oldest does.

    A desk computer that is only told of messages keeps no queue, and nobody asks after it when it is quiet.
    """

    mark: UUID
    label: str = ""
    unsent: int = 0
    oldest: datetime | None = None
    session: str = ""
    keeps_queue: bool = True


def is_revoked(mark: UUID) -> bool:
    """Whether this phone is out of use for everybody: lost, stolen, or nobody is left on it. Nobody need be signed in."""
    with connection.cursor() as cursor:
        cursor.execute("select device_revoked(%s)", [mark])
        return bool(cursor.fetchone()[0])


def only_she_is_told(mark: UUID, *, stays: int | None) -> None:
    """Whoever else had this phone gets no notification on it any more; `stays` is whose it is now, None for nobody's.

    Also where no scope stands: somebody signs in or out.
    """
    with connection.cursor() as cursor:
        cursor.execute("select push_leaves(%s, %s)", [mark, stays])


def taken_off(mark: UUID) -> list[int]:
    """Who was taken off this phone while she who asks uses it; what they left there goes."""
    with connection.cursor() as cursor:
        cursor.execute("select * from device_taken_off(%s)", [mark])
        return [user for (user,) in cursor.fetchall()]


def _place(scope: Scope) -> Unit | None:
    """The unit of the post nearest to the people; a phone is carried there."""
    posts = sorted(scope.posts, key=lambda post: -post.level)
    return Unit.objects.get(pk=posts[0].unit_id) if posts else None


@transaction.atomic
def greet(heard: Heard, *, by: User, at: datetime | None = None) -> Device | None:
    """A phone is there: it is entered the first time, its queue is remembered, its periods follow.

    None for somebody without a post, and for one phone more than a person may have.
    """
    scope, at = rest.of(by), at or clock.now()
    unit = _place(scope)
    if unit is None:
        return None
    hers = Device.objects.filter(mark=heard.mark, user=by).in_use()
    row = hers.first()
    unsent = min(max(heard.unsent, 0), MOST_UNSENT)
    oldest = max(min(heard.oldest or at, at), at - OLDEST) if unsent else None
    if row is None:
        rest.one_at_a_time("device")
        if Device.objects.filter(user=by).in_use().count() >= calculator.length_of(MOST):
            return None
        made = Device(mark=heard.mark, user=by, unit=unit, label=heard.label[:60] or str(_("handset")))
        made.first_at = made.seen_at = at
        made.session, made.unsent, made.oldest = heard.session, unsent, oldest
        Device.objects.bulk_create([made], ignore_conflicts=True)
        row = hers.get()
    elif _is_news(row, unit, unsent, heard.session, at):
        told = {"seen_at": at, "unsent": unsent, "oldest": oldest, "session": heard.session, "unit": unit}
        Device.objects.filter(pk=row.pk).update(**told)
        row.refresh_from_db()
    else:
        return row
    only_she_is_told(heard.mark, stays=by.pk)
    if heard.keeps_queue:
        _keep_periods(row, by=by, at=at)
    return row


def _is_news(row: Device, unit: Unit, unsent: int, session: str, at: datetime) -> bool:
    changed = (row.unsent, row.unit_id, row.session) != (unsent, unit.pk, session)
    return changed or at - row.seen_at > AGAIN


def _above(unit: Unit) -> Unit:
    """Who is asked to look after it: the leader of the village for a station, else the level above."""
    return unit.parent if unit.level > 1 and unit.parent is not None else unit


def _keep_periods(row: Device, *, by: User, at: datetime) -> None:
    subject, unit = (SUBJECT, row.pk), _above(row.unit)
    if row.unsent:
        clocks.start(UNSENT, subject=subject, unit=unit, owner=None, by=by, at=row.oldest or at)
    else:
        clocks.meet(subject, UNSENT, by=by, at=at)
    silent = Clock.objects.filter(
        subject_kind=SUBJECT, subject_id=row.pk, limit_id=SILENT, state=ClockState.RUNNING
    ).first()
    today = clock.local_date(at)
    if silent is None:
        clocks.start(SILENT, subject=subject, unit=unit, owner=None, by=by, at=at)
    elif silent.starts_on < today or silent.unit_id != unit.pk:
        silent.starts_on, silent.started_at, silent.unit = today, at, unit
        clocks.recount(silent)


def is_leader_of(row: Device, scope: Scope) -> bool:
    """Whether her post carries the right to take this phone out of use."""
    return bool(gate.ask(scope, "revoke_device", Ground(row.unit)))


def may_revoke(row: Device, scope: Scope) -> bool:
    """Its person herself, and whoever leads her: the village for a station, the township and above."""
    return row.user_id == scope.user_id or is_leader_of(row, scope)


@transaction.atomic
def revoke_device(device: UUID, *, why: str, by: User, at: datetime | None = None) -> Device:
    """挂失: she is off this phone. A lost or stolen one is emptied as soon as it is heard of; else the others go on.

    Its session is covered and asks for the password. Raises Refusal: gone, the gate's, without a reason, twice.
    """
    scope, at = rest.of(by), at or clock.now()
    row = Device.objects.visible_to(scope).select_for_update(of=("self",)).filter(pk=device).first()
    if row is None:
        raise Refusal("gone", _("This phone is not known here."))
    if not may_revoke(row, scope):
        gate.require(scope, "revoke_device", Ground(row.unit))
    if why not in WhyRevoked.values:
        raise Refusal("why", _("Please say what became of the phone."))
    if row.revoked_at is not None:
        raise Refusal("revoked", _("This phone is out of use already."))
    if why in WIPED and not _may_shut(row, scope):
        raise Refusal(
            "why",
            _(
                "Somebody used this phone before you. She or her leader reports it lost for everybody; you can be taken"
                " off it as “sold or given away”."
            ),
        )
    row.revoked_at, row.revoked_by, row.why = at, by, why
    row.save(update_fields=["revoked_at", "revoked_by", "why"])
    _cover(row, at)
    clocks.cancel_running((SUBJECT, row.pk), by=by, at=at)
    detail = {"verb": "revoke_device", "why": why, "of": row.user_id, "unsent": row.unsent}
    record.event(Action.WITHDRAW, by=by, subject=(SUBJECT, row.pk), unit_id=row.unit_id, detail=detail, at=at)
    return row


def _may_shut(row: Device, scope: Scope) -> bool:
    """Whether she may empty it for everybody: who had it first, or whoever leads her. Knowing its number is not enough."""
    with connection.cursor() as cursor:
        cursor.execute("select person, home from device_first(%s)", [row.mark])
        found = cursor.fetchone()
    if found is None or found[0] in (scope.user_id, row.user_id):
        return True
    return bool(gate.ask(scope, "revoke_device", Ground(Unit.objects.get(pk=found[1]))))


def _cover(row: Device, at: datetime) -> None:
    """Her session on it, and on a lost phone everybody's."""
    marks = {row.session} - {""}
    if row.why in WIPED:
        with connection.cursor() as cursor:
            cursor.execute("select * from device_open_on(%s)", [row.mark])
            marks |= {mark for (mark,) in cursor.fetchall()}
    for mark in sorted(marks):
        sessions.cover(mark, at=at - timedelta(seconds=settings.COVER_SECONDS + 1))


def sees_devices(scope: Scope) -> bool:
    """Whether a post of hers looks after phones of others."""
    return any("see_devices" in ROLES[post.role].may for post in scope.posts)
