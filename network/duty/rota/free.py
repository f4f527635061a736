"""When an expert is free: the hours of her week, unless the day has an exception of its own."""

from collections.abc import Collection
from datetime import date, time

from network.duty.rota.models import Availability, AvailabilityException, Expert


def hours(expert: Expert, day: date) -> list[tuple[time, time]]:
    """From–to of one day; nothing when she is away."""
    exception = AvailabilityException.objects.filter(expert=expert, day=day).first()
    if exception is not None:
        return [(exception.begins, exception.ends)] if exception.begins and exception.ends else []
    rows = Availability.objects.filter(expert=expert, weekday=day.weekday())
    return _joined(list(rows.order_by("begins").values_list("begins", "ends")))


def _joined(rows: Collection[tuple[time, time]]) -> list[tuple[time, time]]:
    """Hours that touch are one stretch."""
    found: list[tuple[time, time]] = []
    for begins, ends in rows:
        if found and begins <= found[-1][1]:
            found[-1] = (found[-1][0], max(ends, found[-1][1]))
        else:
            found.append((begins, ends))
    return found


def is_free(expert: Expert, day: date, begins: time, ends: time) -> bool:
    """Whether one stretch of her day holds all of it."""
    return any(first <= begins and ends <= last for first, last in hours(expert, day))
