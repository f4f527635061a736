"""The circles she may see, as a list: number, situation, days and clocks; whose child it is stands nowhere."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from cases.circle.models import MinorContactCircle
from network.access.scope import Scope
from network.deadlines import faces
from network.deadlines.models import Clock


@dataclass(frozen=True)
class Row:
    """One circle, how many adults stand in it, and the clock that rings first."""

    circle: MinorContactCircle
    adults: int
    face: Any


def standing(scope: Scope, *, at: datetime) -> list[Row]:
    """Circles that stand, in matters she may open: what rings first comes first. Two queries."""
    rows = MinorContactCircle.objects.visible_to(scope).standing().select_related("case__unit", "case__owner")
    found = list(rows.prefetch_related("members").order_by("case__number", "pk"))
    first = _first_clocks([row.pk for row in found])
    shown = [
        Row(
            row,
            sum(1 for member in row.members.all() if member.ended_at is None),
            faces.face(first[row.pk], at) if row.pk in first else None,
        )
        for row in found
    ]
    return sorted(
        shown,
        key=lambda row: (
            first[row.circle.pk].due_at if row.circle.pk in first else datetime.max.replace(tzinfo=at.tzinfo)
        ),
    )


def _first_clocks(parts: list[UUID]) -> dict[UUID, Clock]:
    running = Clock.objects.filter(subject_kind="case", part__in=parts, state="running")
    found: dict[UUID, Clock] = {}
    for each in running.select_related("limit", "version").order_by("due_at"):
        if each.part is not None:
            found.setdefault(each.part, each)
    return found
