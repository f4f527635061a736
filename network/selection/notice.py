"""公示: what everybody may read of a selection while its notice runs, through a function of the database alone.

The name of whoever was chosen, the station, the days and how to object. No votes, no reasons, nobody else's name.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from network.units.models import Unit

_COLUMNS = "id, hamlet, village, township, township_id, name, public_from, public_until"


@dataclass(frozen=True)
class Notice:
    """One notice that runs."""

    id: UUID
    hamlet: str
    village: str
    township: str
    township_id: int
    name: str
    public_from: date
    public_until: date


def _read(town: int | None, one: UUID | None) -> list[Notice]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"select {_COLUMNS} from selection_notices(%s, %s) order by public_from, id", [town, one]
        )
        return [Notice(*row) for row in cursor.fetchall()]


def of_township(unit: Unit) -> list[Notice]:
    """The notices that run in a township."""
    return _read(unit.pk, None)


def of(row: UUID) -> Notice | None:
    """One notice while it runs; None before and after its last day, by the clock of the database."""
    return next(iter(_read(None, row)), None)


def until(row: Notice) -> str:
    """Until when one can object."""
    day = date_format(row.public_until, pgettext("date", "j M"))
    return _("objections until %(day)s") % {"day": day}


def address(row: Notice) -> str:
    """Its public page."""
    return reverse("head_notice", args=[row.id])
