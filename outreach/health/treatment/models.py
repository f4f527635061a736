"""治疗随访: whoever wants somebody to look in while she is treated. What keeps her from it and what was offered, coded."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _

from network.access.scope import Scope
from network.units.models import Unit
from network.units.placed import OfUnit
from outreach.health.relief.lists import Consent
from outreach.health.treatment.states import STATES
from sisterhood.lib.identifiers import uuid7


class Barrier(TextChoices):
    """What keeps her from treatment, as she says."""

    COST = "cost", _("the cost")
    DISTANCE = "distance", _("the way to the hospital")
    FAMILY = "family", _("the family, or nobody who takes over at home")
    FEAR = "fear", _("fear, or not knowing what comes")
    NONE = "none", _("nothing at present")


class Offered(TextChoices):
    """What was offered."""

    RELIEF = "relief", _("how to apply for relief and reimbursement")
    RIDE = "ride", _("somebody who goes along")
    HOME = "home", _("help at home meanwhile")
    TALK = "talk", _("somebody to talk to")
    NOTHING = "nothing", _("nothing was needed")


class WhyEnded(TextChoices):
    """Why it ended; her word is enough."""

    SHE_SAID = "she_said", _("she does not want it any more")
    DONE = "done", _("she says the treatment is over")
    MOVED = "moved", _("she moved away")


def _person(*, null: bool = False) -> Any:
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=null, related_name="+")


class TreatmentQuerySet(models.QuerySet["TreatmentContinuityFollowUp"]):
    """Questions about many; row security says the same."""

    def visible_to(self, scope: Scope) -> "TreatmentQuerySet":
        """Of the village or township she leads, and nobody else's."""
        return self.filter(unit__in=scope.lead)


class TreatmentContinuityFollowUp(OfUnit, models.Model):
    """One woman who agreed. Emptied when it ends."""

    SEALED = ("name", "phone")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=list(STATES.items()), default="running")
    wrapped = models.BinaryField(null=True)
    name = models.BinaryField(null=True)
    phone = models.BinaryField(null=True)
    consented_on = models.DateField()
    consent_how = models.CharField(max_length=8, choices=Consent.choices)
    ended_on = models.DateField(null=True)
    why_ended = models.CharField(max_length=10, choices=WhyEnded.choices, blank=True)
    entered_by = _person()
    entered_at = models.DateTimeField()

    objects = TreatmentQuerySet.as_manager()

    class Meta:
        """Newest first; whatever ended names nobody."""

        ordering = ["state", "-entered_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="running") | Q(wrapped=None, name=None, phone=None, ended_on__isnull=False),
                name="treatment_ended_names_nobody",
            )
        ]


class TreatmentLook(models.Model):
    """Once somebody looked in."""

    follow_up = models.ForeignKey(TreatmentContinuityFollowUp, models.CASCADE, related_name="looks")
    on = models.DateField()
    barrier = models.CharField(max_length=10, choices=Barrier.choices)
    offered = models.JSONField(default=list)
    by = _person()

    class Meta:
        """Newest first."""

        ordering = ["-on", "-id"]
