"""Is somebody at every duty desk by day and by night (值班员, 24 h for danger)? The same people are counted whom danger calls.

A post of a duty officer is kept round the clock; what leaves a desk empty is a post that ends, an account that is closed,
a leave without a substitute. Hours are counted from now to the last day looked at, across midnight as one.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from network.access.roles import DUTY_OF_LEVEL, LEADER_OF_LEVEL, OFFICER_OF_LEVEL
from network.deadlines import calculator
from network.notifications import outbox
from network.notifications.outbox import Post
from network.staff.appointments import DUTY
from network.staff.leaves import Leave, present
from network.staff.models import Appointment
from network.units.models import Level, Unit
from sisterhood.lib import clock

AHEAD, ABOVE = "duty.ahead", "duty.above"
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Gap:
    """From when until when nobody is at the desk of a unit."""

    unit: Unit
    begins: datetime
    ends: datetime

    @property
    def hours(self) -> int:
        """Whole hours, a begun one counts."""
        return -(-(self.ends - self.begins) // HOUR)


def must_have(units: list[int] | None = None) -> list[Unit]:
    """City and counties: where danger is answered day and night; among `units`, or all."""
    rows = Unit.objects.current().filter(level__in=DUTY_OF_LEVEL, is_quasi=False)
    if units is not None:
        rows = rows.filter(pk__in=units)
    return list(rows.select_related("parent").order_by("level", "code"))


def _kept(days: list[date]) -> dict[date, set[int]]:
    """The units at whose desk somebody is, by day; two queries for each day."""
    found: dict[date, set[int]] = {}
    for day in days:
        posts = Appointment.objects.on(day).filter(role=DUTY, user__is_active=True)
        held = defaultdict[int, list[int]](list)
        for unit, user in posts.values_list("unit_id", "user_id"):
            held[unit].append(user)
        away = Leave.objects.away(day)
        found[day] = {unit for unit, people in held.items() if present(people, away)}
    return found


def gaps(*, at: datetime, units: list[int] | None = None) -> list[Gap]:
    """Hours without anybody in the coming days, the nearest first; `units` None looks at all."""
    today = clock.local_date(at)
    days = [today + timedelta(days=n) for n in range(calculator.length_of(AHEAD, on=today))]
    kept = _kept(days)
    found = [gap for unit in must_have(units) for gap in _of(unit, days, kept, at)]
    return sorted(found, key=lambda gap: (gap.begins, gap.unit.level, gap.unit.code))


def _of(unit: Unit, days: list[date], kept: dict[date, set[int]], at: datetime) -> Iterator[Gap]:
    begins: datetime | None = None
    for day in days:
        if unit.pk in kept[day]:
            if begins is not None:
                yield Gap(unit, begins, clock.start_of_day(day))
            begins = None
        elif begins is None:
            begins = max(at, clock.start_of_day(day))
    if begins is not None:
        yield Gap(unit, begins, clock.start_of_day(days[-1] + timedelta(days=1)))


def check(*, at: datetime) -> dict[str, int]:
    """What the job found, and how many messages it asked for; asking twice sends nothing twice, and an empty desk is told
    of again each day. Its own officer and leader are told as soon as it is seen, the level above when it is near."""
    found = gaps(at=at)
    posts = list(_posts(found, at))
    outbox.post_many(posts, at=at)
    return {
        "desks": len({gap.unit.pk for gap in found}),
        "hours": sum(gap.hours for gap in found),
        "told": len(posts),
    }


def _seats(units: set[int], today: date) -> dict[int, list[int]]:
    """Who plans the duty of each unit: its officers and leaders, or whoever stands in."""
    roles = {*LEADER_OF_LEVEL.values(), *OFFICER_OF_LEVEL.values()}
    posts = Appointment.objects.on(today).filter(
        unit_id__in=units, role__in=roles, is_primary=True, user__is_active=True
    )
    held = defaultdict[int, list[int]](list)
    for unit, user in posts.order_by("pk").values_list("unit_id", "user_id"):
        held[unit].append(user)
    away = Leave.objects.away(today)
    return {unit: present(people, away) for unit, people in held.items()}


def _posts(found: list[Gap], at: datetime) -> Iterator[Post]:
    today = clock.local_date(at)
    near = at + timedelta(days=calculator.length_of(ABOVE, on=today))
    above = {
        gap.unit.parent_id
        for gap in found
        if gap.begins <= near and gap.unit.level > Level.CITY and gap.unit.parent_id is not None
    }
    seats = _seats({gap.unit.pk for gap in found} | above, today)
    for gap in found:
        for user in seats.get(gap.unit.pk, []):
            yield Post("cover_missing", user, f"cover_missing:{gap.unit.pk}:{_day(gap)}:{user}")
    for unit in sorted(above):
        for user in seats.get(unit, []):
            yield Post("cover_missing_below", user, f"cover_missing_below:{unit}:{today:%Y%m%d}:{user}")


def _day(gap: Gap) -> str:
    return f"{clock.local_date(gap.begins):%Y%m%d}"
