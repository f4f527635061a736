"""The woman who came, and those she named; never more than we need. Every value is sealed."""

from django.db import models

from cases.vocabulary.intake import Gender, MaritalStatus, PersonRole
from sisterhood.lib.identifiers import uuid7


class Person(models.Model):
    """A person in one case: sealed fields, blind indexes for exact search within scope."""

    SEALED = ("name", "phone", "id_number", "address", "details")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="people")
    role = models.CharField(max_length=20, choices=PersonRole.choices)
    name = models.BinaryField(null=True)
    phone = models.BinaryField(null=True)
    id_number = models.BinaryField(null=True)
    address = models.BinaryField(null=True)
    details = models.BinaryField(null=True)
    name_index = models.BinaryField(max_length=32, null=True)
    phone_index = models.BinaryField(max_length=32, null=True)
    id_number_index = models.BinaryField(max_length=32, null=True)
    is_alias = models.BooleanField(default=False)
    gender = models.CharField(max_length=10, choices=Gender.choices, default=Gender.UNSAID)
    birth_year = models.PositiveSmallIntegerField(null=True)
    marital_status = models.CharField(
        max_length=10, choices=MaritalStatus.choices, default=MaritalStatus.UNSAID
    )
    entered_by = models.ForeignKey("network.User", models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        """Exact look-ups only."""

        indexes = [
            models.Index(fields=["case"], name="person_case"),
            models.Index(fields=["name_index"], name="person_name_index"),
            models.Index(fields=["phone_index"], name="person_phone_index"),
            models.Index(fields=["id_number_index"], name="person_id_index"),
        ]


class SafeContact(models.Model):
    """How she may be reached without danger; shown before any contact."""

    SEALED = ("code_word", "hours", "who_may_answer")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="safe_contact")
    may_call = models.BooleanField(default=False)
    may_text = models.BooleanField(default=False)
    may_wechat = models.BooleanField(default=False)
    may_leave_message = models.BooleanField(default=False)
    may_write = models.BooleanField(default=False)
    code_word = models.BinaryField(null=True)
    hours = models.BinaryField(null=True)
    who_may_answer = models.BinaryField(null=True)
    entered_by = models.ForeignKey("network.User", models.PROTECT, related_name="+")
