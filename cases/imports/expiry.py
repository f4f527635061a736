"""Registers that have outlived their time: the key goes first, then the bytes. Runs as the worker."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from cases.casefile import sealed_files
from cases.imports.models import AT_WORK, MADE_MATTERS, ImportState, LedgerImport
from cases.imports.verbs import TASK
from network.deadlines.versions import in_force
from sisterhood.lib import clock
from sisterhood.lib.nudge import nudge

STALE, HOPELESS = timedelta(seconds=60), timedelta(hours=6)


def destroy_due() -> int:
    """Files taken back, or past the time for it, or left lying before they came in; returns how many."""
    now = timezone.now()
    abandoned = now - timedelta(days=in_force("ledger.undo", on=clock.today()).length)
    left = Q(state__in=(ImportState.UPLOADED, ImportState.CHECKED), uploaded_at__lte=abandoned)
    over = Q(state__in=MADE_MATTERS, undo_until__lte=now) | Q(state=ImportState.UNDONE)
    keyed = LedgerImport.objects.filter(wrapped__isnull=False)
    ids = list(keyed.filter(left | over).values_list("pk", flat=True))
    thrown = list(keyed.filter(left).values_list("pk", flat=True))
    LedgerImport.objects.filter(pk__in=thrown).update(
        wrapped=None, destroyed_at=now, state=ImportState.DISCARDED
    )
    LedgerImport.objects.filter(pk__in=set(ids) - set(thrown)).update(wrapped=None, destroyed_at=now)
    for pk in ids:
        sealed_files.erase(pk)
    return len(ids)


def wake() -> int:
    """Files nobody is working on, because a worker died or the broker was away."""
    now = timezone.now()
    rows = LedgerImport.objects.filter(
        state__in=AT_WORK, touched_at__lt=now - STALE, touched_at__gt=now - HOPELESS
    )
    waiting = list(rows.values_list("pk", "by_id"))
    for pk, by in waiting:
        nudge(TASK, acting_user=by, row=pk)
    return len(waiting)


def keys_alive() -> set:
    """Rows whose file may still be opened."""
    return set(LedgerImport.objects.filter(wrapped__isnull=False).values_list("pk", flat=True))
