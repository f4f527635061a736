"""Who read which matter in an emergency and what its review found (紧急查阅); what people asked about their own data."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.casefile.models import Case, Recusal
from cases.people.models import Person
from cases.privacy.lists import DataRequestState, DataRight, GlassState, IdentityProof
from cases.vocabulary.reading import Emergency, Finding
from network.units.models import Unit
from network.units.placed import OfUnit
from sisterhood.lib.identifiers import uuid7

if TYPE_CHECKING:
    from network.access.scope import Scope

OFFICER, LEADER = "privacy_officer", "city_leader"


class BreakGlassQuerySet(models.QuerySet["BreakGlass"]):
    """Questions about many emergency readings."""

    def for_review_by(self, scope: "Scope", *, at: datetime) -> "BreakGlassQuerySet":
        """What she is to review or has reviewed herself: never her own reading, never of a matter she owned.

        The privacy officer of the place; whoever was named in her stead; once it is late, the city's leader.
        """
        officer = [post.unit_id for post in scope.posts if post.role == OFFICER]
        leader = [post.unit_id for post in scope.posts if post.role == LEADER]
        place = Q(unit_id__in=officer) | Q(unit__county_id__in=officer) | Q(unit__city_id__in=officer)
        late = Q(unit__city_id__in=leader, review_due_at__lte=at)
        named = Q(reviewer_id=scope.user_id) if officer or leader else Q(pk__in=[])
        rows = self.filter(place | late | named).exclude(by_id=scope.user_id)
        rows = rows.filter(~Q(owner_id=scope.user_id) | Q(owner=None))
        rows = rows.filter(Q(reviewed_at=None) | Q(reviewed_by_id=scope.user_id))
        return rows.exclude(case_id__in=Recusal.objects.filter(user_id=scope.user_id).values("case_id"))


class BreakGlass(OfUnit, models.Model):
    """One emergency reading. Number, unit and owner are those of its beginning: its reviewer never sees the matter."""

    SEALED = ("reason", "words")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    number = models.CharField(max_length=32)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    category = models.CharField(max_length=12, choices=Emergency.choices)
    wrapped = models.BinaryField()
    reason = models.BinaryField(null=True)
    began_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    review_due_at = models.DateTimeField()
    finding = models.CharField(max_length=12, choices=Finding.choices, blank=True)
    words = models.BinaryField(null=True)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)

    objects = BreakGlassQuerySet.as_manager()

    class Meta:
        """Newest first; nobody reviews her own."""

        ordering = ["-began_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=models.F("by")), name="break_glass_other_eyes"
            )
        ]
        indexes = [
            models.Index(fields=["review_due_at"], name="break_glass_waiting", condition=Q(reviewed_at=None)),
            models.Index(fields=["case"], name="break_glass_case"),
        ]

    def state(self, at: datetime) -> GlassState:
        """Where it stands by its moments; ended before its time it is over for its reader alone."""
        if self.reviewed_at is not None:
            return GlassState.REVIEWED
        return GlassState.READING if self.ends_at > at else GlassState.OVER


class DataRequest(models.Model):
    """What one person of a matter asks about her own data, and what became of it; its words are sealed."""

    SEALED = ("asked", "answer", "outcome")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="data_requests")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    state = models.CharField(
        max_length=12, choices=DataRequestState.choices, default=DataRequestState.RECEIVED
    )
    right = models.CharField(max_length=10, choices=DataRight.choices)
    received_on = models.DateField()
    asked = models.BinaryField(null=True)
    proof = models.CharField(max_length=10, choices=IdentityProof.choices, blank=True)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)
    answer = models.BinaryField(null=True)
    court_told = models.BooleanField(default=False)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    outcome = models.BinaryField(null=True)
    done_on = models.DateField(null=True)

    class Meta:
        """Newest first."""

        ordering = ["-received_on", "-id"]
        indexes = [models.Index(fields=["case"], name="data_request_case")]
