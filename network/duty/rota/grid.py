"""The rota as a table: a month of days, or a week of experts; put together once, no query in a template."""

from calendar import Calendar
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from network.access.scope import Scope
from network.deadlines.models import CalendarDay
from network.duty.models import first_of_month, next_month
from network.duty.rota.chairs import DutySlot
from network.duty.rota.models import DutyShift
from sisterhood.lib import clock


@dataclass(frozen=True)
class Day:
    """One day of the grid."""

    date: date
    inside: bool
    rest: bool
    name: str
    today: bool


def _days(wanted: list[date], month: int = 0) -> list[Day]:
    known = {row.date: row for row in CalendarDay.objects.filter(date__in=wanted)}
    return [
        Day(
            day,
            not month or day.month == month,
            day in known and not known[day].is_working,
            known[day].name if day in known else "",
            day == clock.today(),
        )
        for day in wanted
    ]


def shifts(scope: Scope, first: date, last: date) -> list[DutyShift]:
    """Shifts of these days that she may see, with how many chairs each has and how many are free."""
    rows = DutyShift.objects.between(first, last).visible_to(scope).select_related("expert__user", "unit")
    found = list(rows.exclude(state="substituted").order_by("day", "begins", "pk"))
    counted = _chairs([row.pk for row in found])
    for row in found:
        # Two figures of the page ride on the row; the model has no such columns.
        row.free, row.all = counted.get(row.pk, (0, 0))  # type: ignore[attr-defined]  # two counts that the page alone reads
    return found


def _chairs(ids: list[UUID]) -> dict[UUID, tuple[int, int]]:
    rows = DutySlot.objects.filter(shift_id__in=ids).order_by().values("shift_id")
    counted = rows.annotate(all=Count("pk"), free=Count("pk", filter=Q(booking=None)))
    return {row["shift_id"]: (row["free"], row["all"]) for row in counted}


def month(scope: Scope, first: date) -> dict[str, Any]:
    """Whole weeks from Monday, each day with its shifts."""
    weeks = Calendar().monthdatescalendar(first.year, first.month)
    by_day: dict[date, list[DutyShift]] = defaultdict(list)
    rows = shifts(scope, first, next_month(first) - timedelta(days=1))
    for row in rows:
        by_day[row.day].append(row)
    return {
        "weeks": [[(day, by_day.get(day.date, [])) for day in _days(week, first.month)] for week in weeks],
        "rows": rows,
        "before": first_of_month(first - timedelta(days=1)),
        "after": next_month(first),
    }


def week(scope: Scope, monday: date) -> dict[str, Any]:
    """One row for each expert on duty, one column for each day."""
    dates = [monday + timedelta(days=n) for n in range(7)]
    rows = shifts(scope, dates[0], dates[-1])
    cells: dict[UUID, dict[date, list[DutyShift]]] = defaultdict(lambda: defaultdict(list))
    people = {row.expert_id: row.expert for row in rows}
    for row in rows:
        cells[row.expert_id][row.day].append(row)
    return {
        "days": _days(dates),
        "lines": [(people[pk], [cells[pk].get(day, []) for day in dates]) for pk in people],
        "rows": rows,
        "before": monday - timedelta(days=7),
        "after": monday + timedelta(days=7),
    }
