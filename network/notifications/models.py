"""A row first, a message later; no row carries a name, a place, a kind or a story."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from network.notifications.kinds import kind_choices


class OutboxMessage(models.Model):
    """A message to be delivered once; `key` is what makes posting it twice harmless."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=120, unique=True)
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=30, choices=kind_choices)
    subject_kind = models.CharField(max_length=30, blank=True)
    subject_id = models.UUIDField(null=True)
    due_at = models.DateTimeField()
    state = models.CharField(
        max_length=10,
        default="due",
        choices=[("due", "due"), ("leased", "leased"), ("sent", "sent"), ("dead", "dead")],
    )
    lease_until = models.DateTimeField(null=True)
    token = models.UUIDField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=200, blank=True)
    posted_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        """Delivery reads one narrow index."""

        indexes = [
            models.Index(
                fields=["due_at", "id"], name="outbox_due", condition=Q(state__in=["due", "leased"])
            ),
        ]


class InboxItem(models.Model):
    """What arrived: one for each message, by constraint."""

    message = models.OneToOneField(OutboxMessage, models.CASCADE, primary_key=True, related_name="item")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="inbox")
    kind = models.CharField(max_length=30, choices=kind_choices)
    subject_kind = models.CharField(max_length=30, blank=True)
    subject_id = models.UUIDField(null=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        """Unread first is an index walk."""

        indexes = [
            models.Index(fields=["user", "-at"], name="inbox_user_at"),
            models.Index(fields=["user"], name="inbox_unread", condition=Q(read_at__isnull=True)),
        ]
