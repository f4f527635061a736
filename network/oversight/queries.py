"""The audit log, newest first, by pages of a fixed size that never count the whole."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from network.audit.models import AuditEvent
from network.staff.models import User
from sisterhood.lib import clock

PAGE = 50


@dataclass(frozen=True)
class Line:
    """One event with the name of who did it; None is the house itself."""

    event: AuditEvent
    actor: User | None


def page(filters: dict[str, Any], *, before: int | None) -> tuple[list[Line], int | None]:
    """Up to PAGE lines below the id `before`, and the id to go on from, None at the end.

    `filters` may hold `actor` (a user name), `kind`, `subject` and `day`; row security shows the rows to
    the audit administrator alone.
    """
    events = _filtered(AuditEvent.objects.order_by("-id"), filters)
    if before is not None:
        events = events.filter(id__lt=before)
    found = list(events[: PAGE + 1])
    people = User.objects.in_bulk({event.actor_id for event in found if event.actor_id})
    lines = [Line(event, people.get(event.actor_id)) for event in found[:PAGE]]
    return lines, found[PAGE - 1].pk if len(found) > PAGE else None


def _filtered(events: QuerySet[AuditEvent], filters: dict[str, Any]) -> QuerySet[AuditEvent]:
    if filters.get("actor"):
        actor = User.objects.filter(username__iexact=filters["actor"]).values_list("pk", flat=True).first()
        events = events.filter(actor_id=actor) if actor else events.none()
    if filters.get("kind"):
        events = events.filter(subject_kind=filters["kind"])
    if filters.get("subject"):
        events = events.filter(subject_id=filters["subject"])
    day: date | None = filters.get("day")
    if day is not None:
        events = events.filter(
            occurred_at__gte=clock.start_of_day(day), occurred_at__lt=clock.end_of_day(day)
        )
    return events
