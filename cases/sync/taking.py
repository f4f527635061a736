"""One item of a phone's queue: taken once, however often it is sent, and answered the same each time."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from cases.sync import operations, sealed
from cases.sync.models import OutboxFile, OutboxItem
from cases.sync.sealed import Announced, Opened
from network.access import rest
from network.access.gate import Refusal
from network.deadlines import calculator
from network.staff.models import User
from sisterhood.lib import clock
from sisterhood.lib.uploads import MAX_BYTES

PER_HOUR, FILES = "outbox.per_hour", "outbox.files"


@dataclass(frozen=True)
class Sent:
    """One item as it came. `made_at` is what the phone's clock said, None when that was no moment."""

    key: UUID
    form: str
    version: int
    key_id: str
    letter: bytes
    made_at: datetime | None = None
    device: UUID | None = None


@dataclass(frozen=True)
class Taken:
    """The receipt, and whether it was written just now."""

    item: OutboxItem
    is_new: bool

    @property
    def files(self) -> dict[str, int]:
        """By file how many bytes are here."""
        rows = OutboxFile.objects.filter(item=self.item).values_list("key", "received")
        return {str(key): received for key, received in rows}

    @property
    def words(self) -> object:
        """The one sentence that her phone shows."""
        if self.item.state == operations.INCOMPLETE:
            return _("Received. Something is missing; somebody will call you about it.")
        return operations.says(self.item.form, self.item.state)


def claim(key: UUID, *, by: User) -> None:
    """This item (or file) is being worked on by one request at a time. Raises Refusal while another one does."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [f"outbox {by.pk} {key}"])
        if not cursor.fetchone()[0]:
            raise Refusal("busy", _("This is being worked on."))


def known(key: UUID, *, by: User) -> Taken | None:
    """What became of an item of hers; None for one that never arrived."""
    row = OutboxItem.objects.filter(user_id=rest.of(by).user_id, key=key).first()
    return Taken(row, is_new=False) if row else None


@transaction.atomic
def take(sent: Sent, *, by: User, at: datetime | None = None) -> Taken:
    """Write the receipt and let the form do its work, in one transaction; an item that is known changes nothing.

    Raises Refusal: busy, unreadable, changed (the same number with other words), size (too many or too large files),
    later (too many in an hour), or what the form refuses.
    """
    rest.of(by)
    claim(sent.key, by=by)
    opened = sealed.open_item(sent.letter, key=sent.key, key_id=sent.key_id)
    before = known(sent.key, by=by)
    if before is not None:
        if not sealed.is_same(bytes(before.item.digest), sent.form, sent.version, opened, by=by):
            raise Refusal("changed", _("This was sent before with other words. Please call the township."))
        return before
    at = at or clock.now()
    _check_size(opened.files)
    _not_too_many(by, at)
    arrived = operations.Arrived(
        sealed.ident_of(sent.key, by=by), by, at, sent.made_at, files=len(opened.files)
    )
    result = operations.take(sent.form, sent.version, opened.fields, arrived)
    return Taken(_receipt(sent, opened, result, by=by, at=at), is_new=True)


def _check_size(files: tuple[Announced, ...]) -> None:
    if not files:
        return
    if len(files) > calculator.length_of(FILES) or any(each.size > MAX_BYTES for each in files):
        raise Refusal("size", _("There are too many files, or one is larger than 10 MB."))


def _not_too_many(by: User, at: datetime) -> None:
    since = at - timedelta(hours=1)
    if OutboxItem.objects.filter(user=by, received_at__gt=since).count() >= calculator.length_of(PER_HOUR):
        raise Refusal("later", _("Many reports arrived at once. The rest follows by itself."))


def _receipt(sent: Sent, opened: Opened, result: operations.Result, *, by: User, at: datetime) -> OutboxItem:
    kind, subject = result.subject or ("", None)
    item = OutboxItem(
        user=by,
        key=sent.key,
        digest=sealed.digest_of(sent.form, sent.version, opened, by=by),
        form=sent.form,
        form_version=sent.version,
        key_id=sent.key_id,
        device=sent.device,
        state=result.state,
        subject_kind=kind,
        subject_id=subject,
        number=result.number,
        made_at=sent.made_at,
        received_at=at,
    )
    item.save(force_insert=True)
    announced = [
        OutboxFile(
            item=item,
            key=each.key,
            content_type=each.content_type,
            size=each.size,
            sha256=each.sha256,
            changed_at=at,
        )
        for each in opened.files
    ]
    OutboxFile.objects.bulk_create(announced)
    return item
