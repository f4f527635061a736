"""Posting and reading messages. A row is posted in the transaction of the act; delivery comes later."""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from network.access.gate import Refusal
from network.notifications.kinds import KINDS
from network.notifications.models import InboxItem, OutboxMessage
from network.staff.models import User
from sisterhood.lib import clock

MOST_COUNTED = 100


@dataclass(frozen=True)
class Post:
    """One message: its kind, who gets it, the key that makes posting twice harmless, what it is about."""

    kind: str
    recipient: int
    key: str
    subject: tuple[str, UUID] | None = None
    bundle: str = ""


def bundle_of(source: str) -> str:
    """The mark of messages from one source; nobody reads the source in it."""
    return hmac.digest(settings.SECRET_KEY.encode(), f"bundle {source}".encode(), "sha256").hex()[:32]


def post(
    kind: str,
    *,
    recipient: User | int,
    key: str,
    subject: tuple[str, UUID] | None = None,
    at: datetime | None = None,
    bundle: str = "",
) -> None:
    """One message; posting the same key again changes nothing. Raises KeyError for an unknown kind.

    `at` is the moment of the act, which a story may move back; a moment to come is delivered now.
    """
    to = recipient if isinstance(recipient, int) else recipient.pk
    post_many([Post(kind, to, key, subject, bundle)], at=at)


def post_many(posts: Iterable[Post], *, at: datetime | None = None) -> None:
    """Many at once. Nothing is read back: the poster may not look into the outbox."""
    now = timezone.now()
    OutboxMessage.objects.bulk_create(
        [
            OutboxMessage(
                key=each.key,
                recipient_id=each.recipient,
                kind=_known(each.kind),
                subject_kind=each.subject[0] if each.subject else "",
                subject_id=each.subject[1] if each.subject else None,
                due_at=min(at or clock.now(), now),
                posted_at=now,
                bundle=each.bundle,
            )
            for each in posts
        ],
        ignore_conflicts=True,
        batch_size=2000,
    )


def _known(kind: str) -> str:
    if kind not in KINDS:
        raise KeyError(kind)
    return kind


def inbox_of(user: User) -> QuerySet[InboxItem]:
    """Her messages, newest first."""
    return InboxItem.objects.filter(user=user).order_by("-at", "-message_id")


def bundled(items: Iterable[InboxItem]) -> list[list[InboxItem]]:
    """Her messages, newest first, those of one bundle together behind the one that leads while that is unread."""
    groups: list[list[InboxItem]] = []
    open_: dict[str, list[InboxItem]] = {}
    for item in sorted(items, key=lambda each: (each.at, each.leads, each.pk)):
        group = open_.get(item.bundle) if not item.leads and item.read_at is None else None
        if group is None:
            groups.append(group := [item])
            if item.bundle and item.leads and item.read_at is None:
                open_[item.bundle] = group
        else:
            group.append(item)
    return sorted(groups, key=lambda group: (group[-1].at, group[-1].pk), reverse=True)


def unread_count(user: User) -> int:
    """How many wait, counted up to 100."""
    return InboxItem.objects.filter(user=user, read_at=None)[:MOST_COUNTED].count()


def mark_all_read(*, by: User, until: datetime) -> int:
    """Hers up to a moment, so that what arrived since stays unread; returns how many."""
    return InboxItem.objects.filter(user=by, read_at=None, at__lte=until).update(read_at=clock.now())


def mark_read(item: InboxItem, *, by: User) -> InboxItem:
    """Read once; a second time keeps the first moment. Raises Refusal for somebody else's message."""
    if item.user_id != by.pk:
        raise Refusal("not_yours", _("This message is somebody else's."))
    if item.read_at is None:
        item.read_at = clock.now()
        unread = InboxItem.objects.filter(pk=item.pk, user=by, read_at=None)
        if unread.update(read_at=item.read_at) == 0:
            item.refresh_from_db(fields=["read_at"])
    return item
