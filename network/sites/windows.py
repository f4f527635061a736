"""Keeping one's own service window: what is published, and taking it off the page again."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import gate, rest
from network.access.gate import Refusal
from network.access.scope import Scope
from network.audit import record
from network.audit.models import Action
from network.sites.hours import Hours
from network.sites.models import ServiceWindow
from network.staff.models import User
from network.units.models import Unit
from network.units.placed import unit_that_may
from sisterhood.lib import clock


def kept_by(scope: Scope) -> Unit | None:
    """The unit whose window she keeps: of her posts with that right the one of the highest level."""
    return unit_that_may(scope, "keep_window")


@transaction.atomic
def keep_window(
    unit: Unit,
    *,
    by: User,
    address: str,
    phone: str,
    week: dict[int, tuple[Hours, ...]],
    hours_note: str = "",
    note: str = "",
    is_published: bool = True,
    at: datetime | None = None,
) -> ServiceWindow:
    """Write the window of her own unit; published from today, or since it first was, or not at all.

    Raises Refusal for another unit, and for a published window that names no day.
    """
    scope, at = rest.of(by), at or clock.now()
    row = ServiceWindow.objects.select_for_update().filter(pk=unit.pk).first() or ServiceWindow(unit=unit)
    gate.require(scope, "keep_window", _Place(unit))
    if is_published and not any(week.values()):
        raise Refusal("day_0", _("Write the hours of at least one day before the window is published."))
    row.address, row.phone = address.strip(), phone.strip()
    row.weekly, row.hours_note, row.note = ServiceWindow.written(week), hours_note.strip(), note.strip()
    row.published_since = (row.published_since or clock.local_date(at)) if is_published else None
    row.changed_by, row.changed_at = by, at
    row.save()
    detail = {"what": "window", "published": is_published}
    record.event(Action.CHANGE, by=by, subject=("unit", unit.pk), unit_id=unit.pk, detail=detail)
    return row


class _Place:
    """A unit as the gate reads it: the unit itself, owned by nobody."""

    owner_id = None

    def __init__(self, unit: Unit) -> None:
        self.unit_id = unit.pk
        self.city_id, self.county_id, self.township_id = unit.city_id, unit.county_id, unit.township_id
