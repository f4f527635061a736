"""What happens by itself: the period of a matter ends and it is put on a list, a counsellor's notes go, files go.

A matter is only proposed; people decide. Runs as the worker, who reads neither.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from cases.casefile import attachments
from cases.retention import frame
from cases.retention.frame import APPRAISAL, SUBJECT
from network.access import logins
from network.deadlines import calculator, clocks
from network.notifications import outbox
from network.units.models import Unit
from sisterhood.lib import clock

MOST, BATCH = "retention.most", 500


@transaction.atomic
def propose_due(*, at: datetime | None = None) -> dict[str, int]:
    """Closed matters whose period is over stand on the list of their unit; whoever leads it is told, and her days run.

    Returns how many lists and matters; a second run counts none. Raises WrongLogin on the web's login.
    """
    logins.require_worker()
    at = at or clock.now()
    rows = frame.ask(
        "select destruction, unit, fresh, put from retention_propose(%s, %s)", at, calculator.length_of(MOST)
    )
    for row, unit, fresh, _put in rows:
        if fresh:
            _begin(row, Unit.objects.get(pk=unit), at)
    return {"lists": sum(1 for row in rows if row[2]), "matters": sum(row[3] for row in rows)}


def _begin(row: UUID, unit: Unit, at: datetime) -> None:
    leader = frame.leader_of(row, unit, at)
    clocks.start(APPRAISAL, subject=(SUBJECT, row), unit=unit, owner=leader, by=None, at=at)
    if leader is not None:
        outbox.post("destruction_drawn", recipient=leader.pk, key=f"destruction_drawn:{row}", at=at)


def forget_notes(*, at: datetime | None = None) -> int:
    """Process notes whose period is over go, with their keys; returns how many. Raises WrongLogin on the web's login."""
    logins.require_worker()
    return int(frame.ask("select process_notes_forget(%s, %s)", at or clock.now(), BATCH)[0][0])


def erase_files() -> int:
    """Files of destroyed matters go from the disk; their key went with the matter. Returns how many; again is harmless."""
    logins.require_worker()
    found = [row[0] for row in frame.ask("select files_of_destroyed(%s)", BATCH)]
    for attachment in found:
        attachments.erase(attachment)
    if found:
        frame.ask("select files_are_away(%s::uuid[])", found)
    return len(found)
