"""An accusation against a cadre stands apart from every case: its own key, its own walls, two named readers.

Nothing here points at a case and no case points here, so that no list, count, loan or ladder of cases can
meet an accusation (信访工作条例 art. 30(3), 46(5)).
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cases.accusations.states import EVENT_LABELS, STATE_CHOICES
from cases.casefile.file_kinds import Named
from cases.vocabulary.intake import Channel
from cases.vocabulary.papers import Delivery
from cases.vocabulary.reading import DisciplineOrgan, SeatReason
from network.units.models import Unit
from sisterhood.lib.identifiers import uuid7

SEATS = (1, 2)


class Accusation(models.Model):
    """Read by its two readers alone. Whom it is about stands in plain ids, because the walls must ask.

    `namesakes` are ids of staff called like the accused, `liaisons_only` that it is unclear who is meant; `born_in` is the transaction that registered it,
    the only one in which the registrar may write.
    """

    SEALED = (
        *("request", "facts", "prior_steps", "accused_name", "name", "phone", "address"),
        *("code_word", "hours", "who_may_answer", "receipt", "result"),
    )

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(max_length=32, unique=True)
    wrapped = models.BinaryField()
    state = models.CharField(max_length=12, choices=STATE_CHOICES, default="registered")
    city = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    origin_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    accused_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    accused_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    namesakes = models.JSONField(default=list)
    liaisons_only = models.BooleanField(default=False)
    channel = models.CharField(max_length=20, choices=Channel.choices)
    received_on = models.DateField()
    is_anonymous = models.BooleanField(default=False)
    is_urgent = models.BooleanField(default=False)
    is_oral = models.BooleanField(default=False)
    read_back = models.BooleanField(default=False)
    may_call = models.BooleanField(default=False)
    may_text = models.BooleanField(default=False)
    may_wechat = models.BooleanField(default=False)
    may_leave_message = models.BooleanField(default=False)
    may_write = models.BooleanField(default=False)
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    registered_at = models.DateTimeField()
    born_in = models.BigIntegerField(null=True, editable=False)
    request = models.BinaryField(null=True)
    facts = models.BinaryField(null=True)
    prior_steps = models.BinaryField(null=True)
    accused_name = models.BinaryField(null=True)
    name = models.BinaryField(null=True)
    phone = models.BinaryField(null=True)
    address = models.BinaryField(null=True)
    code_word = models.BinaryField(null=True)
    hours = models.BinaryField(null=True)
    who_may_answer = models.BinaryField(null=True)
    organ = models.CharField(max_length=12, choices=DisciplineOrgan.choices, blank=True)
    referred_on = models.DateField(null=True)
    receipt = models.BinaryField(null=True)
    result_on = models.DateField(null=True)
    result = models.BinaryField(null=True)
    told_how = models.CharField(max_length=12, choices=Delivery.choices, blank=True)
    retaliation_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    appraised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    appraised_at = models.DateTimeField(null=True)
    destroyed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    destroyed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """Destroyed by two."""

        constraints = [
            models.CheckConstraint(
                condition=Q(destroyed_by=None) | ~Q(destroyed_by=F("appraised_by")),
                name="accusation_destroyed_by_two",
            )
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def can_be_told(self) -> bool:
        """Whether a written answer can reach the accuser; if not, no period runs for one (art. 23(2))."""
        return self.name is not None


class AccusationReader(models.Model):
    """One of the two who read it, from one moment to another. Written by the database's own functions alone."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    accusation = models.ForeignKey(Accusation, models.PROTECT, related_name="readers")
    seat = models.PositiveSmallIntegerField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)

    class Meta:
        """Two seats, each with one person; nobody sits twice."""

        constraints = [
            models.CheckConstraint(condition=Q(seat__in=SEATS), name="accusation_two_seats"),
            models.UniqueConstraint(
                "accusation", "seat", condition=Q(until_at=None), name="accusation_seat_once"
            ),
            models.UniqueConstraint(
                "accusation", "user", condition=Q(until_at=None), name="accusation_reader_once"
            ),
        ]
        indexes = [models.Index(fields=["user", "accusation"], name="accusation_reader_user")]


class AccusationEvent(models.Model):
    """One line of what was done; `note` is sealed."""

    SEALED = ("note",)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    accusation = models.ForeignKey(Accusation, models.PROTECT, related_name="events")
    verb = models.CharField(max_length=30)
    to_state = models.CharField(max_length=12)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    note = models.BinaryField(null=True)

    class Meta:
        """Newest first within an accusation."""

        indexes = [models.Index(F("accusation_id"), F("at").desc(), F("id").desc(), name="accusation_event")]

    @property
    def label(self) -> object:
        """What was done, in words."""
        return EVENT_LABELS[self.verb]


class AccusationFile(Named, models.Model):
    """What was handed in with it, sealed in the row, so that no file on disk says that it exists."""

    SEALED = ("content",)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    accusation = models.ForeignKey(Accusation, models.PROTECT, related_name="files")
    content = models.BinaryField()
    content_type = models.CharField(max_length=60)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()


class AccusationChange(models.Model):
    """One reader proposes somebody else for a seat; the other decides."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    accusation = models.ForeignKey(Accusation, models.PROTECT, related_name="changes")
    seat = models.PositiveSmallIntegerField()
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=12, choices=SeatReason.choices)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    granted = models.BooleanField(null=True)

    class Meta:
        """One open proposal for each accusation; two people, never one."""

        constraints = [
            models.UniqueConstraint(
                "accusation", condition=Q(decided_at=None), name="accusation_one_open_change"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")), name="accusation_change_two"
            ),
        ]


class AccusationReceipt(models.Model):
    """What the registrar keeps: a number and a day, no word of whom or what."""

    accusation = models.OneToOneField(Accusation, models.PROTECT, primary_key=True, related_name="+")
    number = models.CharField(max_length=32)
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    received_on = models.DateField()
    opened_at = models.DateTimeField()

    class Meta:
        """Her own, newest first."""

        indexes = [models.Index(F("registered_by_id"), F("opened_at").desc(), name="accusation_receipt_mine")]


class ListedReader(models.Model):
    """The city's list of who may be asked to read accusations, in order; kept by the security administrator."""

    city = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    rank = models.PositiveSmallIntegerField()
    listed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    listed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """Once on the list."""

        ordering = ["rank", "id"]
        constraints = [
            models.UniqueConstraint("city", "user", condition=Q(ended_at=None), name="listed_reader_once")
        ]


class ReaderTie(models.Model):
    """A member of staff to whom somebody on the list is related, as she declared herself (art. 28(3))."""

    listed = models.ForeignKey(ListedReader, models.PROTECT, related_name="ties")
    relative = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        """Declared once."""

        constraints = [models.UniqueConstraint("listed", "relative", name="reader_tie_once")]
