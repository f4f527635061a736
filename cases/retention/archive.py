"""移交档案馆 (档案法 art. 15): files of closed matters of a unit, on a list that the archivist signs for.

A matter that the archive has is stored here and nothing else, until its period is over and our copy is destroyed. The
database writes lists and phases and asks everything again (`cases/migrations/0244_archive_walls.py`).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import ProgrammingError, transaction
from django.utils.translation import gettext_lazy as _

from cases.casefile.vault import Vault
from cases.retention import frame
from cases.retention.frame import SUBJECT as LIST_OF_DESTRUCTION
from cases.retention.lists import Bar, HandedState, Kept
from cases.retention.models import ArchiveTransfer, TransferredMatter
from cases.retention.states import TRANSFER
from network.access import gate, rest
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.deadlines import clocks
from network.staff.models import User
from network.units.models import Unit
from network.units.placed import OfUnit
from sisterhood.lib import clock
from sisterhood.lib.identifiers import uuid7

SUBJECT, MOST = "transfer", 200


@dataclass(frozen=True)
class Candidate:
    """A closed matter that may go to the archive: its number, kind of record, and until when it is kept."""

    case: UUID
    number: str
    kind: Kept
    closed_on: date
    due_on: date


class _Place(OfUnit):
    """A unit as the gate asks for a row."""

    def __init__(self, unit: Unit) -> None:
        self.unit, self.unit_id = unit, unit.pk


def places() -> list[tuple[Unit, int]]:
    """Units at or below hers with matters that may go to the archive, and how many."""
    found = dict(frame.ask("select unit, many from transfer_places()"))
    rows = Unit.objects.filter(pk__in=found).order_by("level", "code")
    return [(row, found[row.pk]) for row in rows]


def candidates(unit: Unit) -> list[Candidate]:
    """Of one unit, in the order of numbers; at most as many as one list holds."""
    rows = frame.ask(
        "select matter, number, kind, closed_on, due_on from transfer_candidates(%s, %s)", unit.pk, MOST
    )
    return [Candidate(case, number, Kept(kind), closed, due) for case, number, kind, closed, due in rows]


@transaction.atomic
def draw_up_transfer(
    unit: Unit, *, archive: str, matters: Collection[UUID], by: User, at: datetime | None = None
) -> ArchiveTransfer:
    """A list of her choice; what stood on a list of destruction that nobody has appraised leaves that one.

    Raises Refusal: the gate's, no archive, nothing chosen, or a matter that may not go any more.
    """
    at, scope = at or clock.now(), rest.of(by)
    gate.require(scope, "draw_up_transfer", _Place(unit))
    if not archive.strip():
        raise Refusal("archive", _("Write the name of the archive."))
    if not matters:
        raise Refusal("matters", _("Choose at least one matter."))
    if not set(matters) <= {each.case for each in candidates(unit)}:
        raise Refusal(
            "matters", _("One of these matters may not go to the archive any more. Look at the list again.")
        )
    row = ArchiveTransfer(id=uuid7(), unit=unit, archive=archive.strip())
    Vault.own(row)
    emptied = frame.ask(
        "select transfer_draw_up(%s, %s, %s, %s::uuid[], %s, %s)",
        row.pk,
        row.wrapped,
        unit.pk,
        sorted(matters),
        row.archive,
        at,
    )
    for (listed,) in emptied:
        clocks.cancel_running((LIST_OF_DESTRUCTION, listed), by=by, at=at)
    row.refresh_from_db()
    _note(row, "draw_up_transfer", by, at, matters=len(matters))
    return row


def _locked(row: ArchiveTransfer, action: str, by: User) -> ArchiveTransfer:
    """The list as it stands. Raises Refusal: gone, or the gate's. The database locks it when it writes."""
    scope = rest.of(by)
    rows = ArchiveTransfer.objects.visible_to(scope).select_related("unit")
    found = rows.filter(pk=row.pk).first()
    if found is None:
        raise Refusal("gone", _("This list is no longer in your hands."))
    gate.require(scope, action, found)
    return found


def bars(row: ArchiveTransfer, at: datetime) -> dict[UUID, list[Bar]]:
    """What speaks against handing over the matters of a list, by their line on it."""
    found = frame.ask("select line, bars from transfer_bars(%s, %s)", row.pk, clock.local_date(at))
    return {line: [Bar(code) for code in codes] for line, codes in found if codes}


@transaction.atomic
def receive_transfer(
    row: ArchiveTransfer,
    *,
    archivist: str,
    receipt: str,
    received_on: date,
    by: User,
    at: datetime | None = None,
) -> ArchiveTransfer:
    """The archivist has signed for the files: from now on every matter of the list is the archive's, and only stored here.

    Raises Refusal (gone, the gate's, nobody named, a day that does not fit, a matter something speaks against) or
    IllegalTransition.
    """
    at = at or clock.now()
    found = _locked(row, "receive_transfer", by)
    TRANSFER.next(found.state, "receive_transfer")
    _check_receipt(found, archivist, receipt, received_on, at)
    against = bars(found, at)
    for line in found.matters.filter(state=HandedState.LISTED, pk__in=against):
        raise Refusal(
            "barred",
            _("%(number)s cannot be handed over now: %(why)s. Take it off the list, then go on.")
            % {"number": line.number, "why": str(against[line.pk][0].label)},
        )
    Vault.unwrapped(found).seal(found, archivist=archivist.strip())
    [(count,)] = frame.ask(
        "select transfer_receive(%s, %s, %s, %s, %s)",
        found.pk,
        found.archivist,
        receipt.strip(),
        received_on,
        at,
    )
    found.refresh_from_db()
    _note(found, "receive_transfer", by, at, matters=count)
    return found


def _check_receipt(row: ArchiveTransfer, archivist: str, receipt: str, day: date, at: datetime) -> None:
    if not archivist.strip():
        raise Refusal("archivist", _("Write who signed at the archive."))
    if not receipt.strip():
        raise Refusal("receipt", _("Write the number of the receipt."))
    if day > clock.local_date(at):
        raise Refusal("received_on", _("That day lies in the future."))
    if day < clock.local_date(row.drawn_up_at):
        raise Refusal("received_on", _("That was before the list was drawn up."))


@transaction.atomic
def strike_matter(
    row: ArchiveTransfer, *, line: UUID, by: User, at: datetime | None = None
) -> ArchiveTransfer:
    """One matter stays here; with the last one the list is called off."""
    at = at or clock.now()
    found = _locked(row, "strike_matter", by)
    TRANSFER.transition(found.state, "call_off_transfer")
    _line(found, line, HandedState.LISTED)
    frame.ask("select transfer_strike(%s, %s)", line, at)
    found.refresh_from_db()
    _note(found, "strike_matter", by, at)
    return found


@transaction.atomic
def call_off_transfer(row: ArchiveTransfer, *, by: User, at: datetime | None = None) -> ArchiveTransfer:
    """Nothing of the list goes to the archive."""
    at = at or clock.now()
    found = _locked(row, "call_off_transfer", by)
    TRANSFER.next(found.state, "call_off_transfer")
    for line in found.matters.filter(state=HandedState.LISTED).values_list("pk", flat=True):
        frame.ask("select transfer_strike(%s, %s)", line, at)
    found.refresh_from_db()
    _note(found, "call_off_transfer", by, at)
    return found


@transaction.atomic
def return_matter(
    row: ArchiveTransfer, *, line: UUID, returned_on: date, by: User, at: datetime | None = None
) -> ArchiveTransfer:
    """The archive gave one file back, because something new came up: it is a closed matter here again."""
    at = at or clock.now()
    found = _locked(row, "return_matter", by)
    _line(found, line, HandedState.HANDED)
    if returned_on > clock.local_date(at):
        raise Refusal("returned_on", _("That day lies in the future."))
    if found.received_on is not None and returned_on < found.received_on:
        raise Refusal("returned_on", _("That was before the archive received it."))
    try:
        with transaction.atomic():
            frame.ask("select transfer_return(%s, %s, %s)", line, returned_on, at)
    except ProgrammingError:  # our copy is destroyed
        raise Refusal("line", _("This matter does not stand on the list in that way any more.")) from None
    _note(found, "return_matter", by, at)
    return found


def _line(row: ArchiveTransfer, line: UUID, state: HandedState) -> TransferredMatter:
    found = row.matters.filter(pk=line, state=state).first()
    if found is None:
        raise Refusal("line", _("This matter does not stand on the list in that way any more."))
    return found


def _note(row: ArchiveTransfer, verb: str, by: User, at: datetime, **detail: int) -> None:
    """The audit row of a step; numbers of matters stand on the list, not in the log."""
    told = {"verb": verb} | detail
    record.event(Action.CHANGE, by=by, subject=(SUBJECT, row.pk), unit_id=row.unit_id, detail=told, at=at)
