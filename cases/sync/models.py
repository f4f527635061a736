"""What came in from phones: the receipt of each item, its files piece by piece, and what a person has to look at.

A receipt is written once and never changed. Words of an item stand nowhere here but in the form's own rows; pieces stay
sealed as the phone sealed them.
"""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.accusations.models import Accusation
from cases.casefile.models import Case
from cases.sync.queries import PhoneCheckQuerySet
from cases.sync.states import CheckKind, CheckState, FileState
from network.units.models import Unit
from network.units.placed import OfUnit
from sisterhood.lib.identifiers import uuid7


def _person(**more: Any) -> Any:
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", **more)


class OutboxItem(models.Model):
    """The receipt of one item: a number of the phone once for each person, and what it led to."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = _person()
    key = models.UUIDField()
    digest = models.BinaryField(max_length=32)
    form = models.CharField(max_length=20)
    form_version = models.PositiveSmallIntegerField()
    key_id = models.CharField(max_length=16)
    device = models.UUIDField(null=True)
    state = models.CharField(max_length=10)
    subject_kind = models.CharField(max_length=20, blank=True)
    subject_id = models.UUIDField(null=True)
    number = models.CharField(max_length=32, blank=True)
    made_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField()

    class Meta:
        """Each number of a phone once; counted by the hour, forgotten by age."""

        constraints = [models.UniqueConstraint("user", "key", name="outbox_once")]
        indexes = [
            models.Index(fields=["user", "received_at"], name="outbox_per_hour"),
            models.Index(fields=["received_at"], name="outbox_age"),
        ]


class OutboxFile(models.Model):
    """One file an item announced: how much of it is here, and whether it has arrived where it belongs."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    item = models.ForeignKey(OutboxItem, models.CASCADE, related_name="files")
    key = models.UUIDField()
    content_type = models.CharField(max_length=60)
    size = models.PositiveIntegerField()
    sha256 = models.BinaryField(max_length=32)
    received = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=10, choices=FileState.choices, default=FileState.OPEN)
    changed_at = models.DateTimeField()

    class Meta:
        """Once for each item; what was never finished is found by age."""

        constraints = [
            models.UniqueConstraint("item", "key", name="outbox_file_once"),
            models.CheckConstraint(condition=Q(received__lte=models.F("size")), name="outbox_file_size"),
        ]
        indexes = [
            models.Index(fields=["changed_at"], name="outbox_file_age", condition=Q(state="open")),
        ]


class OutboxPiece(models.Model):
    """One piece of a file, sealed as it came; `start` and `size` count bytes of the plain file."""

    id = models.BigAutoField(primary_key=True)
    file = models.ForeignKey(OutboxFile, models.CASCADE, related_name="pieces")
    start = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    body = models.BinaryField()

    class Meta:
        """In order, without gaps."""

        ordering = ["start"]
        constraints = [models.UniqueConstraint("file", "start", name="outbox_piece_once")]


class PhoneCheck(OfUnit, models.Model):
    """待核对: something from a phone that a person looks at. Of a matter (or an accusation), never twice of one item.

    Or of something that is no matter: `about` names its kind (`entries.py`), `about_id` its row when there is one.

    `has_words`: she wrote something, which stands apart (`PhoneCheckWords`); `lacking` names fields, never answers.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    accusation = models.ForeignKey(Accusation, models.PROTECT, null=True, related_name="+")
    about = models.CharField(max_length=20, blank=True)
    about_id = models.UUIDField(null=True)
    file = models.ForeignKey(OutboxFile, models.SET_NULL, null=True, related_name="+")
    kind = models.CharField(max_length=10, choices=CheckKind.choices)
    task = models.CharField(max_length=20, blank=True)
    base = models.PositiveIntegerField(null=True)
    found = models.PositiveIntegerField(null=True)
    lacking = models.JSONField(default=list)
    author = _person()
    made_at = models.DateTimeField(null=True)
    entered_at = models.DateTimeField()
    has_words = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=CheckState.choices, default=CheckState.WAITING)
    decided_by = _person(null=True)
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True)

    objects = PhoneCheckQuerySet.as_manager()

    class Meta:
        """Oldest first; decided by somebody else than its author."""

        ordering = ["entered_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(case__isnull=False, accusation=None, about="", about_id=None)
                | Q(case=None, accusation__isnull=False, about="", about_id=None)
                | Q(case=None, accusation=None) & ~Q(about=""),
                name="phone_check_of_one",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_by=None)
                | (~Q(state="waiting") & Q(decided_by__isnull=False) & ~Q(decided_by=models.F("author"))),
                name="phone_check_by_another",
            ),
        ]
        indexes = [models.Index(fields=["unit", "state", "entered_at"], name="phone_check_waits")]

    @property
    def subject(self) -> tuple[str, UUID]:
        """As clocks and messages name it."""
        return ("phone_check", self.pk)


class PhoneCheckWords(models.Model):
    """What she wrote, under a key of its own: for whoever reads the matter, behind a wall of its own.

    The card of an entry is seen by many more. Gone with the decision, by the database.
    """

    SEALED, SEALED_AS = ("note",), "cases_phonecheck"

    of_check = models.OneToOneField(
        PhoneCheck, models.CASCADE, primary_key=True, related_name="words", db_column="check_id"
    )
    wrapped = models.BinaryField()
    note = models.BinaryField()
