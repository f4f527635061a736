"""Posting and reading messages. A row is posted in the transaction of the act; delivery comes later."""

import uuid
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from network.access.gate import Refusal
from network.notifications.models import InboxItem, OutboxMessage
from network.staff.models import User
from sisterhood.lib import clock


def post(
    kind: str,
    *,
    recipient: User | int,
    key: str,
    subject: tuple[str, UUID] | None = None,
    at: datetime | None = None,
) -> None:
    """One message; posting the same key again changes nothing. Nothing is read back: the poster may not look."""
    at = at or clock.now()
    subject_kind, subject_id = subject if subject else ("", None)
    OutboxMessage.objects.bulk_create(
        [
            OutboxMessage(
                id=uuid.uuid4(),
                key=key,
                recipient_id=recipient if isinstance(recipient, int) else recipient.pk,
                kind=kind,
                subject_kind=subject_kind,
                subject_id=subject_id,
                due_at=at,
                posted_at=at,
            )
        ],
        ignore_conflicts=True,
    )


def inbox_of(user: User) -> list[InboxItem]:
    """Her messages, newest first, one hundred at most."""
    return list(InboxItem.objects.filter(user=user).order_by("-at", "-message_id")[:100])


def unread_count(user: User) -> int:
    """How many wait, counted up to 100."""
    return InboxItem.objects.filter(user=user, read_at=None)[:100].count()


def mark_read(item: InboxItem, *, by: User) -> InboxItem:
    """Read once; a second time keeps the first moment. Raises Refusal for somebody else's message."""
    if item.user_id != by.pk:
        raise Refusal("not_yours", "")
    if item.read_at is None:
        item.read_at = timezone.now()
        item.save(update_fields=["read_at"])
    return item
