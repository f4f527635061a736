"""What the case page and the lists show, put together once: faces of clocks, masked names, readers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from cases.casefile.models import Case
from cases.vocabulary import AccessSource
from network.deadlines import faces as clock_faces
from network.deadlines.models import Clock
from network.staff.models import User


def nearest_clocks(case_ids: Iterable[UUID]) -> dict[UUID, Clock]:
    """The running clock that is due first, for each case, in one query."""
    rows = Clock.objects.filter(subject_kind="case", subject_id__in=list(case_ids), state="running")
    found: dict[UUID, Clock] = {}
    for row in rows.select_related("limit").order_by("-due_at"):
        found[row.subject_id] = row
    return found


@dataclass(frozen=True)
class Reader:
    """Somebody who can see a case, why, how far and until when."""

    name: str
    why: Any
    layer: str
    until: datetime | None


def readers(case: Case) -> list[Reader]:
    """Owner first, then live loans; answered by the database only to who may open the case."""
    with connection.cursor() as cursor:
        cursor.execute("select user_id, source, opens, until, codename from case_readers(%s)", [case.pk])
        rows = cursor.fetchall()
    names = User.objects.in_bulk({row[0] for row in rows} | ({case.owner_id} if case.owner_id else set()))
    labels = dict(AccessSource.choices)
    out = [Reader(names[case.owner_id].display_name, None, "owner", None)] if case.owner_id in names else []
    best: dict[int, Reader] = {}
    for user_id, source, _opens, until, codename in rows:
        reader = Reader(names[user_id].display_name, labels.get(source, source), codename, until)
        if user_id not in best or codename != "lend_card":
            best[user_id] = reader
    return out + [reader for user_id, reader in best.items() if user_id != case.owner_id]


def openings(case: Case, *, since: datetime) -> int:
    """How often the case was opened since a moment."""
    with connection.cursor() as cursor:
        cursor.execute("select case_openings(%s, %s)", [case.pk, since])
        return cursor.fetchone()[0]


def faces(cases: list[Case], *, at: datetime) -> dict[UUID, Any]:
    """The clock face of each case's nearest clock."""
    return {
        case_id: clock_faces.face(row, at) for case_id, row in nearest_clocks(c.pk for c in cases).items()
    }
