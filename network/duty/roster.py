"""Is next month's reception day set, and is the coming one published in time (`reception_day_check`)?"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from network.access.roles import LEADER_OF_LEVEL, OFFICER_OF_LEVEL
from network.deadlines.versions import in_force
from network.duty.models import ReceptionDay, next_month
from network.duty.verbs import NOTICE
from network.notifications import outbox
from network.notifications.outbox import Post
from network.staff.models import Appointment
from network.units.models import Level, Unit
from sisterhood.lib import clock

# From which day of the month a missing day of the next one is told, and from which to the level above too.
TELL_UNIT, TELL_ABOVE = 20, 25
MUST_HOLD = (Level.CITY, Level.COUNTY)  # townships may, cities and counties must


def check(*, at: datetime) -> dict[str, int]:
    """What the job found and how many messages it asked for; asking twice sends nothing twice."""
    today = clock.local_date(at)
    missing = list(without_day(next_month(today))) if today.day >= TELL_UNIT else []
    posts = [*_of_missing(missing, today), *_of_unpublished(today)]
    outbox.post_many(posts, at=at)
    return {"missing": len(missing), "told": len(posts)}


def without_day(month: date, units: list[int] | None = None) -> Iterator[Unit]:
    """Cities and counties that have set no day of the month; among `units`, or all."""
    rows = Unit.objects.current().filter(level__in=MUST_HOLD, is_quasi=False)
    if units is not None:
        rows = rows.filter(pk__in=units)
    have = set(ReceptionDay.objects.alive().in_month(month).values_list("unit_id", flat=True))
    return (unit for unit in rows.order_by("level", "code") if unit.pk not in have)


def _seats(unit_ids: set[int], today: date) -> dict[int, set[int]]:
    """Who holds the leader's and the officer's primary seat of each unit."""
    roles = set(LEADER_OF_LEVEL.values()) | set(OFFICER_OF_LEVEL.values())
    held = Appointment.objects.on(today).filter(
        unit_id__in=unit_ids, role__in=roles, is_primary=True, user__is_active=True
    )
    found: dict[int, set[int]] = {unit: set() for unit in unit_ids}
    for unit, user in held.values_list("unit_id", "user_id"):
        found[unit].add(user)
    return found


def _of_missing(missing: list[Unit], today: date) -> Iterator[Post]:
    stage = TELL_ABOVE if today.day >= TELL_ABOVE else TELL_UNIT
    month = f"{next_month(today):%Y%m}"
    above = {unit.parent_id for unit in missing if unit.level > Level.CITY and unit.parent_id}
    seats = _seats({unit.pk for unit in missing} | above, today)
    for unit in missing:
        for user in sorted(seats[unit.pk]):
            yield Post("reception_missing", user, f"reception_missing:{unit.pk}:{month}:{stage}:{user}")
    if stage == TELL_ABOVE:
        for user in sorted({user for unit in above for user in seats[unit]}):
            yield Post("reception_missing_below", user, f"reception_missing_below:{month}:{user}")


def _of_unpublished(today: date) -> Iterator[Post]:
    """Some days before the last day to publish, and on that day or after it: two reminders at most."""
    limit = in_force(NOTICE, on=today)
    last = today + timedelta(days=limit.length)
    waiting = ReceptionDay.objects.filter(
        state__in=("proposed", "approved"), day__gt=today, day__lte=last + timedelta(days=limit.remind_before)
    )
    rows = list(waiting.order_by("day", "pk"))
    seats = _seats({row.unit_id for row in rows}, today)
    for row in rows:
        stage = "last" if row.day <= last else "soon"
        for user in sorted(seats[row.unit_id]):
            key = f"reception_unpublished:{row.pk}:{row.day:%Y%m%d}:{stage}:{user}"
            yield Post("reception_unpublished", user, key, ("reception_day", row.pk))
