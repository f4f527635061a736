"""Is every coming shift confirmed, and is she here who should be (`roster_check`)? Asking twice tells nobody twice.

Runs as the worker. Moments are rows of the limits: two reminders to the expert, the desk before an unconfirmed
shift, duty officer and desk when nobody came.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction

from network.access.roles import LEADER_OF_LEVEL, OFFICER_OF_LEVEL
from network.deadlines import calculator
from network.duty.rota.models import DutyShift
from network.duty.rota.states import UNCONFIRMED
from network.notifications import outbox
from network.notifications.outbox import Post
from network.staff.models import Appointment
from sisterhood.lib import clock

REMIND, LAST, UNCONFIRMED_HOURS, MISSED = "rota.remind", "rota.remind_last", "rota.unconfirmed", "rota.missed"
GRACE = timedelta(hours=24)


def check(*, at: datetime) -> dict[str, int]:
    """What the job found, and how many messages it asked for."""
    today = clock.local_date(at)
    days = max(
        calculator.length_of(REMIND, on=today), calculator.length_of(UNCONFIRMED_HOURS, on=today) // 24 + 1
    )
    coming = DutyShift.objects.between(today - timedelta(days=1), today + timedelta(days=days))
    rows = [row for row in coming.select_related("expert", "unit") if row.ends_at > at - GRACE]
    missed = [row.pk for row in rows if _is_missed(row, at)]
    with transaction.atomic():
        changed = DutyShift.objects.filter(pk__in=missed, state="confirmed").update(state="missed")
        posts = [post for row in rows for post in _posts(row, at)]
        outbox.post_many(posts, at=at)
    return {"missed": changed, "told": len(posts)}


def _is_missed(row: DutyShift, at: datetime) -> bool:
    late = timedelta(minutes=calculator.length_of(MISSED, on=row.day))
    if row.state == "confirmed" and row.begins_at + late <= at:
        row.state = "missed"
    return row.state == "missed"


def _posts(row: DutyShift, at: datetime) -> Iterator[Post]:
    """The messages a shift asks for at this moment; the key makes each arrive once."""
    if row.state == "missed":
        yield from _to("shift_missed", row, _desk(row, at, "duty_officer"))
    if row.begins_at <= at:
        return
    left = (row.day - clock.local_date(at)).days
    for code in (LAST, REMIND):
        if row.state in ("offered", "confirmed") and left <= calculator.length_of(code, on=row.day):
            yield from _to("shift_coming", row, {row.expert.user_id}, stage=code)
            break
    hours = timedelta(hours=calculator.length_of(UNCONFIRMED_HOURS, on=row.day))
    if row.state in UNCONFIRMED and row.begins_at - at <= hours:
        yield from _to("shift_unconfirmed", row, _desk(row, at))


def _to(kind: str, row: DutyShift, people: set[int], *, stage: str = "") -> Iterator[Post]:
    for user in sorted(people):
        yield Post(kind, user, f"{kind}:{row.pk}:{stage}:{user}", ("shift", row.pk))


def _desk(row: DutyShift, at: datetime, *more: str) -> set[int]:
    """The officers of the unit, or its leader where there is none; with the duty officers when asked for."""
    posts = Appointment.objects.on(clock.local_date(at)).filter(unit_id=row.unit_id, user__is_active=True)
    officers = set(posts.filter(role=OFFICER_OF_LEVEL[row.unit.level]).values_list("user_id", flat=True))
    if not officers:
        officers = set(posts.filter(role=LEADER_OF_LEVEL[row.unit.level]).values_list("user_id", flat=True))
    return officers | set(posts.filter(role__in=more).values_list("user_id", flat=True))
