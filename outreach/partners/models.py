"""合作协议: what one body of the list (部门与联系人) and the federation agreed to do together, from when to when.

Partners of events and campaigns are rows of that one list; no second list of organisations exists (domain.md §1.7, item 114).
"""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from network.access.scope import Scope
from network.agencies.models import Agency
from network.units.models import Unit
from network.units.placed import OfUnit
from sisterhood.lib.identifiers import uuid7


class AgreementKind(models.TextChoices):
    """What the two do together."""

    EVENTS = "events", _("events and publicity together")
    HEALTH = "health", _("health checks and talks")
    LAW = "law", _("law talks and advice")
    RELIEF = "relief", _("money and goods for families in need")
    CHILDREN = "children", _("care for children")
    TRAINING = "training", _("training and work")
    WAY = "way", _("taking over women who are sent to them")


class WhyEnded(models.TextChoices):
    """Why an agreement was ended before its last day."""

    DONE = "done", _("what was agreed is done")
    REPLACED = "replaced", _("another agreement takes its place")
    PARTNER = "partner", _("the partner wishes it")
    OFFICE = "office", _("the federation wishes it")
    MISTAKE = "mistake", _("entered by mistake")


class AgreementQuerySet(models.QuerySet["CooperationAgreement"]):
    """Questions about many agreements; row security says the same."""

    def visible_to(self, scope: Scope) -> "AgreementQuerySet":
        """With bodies that stand on a list she sees."""
        return self.filter(agency__in=Agency.objects.visible_to(scope).values("pk"))

    def in_force(self, on: date) -> "AgreementQuerySet":
        """Begun, not lapsed and not ended."""
        return self.filter(starts_on__lte=on, ends_on__gte=on, ended_on=None)


class CooperationAgreement(OfUnit, models.Model):
    """`ends_on`: the last day; `ended_on`: the day it was ended before. `owner`: who renews it in time."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="agreements")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=AgreementKind.choices)
    scope = models.CharField(max_length=400)
    starts_on = models.DateField()
    ends_on = models.DateField()
    ended_on = models.DateField(null=True)
    ended_for = models.CharField(max_length=10, choices=WhyEnded.choices, blank=True, default="")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    objects = AgreementQuerySet.as_manager()

    class Meta:
        """Those that run first, what lapses next on top; then those that were ended, the latest first."""

        ordering = [F("ended_on").desc(nulls_first=True), "ends_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="agreement_days"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("starts_on")), name="agreement_ended"
            ),
            models.UniqueConstraint(
                "agency", "kind", condition=Q(ended_on=None), name="agreement_one_of_a_kind"
            ),
        ]

    def stands(self, on: date) -> bool:
        """Whether it is in force on a day."""
        return self.ended_on is None and self.starts_on <= on <= self.ends_on

    @property
    def state(self) -> str:
        """For the mark beside it: `ended`, or `open`."""
        return "ended" if self.ended_on else "open"
