"""三零村: one village, one year, from taking part to its designation; evidence in words that name nobody; counts of pledges and families.

No column leads to a matter, a household or a person who lives there, and none counts what was reported (domain.md §6.6, §7.3).
"""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from network.access.scope import Scope
from network.sites.reach import in_reach
from network.units.models import Unit
from network.units.placed import OfUnit
from outreach.threezero.lists import Indicator, Suspension
from outreach.threezero.states import STANDING, STATES
from sisterhood.lib.identifiers import uuid7


def _person(*, null: bool = False) -> Any:
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=null, related_name="+")


class VillageQuerySet(models.QuerySet[Any]):
    """Questions about many rows of villages."""

    def visible_to(self, scope: Scope) -> "VillageQuerySet":
        """Of her own village, or of the villages below her unit."""
        return self.filter(in_reach(scope, "see_threezero"))


class ThreeZeroAssessment(OfUnit, models.Model):
    """`facts`, `points`, `total`: the snapshot frozen with the chair's signature, by `table_version` of the indicators.

    `is_drawn`: the database's chance, once; `valid_until`: last day of the designation; `remark`: why it went back.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=18, choices=list(STATES.items()), default="enrolled")
    entered_by = _person()
    entered_at = models.DateTimeField()
    facts = models.JSONField(default=dict)
    points = models.JSONField(default=dict)
    total = models.PositiveSmallIntegerField(null=True)
    table_version = models.PositiveSmallIntegerField(null=True)
    statement = models.PositiveSmallIntegerField(null=True)
    signed_by = _person(null=True)
    signed_at = models.DateTimeField(null=True)
    verified_by = _person(null=True)
    verified_at = models.DateTimeField(null=True)
    reviewed_by = _person(null=True)
    reviewed_at = models.DateTimeField(null=True)
    is_drawn = models.BooleanField(null=True)
    visited_on = models.DateField(null=True)
    visited_by = _person(null=True)
    visit_words = models.CharField(max_length=400, blank=True)
    designated_by = _person(null=True)
    designated_at = models.DateTimeField(null=True)
    valid_until = models.DateField(null=True)
    monitored_by = _person(null=True)
    monitored_at = models.DateTimeField(null=True)
    renewed_by = _person(null=True)
    renewed_at = models.DateTimeField(null=True)
    remark = models.CharField(max_length=400, blank=True)
    reason = models.CharField(max_length=12, choices=Suspension.choices, blank=True)
    ended_by = _person(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = VillageQuerySet.as_manager()

    class Meta:
        """In the order of the tree, never of points; a village once a year, unless it withdrew and came again."""

        ordering = ["-year", "unit__code", "-id"]
        constraints = [
            models.UniqueConstraint(
                "unit", "year", condition=~Q(state="withdrawn"), name="threezero_once_a_year"
            ),
            models.CheckConstraint(
                condition=Q(state__in=("enrolled", "withdrawn"))
                | Q(signed_by__isnull=False, statement__isnull=False, total__isnull=False),
                name="threezero_signed",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=STANDING) | Q(designated_by__isnull=False, valid_until__isnull=False),
                name="threezero_designated_by",
            ),
            models.CheckConstraint(
                condition=Q(state="suspended") ^ Q(reason=""), name="threezero_suspended_for"
            ),
        ]
        indexes = [models.Index(fields=["unit", "state"], name="threezero_of_unit")]

    def holds_on(self, day: date) -> bool:
        """Whether the village is designated on a day."""
        return self.state in STANDING and self.valid_until is not None and day <= self.valid_until


class Evidence(models.Model):
    """What was done: an indicator, a day, perhaps a hamlet and a number, words that name nobody."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    assessment = models.ForeignKey(ThreeZeroAssessment, models.CASCADE, related_name="evidence")
    indicator = models.CharField(max_length=16, choices=Indicator.choices)
    done_on = models.DateField()
    hamlet = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    number = models.PositiveIntegerField(null=True)
    words = models.CharField(max_length=200)
    entered_by = _person()

    class Meta:
        """By indicator and day."""

        ordering = ["indicator", "done_on", "id"]


class SafeFamilyProgramme(OfUnit, models.Model):
    """平安家庭: a village's programme of a year. Families join by their own wish; only how many did is written."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    families = models.PositiveIntegerField()
    activities = models.PositiveIntegerField()
    counted_on = models.DateField()
    entered_by = _person()
    entered_at = models.DateTimeField()

    objects = VillageQuerySet.as_manager()

    class Meta:
        """One for a village and year."""

        ordering = ["-year", "unit__code"]
        constraints = [models.UniqueConstraint("unit", "year", name="safe_family_once")]


class PledgeCampaign(OfUnit, models.Model):
    """The pledge of a home (item 110): on one day in one village or hamlet, how many households took part. Who did not is written nowhere."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    held_on = models.DateField()
    households = models.PositiveIntegerField()
    entered_by = _person()
    entered_at = models.DateTimeField()

    objects = VillageQuerySet.as_manager()

    class Meta:
        """Newest first; one for a place and day."""

        ordering = ["-held_on", "-id"]
        constraints = [
            models.UniqueConstraint("unit", "held_on", name="pledge_once"),
            models.CheckConstraint(condition=Q(households__gt=0), name="pledge_some"),
        ]
