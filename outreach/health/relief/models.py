"""两癌救助: an application climbs from the village to the province. The card says where it stands; who she is and what she
has stands in the papers, which open at the desk whose step it is."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from network.access.scope import Scope
from network.sites.reach import in_reach
from network.units.models import Unit
from network.units.placed import OfUnit
from outreach.health.relief.lists import Conflict, Consent, Grade, Hardship, Source, WhyNot
from outreach.health.relief.states import ENDED, RELIEF, STATES
from sisterhood.lib.identifiers import uuid7


def _person(*, null: bool = False) -> Any:
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=null, related_name="+")


class ReliefWindow(models.Model):
    """One year of one city: when applications may be made, the day on which hardship must hold, what is eligible, yuan."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    opens_on = models.DateField()
    closes_on = models.DateField()
    cut_off_on = models.DateField()
    amount = models.PositiveIntegerField()
    hardships = models.JSONField(default=list)
    diagnoses = models.JSONField(default=list)
    set_by = _person()
    set_at = models.DateTimeField()

    class Meta:
        """Newest first; once a year."""

        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint("unit", "year", name="relief_window_once"),
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="relief_window_days"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="relief_window_amount"),
        ]


class ReliefQuerySet(models.QuerySet["CancerReliefApplication"]):
    """Questions about many applications; row security says the same."""

    def visible_to(self, scope: Scope) -> "ReliefQuerySet":
        """Cards of her units and below, without those she stepped aside from."""
        return self.filter(in_reach(scope, "see_relief")).exclude(recusals__user_id=scope.user_id)

    def at_desk_of(self, scope: Scope) -> "ReliefQuerySet":
        """Those whose next step is hers."""
        mine = Q(owner_id=scope.user_id) | Q(owner_id__in=scope.stands_for)
        return self.exclude(state__in=ENDED).filter(mine)


class CancerReliefApplication(OfUnit, models.Model):
    """The card. `unit`: her village; `desk`: the unit that owes the next step. Nothing here says who she is."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    desk = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    window = models.ForeignKey(ReliefWindow, models.PROTECT, related_name="applications")
    number = models.CharField(max_length=20, unique=True)
    state = models.CharField(max_length=20, choices=list(STATES.items()), default=RELIEF.initial)
    owner = _person(null=True)
    entered_by = _person()
    entered_at = models.DateTimeField()
    no_publicity = models.BooleanField(default=True)
    answered_on = models.DateField(null=True)
    paid_on = models.DateField(null=True)
    paid = models.PositiveIntegerField(null=True)
    told_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = ReliefQuerySet.as_manager()

    class Meta:
        """Newest first; money only with a day and an amount."""

        ordering = ["-entered_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(paid_on=None, paid=None) | Q(paid_on__isnull=False, paid__gt=0),
                name="relief_paid_how_much",
            ),
            models.CheckConstraint(
                condition=~Q(state="paid") | Q(paid_on__isnull=False), name="relief_paid_when"
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "state"], name="relief_of_unit"),
            models.Index(fields=["owner", "state"], name="relief_owner"),
        ]


class ReliefPapers(models.Model):
    """Who she is and what she has; sealed with a key of its own, opened at the desk alone, each reading logged."""

    SEALED = ("name", "phone", "id_number", "bank", "account", "diagnosis", "hospital", "cost", "reimbursed")

    id = models.OneToOneField(
        CancerReliefApplication, models.CASCADE, primary_key=True, db_column="id", related_name="papers"
    )
    wrapped = models.BinaryField(null=True)
    name = models.BinaryField(null=True)
    phone = models.BinaryField(null=True)
    id_number = models.BinaryField(null=True)
    bank = models.BinaryField(null=True)
    account = models.BinaryField(null=True)
    diagnosis = models.BinaryField(null=True)
    hospital = models.BinaryField(null=True)
    cost = models.BinaryField(null=True)
    reimbursed = models.BinaryField(null=True)
    hardship = models.CharField(max_length=12, choices=Hardship.choices)
    source = models.CharField(max_length=12, choices=Source.choices, blank=True)
    holds_from = models.DateField(null=True)
    holds_until = models.DateField(null=True)
    grade = models.CharField(max_length=10, choices=Grade.choices, blank=True)
    seen = models.JSONField(default=list)
    consented_on = models.DateField()
    consent_how = models.CharField(max_length=8, choices=Consent.choices)


class ReliefStep(models.Model):
    """Who took which step when; `reason` is coded and says nothing about her illness."""

    application = models.ForeignKey(CancerReliefApplication, models.CASCADE, related_name="steps")
    verb = models.CharField(max_length=20)
    by = _person()
    at = models.DateTimeField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=12, blank=True)

    class Meta:
        """As they were taken."""

        ordering = ["at", "id"]


class ReliefRefusal(models.Model):
    """Why it was not supported: for leaders of county and city alone."""

    application = models.OneToOneField(
        CancerReliefApplication, models.CASCADE, primary_key=True, related_name="refusal"
    )
    why = models.CharField(max_length=12, choices=WhyNot.choices)
    by = _person()
    at = models.DateTimeField()


class ReliefRecusal(models.Model):
    """Somebody has nothing to do with this application."""

    application = models.ForeignKey(CancerReliefApplication, models.CASCADE, related_name="recusals")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    why = models.CharField(max_length=10, choices=Conflict.choices)
    at = models.DateTimeField()

    class Meta:
        """Once for each person."""

        constraints = [models.UniqueConstraint("application", "user", name="relief_recusal_once")]


class ReliefClaim(models.Model):
    """Once in a lifetime: one row for each identity number that has a grant or a live application, whoever it is.

    `application` is empty for a grant from before. Nobody's login reads this table; only the database compares.
    """

    id_index = models.BinaryField(primary_key=True, max_length=32)
    application = models.OneToOneField(CancerReliefApplication, models.PROTECT, null=True, related_name="+")


class ReliefLook(models.Model):
    """The number an application asks with; nobody's login reads it."""

    application = models.OneToOneField(
        CancerReliefApplication, models.CASCADE, primary_key=True, related_name="+"
    )
    id_index = models.BinaryField(max_length=32)
    at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)

    class Meta:
        """Found by number."""

        indexes = [models.Index(fields=["id_index"], name="relief_look_index")]
