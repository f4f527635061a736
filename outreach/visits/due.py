"""一轮走访 for today: what is due at doors, from whichever feature asks for it, in one list."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from cases.support.models import OutreachVisit
from network.access.scope import Scope
from network.deadlines import faces
from network.deadlines.models import Clock
from outreach.visits.frame import SUBJECT
from outreach.visits.models import VisitRound


@dataclass(frozen=True)
class Due:
    """One thing to do at a door: what it is called, where its page is, and its clock."""

    label: str
    url: str
    face: Any
    due_at: datetime | None
    note: str = ""


Lister = Callable[[Scope, datetime], list[Due]]
_listers: dict[str, Lister] = {}


def register(name: str, lister: Lister) -> None:
    """Called once when the app is ready: a feature names what of it is due to somebody. A name replaces itself."""
    _listers[name] = lister


def today(scope: Scope, at: datetime) -> list[Due]:
    """Everything, what is due first at the top; what has no clock last."""
    found = [due for lister in _listers.values() for due in lister(scope, at)]
    return sorted(found, key=lambda due: (due.due_at is None, due.due_at or at))


def _clocks(kind: str, ids: list[UUID]) -> dict[UUID, Clock]:
    rows = Clock.objects.filter(subject_kind=kind, subject_id__in=ids, state="running")
    return {row.subject_id: row for row in rows.select_related("limit", "version").order_by("-due_at")}


def _due(label: str, url: str, row: Clock | None, at: datetime, note: str = "") -> Due:
    return Due(label, url, faces.face(row, at) if row else None, row.due_at if row else None, note)


def rounds(scope: Scope, at: datetime) -> list[Due]:
    """Rounds that are owed or planned."""
    rows = list(VisitRound.objects.to_make(scope).select_related("unit"))
    running = _clocks(SUBJECT, [row.pk for row in rows])
    return [
        _due(
            row.unit.short_name,
            reverse("round", args=[row.pk]),
            running.get(row.pk),
            at,
            _("asked for by the rule") if row.owed_since else _("planned"),
        )
        for row in rows
    ]


def families(scope: Scope, at: datetime) -> list[Due]:
    """Visits that a family's file or a neighbour asked for: by number, never why."""
    rows = list(OutreachVisit.objects.to_make(scope))
    running = _clocks("outreach_visit", [row.pk for row in rows])
    return [
        _due(
            _("Family no. %(number)s") % {"number": row.number} if row.number else _("Friendly visit"),
            reverse("support_visit", args=[row.pk]),
            running.get(row.pk),
            at,
        )
        for row in rows
    ]
