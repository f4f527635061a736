"""A petition (信访事项): its state, its route, the opinion that answers it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.casefile.models import Case
from cases.categories.models import CategoryItem
from cases.petitions.states import STATE_CHOICES
from cases.vocabulary.intake import Concern, Nature, Safety
from cases.vocabulary.papers import Delivery
from cases.vocabulary.petitions import (
    Decision,
    DeclineReason,
    FollowUpResult,
    FollowUpWay,
    OpinionStage,
    OrderState,
    Outcome,
    Route,
    Satisfaction,
    SlipKind,
    SupervisionLevel,
    SupervisionReason,
)
from network.units.models import Unit
from sisterhood.lib.identifiers import uuid7


class Petition(models.Model):
    """The work row beside the dossier; `state` follows states.py and nothing else writes it.

    `is_repeat` is counted and never shown: who looked learnt it, who looks later asks for herself. None: nobody
    with the right to ask has had the matter yet.
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="petition")
    state = models.CharField(max_length=24, choices=STATE_CHOICES, default="registered")
    nature = models.CharField(max_length=12, choices=Nature.choices, default=Nature.APPEAL)
    route = models.CharField(max_length=4, choices=Route.choices, blank=True)
    safety = models.CharField(max_length=10, choices=Safety.choices)
    is_oral = models.BooleanField(default=False)
    read_back = models.BooleanField(default=False)
    group_size = models.PositiveSmallIntegerField(default=1)
    is_repeat = models.BooleanField(null=True)
    is_collective = models.BooleanField(default=False, db_default=False)
    is_skip_level = models.BooleanField(default=False, db_default=False)
    item = models.ForeignKey(CategoryItem, models.PROTECT, null=True, related_name="+")
    concerns_child = models.BooleanField(default=False, db_default=False)
    concerns_violence = models.BooleanField(default=False, db_default=False)
    concerns_elderly = models.BooleanField(default=False, db_default=False)
    concerns_disability = models.BooleanField(default=False, db_default=False)
    accepted_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    decline_reason = models.CharField(max_length=20, choices=DeclineReason.choices, blank=True)
    satisfaction = models.CharField(max_length=12, choices=Satisfaction.choices, blank=True)
    merged_into = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    merged_at = models.DateTimeField(null=True)
    mandatory_reported_at = models.DateTimeField(null=True)
    urgent_reported_at = models.DateTimeField(null=True)

    class Meta:
        """An oral petition is read back before it is registered (art. 19)."""

        constraints = [
            models.CheckConstraint(
                condition=Q(is_oral=False) | Q(read_back=True), name="petition_oral_read_back"
            ),
            models.CheckConstraint(condition=Q(group_size__gte=1), name="petition_group_size"),
        ]

    @property
    def concerns(self) -> list[Concern]:
        """The flags that stand."""
        return [flag for flag in Concern if getattr(self, f"concerns_{flag}")]


class HandlingOpinion(models.Model):
    """The written opinion: request, facts and reasons, decision and basis (art. 32); sealed."""

    SEALED = ("facts_found", "decision", "basis", "remedies")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="opinions")
    stage = models.CharField(max_length=14, choices=OpinionStage.choices, default=OpinionStage.HANDLING)
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    facts_found = models.BinaryField(null=True)
    decision = models.BinaryField(null=True)
    basis = models.BinaryField(null=True)
    remedies = models.BinaryField(null=True)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    delivered_on = models.DateField(null=True)
    delivered_how = models.CharField(max_length=60, blank=True)
    returned_note = models.BinaryField(null=True)

    @property
    def delivered_how_label(self) -> object:
        """How it was delivered, in words."""
        return Delivery(self.delivered_how).label if self.delivered_how else ""

    class Meta:
        """The latest draft is the one that counts."""

        ordering = ["-drafted_at"]


class Slip(models.Model):
    """转办单 or 交办单: one matter given to a lower federation (art. 23), its objection and its report; texts sealed."""

    SEALED = ("reason", "objection", "decision_note", "report", "report_note")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="slips")
    kind = models.CharField(max_length=12, choices=SlipKind.choices)
    from_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    from_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    to_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    reason = models.BinaryField(null=True)
    taken_up_at = models.DateTimeField(null=True)
    objected_at = models.DateTimeField(null=True)
    objection = models.BinaryField(null=True)
    decision = models.CharField(max_length=10, choices=Decision.choices, blank=True)
    decision_note = models.BinaryField(null=True)
    reported_at = models.DateTimeField(null=True)
    report = models.BinaryField(null=True)
    report_decision = models.CharField(max_length=10, choices=Decision.choices, blank=True)
    report_note = models.BinaryField(null=True)

    class Meta:
        """The latest slip is the one that counts."""

        ordering = ["-sent_at"]
        indexes = [models.Index(fields=["case", "-sent_at"], name="slip_case")]


class Review(models.Model):
    """复查 or 复核 that she asked for (art. 35, 36): when, where, and a superior outside this house by hand."""

    SEALED = ("reason", "late_reason")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="reviews")
    stage = models.CharField(max_length=14, choices=OpinionStage.choices)
    asked_on = models.DateField()
    reason = models.BinaryField(null=True)
    late_reason = models.BinaryField(null=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    is_external = models.BooleanField(default=False)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    answered_on = models.DateField(null=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        """One of each stage."""

        constraints = [models.UniqueConstraint("case", "stage", name="review_once")]


class FollowUp(models.Model):
    """回访: one attempt to ask her how it went; what she said is sealed, how content she is only she says."""

    SEALED = ("note",)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="follow_ups")
    way = models.CharField(max_length=10, choices=FollowUpWay.choices)
    result = models.CharField(max_length=12, choices=FollowUpResult.choices)
    satisfaction = models.CharField(max_length=12, choices=Satisfaction.choices, blank=True)
    note = models.BinaryField(null=True)
    next_on = models.DateField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Latest first; an attempt is added, never changed."""

        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["case", "-at"], name="follow_up_case")]


class Rating(models.Model):
    """评价: what she herself says, with number and code; written by the door's function alone. `words` is sealed."""

    SEALED = ("words",)

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="rating")
    satisfaction = models.CharField(max_length=12, choices=Satisfaction.choices)
    words = models.BinaryField(null=True)
    rated_at = models.DateTimeField()
    changed_at = models.DateTimeField()


class SupervisionOrder(models.Model):
    """督办单: a superior sees the card, asks by a reason of the list and reads the reply; its texts have a key of
    their own, so that neither side needs the key of the case."""

    SEALED = ("reply", "decision_note")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="orders")
    level = models.CharField(max_length=8, choices=SupervisionLevel.choices, default=SupervisionLevel.ORDER)
    reason = models.CharField(max_length=16, choices=SupervisionReason.choices)
    state = models.CharField(max_length=16, choices=OrderState.choices, default=OrderState.ISSUED)
    issuing_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    wrapped = models.BinaryField()
    reply = models.BinaryField(null=True)
    replied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    replied_at = models.DateTimeField(null=True)
    decision_note = models.BinaryField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        """One order of an issuing unit runs at a time."""

        ordering = ["-issued_at"]
        constraints = [
            models.UniqueConstraint(
                "case", "issuing_unit", condition=~Q(state=OrderState.ACCEPTED), name="order_one_running"
            )
        ]
        indexes = [models.Index(fields=["issuing_unit", "-issued_at"], name="order_of_unit")]
