"""A phone as the house knows it: whose it is, when it was last heard of, and how many reports wait on it."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.access.scope import Scope
from network.sites.reach import in_reach
from network.units.models import Unit
from network.units.placed import OfUnit
from sisterhood.lib.identifiers import uuid7


def _person(**more: Any) -> Any:
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", **more)


class DeviceQuerySet(models.QuerySet["Device"]):
    """Questions about many phones."""

    def visible_to(self, scope: Scope) -> "DeviceQuerySet":
        """Her own, and those of the people of her units and below."""
        return self.filter(Q(user_id=scope.user_id) | in_reach(scope, "see_devices"))

    def in_use(self) -> "DeviceQuerySet":
        """Those that nobody has reported lost."""
        return self.filter(revoked_at=None)


class Device(OfUnit, models.Model):
    """One phone of one person. `mark` is the number the phone made for itself; `session` the session it last came with.

    `unsent` and `oldest` are what the phone says of its queue: a count and a moment, never what waits there. Several
    people may share one `mark`; whoever was taken off it and signs in there again has a new row.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    mark = models.UUIDField()
    user = _person()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    label = models.CharField(_("phone"), max_length=60)
    session = models.CharField(max_length=64, blank=True)
    first_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    unsent = models.PositiveIntegerField(default=0)
    oldest = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = _person(null=True)
    why = models.CharField(max_length=12, blank=True)

    objects = DeviceQuerySet.as_manager()

    class Meta:
        """The one heard of last first; a phone in use once for each person."""

        ordering = ["-seen_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["mark", "user"], condition=Q(revoked_at=None), name="device_in_use_once"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None, why="")
                | (Q(revoked_at__isnull=False, revoked_by__isnull=False) & ~Q(why="")),
                name="device_revoked_by",
            ),
        ]
        indexes = [models.Index(fields=["unit", "-seen_at"], name="device_unit")]

    def __str__(self) -> str:
        return self.label

    def is_silent(self, at: datetime, days: int) -> bool:
        """Whether nothing was heard of it for so many days."""
        return (at - self.seen_at).days >= days
