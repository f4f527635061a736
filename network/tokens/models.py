"""A token: a word by which a program asks in a person's name, for as long as her posts and her password stand."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.access.scope import Scope
from sisterhood.lib.identifiers import uuid7


def _person(name: str = "+", **more: Any) -> Any:
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name=name, **more)


class TokenQuerySet(models.QuerySet["Token"]):
    """Questions about many tokens."""

    def visible_to(self, scope: Scope) -> "TokenQuerySet":
        """Her own; whoever looks after accounts sees everybody's."""
        return self if scope.may("manage_accounts") else self.filter(user_id=scope.user_id)

    def live(self, at: datetime) -> "TokenQuerySet":
        """Neither over nor taken back."""
        return self.filter(revoked_at=None, expires_at__gt=at)


class Token(models.Model):
    """One word of one person. Kept is its digest, never the word; `hint` are its last four signs.

    `posts`: the posts she held when she made it, as `role:unit`; it ends with the first of them. `networks`: addresses
    it may come from, one network a line; empty for any.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = _person("tokens")
    name = models.CharField(max_length=60)
    digest = models.BinaryField(max_length=32, unique=True)
    hint = models.CharField(max_length=4)
    may_write = models.BooleanField(default=False)
    networks = models.CharField(max_length=400, blank=True)
    posts = models.JSONField(default=list)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = _person(null=True)

    objects = TokenQuerySet.as_manager()

    class Meta:
        """Newest first."""

        verbose_name = _("token of a program")
        ordering = ["-made_at", "-id"]
        indexes = [models.Index(fields=["user", "-made_at"], name="token_of_user")]
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None)
                | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="token_revoked_by",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def is_live(self, at: datetime) -> bool:
        """Whether it neither ended nor was taken back."""
        return self.revoked_at is None and self.expires_at > at
