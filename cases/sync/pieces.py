"""Files of an item, piece by piece: each is checked as it comes, and a file is kept whole or not at all."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Sum
from django.utils.translation import gettext_lazy as _

from cases.sync import checks, operations, sealed
from cases.sync.models import OutboxFile, OutboxPiece
from cases.sync.states import FileState
from cases.sync.taking import claim
from cases.sync.whole import content_of
from network.access import rest
from network.access.gate import Refusal
from network.deadlines import calculator
from network.staff.models import User
from sisterhood.lib import clock
from sisterhood.lib.letterbox import ADDED

PIECE, BACKLOG, MEGABYTE = 256 * 1024, "outbox.backlog", 1024 * 1024


@dataclass(frozen=True)
class Progress:
    """How much of a file is here. `why` is "" or hash, kind: it begins anew, or cannot be kept."""

    received: int
    is_done: bool
    why: str = ""
    words: object = ""


@transaction.atomic
def add_piece(
    key: UUID, file_key: UUID, *, start: int, letter: bytes, by: User, at: datetime | None = None
) -> Progress:
    """Keep one sealed piece that begins at byte `start`; the last one completes the file.

    Raises Refusal: busy, unknown, offset, size, unreadable, later.
    """
    rest.of(by)
    claim(file_key, by=by)
    rows = OutboxFile.objects.filter(item__user=by, item__key=key, key=file_key)
    file = rows.select_related("item").first()
    if file is None:
        raise Refusal("unknown", _("This report is not known here."))
    at = at or clock.now()
    if file.state != FileState.OPEN:
        return Progress(file.size, is_done=True)
    if start != file.received:
        raise Refusal("offset", _("The file goes on from another place."))
    if len(letter) > PIECE + ADDED:
        raise Refusal("size", _("This piece is too large."))
    content = sealed.open_piece(letter, file_key=file_key, start=start, key_id=file.item.key_id)
    if not 0 < len(content) <= file.size - start:
        raise Refusal("size", _("This piece is too large."))
    _room(by, len(content))
    OutboxPiece.objects.bulk_create([OutboxPiece(file=file, start=start, size=len(content), body=letter)])
    file.received += len(content)
    _change(file, at)
    return _complete(file, by=by, at=at) if file.received == file.size else Progress(file.received, False)


def received(key: UUID, file_key: UUID, *, by: User) -> int:
    """How many bytes of a file of hers are here."""
    row = OutboxFile.objects.filter(item__user=by, item__key=key, key=file_key).first()
    return row.received if row else 0


def _room(by: User, more: int) -> None:
    waiting = OutboxPiece.objects.filter(file__item__user=by, file__state=FileState.OPEN)
    total = waiting.aggregate(all=Sum(F("size")))["all"] or 0
    if total + more > calculator.length_of(BACKLOG) * MEGABYTE:
        raise Refusal("later", _("Too many files are under way. The rest follows by itself."))


def _change(file: OutboxFile, at: datetime) -> None:
    file.changed_at = at
    OutboxFile.objects.filter(pk=file.pk).update(received=file.received, state=file.state, changed_at=at)


def _complete(file: OutboxFile, *, by: User, at: datetime) -> Progress:
    try:
        content = content_of(file)
    except Refusal:
        file.pieces.all().delete()
        file.received = 0
        _change(file, at)
        return Progress(0, is_done=False, why="hash", words=_("The file did not arrive as it was sent."))
    home = operations.home_of(file.item.subject_kind)
    subject = file.item.subject_id
    try:
        if home is None or subject is None:
            raise Refusal("kind", _("Nothing is attached to this report."))
        kept = home.keep(subject, file.pk, content, file.content_type, by)
    except Refusal as refusal:
        file.state = FileState.REFUSED
        file.pieces.all().delete()
        _change(file, at)
        return Progress(file.size, is_done=True, why="kind", words=str(refusal))
    file.state = FileState.KEPT if kept else FileState.WAITING
    _change(file, at)
    if kept:
        file.pieces.all().delete()
    else:
        checks.open_file_check(file, by=by, at=at)
    return Progress(file.size, is_done=True)
