"""Sessions on a matter: legal advice and counselling, each with a record and an access list of its own.

A joint consultation is two sessions with one `joint_key`. A grant opens one session to one expert and ends; it never
opens the matter. A process note is its author's alone: its key stands in a row that only she can read.
"""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Now

from cases.casefile.models import Case, Recusal
from cases.casefile.queries import ONLY_STORED
from cases.vocabulary.petitions import Satisfaction
from cases.vocabulary.services import (
    ConsultationState,
    ConsultationTopic,
    PlanEnd,
    SessionOutcome,
    SheetSigned,
)
from network.access.scope import Scope
from network.duty.rota.chairs import SlotBooking
from network.units.models import Unit
from network.units.placed import OfUnit
from sisterhood.lib.identifiers import uuid7

USER = settings.AUTH_USER_MODEL


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    """Questions about many sessions."""

    def visible_to(self, scope: Scope) -> "ConsultationQuerySet":
        """Those of matters she may open, and those a live grant opens to her; row security says the same."""
        matters = Case.objects.openable_by(scope).values("pk")
        return self.filter(Q(case__in=matters) | Q(self._granted(scope))).not_recused(scope)

    def attended_by(self, scope: Scope) -> "ConsultationQuerySet":
        """Her own sessions, as their expert."""
        return self.filter(self._granted(scope), holder_id=scope.user_id).not_recused(scope)

    def not_recused(self, scope: Scope) -> "ConsultationQuerySet":
        """Without those of matters in which she has a conflict, and of what is only stored."""
        recusals = Recusal.objects.filter(user_id=scope.user_id)
        return self.exclude(case__in=recusals.values("case_id")).exclude(case__phase__in=ONLY_STORED)

    def _granted(self, scope: Scope) -> Exists:
        live = SessionGrant.objects.filter(session=OuterRef("pk"), user_id=scope.user_id, until__gt=Now())
        return Exists(live)


class Consultation(OfUnit, models.Model):
    """咨询 (items 30, 33, 34): one session of one expert; topic, outcome and minutes are its statistics part."""

    class Kind(models.TextChoices):
        """Which table of states it follows."""

        LEGAL = SlotBooking.Kind.LEGAL.value, SlotBooking.Kind.LEGAL.label
        PSYCHOLOGICAL = SlotBooking.Kind.PSYCHOLOGICAL.value, SlotBooking.Kind.PSYCHOLOGICAL.label

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="consultations")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    booking = models.ForeignKey(SlotBooking, models.PROTECT, related_name="+")
    joint_key = models.UUIDField(null=True)
    kind = models.CharField(max_length=14, choices=Kind.choices)
    state = models.CharField(
        max_length=16, choices=ConsultationState.choices, default=ConsultationState.BOOKED
    )
    holder = models.ForeignKey(USER, models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=60)
    topic = models.CharField(max_length=16, choices=ConsultationTopic.choices, blank=True)
    outcome = models.CharField(max_length=10, choices=SessionOutcome.choices, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True)
    next_on = models.DateField(null=True)
    booked_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    booked_at = models.DateTimeField()
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        """The latest first; a joint booking has each kind once."""

        ordering = ["-starts_at", "kind"]
        constraints = [models.UniqueConstraint("booking", "kind", name="consultation_once")]

    @property
    def owner_id(self) -> int:
        """For the gate: who holds the session."""
        return self.holder_id

    @property
    def is_counselling(self) -> bool:
        """Whether a consent sheet is needed and a process note is kept."""
        return self.kind == self.Kind.PSYCHOLOGICAL


class SessionGrant(models.Model):
    """One session is open to one person, until a moment; the session's access list."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    session = models.ForeignKey(Consultation, models.PROTECT, related_name="grants")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    user = models.ForeignKey(USER, models.PROTECT, related_name="+")
    until = models.DateTimeField()
    granted_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()

    class Meta:
        """In the order of granting."""

        ordering = ["granted_at", "id"]
        indexes = [models.Index(fields=["user", "session"], name="session_grant_user")]


class LegalConsultation(models.Model):
    """法律咨询登记 (item 30): what was asked and advised, sealed with a key of its own."""

    SEALED = ("facts", "question", "advice", "risks", "documents", "referred_to")

    session = models.OneToOneField(Consultation, models.PROTECT, primary_key=True, related_name="legal")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    wrapped = models.BinaryField()
    facts = models.BinaryField(null=True)
    question = models.BinaryField(null=True)
    advice = models.BinaryField(null=True)
    risks = models.BinaryField(null=True)
    documents = models.BinaryField(null=True)
    referred_to = models.BinaryField(null=True)
    satisfaction = models.CharField(max_length=16, choices=Satisfaction.choices, blank=True)
    entered_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()


class CounsellingNotice(models.Model):
    """The text of the consent sheet, by version; a sheet keeps the version that was signed.

    A draft has no `published_at`; what is published is never changed, and begins on `in_force_from`.
    """

    version = models.PositiveSmallIntegerField(primary_key=True)
    in_force_from = models.DateField(null=True)
    text = models.TextField()
    drafted_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    drafted_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)

    class Meta:
        """The newest first; one draft at a time; what is published has a day."""

        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(Value(1), condition=Q(published_at=None), name="sheet_text_one_draft"),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(in_force_from__isnull=False), name="sheet_text_from_a_day"
            ),
        ]


class CounsellingConsent(models.Model):
    """心理咨询知情同意书: which text was signed, how, on which day; a guardian's signature for a minor."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    session = models.OneToOneField(Consultation, models.PROTECT, related_name="consent")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    notice = models.ForeignKey(CounsellingNotice, models.PROTECT, related_name="+")
    signed_how = models.CharField(max_length=12, choices=SheetSigned.choices)
    signed_on = models.DateField()
    is_minor = models.BooleanField(default=False)
    guardian_signed = models.BooleanField(default=False)
    recording_allowed = models.BooleanField(default=False)
    entered_by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    class Meta:
        """A minor's sheet carries her guardian's signature."""

        constraints = [
            models.CheckConstraint(
                condition=Q(is_minor=False) | Q(guardian_signed=True), name="consent_of_guardian"
            )
        ]


class ProcessNote(models.Model):
    """What a counsellor writes for herself; nobody else reads it, whoever owns the matter."""

    SEALED = ("note",)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    session = models.ForeignKey(Consultation, models.PROTECT, related_name="process_notes")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    author = models.ForeignKey(USER, models.PROTECT, related_name="+")
    note = models.BinaryField(null=True)
    written_at = models.DateTimeField()

    class Meta:
        """In order."""

        ordering = ["written_at", "id"]


class ProcessNoteKey(models.Model):
    """The key of one note, wrapped for exactly its author: with another name in the row it does not open."""

    note = models.OneToOneField(ProcessNote, models.PROTECT, primary_key=True, related_name="key")
    author = models.ForeignKey(USER, models.PROTECT, related_name="+")
    wrapped = models.BinaryField()


class CrisisQuerySet(models.QuerySet["Crisis"]):
    """Questions about many crises."""

    def visible_to(self, scope: Scope) -> "CrisisQuerySet":
        """Whoever was called, the session's expert, and whoever opens the matter."""
        called = CrisisCall.objects.filter(user_id=scope.user_id, until__gt=Now()).values("crisis_id")
        sessions = Consultation.objects.visible_to(scope).values("pk")
        recused = Recusal.objects.filter(user_id=scope.user_id).values("case_id")
        return self.filter(Q(pk__in=called) | Q(session__in=sessions)).exclude(case__in=recused)


class Crisis(models.Model):
    """危机: pressed in a session; which risks, when somebody answered, and the note of the first 24 hours."""

    SEALED = ("note",)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    session = models.OneToOneField(Consultation, models.PROTECT, related_name="crisis")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    place = models.CharField(max_length=60)
    self_harm = models.BooleanField(default=False)
    violence = models.BooleanField(default=False)
    child = models.BooleanField(default=False)
    pressed_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    pressed_at = models.DateTimeField()
    answered_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    wrapped = models.BinaryField()
    note = models.BinaryField(null=True)
    noted_at = models.DateTimeField(null=True)

    objects = CrisisQuerySet.as_manager()

    class Meta:
        """The latest first."""

        ordering = ["-pressed_at"]


class CrisisCall(models.Model):
    """Somebody who was called for one crisis, and sees it for as long as the session's expert does."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    crisis = models.ForeignKey(Crisis, models.PROTECT, related_name="calls")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    user = models.ForeignKey(USER, models.PROTECT, related_name="+")
    until = models.DateTimeField()

    class Meta:
        """Once for each person."""

        constraints = [models.UniqueConstraint("crisis", "user", name="crisis_call_once")]


class CarePlan(models.Model):
    """咨询计划 (item 38): aim, planned sessions, review; whether she still comes is for the counsellor alone."""

    SEALED = ("aim",)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    counsellor = models.ForeignKey(USER, models.PROTECT, related_name="+")
    wrapped = models.BinaryField()
    aim = models.BinaryField(null=True)
    planned = models.PositiveSmallIntegerField()
    review_on = models.DateField()
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_how = models.CharField(max_length=10, choices=PlanEnd.choices, blank=True)

    class Meta:
        """One running plan of a counsellor for a matter."""

        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                "case", "counsellor", condition=Q(ended_at=None), name="care_plan_one_open"
            )
        ]

    @property
    def state(self) -> str:
        """Where it stands, as its table names it."""
        return "running" if self.ended_at is None else "ended"
