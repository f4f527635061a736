"""What a person does with an old register: upload, say what the columns mean, start, take back, throw away."""

import hashlib
import json
from collections.abc import Sequence
from datetime import timedelta
from itertools import islice

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.casefile import sealed_files
from cases.imports import mapping as columns
from cases.imports.checking import FILE
from cases.imports.columns import BY_CODE
from cases.imports.models import ImportState, LedgerImport
from cases.imports.reading import text_of
from network.access import gate, rest
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.deadlines.versions import in_force
from network.staff.models import User
from network.units.models import Unit
from sisterhood.lib import clock, workbooks
from sisterhood.lib.nudge import nudge
from sisterhood.lib.workbooks import UnsafeWorkbook

TASK = "cases.work_on_import"
TOP = "headings"
GONE = (ImportState.UNDONE, ImportState.DISCARDED)
_TOUCHED = "select import_touched(%s)"


def _require(by: User, unit_id: int) -> None:
    scope = rest.of(by)
    gate.require(scope, "import_ledger")
    if unit_id not in scope.units:
        raise Refusal("unit", _("You can register only at a unit where you hold a post."))


@transaction.atomic
def upload(content: bytes, *, unit: Unit, by: User) -> LedgerImport:
    """Look through the file, find its headings, keep it sealed. Raises Refusal with the sentence for the form."""
    _require(by, unit.pk)
    try:
        top = list(islice(workbooks.rows(content), columns.LOOK_AT))
    except UnsafeWorkbook as error:
        raise Refusal("file", error.sentence) from None
    headings = columns.heading_row(top)
    if headings is None:
        raise Refusal(
            "file",
            _(
                "No headings were found in the first 15 rows. One row must say 日期, 姓名, 反映问题 and so on."
            ),
        )
    digest = hashlib.sha256(content).digest()
    if LedgerImport.objects.filter(by=by, sha256=digest).exclude(state__in=GONE).exists():
        raise Refusal("file", _("You have uploaded this very file before. Take that import back first."))
    now = timezone.now()
    row = LedgerImport(unit=unit, by=by, uploaded_at=now, touched_at=now, sha256=digest, size=len(content))
    vault, row.wrapped = sealed_files.new_key(row.pk)
    row.heading_row = headings[0]
    row.mapping = [heading.guess for heading in columns.headings(headings[1], unit=unit)]
    sealed_files.write(vault, row.pk, FILE, content)
    texts = [text_of(value) for value in headings[1]]
    sealed_files.write(vault, row.pk, TOP, json.dumps(texts, ensure_ascii=False).encode())
    row.save(force_insert=True)
    detail = {"what": "upload", "sha256": digest.hex(), "size": len(content)}
    record.event(Action.IMPORT, by=by, subject=("import", row.pk), unit_id=unit.pk, detail=detail)
    return row


def headings_of(row: LedgerImport) -> list[columns.Heading]:
    """The headings of the sealed file with the meaning chosen so far, for the page."""
    vault = sealed_files.vault_of(row.wrapped or b"", row.pk)
    values = json.loads(sealed_files.read(vault, row.pk, TOP))
    found = columns.headings(values, unit=row.unit)
    chosen = [*row.mapping, *[""] * len(found)]
    return [columns.Heading(each.position, each.letter, each.text, chosen[each.position]) for each in found]


def _locked(row: LedgerImport, *, by: User, states: Sequence[str]) -> LedgerImport:
    _require(by, row.unit_id)
    found = LedgerImport.objects.select_for_update(of=("self",)).filter(pk=row.pk, by=by).first()
    if found is None or found.state not in states:
        raise Refusal("state", _("This file has moved on in the meantime. Please look at it again."))
    return found


@transaction.atomic
def check(row: LedgerImport, *, mapping: Sequence[str], by: User) -> LedgerImport:
    """Say what the columns mean; the desk then judges every row and writes nothing. May be said again."""
    for group in columns.missing(mapping):
        names = " / ".join(str(BY_CODE[code].label) for code in group)
        raise Refusal("mapping", _("Please point at the column of: %(names)s.") % {"names": names})
    named = [code for code in mapping if code]
    if len(named) != len(set(named)):
        raise Refusal("mapping", _("Two columns cannot mean the same. Leave one of them out."))
    row = _locked(row, by=by, states=(ImportState.UPLOADED, ImportState.CHECKED))
    columns.remember([each.text for each in headings_of(row)], mapping, unit=row.unit)
    row.mapping, row.failure, row.problems = list(mapping), "", []
    return _set_to_work(row, ImportState.CHECKING)


@transaction.atomic
def start(row: LedgerImport, *, skip_known: bool, by: User) -> LedgerImport:
    """Bring the good rows in; the broken ones stay outside. Goes on from where a stopped import stood."""
    row = _locked(row, by=by, states=(ImportState.CHECKED, ImportState.STOPPED))
    if not row.good:
        raise Refusal("empty", _("No row of this file can come in as it is. Mend it and upload it again."))
    if row.wrapped is None:
        raise Refusal("state", _("This file has moved on in the meantime. Please look at it again."))
    if row.state == ImportState.CHECKED:
        row.skip_known = skip_known
    row.undo_until = timezone.now() + timedelta(days=in_force("ledger.undo", on=clock.today()).length)
    return _set_to_work(row, ImportState.RUNNING)


@transaction.atomic
def undo(row: LedgerImport, *, by: User) -> LedgerImport:
    """Take back everything of this file that nobody has worked on; possible for some days only."""
    row = _locked(row, by=by, states=(ImportState.DONE, ImportState.STOPPED))
    if not row.may_be_undone(timezone.now()):
        raise Refusal("late", _("The time in which this import could be taken back is over."))
    return _set_to_work(row, ImportState.UNDOING)


@transaction.atomic
def discard(row: LedgerImport, *, by: User) -> LedgerImport:
    """Throw a file away before anything of it came in."""
    row = _locked(row, by=by, states=(ImportState.UPLOADED, ImportState.CHECKED))
    row.state, row.wrapped, row.destroyed_at = ImportState.DISCARDED, None, timezone.now()
    row.save()
    transaction.on_commit(lambda: sealed_files.erase(row.pk))
    return row


def touched(row: LedgerImport) -> int:
    """How many of its matters somebody has worked on and would stay."""
    with connection.cursor() as cursor:
        cursor.execute(_TOUCHED, [row.pk])
        return cursor.fetchone()[0] or 0


def _set_to_work(row: LedgerImport, state: ImportState) -> LedgerImport:
    row.state, row.touched_at = state, timezone.now()
    row.save()
    nudge(TASK, acting_user=row.by_id, row=row.pk)
    return row
