"""两癌筛查: one day of one village. The village keeps names and appointments for a while; results stay with the hospital."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from network.access.scope import Scope
from network.sites.reach import in_reach
from network.units.models import Unit
from network.units.placed import OfUnit
from outreach.health.screening.states import STATES
from sisterhood.lib.identifiers import uuid7


def _person(*, null: bool = False) -> Any:
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=null, related_name="+")


class ScreeningQuerySet(models.QuerySet["ScreeningRound"]):
    """Questions about many rounds; row security says the same."""

    def visible_to(self, scope: Scope) -> "ScreeningQuerySet":
        """Rounds of her units and below; the list of names is another matter."""
        return self.filter(in_reach(scope, "see_screening"))


class ScreeningRound(OfUnit, models.Model):
    """One round. `due`: women who should be examined this year; `invited`, `attended`: kept when names are gone."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    held_on = models.DateField()
    place = models.CharField(max_length=60)
    state = models.CharField(max_length=10, choices=list(STATES.items()), default="planned")
    owner = _person(null=True)
    entered_by = _person()
    entered_at = models.DateTimeField()
    due = models.PositiveSmallIntegerField()
    invited = models.PositiveSmallIntegerField(default=0)
    attended = models.PositiveSmallIntegerField(default=0)
    names_gone_at = models.DateTimeField(null=True)

    objects = ScreeningQuerySet.as_manager()

    class Meta:
        """Newest first; once a year, unless one was called off."""

        ordering = ["-held_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                "unit", "year", condition=~Q(state="called_off"), name="screening_round_once"
            ),
            models.CheckConstraint(
                condition=Q(attended__lte=F("invited"), invited__lte=F("due")), name="screening_round_counts"
            ),
        ]
        indexes = [models.Index(fields=["unit", "year"], name="screening_of_unit")]


class ScreeningSlot(models.Model):
    """One woman and her appointment. Nothing that was found; a second appointment says no reason either."""

    SEALED = ("name", "phone")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    round = models.ForeignKey(ScreeningRound, models.CASCADE, related_name="slots")
    at = models.DateTimeField()
    again_at = models.DateTimeField(null=True)
    wrapped = models.BinaryField()
    name = models.BinaryField(null=True)
    phone = models.BinaryField(null=True)
    attended = models.BooleanField(default=False)
    entered_by = _person()

    class Meta:
        """As the day goes."""

        ordering = ["at", "id"]


class ScreeningCount(models.Model):
    """What came back from the hospital: totals, read by the county; everybody else reads sums of an area."""

    round = models.OneToOneField(
        ScreeningRound, models.CASCADE, primary_key=True, related_name="hospital_counts"
    )
    examined = models.PositiveSmallIntegerField()
    abnormal = models.PositiveSmallIntegerField()
    followed_up = models.PositiveSmallIntegerField()
    entered_by = _person()
    entered_at = models.DateTimeField()

    class Meta:
        """Parts of a whole."""

        constraints = [
            models.CheckConstraint(
                condition=Q(abnormal__lte=F("examined"), followed_up__lte=F("abnormal")),
                name="screening_count_parts",
            )
        ]
