"""The round that every hamlet with a station is owed: one row ahead, with its clock, from the day a station opens."""

from datetime import date, datetime

from network.deadlines import clocks
from network.sites.places import Site
from network.staff.models import User
from network.units.models import Unit
from outreach.stations import has_station, served_by, whose
from outreach.visits.frame import SUBJECT, log
from outreach.visits.models import VisitRound
from sisterhood.lib import clock

ROUND, PLAN = "visits.round", "visits.plan"


def owe(unit: Unit, *, since: date, by: User | None, at: datetime) -> VisitRound:
    """The next round of a hamlet, unless one is owed already; counted from `since`."""
    known = VisitRound.objects.filter(unit=unit, owed_since__isnull=False, state__in=("planned", "under_way"))
    found = known.first()
    if found is not None:
        return found
    doer, village = whose(unit, on=clock.local_date(at))
    row = VisitRound(unit=unit, doer=doer, owed_since=since, entered_by=by, entered_at=at)
    row.save(force_insert=True)
    clocks.start(ROUND, subject=(SUBJECT, row.pk), unit=village, owner=doer, by=by, at=at, start_on=since)
    log(row, "owe_round", by=by, at=at)
    return row


def keep_rounds(site: Site, by: User, at: datetime) -> None:
    """A hamlet that gets a station is owed a round; one that loses it is owed none."""
    for unit, is_station in served_by(site):
        if is_station:
            owe(unit, since=clock.local_date(at), by=by, at=at)
        else:
            drop(unit, by=by, at=at)


def drop(unit: Unit, *, by: User, at: datetime) -> None:
    """Nothing is owed there any more; a round that is under way ends as it is."""
    owed = VisitRound.objects.select_for_update(of=("self",)).filter(unit=unit, owed_since__isnull=False)
    for row in owed.filter(state="planned"):
        clocks.cancel_running((SUBJECT, row.pk), by=by, at=at)
        row.state = "called_off"
        row.save(update_fields=["state"])
        log(row, "call_off_round", by=by, at=at)


def made(row: VisitRound, *, by: User, at: datetime) -> None:
    """A round was made there at `at`: what was owed by then is done, by whichever round, and the next one counts from that day."""
    today = clock.local_date(at)
    for limit in (ROUND, PLAN):
        clocks.meet((SUBJECT, row.pk), limit, by=by, at=at)
    other = VisitRound.objects.filter(unit=row.unit, owed_since__lte=today, state="planned").first()
    if other is not None:
        clocks.meet((SUBJECT, other.pk), ROUND, by=by, at=at)
        doer, village = whose(row.unit, on=today)
        VisitRound.objects.filter(pk=other.pk).update(owed_since=today, doer=doer)
        clocks.start(
            ROUND, subject=(SUBJECT, other.pk), unit=village, owner=doer, by=by, at=at, start_on=today
        )
    elif has_station(row.unit):
        owe(row.unit, since=today, by=by, at=at)
