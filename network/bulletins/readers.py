"""Who is to read a bulletin and who has: asked of the posts of a day, so that whoever left is not waited for."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from network.bulletins.models import Bulletin
from network.staff.models import Appointment
from network.units.models import Level, Unit

_CHILD = {
    Level.CITY: "unit__county_id",
    Level.COUNTY: "unit__township_id",
    Level.TOWNSHIP: "unit__village_id",
}


def _posts(row: Bulletin, here: Unit, on: date) -> Any:
    units = Unit.objects.current().below(here).values("pk")
    held = Appointment.objects.on(on).filter(role__in=row.roles, unit__in=units, user__is_active=True)
    return held.exclude(user_id=row.published_by_id or 0)


def people(row: Bulletin, *, on: date) -> set[int]:
    """Ids of everybody it speaks to."""
    return set(_posts(row, row.below, on).values_list("user_id", flat=True))


def unread(row: Bulletin, *, on: date) -> set[int]:
    """Of these who has not opened it."""
    return people(row, on=on) - set(row.readings.values_list("user_id", flat=True))


@dataclass
class Receipts:
    """Of one unit with what is below it: how many it speaks to and how many have opened it."""

    everybody: set[int] = field(default_factory=set)
    read: set[int] = field(default_factory=set)

    @property
    def left(self) -> int:
        """How many have not."""
        return len(self.everybody) - len(self.read)


def by_child(row: Bulletin, here: Unit, *, on: date) -> dict[int, Receipts]:
    """For each unit directly below, and for `here` itself what is held there; two statements."""
    column = _CHILD.get(Level(here.level), "unit_id")
    opened = set(row.readings.values_list("user_id", flat=True))
    found: dict[int, Receipts] = {}
    for child, user in _posts(row, here, on).values_list(column, "user_id"):
        counts = found.setdefault(child or here.pk, Receipts())
        counts.everybody.add(user)
        if user in opened:
            counts.read.add(user)
    return found


def whole(parts: Iterable[Receipts]) -> Receipts:
    """Together; whoever holds two posts counts once."""
    total = Receipts()
    for each in parts:
        total.everybody |= each.everybody
        total.read |= each.read
    return total


def names_left(row: Bulletin, here: Unit, *, on: date, most: int) -> list[Appointment]:
    """Posts of those who have not opened it, by unit; as many as a page holds."""
    posts = _posts(row, here, on).exclude(user_id__in=row.readings.values("user_id"))
    return list(posts.select_related("user", "unit__parent").order_by("unit__code", "pk")[:most])
