"""The audit log, newest first, by pages of a fixed size that never count the whole."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from network.audit.models import AuditEvent
from network.oversight.wording import detail_words, subject_words
from network.staff.models import User
from sisterhood.lib import clock

PAGE = 50
VEIL = "case"
IDENT = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True)
class Line:
    """One event with the name of who did it; None is the house itself.

    Of a sealed subject only who, when and what kind of act is shown, not which one it is: `veiled`.
    """

    event: AuditEvent
    actor: User | None
    veiled: bool = False

    @property
    def subject(self) -> str:
        """What it was about, in words; everything veiled is a matter and nothing more."""
        return (
            subject_words(VEIL, "")
            if self.veiled
            else subject_words(self.event.subject_kind, self.event.subject_id)
        )

    @property
    def detail(self) -> list[tuple[str, str]]:
        """The detail in words; nothing of a veiled one."""
        return [] if self.veiled else detail_words(self.event.detail)


def page(filters: dict[str, Any], *, before: int | None) -> tuple[list[Line], int | None]:
    """Up to PAGE lines below the id `before`, and the id to go on from, None at the end.

    `filters` may hold `actor` (a user name), `kind`, `subject` and `day`; row security shows the rows to
    the audit administrator alone. Asked for a sealed subject, the log knows nothing of it: its lines side by side
    would name everybody who had to do with one matter.
    """
    events = _filtered(AuditEvent.objects.order_by("-id"), filters)
    if before is not None:
        events = events.filter(id__lt=before)
    found = list(events[: PAGE + 1])
    people = User.objects.in_bulk({event.actor_id for event in found if event.actor_id})
    sealed = _sealed({_subject(event) for event in found})
    lines = [
        Line(event, people.get(event.actor_id), veiled=_subject(event) in sealed) for event in found[:PAGE]
    ]
    if filters.get("kind", VEIL) != VEIL:  # which kind a veiled line is of stands nowhere
        lines = [line for line in lines if not line.veiled]
    return list(_one_line_an_act(lines)), found[PAGE - 1].pk if len(found) > PAGE else None


def _subject(event: AuditEvent) -> tuple[str, str]:
    return event.subject_kind, event.subject_id


def _sealed(subjects: set[tuple[str, str]]) -> set[tuple[str, str]]:
    kinds, ids = [kind for kind, _id in subjects], [each for _kind, each in subjects]
    with connection.cursor() as cursor:
        statement = "select k, s from unnest(%s::text[], %s::text[]) as x(k, s) where subject_sealed(k, s)"
        cursor.execute(statement, [kinds, ids])
        return {(kind, each) for kind, each in cursor.fetchall()}


def _one_line_an_act(lines: list[Line]) -> Iterator[Line]:
    """How many rows one act on a sealed subject wrote would say what sort of matter it is."""
    seen: set[tuple[Any, ...]] = set()
    for line in lines:
        event = line.event
        key = (event.xid, event.actor_id, event.subject_id, event.action)
        if not line.veiled or key not in seen:
            yield line
        seen.add(key)


def _kinds_of(events: QuerySet[AuditEvent]) -> set[str]:
    return {VEIL, *events.order_by().values_list("subject_kind", flat=True).distinct()}


def _filtered(events: QuerySet[AuditEvent], filters: dict[str, Any]) -> QuerySet[AuditEvent]:
    if filters.get("actor"):
        actor = User.objects.filter(username__iexact=filters["actor"]).values_list("pk", flat=True).first()
        events = events.filter(actor_id=actor) if actor else events.none()
    if filters.get("kind"):
        events = events.filter(subject_kind=filters["kind"])
    if filters.get("subject"):
        events = events.filter(subject_id=filters["subject"])
        asked = filters["subject"]
        if IDENT.fullmatch(asked) and _sealed({(kind, asked) for kind in _kinds_of(events)}):
            events = events.none()
    day: date | None = filters.get("day")
    if day is not None:
        events = events.filter(
            occurred_at__gte=clock.start_of_day(day), occurred_at__lt=clock.end_of_day(day)
        )
    return events
