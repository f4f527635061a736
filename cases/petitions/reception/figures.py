"""The ledger of a day and the figures of each leader, counted from what the reader may see; no name in either."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median

from cases.petitions.reception.models import LeaderCommitment, ReceptionSheet, ReceptionVisit
from cases.vocabulary.petitions import CommitmentState, TalkOutcome, VisitState
from network.access.scope import Scope
from network.duty.models import next_month
from network.staff.models import User


@dataclass(frozen=True)
class Figures:
    """`visitors`: received; `matters`: written up; `waited`: median minutes from arriving to sitting, or nothing."""

    leader: str
    visitors: int
    matters: int
    on_the_spot: int
    promises_open: int
    promises_met: int
    waited: float | None


def ledger(visits: list[ReceptionVisit], scope: Scope) -> list[dict[str, object]]:
    """One row for each number: kind and outcome where the reader may read the sheet, else the number alone."""
    sheets = _sheets(visits, scope)
    return [
        {"visit": visit, "sheet": sheets.get(visit.pk), "waited": visit.minutes_waited} for visit in visits
    ]


def _sheets(visits: Iterable[ReceptionVisit], scope: Scope) -> dict[object, ReceptionSheet]:
    rows = ReceptionSheet.objects.readable_by(scope).filter(visit__in=[visit.pk for visit in visits])
    return {row.pk: row for row in rows.filter(is_sealed=False)}


def by_leader(visits: list[ReceptionVisit], scope: Scope) -> list[Figures]:
    """For each who received: counted from these visits, and the promises made about their matters."""
    sheets, groups = _sheets(visits, scope), defaultdict(list)
    for visit in visits:
        if visit.state == VisitState.FINISHED and visit.receiver_id:
            groups[visit.receiver_id].append(visit)
    names = User.objects.in_bulk(groups)
    cases = [sheet.case_id for sheet in sheets.values() if sheet.case_id]
    promises = list(LeaderCommitment.objects.visible_to(scope).filter(case__in=cases))
    return [
        _of(names[user], groups[user], sheets, promises)
        for user in sorted(groups, key=lambda pk: names[pk].display_name)
    ]


def _of(
    who: User,
    visits: list[ReceptionVisit],
    sheets: dict[object, ReceptionSheet],
    promises: list[LeaderCommitment],
) -> Figures:
    told = [sheets[visit.pk] for visit in visits if visit.pk in sheets]
    waits = [minutes for visit in visits if (minutes := visit.minutes_waited) is not None]
    hers = [promise.state for promise in promises if promise.leader_id == who.pk]
    return Figures(
        leader=who.display_name,
        visitors=len(visits),
        matters=sum(sheet.case_id is not None for sheet in told),
        on_the_spot=sum(sheet.outcome == TalkOutcome.ON_THE_SPOT for sheet in told),
        promises_open=hers.count(CommitmentState.OPEN),
        promises_met=hers.count(CommitmentState.MET),
        waited=median(waits) if waits else None,
    )


def of_month(unit_id: int, month: date, scope: Scope) -> list[Figures]:
    """Everybody received at the unit in the month that begins on a day, by appointment or not."""
    rows = ReceptionVisit.objects.visible_to(scope).filter(
        unit_id=unit_id, on_day__gte=month, on_day__lt=next_month(month)
    )
    return by_leader(list(rows), scope)
