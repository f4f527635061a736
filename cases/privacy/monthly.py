"""紧急查阅月报: emergency readings of a month by unit, in numbers with their definitions; no name and no number of a matter."""

from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from network.units.models import Unit

_MONTH = "select unit_id, begun, sealed, reviewed, late, improper, waiting from glass_month(%s, %s, %s)"


@dataclass(frozen=True)
class Counts:
    """The figures of one unit, or of all of them."""

    begun: int = 0
    sealed: int = 0
    reviewed: int = 0
    late: int = 0
    improper: int = 0
    waiting: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        """Units do not overlap, so their figures add up."""
        return Counts(*(a + b for a, b in zip(self.row, other.row, strict=True)))

    @property
    def row(self) -> list[int]:
        """In the order of the figures."""
        return [getattr(self, each.name) for each in fields(self)]


# Each figure with its definition, as it stands under the table.
FIGURES: tuple[tuple[str, Any, Any], ...] = (
    (
        "begun",
        _("Begun"),
        _("Emergency readings that began in the month, by the unit the matter belonged to then."),
    ),
    ("sealed", _("Of sealed matters"), _("Those of them whose matter is sealed.")),
    ("reviewed", _("Reviewed"), _("Those of them with a finding, whenever it was written.")),
    (
        "late",
        _("Late"),
        _("Those of them whose finding came after its due moment, or that are past it and have none."),
    ),
    (
        "improper",
        _("Found not justified"),
        _("Those of them whose review found that there was no emergency."),
    ),
    ("waiting", _("Not reviewed yet"), _("Those of them without a finding when this page was made.")),
)


@dataclass(frozen=True)
class Month:
    """A month by unit in the order of the tree; only units with a reading."""

    first: date
    rows: list[tuple[Unit, Counts]]
    total: Counts


def of(first: date, *, at: datetime) -> Month:
    """The month that begins on this day, as far as whoever asks may see it; what she is recused from is not counted."""
    with connection.cursor() as cursor:
        cursor.execute(_MONTH, [first, after(first), at])
        found = {unit: Counts(*(int(n) for n in counts)) for unit, *counts in cursor.fetchall()}
    units = Unit.objects.filter(pk__in=found).order_by("level", "code")
    rows = [(unit, found[unit.pk]) for unit in units]
    return Month(first, rows, sum((counts for _unit, counts in rows), Counts()))


def after(first: date) -> date:
    """The first day of the next month."""
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1)


def before(first: date) -> date:
    """The first day of the month before."""
    return (first.replace(day=1) - timedelta(days=1)).replace(day=1)


def asked(text: str, *, today: date) -> date:
    """The month somebody asked for as year and month; the last whole one for anything else, and never one to come."""
    last = before(today)
    try:
        year, month = (int(part) for part in text.split("-"))
        first = date(year, month, 1)
    except ValueError:
        return last
    return first if date(2000, 1, 1) <= first <= today.replace(day=1) else last
