"""Is every coming shift confirmed, and is she here who should be (`roster_check`)? Asking twice tells nobody twice.

Runs as the worker. Moments are rows of the limits: two reminders to the expert, the desk before an unconfirmed
shift, duty officer and desk when nobody came.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from django.db import transaction

from network.access.roles import LEADER_OF_LEVEL, OFFICER_OF_LEVEL
from network.deadlines import calculator
from network.duty.rota.models import DutyShift
from network.duty.rota.states import UNCONFIRMED
from network.notifications import outbox
from network.notifications.outbox import Post
from network.staff.appointments import DUTY
from network.staff.leaves import Leave, present
from network.staff.models import Appointment
from sisterhood.lib import clock

REMIND, LAST, UNCONFIRMED_HOURS, MISSED = "rota.remind", "rota.remind_last", "rota.unconfirmed", "rota.missed"
GRACE = timedelta(hours=24)


@dataclass(frozen=True)
class Look:
    """One look at every coming shift: the moment, who sits at which desk, and how long a limit is on a day."""

    at: datetime
    desks: dict[tuple[int, str], list[int]]
    length: Callable[[str, date], int]

    def desk(self, row: DutyShift, *more: str) -> set[int]:
        """The officers of the unit, or its leaders where there is none; with other posts when asked for."""
        unit, level = row.unit_id, row.unit.level
        officers = self.desks.get((unit, OFFICER_OF_LEVEL[level])) or self.desks.get(
            (unit, LEADER_OF_LEVEL[level]), []
        )
        return {*officers, *(person for role in more for person in self.desks.get((unit, role), []))}


def check(*, at: datetime) -> dict[str, int]:
    """What the job found, and how many messages it asked for. A handful of queries, however many shifts there are."""
    today = clock.local_date(at)
    days = max(
        calculator.length_of(REMIND, on=today), calculator.length_of(UNCONFIRMED_HOURS, on=today) // 24 + 1
    )
    coming = DutyShift.objects.between(today - timedelta(days=1), today + timedelta(days=days)).watched()
    rows = [row for row in coming.select_related("expert", "unit") if row.ends_at > at - GRACE]
    length = cache(lambda code, day: calculator.length_of(code, on=day))
    look = Look(at, _desks({row.unit_id for row in rows}, today), length)
    missed = [row.pk for row in rows if _is_missed(row, look)]
    with transaction.atomic():
        changed = DutyShift.objects.filter(pk__in=missed, state="confirmed").update(state="missed")
        posts = [post for row in rows for post in _posts(row, look)]
        outbox.post_many(posts, at=at)
    return {"missed": changed, "told": len(posts)}


def _desks(units: set[int], day: date) -> dict[tuple[int, str], list[int]]:
    """Unit and role → who is there, or stands in."""
    roles = {DUTY, *LEADER_OF_LEVEL.values(), *OFFICER_OF_LEVEL.values()}
    posts = Appointment.objects.on(day).filter(unit_id__in=units, role__in=roles, user__is_active=True)
    held = defaultdict[tuple[int, str], list[int]](list)
    for unit, role, user in posts.order_by("pk").values_list("unit_id", "role", "user_id"):
        held[unit, role].append(user)
    away = Leave.objects.away(day)
    return {desk: present(people, away) for desk, people in held.items()}


def _is_missed(row: DutyShift, look: Look) -> bool:
    late = timedelta(minutes=look.length(MISSED, row.day))
    if row.state == "confirmed" and row.begins_at + late <= look.at:
        row.state = "missed"
    return row.state == "missed"


def _posts(row: DutyShift, look: Look) -> Iterator[Post]:
    """The messages a shift asks for at this moment; the key makes each arrive once."""
    if row.state == "missed":
        yield from _to("shift_missed", row, look.desk(row, DUTY))
    if row.begins_at <= look.at:
        return
    left = (row.day - clock.local_date(look.at)).days
    for code in (LAST, REMIND):
        if row.state in ("offered", "confirmed") and left <= look.length(code, row.day):
            yield from _to("shift_coming", row, {row.expert.user_id}, stage=code)
            break
    hours = timedelta(hours=look.length(UNCONFIRMED_HOURS, row.day))
    if row.state in UNCONFIRMED and row.begins_at - look.at <= hours:
        yield from _to("shift_unconfirmed", row, look.desk(row))


def _to(kind: str, row: DutyShift, people: set[int], *, stage: str = "") -> Iterator[Post]:
    for user in sorted(people):
        yield Post(kind, user, f"{kind}:{row.pk}:{stage}:{user}", ("shift", row.pk))
