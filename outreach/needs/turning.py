"""The half-year turns: hamlets with a station owe its sheet, and one that nobody filled lapses. Runs as the worker.

So a station that stood before the rule owes one, too, and nobody is asked for a half-year that is over.
"""

from datetime import datetime

from django.db import transaction

from network.deadlines import clocks
from network.units.models import Unit
from outreach import stations
from outreach.needs import periods
from outreach.needs.models import NeedsSheet
from outreach.needs.states import SHEET
from outreach.needs.verbs import SUBJECT, log, owe
from sisterhood.lib import clock


@transaction.atomic
def turn_sheets(*, at: datetime) -> dict[str, int]:
    """What the job did; running it twice changes nothing the second time."""
    today = clock.local_date(at)
    this = periods.of(today)
    rows = NeedsSheet.objects.select_for_update(of=("self",), skip_locked=True).filter(state="due")
    lapsed = [lapse_sheet(row, at) for row in rows.filter(period__lt=this).order_by("pk")]
    known = NeedsSheet.objects.filter(period=this).values("unit_id")
    owing = Unit.objects.filter(pk__in=stations.of_today()).exclude(pk__in=known).order_by("pk")
    new = [owe(unit, this, start_on=today, by=None, at=at) for unit in owing]
    moved = [row for row in rows.filter(period=this).select_related("unit", "owner") if _moved(row, at)]
    return {"lapsed": len(lapsed), "owed": len(new), "moved": len(moved)}


@transaction.atomic
def lapse_sheet(row: NeedsSheet, at: datetime) -> None:
    """Its half-year is over, and nobody filled it."""
    row.state = SHEET.next(row.state, "lapse_sheet")
    row.save(update_fields=["state"])
    clocks.cancel_running((SUBJECT, row.pk), by=None, at=at)
    log(row, "lapse_sheet", None, at)


def _moved(row: NeedsSheet, at: datetime) -> bool:
    """A head who came after the sheet fills it; so does whoever follows somebody whose post has ended."""
    owner, village = stations.whose(row.unit, on=clock.local_date(at))
    if owner is None or owner == row.owner or stations.still_serves(row.owner, row.unit, at=at):
        return False
    row.owner = owner
    row.save(update_fields=["owner"])
    clocks.move((SUBJECT, row.pk), unit=village, owner=owner)
    return True
