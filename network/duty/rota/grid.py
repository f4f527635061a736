"""The rota as a table: a month of days, or a week of experts; put together once, no query in a template."""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from network.access.scope import Scope
from network.duty import grid
from network.duty.models import first_of_month, next_month
from network.duty.rota.chairs import DutySlot
from network.duty.rota.models import DutyShift


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
    rows = shifts(scope, first, next_month(first) - timedelta(days=1))
    return {
        "weeks": grid.weeks(first, rows),
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
        "days": grid.days(dates),
        "lines": [(people[pk], [cells[pk].get(day, []) for day in dates]) for pk in people],
        "rows": rows,
        "before": monday - timedelta(days=7),
        "after": monday + timedelta(days=7),
    }
