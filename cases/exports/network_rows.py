"""What fills the ledgers of the network: patrols, places, station heads. Nobody who came or was met stands in them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from cases.exports.columns import NO, YES
from cases.exports.models import LedgerExport
from cases.exports.period import Words, day, moments
from network.access.scope import Scope
from network.patrols.models import FoundPlace, Patrol, PatrolStop
from network.sites.places import Site, StationHead
from network.units.models import Unit
from sisterhood.lib import clock


def _units(row: LedgerExport) -> Any:
    return Unit.objects.below(row.unit).values("pk")


def _moment(at: datetime | None) -> str:
    return f"{clock.in_zone(at):%Y-%m-%d %H:%M}" if at is not None else ""


def _parent(unit: Unit) -> str:
    return unit.parent.short_name if unit.parent is not None else ""


def patrols(row: LedgerExport, scope: Scope) -> QuerySet[Patrol]:
    """Walks that were planned to begin within the period."""
    found = Patrol.objects.visible_to(scope).filter(unit__in=_units(row), **moments(row, "begins_at"))
    return found.select_related("team", "unit").order_by("begins_at", "id")


def patrol_words(rows: Sequence[Patrol], _scope: Scope, _at: datetime) -> list[Words]:
    """Numbers and places; who walked is a number."""
    ids = [row.pk for row in rows]
    counted = Patrol.objects.filter(pk__in=ids).order_by()
    walkers = dict(counted.values_list("pk").annotate(n=Count("walkers")))
    calls = dict(counted.values_list("pk").annotate(n=Count("calls")))
    places = FoundPlace.objects.filter(patrol__in=ids).order_by()
    settled = places.values_list("patrol").annotate(
        n=Count("pk"), done=Count("pk", filter=Q(state="settled"))
    )
    found = {pk: (n, done) for pk, n, done in settled}
    ways: dict[Any, list[str]] = {}
    for stop in PatrolStop.objects.filter(patrol__in=ids).select_related("site"):
        ways.setdefault(stop.patrol_id, []).append(str(stop))
    return [
        {
            "begins": _moment(row.begins_at),
            "ends": _moment(row.ends_at),
            "team": row.team.name,
            "village": row.unit.short_name,
            "walkers": walkers.get(row.pk, 0),
            "way": " → ".join(ways.get(row.pk, [])),
            "started": _moment(row.started_at),
            "ended": _moment(row.ended_at),
            "minutes": row.minutes if row.ended_at else "",
            "weather": row.get_weather_display() if row.weather else "",
            "helped": "" if row.helped is None else row.helped,
            "calls": calls.get(row.pk, 0),
            "found": found.get(row.pk, (0, 0))[0],
            "settled": found.get(row.pk, (0, 0))[1],
            "state": row.get_state_display(),
        }
        for row in rows
    ]


def sites(row: LedgerExport, scope: Scope) -> QuerySet[Site]:
    """Places that stood on a day of the period."""
    found = Site.objects.visible_to(scope).filter(unit__in=_units(row), opened_on__lte=row.last_day)
    standing = found.filter(Q(closed_on=None) | Q(closed_on__gte=row.first_day))
    return (
        standing.select_related("unit__parent").prefetch_related("functions").order_by("unit__code", "name")
    )


def site_words(rows: Sequence[Site], _scope: Scope, _at: datetime) -> list[Words]:
    """As the register has them today."""
    return [
        {
            "above": _parent(row.unit),
            "place_unit": row.unit.short_name,
            "name": row.name,
            "functions": "、".join(dict.fromkeys(str(each) for each in row.now())),
            "address": row.address,
            "phone": row.phone,
            "opened_on": day(row.opened_on),
            "published": YES if row.published_since else NO,
            "closed_on": day(row.closed_on),
        }
        for row in rows
    ]


def heads(row: LedgerExport, scope: Scope) -> QuerySet[StationHead]:
    """Terms that touch the period; one past its last day goes on until somebody follows."""
    found = StationHead.objects.visible_to(scope).filter(unit__in=_units(row), starts_on__lte=row.last_day)
    serving = found.filter(Q(ended_on=None) | Q(ended_on__gte=row.first_day))
    return serving.select_related("unit__parent__parent", "user").order_by("unit__code", "starts_on")


def head_words(rows: Sequence[StationHead], _scope: Scope, _at: datetime) -> list[Words]:
    """Her name and the phone of her work; what she declared about herself stays in the house."""
    return [
        {
            "township": _parent(row.unit.parent) if row.unit.parent is not None else "",
            "village": _parent(row.unit),
            "station_unit": row.unit.short_name,
            "head": row.user.display_name,
            "phone": row.user.work_phone,
            "starts_on": day(row.starts_on),
            "ends_on": day(row.ends_on),
            "trained_on": day(row.trained_on),
            "pledged_on": day(row.pledged_on),
            "ended_on": day(row.ended_on),
            "ended_for": row.get_ended_for_display(),
        }
        for row in rows
    ]
