"""团体女性安康保险: plans with their own numbers, who chose to enrol, and help to claim in time."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q, TextChoices
from django.utils.translation import gettext_lazy as _

from network.access.scope import Scope
from network.sites.reach import in_reach
from network.units.models import Unit
from network.units.placed import OfUnit
from outreach.health.insurance.states import STATES
from sisterhood.lib.identifiers import uuid7


class Payer(TextChoices):
    """Who pays the premium."""

    HERSELF = "herself", _("she herself")
    FEDERATION = "federation", _("the federation")
    DONOR = "donor", _("a donor")


class Answer(TextChoices):
    """What the insurer said."""

    PAID = "paid", _("paid out")
    REFUSED = "refused", _("not paid out")


def _person(*, null: bool = False) -> Any:
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=null, related_name="+")


class PlanQuerySet(models.QuerySet["InsurancePlan"]):
    """Questions about many plans."""

    def offered_to(self, unit: Unit, on: Any) -> "PlanQuerySet":
        """Of the unit's city or county, and open for enrolment on the day."""
        return self.filter(unit__in=[unit.city_id, unit.county_id], enrol_from__lte=on, enrol_until__gte=on)


class InsurancePlan(OfUnit, models.Model):
    """One product of one period. Every number is the product's own: yuan, days of waiting, days in which to claim."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    insurer = models.CharField(max_length=60)
    covers = models.CharField(max_length=300)
    premium = models.PositiveIntegerField()
    insured = models.PositiveIntegerField()
    waiting_days = models.PositiveSmallIntegerField()
    claim_days = models.PositiveSmallIntegerField()
    enrol_from = models.DateField()
    enrol_until = models.DateField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    set_by = _person()
    set_at = models.DateTimeField()

    objects = PlanQuerySet.as_manager()

    class Meta:
        """Newest first."""

        ordering = ["-starts_on", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(enrol_until__gte=F("enrol_from"), ends_on__gt=F("starts_on")),
                name="insurance_plan_days",
            ),
            models.CheckConstraint(condition=Q(claim_days__gt=0), name="insurance_plan_claim"),
        ]


class OfVillageQuerySet(models.QuerySet[Any]):
    """Rows of a village, for whoever keeps them; row security says the same."""

    def visible_to(self, scope: Scope) -> "OfVillageQuerySet":
        """Of the village she leads."""
        return self.filter(in_reach(scope, "enrol_insurance"), unit__in=scope.lead)


class InsuranceEnrolment(OfUnit, models.Model):
    """A woman who chose it herself. Whoever did not choose it stands nowhere.

    `id_index`: the blind index of her number while she is in, so that a village enrols her once in a plan.
    """

    SEALED = ("name", "id_number", "phone")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    plan = models.ForeignKey(InsurancePlan, models.PROTECT, related_name="enrolments")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    wrapped = models.BinaryField(null=True)
    name = models.BinaryField(null=True)
    id_number = models.BinaryField(null=True)
    phone = models.BinaryField(null=True)
    id_index = models.BinaryField(max_length=32, null=True)
    payer = models.CharField(max_length=12, choices=Payer.choices)
    chosen_on = models.DateField()
    ended_on = models.DateField(null=True)
    entered_by = _person()
    entered_at = models.DateTimeField()

    objects = OfVillageQuerySet.as_manager()

    class Meta:
        """As they came."""

        ordering = ["entered_at", "id"]
        indexes = [models.Index(fields=["plan", "unit"], name="insurance_enrolment_unit")]
        constraints = [
            models.UniqueConstraint(
                "plan", "unit", "id_index", condition=Q(ended_on=None), name="insurance_enrolled_once"
            )
        ]


class InsuranceClaimHelp(OfUnit, models.Model):
    """Help with one claim: days and answers, nothing of an illness."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    enrolment = models.ForeignKey(InsuranceEnrolment, models.PROTECT, related_name="claims")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=list(STATES.items()), default="opened")
    happened_on = models.DateField()
    filed_on = models.DateField(null=True)
    answered_on = models.DateField(null=True)
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    entered_by = _person()
    entered_at = models.DateTimeField()

    objects = OfVillageQuerySet.as_manager()

    class Meta:
        """Newest first; one that runs for each enrolment."""

        ordering = ["-entered_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                "enrolment", condition=Q(state__in=("opened", "filed")), name="insurance_claim_once"
            )
        ]
