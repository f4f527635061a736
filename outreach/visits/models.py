"""走访: two go from door to door in one place. How many doors, what was offered, what was asked for; never whose door.

There is no field for a name, an address or a word about a household, so a round can never become a file about one.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from network.access.scope import Scope
from network.sites.reach import in_reach
from network.units.models import Unit
from network.units.placed import OfUnit
from outreach.visits.states import STATES
from sisterhood.lib.identifiers import uuid7


def _person(*, null: bool = False) -> Any:
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=null, related_name="+")


class VisitRoundQuerySet(models.QuerySet["VisitRound"]):
    """Questions about many rounds."""

    def visible_to(self, scope: Scope) -> "VisitRoundQuerySet":
        """Rounds she makes or goes along on, and those of her units and below."""
        hers = Q(doer_id=scope.user_id) | Q(companion_id=scope.user_id)
        return self.filter(hers | in_reach(scope, "see_rounds"))

    def to_make(self, scope: Scope) -> "VisitRoundQuerySet":
        """Hers, planned or owed."""
        return self.filter(doer_id=scope.user_id, state="planned")

    def under_way(self, scope: Scope) -> "VisitRoundQuerySet":
        """On which she is now, or goes along."""
        return self.filter(Q(doer_id=scope.user_id) | Q(companion_id=scope.user_id), state="under_way")


class VisitRound(OfUnit, models.Model):
    """One round. `owed_since`: the rule asks for it, counted from that day; `help_asked` is {code: households}."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    doer = _person(null=True)
    companion = _person(null=True)
    planned_on = models.DateField(null=True)
    owed_since = models.DateField(null=True)
    entered_by = _person(null=True)
    entered_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=list(STATES.items()), default="planned")
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    doors = models.PositiveSmallIntegerField(default=0)
    opened = models.PositiveSmallIntegerField(default=0)
    come_again = models.PositiveSmallIntegerField(default=0)
    topics = models.JSONField(default=list)
    help_asked = models.JSONField(default=dict)

    objects = VisitRoundQuerySet.as_manager()

    class Meta:
        """Newest first; nobody goes alone, and nobody is on two rounds at once."""

        ordering = ["-entered_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=("under_way", "ended"))
                | Q(doer__isnull=False, companion__isnull=False, begun_at__isnull=False),
                name="visit_round_by_two",
            ),
            models.CheckConstraint(
                condition=Q(companion=None) | ~Q(companion=F("doer")), name="visit_round_two_people"
            ),
            models.CheckConstraint(
                condition=~Q(state="ended") | Q(ended_at__gte=F("begun_at")), name="visit_round_times"
            ),
            models.CheckConstraint(
                condition=Q(opened__lte=F("doors"), come_again__lte=F("opened")), name="visit_round_counts"
            ),
            models.UniqueConstraint("doer", condition=Q(state="under_way"), name="visit_round_one_at_once"),
            models.UniqueConstraint(
                "unit",
                condition=Q(state__in=("planned", "under_way"), owed_since__isnull=False),
                name="visit_round_owed_once",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "state", "ended_at"], name="visit_round_of_unit"),
            models.Index(fields=["doer", "state"], name="visit_round_doer"),
        ]

    @property
    def owner_id(self) -> int | None:
        """Who makes it."""
        return self.doer_id

    @property
    def minutes(self) -> int:
        """How long it took; 0 before its end."""
        return (
            int((self.ended_at - self.begun_at).total_seconds() // 60)
            if self.ended_at and self.begun_at
            else 0
        )
