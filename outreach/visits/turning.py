"""Every hamlet with a station is owed a round, also one that stood before the rule. Runs as the worker."""

from datetime import datetime

from django.db import transaction

from network.deadlines import clocks
from network.units.models import Unit
from outreach import stations
from outreach.visits.frame import SUBJECT
from outreach.visits.models import VisitRound
from outreach.visits.owing import owe
from sisterhood.lib import clock


@transaction.atomic
def turn_rounds(*, at: datetime) -> dict[str, int]:
    """What the job did; running it twice changes nothing the second time."""
    today = clock.local_date(at)
    owed = VisitRound.objects.filter(owed_since__isnull=False)
    known = owed.filter(state__in=("planned", "under_way")).values("unit_id")
    lacking = Unit.objects.filter(pk__in=stations.of_today()).exclude(pk__in=known).order_by("pk")
    new = [owe(unit, since=today, by=None, at=at) for unit in lacking]
    rows = owed.select_for_update(of=("self",), skip_locked=True).filter(state="planned", planned_on=None)
    moved = [row for row in rows.select_related("unit", "doer") if _moved(row, at)]
    return {"owed": len(new), "moved": len(moved)}


def _moved(row: VisitRound, at: datetime) -> bool:
    """A head who came after the station opened makes it; so does whoever follows somebody whose post has ended."""
    doer, village = stations.whose(row.unit, on=clock.local_date(at))
    if doer is None or doer == row.doer or stations.still_serves(row.doer, row.unit, at=at):
        return False
    row.doer = doer
    row.save(update_fields=["doer"])
    clocks.move((SUBJECT, row.pk), unit=village, owner=doer)
    return True
