"""Green channel and referrals: the catalogue, what she is introduced for, her letter, and what legal aid and assessment add."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.casefile.models import Case
from cases.documents.models import Document
from cases.referrals.sentences import Sentence
from cases.vocabulary.services import (
    AidChannel,
    AidKind,
    AidMatter,
    AidOutcome,
    AidPlace,
    AidState,
    AidUrgency,
    LegalAidState,
    MeansGround,
    SlipWay,
    StatutoryBasis,
)
from network.agencies.models import Agency, AgencyKind
from sisterhood.lib.identifiers import uuid7

SENT = (AidState.LETTER_ISSUED, AidState.PRESENTED, AidState.NO_RESPONSE)
OPEN = tuple(state for state in AidState.values if state != AidState.CLOSED)


class ServiceItem(models.Model):
    """A service another body offers (item 61): for whom, with which papers, and the one sentence of its letters."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(_("kind of referral"), max_length=12, choices=AidKind.choices)
    name = models.CharField(_("name of the service"), max_length=30, unique=True)
    agency_kind = models.CharField(_("kind of body"), max_length=20, choices=AgencyKind.choices)
    sentence = models.CharField(_("sentence of its letters"), max_length=12, choices=Sentence.choices)
    eligibility = models.TextField(_("for whom"), max_length=600)
    papers = models.TextField(_("papers she needs"), max_length=600)
    is_standard = models.BooleanField(_("a township may issue its letter"), default=False)
    position = models.PositiveSmallIntegerField(default=0)
    active = models.BooleanField(_("in the catalogue"), default=True)

    class Meta:
        """By kind, in the order of the list."""

        ordering = ["kind", "position", "name"]

    def __str__(self) -> str:
        return self.name


class AidReferral(models.Model):
    """援助转介: one service of one body for one matter; texts are sealed, the state is §6.4's."""

    SEALED = ("need", "phone_note", "basis_note", "answer_note", "outcome_note")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="aid_referrals")
    kind = models.CharField(max_length=12, choices=AidKind.choices)
    state = models.CharField(max_length=20, choices=AidState.choices, default=AidState.OPENED)
    channel = models.CharField(max_length=10, choices=AidChannel.choices, default=AidChannel.ORDINARY)
    item = models.ForeignKey(ServiceItem, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    basis = models.CharField(max_length=6, choices=StatutoryBasis.choices, blank=True)
    need = models.BinaryField(null=True)
    phone_note = models.BinaryField(null=True)
    basis_note = models.BinaryField(null=True)
    answer_note = models.BinaryField(null=True)
    outcome_note = models.BinaryField(null=True)
    opened_at = models.DateTimeField()
    phoned_at = models.DateTimeField(null=True)
    letter_at = models.DateTimeField(null=True)
    presented_on = models.DateField(null=True)
    answered_on = models.DateField(null=True)
    answered_by_slip = models.BooleanField(default=False)
    service_on = models.DateField(null=True)
    outcome = models.CharField(max_length=10, choices=AidOutcome.choices, blank=True)
    closed_at = models.DateTimeField(null=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        """The latest first."""

        ordering = ["-opened_at", "-id"]
        indexes = [
            models.Index(fields=["case", "-opened_at"], name="referral_case"),
            models.Index(fields=["state", "letter_at"], name="referral_state"),
        ]

    @property
    def is_open(self) -> bool:
        """Whether the matter still waits for it."""
        return self.state in OPEN


class IntroductionLetter(models.Model):
    """介绍信: what stands beside its paper: the fixed sentence, whom the body may call, and the code of its return slip.

    `reference` names the slip and opens nothing; the code is kept as a keyed hash alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    referral = models.ForeignKey(AidReferral, models.PROTECT, related_name="letters")
    document = models.OneToOneField(Document, models.PROTECT, related_name="letter")
    sentence = models.CharField(max_length=12, choices=Sentence.choices)
    contact_phone = models.CharField(max_length=20)
    reference = models.CharField(max_length=8, unique=True)
    mark = models.BinaryField(max_length=32, null=True)
    code_how = models.CharField(max_length=10, choices=SlipWay.choices, blank=True)
    code_given_at = models.DateTimeField(null=True)
    code_given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    code_until = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        """The latest first; a code never without its end."""

        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(mark=None) | Q(code_until__isnull=False), name="slip_code_ends"
            )
        ]

    @property
    def valid_until(self) -> date | None:
        """The last day on which it may be presented."""
        return self.document.valid_until


class LegalAidReferral(models.Model):
    """法律援助 (§5.8): what the application says, and how far the legal aid office has come with it."""

    SEALED = ("representative", "papers", "lawyer", "refusal")

    referral = models.OneToOneField(AidReferral, models.PROTECT, primary_key=True, related_name="legal_aid")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=LegalAidState.choices, default=LegalAidState.NOTED)
    matter = models.CharField(max_length=10, choices=AidMatter.choices)
    ground = models.CharField(max_length=10, choices=MeansGround.choices)
    urgency = models.CharField(max_length=12, choices=AidUrgency.choices)
    place = models.CharField(max_length=6, choices=AidPlace.choices)
    representative = models.BinaryField(null=True)
    papers = models.BinaryField(null=True)
    lawyer = models.BinaryField(null=True)
    refusal = models.BinaryField(null=True)
    submitted_on = models.DateField()
    decided_on = models.DateField(null=True)
    assigned_on = models.DateField(null=True)
    objected_on = models.DateField(null=True)
    objection_on = models.DateField(null=True)


class InjuryAssessmentReferral(models.Model):
    """伤情鉴定 (item 60): when she goes there and whether a result came; the opinion itself only with her consent."""

    SEALED = ("opinion",)

    referral = models.OneToOneField(AidReferral, models.PROTECT, primary_key=True, related_name="assessment")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    appointed_at = models.DateTimeField()
    fee_waived = models.BooleanField(default=False)
    result_on = models.DateField(null=True)
    opinion = models.BinaryField(null=True)

    @property
    def state(self) -> str:
        """Where it stands, as its table names it."""
        return "booked" if self.result_on is None else "assessed"


__all__ = [
    "OPEN",
    "SENT",
    "AidReferral",
    "InjuryAssessmentReferral",
    "IntroductionLetter",
    "LegalAidReferral",
    "ServiceItem",
]
