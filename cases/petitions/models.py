"""A petition (信访事项): its state, its route, the opinion that answers it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.casefile.models import Case
from cases.petitions.states import STATE_CHOICES
from cases.vocabulary import DeclineReason, Nature, Outcome, Route, Safety
from sisterhood.lib.identifiers import uuid7


class Petition(models.Model):
    """The work row beside the dossier; `state` follows states.py and nothing else writes it."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="petition")
    state = models.CharField(max_length=20, choices=STATE_CHOICES, default="registered")
    nature = models.CharField(max_length=12, choices=Nature.choices, default=Nature.APPEAL)
    route = models.CharField(max_length=4, choices=Route.choices, blank=True)
    safety = models.CharField(max_length=10, choices=Safety.choices)
    is_oral = models.BooleanField(default=False)
    read_back = models.BooleanField(default=False)
    group_size = models.PositiveSmallIntegerField(default=1)
    accepted_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    decline_reason = models.CharField(max_length=20, choices=DeclineReason.choices, blank=True)

    class Meta:
        """An oral petition is read back before it is registered (art. 19)."""

        constraints = [
            models.CheckConstraint(
                condition=Q(is_oral=False) | Q(read_back=True), name="petition_oral_read_back"
            ),
            models.CheckConstraint(condition=Q(group_size__gte=1), name="petition_group_size"),
        ]


class HandlingOpinion(models.Model):
    """The written opinion: request, facts and reasons, decision and basis (art. 32); sealed."""

    SEALED = ("facts_found", "decision", "basis", "remedies")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="opinions")
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

    class Meta:
        """The latest draft is the one that counts."""

        ordering = ["-drafted_at"]
