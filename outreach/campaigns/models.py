"""送健康维权下乡等活动计划: a campaign from its plan to the review of its report (domain.md §6.6).

Money is in cents, people are counts, and no row of a campaign knows a person who came.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from network.access.scope import Scope
from network.agencies.models import Agency
from network.sites.reach import in_reach
from network.units.models import Unit
from network.units.placed import OfUnit
from outreach.campaigns.lists import CampaignKind, Series
from outreach.campaigns.reach import OPEN_BELOW, on_line
from outreach.campaigns.states import CAMPAIGN_STATES
from sisterhood.lib.identifiers import uuid7


def person(*, null: bool = False) -> Any:
    """A column that names somebody with an account."""
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=null, related_name="+")


class CampaignQuerySet(models.QuerySet["Campaign"]):
    """Questions about many campaigns."""

    def visible_to(self, scope: Scope) -> "CampaignQuerySet":
        """Along the line of its unit; a plan that is not approved yet only at it and above."""
        approved = ~Q(state__in=OPEN_BELOW)
        return self.filter(in_reach(scope, "see_activities") | (approved & on_line(scope)))

    def open_to_activities(self) -> "CampaignQuerySet":
        """Those an activity may still belong to."""
        return self.filter(state__in=("approved", "announced", "running"))


class Campaign(OfUnit, models.Model):
    """`owner` plans, announces and reports; `approved_by` is a leader of the unit. Cents; dates are local days."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=CampaignKind.choices)
    series = models.CharField(max_length=10, choices=Series.choices, blank=True)
    title = models.CharField(max_length=60)
    plan = models.TextField(max_length=2000)
    topics = models.JSONField(default=list)
    starts_on = models.DateField()
    ends_on = models.DateField()
    budget_cents = models.PositiveBigIntegerField()
    spent_cents = models.PositiveBigIntegerField(null=True)
    state = models.CharField(max_length=10, choices=list(CAMPAIGN_STATES.items()), default="draft")
    owner = person()
    entered_by = person()
    entered_at = models.DateTimeField()
    remark = models.CharField(max_length=400, blank=True)
    approved_by = person(null=True)
    approved_at = models.DateTimeField(null=True)
    announced_at = models.DateTimeField(null=True)
    report = models.TextField(max_length=2000, blank=True)
    reported_at = models.DateTimeField(null=True)
    reviewed_by = person(null=True)
    reviewed_at = models.DateTimeField(null=True)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        """Newest first."""

        ordering = ["-starts_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="campaign_days"),
            models.CheckConstraint(
                condition=Q(state__in=("draft", "submitted", "called_off"))
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="campaign_approved_by",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("reported", "reviewed", "archived"))
                | (Q(reported_at__isnull=False, spent_cents__isnull=False) & ~Q(report="")),
                name="campaign_report_told",
            ),
        ]
        indexes = [models.Index(fields=["unit", "state"], name="campaign_of_unit")]

    def __str__(self) -> str:
        return self.title


class CampaignVillage(models.Model):
    """A village the campaign is meant for, or a county or township with all of its villages."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="villages")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")

    class Meta:
        """Each once."""

        ordering = ["unit__code"]
        constraints = [models.UniqueConstraint("campaign", "unit", name="campaign_village_once")]


class CampaignPartner(models.Model):
    """A body of the list that takes part."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="partners")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")

    class Meta:
        """Each once."""

        ordering = ["agency__kind", "id"]
        constraints = [models.UniqueConstraint("campaign", "agency", name="campaign_partner_once")]
