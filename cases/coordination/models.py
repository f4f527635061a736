"""Work with other bodies and units on one matter: demands, consents, co-handlers, disputes, meetings, urgent reports."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.casefile.models import Case
from cases.vocabulary.petitions import (
    ConsentFor,
    ConsentManner,
    InvestigationState,
    MeetingKind,
    MeetingState,
    TellingChannel,
)
from network.agencies.models import Agency, AgencyKind
from network.units.models import Unit
from sisterhood.lib.identifiers import uuid7

OPEN_INVESTIGATION = tuple(
    state
    for state in InvestigationState.values
    if state not in (InvestigationState.ACCEPTED_REPLY, InvestigationState.CLOSED)
)


class Investigation(models.Model):
    """要求查处函 to one body and what followed (妇女权益保障法 art. 73); the texts are sealed.

    `agency` is the body's name as it stood on the paper, `listed` its row while it stands on the list.
    """

    SEALED = ("agency", "request", "basis", "reply", "urging", "urging_failure", "urging_note", "inspection")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="investigations")
    state = models.CharField(
        max_length=22, choices=InvestigationState.choices, default=InvestigationState.DRAFTED
    )
    listed = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    agency_kind = models.CharField(max_length=20, choices=AgencyKind.choices, default=AgencyKind.OTHER)
    agency = models.BinaryField(null=True)
    request = models.BinaryField(null=True)
    basis = models.BinaryField(null=True)
    reply = models.BinaryField(null=True)
    urging = models.BinaryField(null=True)
    urging_failure = models.BinaryField(null=True)
    urging_note = models.BinaryField(null=True)
    urging_drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    urging_approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    inspection = models.BinaryField(null=True)
    drafted_on = models.DateField(null=True)
    sent_on = models.DateField(null=True)
    replied_on = models.DateField(null=True)
    urged_on = models.DateField(null=True)
    inspection_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        """The latest demand first."""

        ordering = ["-id"]

    @property
    def is_open(self) -> bool:
        """Whether the matter still waits for it."""
        return self.state in OPEN_INVESTIGATION


class RecipientConsent(models.Model):
    """What she allows to go to one recipient, and how she said so; withdrawn as easily as given."""

    SEALED = ("recipient", "shared")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="recipient_consents")
    investigation = models.ForeignKey(Investigation, models.PROTECT, null=True, related_name="consents")
    part = models.UUIDField(
        null=True, db_index=True
    )  # another part of the matter it was given for, by its id
    given_for = models.CharField(max_length=12, choices=ConsentFor.choices)
    recipient = models.BinaryField(null=True)
    shared = models.BinaryField(null=True)
    manner = models.CharField(max_length=12, choices=ConsentManner.choices)
    given_on = models.DateField()
    withdrawn_at = models.DateTimeField(null=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        """Newest first."""

        ordering = ["-id"]


class CoHandler(models.Model):
    """Somebody of another unit, or a colleague, who works on the matter together with its owner (art. 24)."""

    SEALED = ("task",)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="co_handlers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    task = models.BinaryField(null=True)
    until = models.DateTimeField()
    with_names = models.BooleanField(default=False)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        """Once at a time for each person."""

        ordering = ["-invited_at"]
        constraints = [
            models.UniqueConstraint("case", "user", condition=Q(ended_at=None), name="co_handler_once")
        ]


class CompetenceDispute(models.Model):
    """Two units disagree whose matter it is; their common superior decides (art. 24).

    Its texts have a key of their own, so that the superior decides by the card and reads no story.
    """

    SEALED = ("reason", "decision_note")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="disputes")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    other_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    superior = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    wrapped = models.BinaryField()
    reason = models.BinaryField(null=True)
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    competent_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    decision_note = models.BinaryField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    followed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """One undecided dispute of a matter at a time; one that waits ends with its matter."""

        ordering = ["-raised_at"]
        constraints = [
            models.UniqueConstraint(
                "case", condition=Q(decided_at=None, ended_at=None), name="dispute_one_open"
            )
        ]


class CoordinationMeeting(models.Model):
    """协调会 or 联合约谈 about one matter; place, subject and minutes are sealed (art. 24; 妇女权益保障法 art. 74)."""

    SEALED = ("place", "subject", "minutes")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="meetings")
    kind = models.CharField(max_length=12, choices=MeetingKind.choices, default=MeetingKind.COORDINATION)
    state = models.CharField(max_length=10, choices=MeetingState.choices, default=MeetingState.CALLED)
    meets_at = models.DateTimeField()
    place = models.BinaryField(null=True)
    subject = models.BinaryField(null=True)
    minutes = models.BinaryField(null=True)
    minutes_at = models.DateTimeField(null=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        """The latest first."""

        ordering = ["-meets_at"]


class MeetingGuest(models.Model):
    """One invited body or person: from the list, or written by hand; whether she came."""

    SEALED = ("name",)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(CoordinationMeeting, models.PROTECT, related_name="guests")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    name = models.BinaryField(null=True)
    came = models.BooleanField(null=True)

    class Meta:
        """As invited."""

        ordering = ["id"]


class MeetingDecision(models.Model):
    """What was agreed: who of us sees to it, until when; a clock of the ladder runs for each."""

    SEALED = ("text", "result")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(CoordinationMeeting, models.PROTECT, related_name="decisions")
    text = models.BinaryField(null=True)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    due_on = models.DateField()
    done_at = models.DateTimeField(null=True)
    result = models.BinaryField(null=True)

    class Meta:
        """By day."""

        ordering = ["due_on", "id"]


class UrgentTelling(models.Model):
    """One body that was told of a grave or urgent matter: when, how, what receipt (信访工作条例 art. 25)."""

    SEALED = ("name", "receipt")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="urgent_tellings")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    agency_kind = models.CharField(max_length=20, choices=AgencyKind.choices, default=AgencyKind.OTHER)
    name = models.BinaryField(null=True)
    channel = models.CharField(max_length=12, choices=TellingChannel.choices)
    told_at = models.DateTimeField()
    receipt = models.BinaryField(null=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        """In order."""

        ordering = ["told_at", "id"]
