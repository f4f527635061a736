"""What the case page and the lists show, put together once: faces of clocks, masked names, readers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _

from cases.casefile.models import Case
from cases.vocabulary.reading import AccessSource, Seer
from network.access.reach import Seat
from network.access.roles import roles_of
from network.deadlines import faces as clock_faces
from network.deadlines.models import Clock
from network.staff.models import User


def nearest_clocks(case_ids: Iterable[UUID]) -> dict[UUID, Clock]:
    """The running clock that is due first, for each case, in one query."""
    rows = Clock.objects.filter(subject_kind="case", subject_id__in=list(case_ids), state="running")
    found: dict[UUID, Clock] = {}
    for row in rows.select_related("limit", "version").order_by("-due_at"):
        found[row.subject_id] = row
    return found


# How wide a layer is; the card is the narrowest.
WIDTH = {"lend_card": 0, "lend_case": 1, "lend_names": 2, "lend_narrative": 3}


@dataclass(frozen=True)
class Reader:
    """Somebody who can see a case, why, how far and until when."""

    name: str
    why: Any
    layer: str
    until: datetime | None

    @property
    def opens(self) -> bool:
        """Whether she sees more than the card."""
        return self.layer != "lend_card"


def readers(case: Case) -> list[Reader]:
    """Everybody who sees the card or more, widest view first; answered only to who may open or reread it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select user_id, why, layer, until from case_seers(%s, %s, %s)",
            [case.pk, roles_of(Seat.LEADER), roles_of(Seat.OFFICER)],
        )
        rows = cursor.fetchall()
    names = User.objects.in_bulk({row[0] for row in rows})
    labels = dict(AccessSource.choices) | dict(Seer.choices)
    best: dict[int, Reader] = {}
    for user_id, why, layer, until in sorted(rows, key=lambda row: (row[1] != Seer.OWNER, row[1])):
        known = best.get(user_id)
        if known is None or WIDTH[layer] > WIDTH[known.layer]:
            best[user_id] = Reader(names[user_id].display_name, labels.get(why, why), layer, until)
    return sorted(best.values(), key=lambda reader: (-WIDTH[reader.layer], reader.name))


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


CHANGED = {
    "cases_person": _("people"),
    "cases_safecontact": _("safe contact"),
    "cases_narrative": _("what she told us"),
    "cases_attachment": _("files"),
    "cases_handlingopinion": _("opinion"),
    "cases_followup": _("follow-up"),
}
SHOWN_CHANGES = 20


@dataclass(frozen=True)
class Change:
    """Something entered or changed; never what it said."""

    at: datetime
    by: str
    what: Any
    is_new: bool


def changes(case: Case) -> list[Change]:
    """修改记录: the latest changes, newest first; answered only to who may open the case."""
    with connection.cursor() as cursor:
        cursor.execute("select at, by_id, tbl, op from case_changes(%s, %s)", [case.pk, SHOWN_CHANGES])
        rows = cursor.fetchall()
    names = User.objects.in_bulk({row[1] for row in rows})
    return [
        Change(at, names[by].display_name if by in names else "", CHANGED[table], op == "insert")
        for at, by, table, op in rows
    ]
