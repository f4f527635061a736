"""What the desk does with a file, one step for each message: a step stands or falls as a whole.

A killed worker loses its step and nothing else; the message, the next look of the schedule or a reload of the
page takes it up again. Two messages for one file never work at the same time.
"""

from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from cases.casefile import sealed_files
from cases.imports.checking import DryRun
from cases.imports.models import ImportState, LedgerImport
from cases.imports.verbs import TASK
from cases.imports.writing import write_next
from network.access import gate, rest
from network.audit import record
from network.audit.models import Action
from network.notifications import outbox
from network.staff.models import User
from sisterhood.lib.nudge import nudge
from sisterhood.lib.workbooks import UnsafeWorkbook

_UNDO = "select removed, kept, void_numbers from import_undo(%s)"


def step(row_id: UUID, *, by: User) -> bool:
    """One step as the person who uploaded it; whether there is more to do. Nothing when nothing waits."""
    scope = rest.of(by)
    with transaction.atomic():
        rows = LedgerImport.objects.select_for_update(of=("self",), skip_locked=True)
        row = rows.select_related("unit").filter(pk=row_id, by=by).first()
        if row is None or not row.is_at_work:
            return False
        if row.state == ImportState.CHECKING:
            _check(row)
        elif row.state == ImportState.UNDOING:
            _undo(row, by=by)
        elif not gate.ask(scope, "import_ledger") or row.unit_id not in scope.units:
            row.state = ImportState.STOPPED  # she has left the post meanwhile
        else:
            _bring_in(row, by=by)
        row.touched_at = timezone.now()
        row.save()
        if row.is_at_work:
            nudge(TASK, acting_user=by.pk, row=row.pk)
        return row.is_at_work


def _check(row: LedgerImport) -> None:
    try:
        with transaction.atomic():
            DryRun(row, sealed_files.vault_of(row.wrapped or b"", row.pk)).run()
    except UnsafeWorkbook as error:
        row.state, row.failure = ImportState.UPLOADED, error.code
    else:
        row.state = ImportState.CHECKED


def _bring_in(row: LedgerImport, *, by: User) -> None:
    if row.next_chunk < row.chunks:
        write_next(row, by=by)
    if row.next_chunk < row.chunks:
        return
    row.state, row.finished_at = ImportState.DONE, timezone.now()
    _report(row, "import", {"made": row.made, "broken": row.broken, "sha256": bytes(row.sha256).hex()}, by=by)


def _undo(row: LedgerImport, *, by: User) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_UNDO, [row.pk])
        row.removed, row.kept, row.void_numbers = cursor.fetchone()
    row.state, row.finished_at = ImportState.UNDONE, timezone.now()
    counts = {"removed": row.removed, "kept": row.kept, "void_numbers": row.void_numbers}
    _report(row, "undo", counts, by=by)


def _report(row: LedgerImport, what: str, counts: dict, *, by: User) -> None:
    record.event(
        Action.IMPORT,
        by=by,
        subject=("import", row.pk),
        unit_id=row.unit_id,
        detail={"what": what, **counts},
    )
    outbox.post("import_done", recipient=by, key=f"import:{row.pk}:{what}")
