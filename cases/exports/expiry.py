"""Files that have outlived their time: the key goes first, then the bytes. Runs as the worker, who reads neither."""

from datetime import timedelta

from django.utils import timezone

from cases.casefile import sealed_files
from cases.exports.models import ExportState, LedgerExport
from cases.exports.verbs import TASK
from sisterhood.lib.nudge import nudge

STALE, HOPELESS = timedelta(seconds=60), timedelta(hours=6)


def destroy_due() -> int:
    """Copies past their hour; returns how many."""
    now = timezone.now()
    due = list(
        LedgerExport.objects.filter(state=ExportState.READY, expires_at__lte=now).values_list("pk", flat=True)
    )
    LedgerExport.objects.filter(pk__in=due).update(
        wrapped=None, destroyed_at=now, state=ExportState.DESTROYED
    )
    for pk in due:
        sealed_files.erase(pk)
    return len(due)


def wake() -> int:
    """Orders nobody is working on, because a worker died or the broker was away."""
    now = timezone.now()
    rows = LedgerExport.objects.filter(
        state=ExportState.QUEUED, touched_at__lt=now - STALE, touched_at__gt=now - HOPELESS
    )
    waiting = list(rows.values_list("pk", "by_id"))
    for pk, by in waiting:
        nudge(TASK, acting_user=by, row=pk)
    return len(waiting)


def keys_alive() -> set:
    """Rows whose file may still be opened."""
    return set(LedgerExport.objects.filter(wrapped__isnull=False).values_list("pk", flat=True))
