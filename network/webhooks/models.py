"""Where events go, and every event on its way: the outbox of programs and its log in one table."""

import hmac
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from network.access.scope import Scope
from network.units.models import Unit
from network.webhooks.states import Sending, Stopped
from sisterhood.lib.identifiers import uuid7


def _person(**more: Any) -> Any:
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", **more)


class WebhookQuerySet(models.QuerySet["Webhook"]):
    """Questions about many."""

    def visible_to(self, scope: Scope) -> "WebhookQuerySet":
        """Those whose administrator she is."""
        return self if scope.may("keep_webhooks") else self.none()


class Webhook(models.Model):
    """One address of one program. Its secret is drawn from `salt` and the secret of the house, and stored nowhere."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    url = models.CharField(max_length=300)
    salt = models.CharField(max_length=64)
    made_by = _person()
    made_at = models.DateTimeField()
    failures = models.PositiveIntegerField(default=0)
    stopped_at = models.DateTimeField(null=True)
    stopped_for = models.CharField(max_length=10, choices=Stopped.choices, blank=True)

    objects = WebhookQuerySet.as_manager()

    class Meta:
        """Newest first."""

        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(stopped_at=None, stopped_for="")
                | (Q(stopped_at__isnull=False) & ~Q(stopped_for="")),
                name="webhook_stopped_for",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def secret(self) -> str:
        """What signs its events."""
        return secret_of(str(self.pk), self.salt)


def secret_of(ident: str, salt: str) -> str:
    """64 signs, equal as long as `SECRET_KEY` is."""
    text = f"webhook 1|{ident}|{salt}"
    return hmac.digest(settings.SECRET_KEY.encode(), text.encode(), "sha256").hex()


class WebhookEventQuerySet(models.QuerySet["WebhookEvent"]):
    """Questions about many."""

    def visible_to(self, scope: Scope) -> "WebhookEventQuerySet":
        """Of the addresses whose administrator she is."""
        return self if scope.may("keep_webhooks") else self.none()


class WebhookEvent(models.Model):
    """One event for one address; its id is what the program tells doubles by."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    webhook = models.ForeignKey(Webhook, models.PROTECT, related_name="events")
    kind = models.CharField(max_length=20)
    number = models.CharField(max_length=32)
    happened_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=Sending.choices, default=Sending.DUE)
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    token = models.UUIDField(null=True)
    answered = models.PositiveSmallIntegerField(null=True)
    reason = models.CharField(max_length=16, blank=True)
    ended_at = models.DateTimeField(null=True)

    objects = WebhookEventQuerySet.as_manager()

    class Meta:
        """Newest first; what is due is found by its moment."""

        ordering = ["-happened_at", "-id"]
        indexes = [
            models.Index(
                fields=["due_at", "id"], name="webhook_due", condition=Q(state__in=("due", "leased"))
            ),
            models.Index(fields=["webhook", "-happened_at", "-id"], name="webhook_log"),
        ]
