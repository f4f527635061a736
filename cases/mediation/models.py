"""Mediation of one matter: who was heard alone, what was found, consents, sessions, the agreement, what became of it.

`Mediation.flags` is what speaks against it; it only grows, and the database lets no mediation go beyond the gate while
something stands there without an exception that was granted after it was found.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.casefile.models import Case, OfCase
from cases.mediation.lists import CourtSaid, Dispute, Kept, MediationState, Side, SignedHow
from cases.vocabulary.petitions import ConsentManner
from network.access.scope import Scope


class MediationQuerySet(models.QuerySet["Mediation"]):
    """Questions about many mediations."""

    def visible_to(self, scope: Scope) -> "MediationQuerySet":
        """Those of matters she may open; row security says the same."""
        cases = Case.objects.openable_by(scope).visible_to(scope)
        return self.filter(case_id__in=cases.values("pk"))

    def open(self) -> "MediationQuerySet":
        """Not closed."""
        return self.exclude(state=MediationState.CLOSED)


class Mediation(OfCase):
    """人民调解 (item 13): what the dispute is about, what speaks against it, and how far it has come."""

    SEALED = ("dispute", "why")

    state = models.CharField(max_length=20, choices=MediationState.choices, default=MediationState.REQUESTED)
    kind = models.CharField(max_length=10, choices=Dispute.choices)
    mediator = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    flags = models.JSONField(default=list)
    exception = models.ForeignKey("MediationException", models.PROTECT, null=True, related_name="+")
    dispute = models.BinaryField(null=True)
    why = models.BinaryField(null=True)
    ways = models.JSONField(default=list)
    consented_on = models.DateField(null=True)
    effective_on = models.DateField(null=True)
    asked_court_on = models.DateField(null=True)
    court_said = models.CharField(max_length=10, choices=CourtSaid.choices, blank=True)
    court_on = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)

    objects = MediationQuerySet.as_manager()

    class Meta(OfCase.Meta):
        """One open at a time."""

        constraints = [
            models.UniqueConstraint("case", condition=~Q(state="closed"), name="mediation_one_open"),
        ]

    @property
    def unit_id(self) -> int:
        """For the gate: the unit of the matter."""
        return self.case.unit_id

    @property
    def city_id(self) -> int | None:
        """For the gate."""
        return self.case.city_id

    @property
    def county_id(self) -> int | None:
        """For the gate."""
        return self.case.county_id

    @property
    def township_id(self) -> int | None:
        """For the gate."""
        return self.case.township_id

    @property
    def owner_id(self) -> int | None:
        """For the gate: the mediator holds her mediation."""
        return self.mediator_id


class MediationScreen(OfCase):
    """What one side said when it was heard alone."""

    SEALED = ("answers", "note")

    mediation = models.ForeignKey(Mediation, models.PROTECT, related_name="screens")
    side = models.CharField(max_length=6, choices=Side.choices)
    heard_on = models.DateField()
    was_alone = models.BooleanField()
    answers = models.BinaryField(null=True)
    note = models.BinaryField(null=True)

    class Meta(OfCase.Meta):
        """Each side once, and never with the other in the room."""

        ordering = ["id"]
        constraints = [
            models.UniqueConstraint("mediation", "side", name="mediation_screen_once"),
            models.CheckConstraint(condition=Q(was_alone=True), name="mediation_heard_alone"),
        ]


class MediationException(OfCase):
    """Her own written request to mediate all the same, on three subjects alone, and what a leader decided."""

    SEALED = ("request", "decision")

    mediation = models.ForeignKey(Mediation, models.PROTECT, related_name="exceptions")
    is_adult = models.BooleanField()
    is_informed = models.BooleanField()
    asked_on = models.DateField()
    subjects = models.JSONField(default=list)
    separate_rooms = models.BooleanField()
    no_bargaining = models.BooleanField()
    request = models.BinaryField(null=True)
    granted = models.BooleanField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision = models.BinaryField(null=True)

    class Meta(OfCase.Meta):
        """Whole or not at all; decided by somebody else; one waits at a time."""

        constraints = [
            models.CheckConstraint(
                condition=Q(is_adult=True, is_informed=True, separate_rooms=True, no_bargaining=True)
                & ~Q(subjects=[]),
                name="mediation_exception_whole",
            ),
            models.CheckConstraint(
                condition=Q(granted=None)
                | (Q(decided_by__isnull=False) & ~Q(decided_by=models.F("entered_by"))),
                name="mediation_exception_by_two",
            ),
            models.UniqueConstraint(
                "mediation", condition=Q(granted=None), name="mediation_exception_waits_once"
            ),
        ]


class MediationConsent(OfCase):
    """调解同意书: one side, asked alone and told what it is told, agrees to mediate with this mediator."""

    mediation = models.ForeignKey(Mediation, models.PROTECT, related_name="consents")
    side = models.CharField(max_length=6, choices=Side.choices)
    manner = models.CharField(max_length=12, choices=ConsentManner.choices)
    given_on = models.DateField()
    was_told = models.BooleanField()
    accepts_mediator = models.BooleanField()
    one_room = models.BooleanField(default=False)
    in_public = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True)

    class Meta(OfCase.Meta):
        """Each side once while it stands; told, and the mediator accepted."""

        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                "mediation", "side", condition=Q(ended_at=None), name="mediation_consent_once"
            ),
            models.CheckConstraint(
                condition=Q(was_told=True, accepts_mediator=True), name="mediation_consent_whole"
            ),
        ]


class MediationSession(OfCase):
    """One sitting: when, where, how the sides sit, who of the committee is there, and its record."""

    SEALED = ("place", "record")

    mediation = models.ForeignKey(Mediation, models.PROTECT, related_name="sessions")
    meets_at = models.DateTimeField()
    place = models.BinaryField(null=True)
    separate_rooms = models.BooleanField(default=True)
    in_public = models.BooleanField(default=False)
    committee = models.PositiveSmallIntegerField()
    women = models.PositiveSmallIntegerField()
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    record = models.BinaryField(null=True)

    class Meta(OfCase.Meta):
        """The latest first; a committee without a woman is none (人民调解法 art. 8)."""

        constraints = [
            models.CheckConstraint(
                condition=Q(women__gte=1, women__lte=models.F("committee")), name="mediation_has_woman"
            )
        ]


class MediationAgreement(OfCase):
    """调解协议书 (art. 28–30): in writing with its legal contents, or the record of what was agreed by word of mouth."""

    SEALED = ("parties", "facts", "issues", "duties", "terms", "manner")

    mediation = models.OneToOneField(Mediation, models.PROTECT, related_name="agreement")
    is_oral = models.BooleanField(default=False)
    parties = models.BinaryField(null=True)
    facts = models.BinaryField(null=True)
    issues = models.BinaryField(null=True)
    duties = models.BinaryField(null=True)
    terms = models.BinaryField(null=True)
    manner = models.BinaryField(null=True)
    effective_on = models.DateField()
    perform_by = models.DateField(null=True)
    she_signed = models.CharField(max_length=12, choices=SignedHow.choices, blank=True)
    other_signed = models.CharField(max_length=12, choices=SignedHow.choices, blank=True)

    class Meta(OfCase.Meta):
        """In writing it carries both names."""

        constraints = [
            models.CheckConstraint(
                condition=Q(is_oral=True) | ~(Q(she_signed="") | Q(other_signed="")),
                name="mediation_agreement_signed",
            )
        ]


class AgreementFollowUp(OfCase):
    """A follow-up of the agreement that is owed, and what it found (art. 31)."""

    SEALED = ("note",)

    mediation = models.ForeignKey(Mediation, models.PROTECT, related_name="follow_ups")
    limit = models.CharField(max_length=40)
    done_on = models.DateField(null=True)
    kept = models.CharField(max_length=10, choices=Kept.choices, blank=True)
    note = models.BinaryField(null=True)

    class Meta(OfCase.Meta):
        """In the order in which they are due."""

        ordering = ["id"]
        constraints = [models.UniqueConstraint("mediation", "limit", name="agreement_follow_up_once")]


__all__ = [
    "AgreementFollowUp",
    "Mediation",
    "MediationAgreement",
    "MediationConsent",
    "MediationException",
    "MediationQuerySet",
    "MediationScreen",
    "MediationSession",
]
