"""通知公告: what an office tells the network below it, version by version, and who has opened it.

A bulletin speaks to everybody in certain posts; nothing about a person stands in it.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from network.access.scope import Scope
from network.bulletins.states import SHOWN, STATES
from network.sites.reach import units_where
from network.units.models import Unit
from network.units.placed import OfUnit
from sisterhood.lib.identifiers import uuid7


def _person(*, null: bool = False) -> Any:
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=null, related_name="+")


class BulletinQuerySet(models.QuerySet["Bulletin"]):
    """Questions about many bulletins."""

    def kept_by(self, scope: Scope) -> "BulletinQuerySet":
        """Those of her own office, drafts among them."""
        return self.filter(unit_id__in=units_where(scope, "draft_bulletin"))

    def visible_to(self, scope: Scope) -> "BulletinQuerySet":
        """Those that speak to one of her posts: the audience is asked today, so a newcomer finds what still holds."""
        units = {unit.pk: unit.ancestor_ids for unit in Unit.objects.filter(pk__in=scope.units)}
        reached = Q(pk=None)
        for post in scope.posts:
            reached |= Q(roles__contains=[post.role], below_id__in=units.get(post.unit_id, []))
        return self.filter(reached, state__in=SHOWN)

    def unread_by(self, scope: Scope) -> "BulletinQuerySet":
        """Of these what is out and she has not opened."""
        hers = BulletinReading.objects.filter(user_id=scope.user_id).values("bulletin_id")
        return self.visible_to(scope).filter(state="published").exclude(pk__in=hers)


class Bulletin(OfUnit, models.Model):
    """One version. It goes to whoever holds one of `roles` at `below` or under it; `reminded_times` are those of that day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    below = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    roles = models.JSONField(default=list)
    title = models.CharField(_("title of the bulletin"), max_length=60)
    body = models.TextField(_("text of the bulletin"), max_length=3000)
    version = models.PositiveSmallIntegerField(default=1)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="later")
    state = models.CharField(max_length=10, choices=list(STATES.items()), default="draft")
    written_by = _person()
    written_at = models.DateTimeField()
    published_by = _person(null=True)
    published_at = models.DateTimeField(null=True)
    reminded_on = models.DateField(null=True)
    reminded_times = models.PositiveSmallIntegerField(default=0)
    withdrawn_by = _person(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    reason = models.CharField(_("why it is withdrawn"), max_length=200, blank=True)

    objects = BulletinQuerySet.as_manager()

    class Meta:
        """Newest first; nothing is out without the name of whoever answers for it."""

        ordering = ["-written_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=("draft", "discarded"))
                | Q(published_by__isnull=False, published_at__isnull=False),
                name="bulletin_answered_for",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | (Q(withdrawn_by__isnull=False) & ~Q(reason="")),
                name="bulletin_withdrawn_why",
            ),
            models.CheckConstraint(
                condition=Q(replaces=None) | ~Q(replaces=F("id")), name="bulletin_replaces_another"
            ),
            models.UniqueConstraint(
                "replaces", condition=Q(state__in=("draft", "published")), name="bulletin_one_next"
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "-written_at"], name="bulletin_of_unit"),
            models.Index(fields=["below", "state"], name="bulletin_below"),
        ]

    def __str__(self) -> str:
        return self.title


class BulletinReading(models.Model):
    """Who opened which version, and when first."""

    bulletin = models.ForeignKey(Bulletin, models.CASCADE, related_name="readings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    opened_at = models.DateTimeField()

    class Meta:
        """Each reader once."""

        constraints = [models.UniqueConstraint("bulletin", "user", name="bulletin_reading_once")]
