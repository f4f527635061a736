"""Protection from violence in one sealed matter: danger, reports, what she wants, screens, plans, orders, shelter."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from cases.casefile.models import Attachment, OfCase
from cases.protection.lists import (
    Applicant,
    CourtOrderState,
    DangerStep,
    EndReason,
    EvidenceKind,
    IncidentState,
    Level,
    Party,
    ReportState,
    Trigger,
    Will,
)
from cases.vocabulary.petitions import TellingChannel
from network.agencies.models import AgencyKind


class UrgentIncident(OfCase):
    """Somebody is in danger: the track that counts in minutes from the notice."""

    SEALED = ("note",)

    state = models.CharField(max_length=8, choices=IncidentState.choices, default=IncidentState.OPEN)
    noticed_at = models.DateTimeField()
    note = models.BinaryField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=10, choices=EndReason.choices, blank=True)

    class Meta(OfCase.Meta):
        """One open at a time."""

        constraints = [
            models.UniqueConstraint("case", condition=Q(state="open"), name="incident_one_open"),
        ]


class IncidentStep(OfCase):
    """One step of the danger track that was done."""

    SEALED = ("note",)

    incident = models.ForeignKey(UrgentIncident, models.PROTECT, related_name="steps")
    step = models.CharField(max_length=10, choices=DangerStep.choices)
    done_at = models.DateTimeField()
    note = models.BinaryField(null=True)

    class Meta(OfCase.Meta):
        """Each once."""

        ordering = ["done_at", "id"]
        constraints = [models.UniqueConstraint("incident", "step", name="incident_step_once")]


class MandatoryReport(OfCase):
    """One body that was told of a child or of somebody who cannot act for herself; who noticed is sealed."""

    SEALED = ("noticed_by", "body", "receipt", "result")

    trigger = models.CharField(max_length=10, choices=Trigger.choices)
    noticed_at = models.DateTimeField()
    noticed_by = models.BinaryField(null=True)
    agency_kind = models.CharField(max_length=20, choices=AgencyKind.choices)
    body = models.BinaryField(null=True)
    channel = models.CharField(max_length=12, choices=TellingChannel.choices)
    reported_at = models.DateTimeField()
    receipt = models.BinaryField(null=True)
    told_before = models.BooleanField()
    result = models.BinaryField(null=True)
    result_on = models.DateField(null=True)

    @property
    def state(self) -> ReportState:
        """Where it stands: the body owes its result."""
        return ReportState.REPORTED if self.result_on is None else ReportState.ANSWERED

    @property
    def minutes_taken(self) -> int:
        """From the notice to the report."""
        return int((self.reported_at - self.noticed_at).total_seconds() // 60)


class FirstContact(OfCase):
    """What she said at the first contact and what she wants; a later sheet takes the place of an earlier one."""

    SEALED = ("sheet",)

    sheet = models.BinaryField(null=True)
    told_before = models.BooleanField()


class SafetyScreen(OfCase):
    """Twelve answers, what the rule advises, and the level a person signed."""

    SEALED = ("answers", "reason")

    answers = models.BinaryField(null=True)
    advised = models.CharField(max_length=10, choices=Level.choices)
    level = models.CharField(max_length=10, choices=Level.choices)
    reason = models.BinaryField(null=True)


class SafetyPlan(OfCase):
    """What she does when it becomes dangerous, made with her; a later plan takes the place of an earlier one."""

    SEALED = ("text",)

    text = models.BinaryField(null=True)


class EvidenceItem(OfCase):
    """One line of the evidence register; hash, time and uploader are those of its file."""

    SEALED = ("description",)

    kind = models.CharField(max_length=12, choices=EvidenceKind.choices)
    description = models.BinaryField(null=True)
    obtained_on = models.DateField()
    attachment = models.ForeignKey(Attachment, models.PROTECT, null=True, related_name="+")

    class Meta(OfCase.Meta):
        """As they came in."""

        ordering = ["id"]


class ProtectionOrder(OfCase):
    """人身安全保护令: the application, the court's decision, its last day, and what followed."""

    SEALED = ("on_behalf", "court", "respondent", "facts", "decision")

    state = models.CharField(max_length=12, choices=CourtOrderState.choices, default=CourtOrderState.DRAFTED)
    renews = models.ForeignKey("self", models.PROTECT, null=True, related_name="renewals")
    applicant = models.CharField(max_length=15, choices=Applicant.choices)
    will = models.CharField(max_length=10, choices=Will.choices)
    is_urgent = models.BooleanField(default=False)
    measures = models.JSONField(default=list)
    on_behalf = models.BinaryField(null=True)
    court = models.BinaryField(null=True)
    respondent = models.BinaryField(null=True)
    facts = models.BinaryField(null=True)
    decision = models.BinaryField(null=True)
    filed_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    valid_until = models.DateField(null=True)

    class Meta(OfCase.Meta):
        """An order that was granted has a last day."""

        constraints = [
            models.CheckConstraint(
                condition=~Q(state="granted") | Q(valid_until__isnull=False), name="granted_until"
            )
        ]

    def is_in_force(self, on: date) -> bool:
        """Granted, and its last day has not passed."""
        return (
            self.state == CourtOrderState.GRANTED and self.valid_until is not None and on <= self.valid_until
        )

    def is_open(self, on: date) -> bool:
        """Whether somebody still has to see to it."""
        waits = (
            CourtOrderState.DRAFTED,
            CourtOrderState.FILED,
            CourtOrderState.ACCEPTED,
            CourtOrderState.RECONSIDERED,
        )
        return self.state in waits or self.is_in_force(on)


class OrderService(OfCase):
    """To whom the order was served, and when (反家庭暴力法 art. 32)."""

    order = models.ForeignKey(ProtectionOrder, models.PROTECT, related_name="services")
    party = models.CharField(max_length=10, choices=Party.choices)
    served_on = models.DateField()

    class Meta(OfCase.Meta):
        """Each party once."""

        constraints = [models.UniqueConstraint("order", "party", name="order_served_once")]


class WarningLetter(OfCase):
    """告诫书 of the police (反家庭暴力法 art. 16, 17)."""

    SEALED = ("number", "station", "perpetrator", "facts")

    number = models.BinaryField(null=True)
    station = models.BinaryField(null=True)
    perpetrator = models.BinaryField(null=True)
    facts = models.BinaryField(null=True)
    issued_on = models.DateField()
    served = models.JSONField(default=list)


class ProtectionVisit(OfCase):
    """A visit planned after an order or a warning, and what was found."""

    SEALED = ("result",)

    order = models.ForeignKey(ProtectionOrder, models.PROTECT, null=True, related_name="visits")
    warning = models.ForeignKey(WarningLetter, models.PROTECT, null=True, related_name="visits")
    due_on = models.DateField()
    done_at = models.DateTimeField(null=True)
    result = models.BinaryField(null=True)

    class Meta(OfCase.Meta):
        """By day; after one or the other."""

        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(order__isnull=False, warning=None) | Q(order=None, warning__isnull=False),
                name="visit_after_one",
            )
        ]


class Breach(OfCase):
    """The order or the warning was broken (反家庭暴力法 art. 34; 治安管理处罚法 art. 73)."""

    SEALED = ("note", "receipt")

    order = models.ForeignKey(ProtectionOrder, models.PROTECT, null=True, related_name="breaches")
    warning = models.ForeignKey(WarningLetter, models.PROTECT, null=True, related_name="breaches")
    happened_at = models.DateTimeField()
    note = models.BinaryField(null=True)
    police_told_at = models.DateTimeField(null=True)
    receipt = models.BinaryField(null=True)


class ShelterStay(OfCase):
    """A stay in a safe place (反家庭暴力法 art. 18). Where it is, is sealed and stands on no page or paper."""

    SEALED = ("place", "exit_plan")

    place = models.BinaryField(null=True)
    started_on = models.DateField()
    expected_end = models.DateField()
    children = models.PositiveSmallIntegerField(default=0)
    filed_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    exit_plan = models.BinaryField(null=True)

    class Meta(OfCase.Meta):
        """It ends after it began; one at a time."""

        constraints = [
            models.CheckConstraint(condition=Q(expected_end__gte=F("started_on")), name="stay_forward"),
            models.UniqueConstraint("case", condition=Q(ended_on=None), name="stay_one_open"),
        ]
