"""Children a matter is about, and who was given leave to read it.

Names stand among the people of the matter (`cases_person`); here is what the law asks of a child. Whether she has
capacity is computed on the day, from a sealed birth date or from an age somebody stated.
"""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cases.casefile.models import Case, OfCase
from cases.minors.lists import (
    Behaviour,
    BehaviourSource,
    GrantSource,
    GrantState,
    ReadReason,
    Relation,
    ReviewFound,
)
from cases.people.models import Person
from network.access.scope import Scope
from network.units.models import Unit


class Minor(OfCase):
    """A child the matter is about. `birth_date` is sealed; `own_labour`: from sixteen she lives on what she earns."""

    SEALED = ("birth_date",)

    person = models.OneToOneField(Person, models.PROTECT, related_name="+")
    birth_date = models.BinaryField(null=True)
    stated_age = models.PositiveSmallIntegerField(null=True)
    stated_on = models.DateField(null=True)
    own_labour = models.BooleanField(default=False)

    class Meta(OfCase.Meta):
        """Her birth date, or the age that somebody stated and the day of it."""

        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(birth_date__isnull=False)
                | (Q(stated_age__isnull=False) & Q(stated_on__isnull=False)),
                name="minor_age_known",
            )
        ]

    def __str__(self) -> str:
        return str(_("the child named on %(day)s") % {"day": f"{self.entered_at:%Y-%m-%d}"})


class GuardianQuerySet(models.QuerySet["Guardian"]):
    """Questions about many guardians."""

    def standing(self) -> "GuardianQuerySet":
        """Not ended."""
        return self.filter(ended_at=None)

    def to_tell(self) -> "GuardianQuerySet":
        """Those who may be told and asked: never one who is accused in the matter, none whose way is not safe."""
        return self.standing().filter(is_accused=False, contact_is_safe=True)


class Guardian(OfCase):
    """监护人 named in the matter; her name and phone stand among its people."""

    minor = models.ForeignKey(Minor, models.PROTECT, related_name="guardians")
    person = models.OneToOneField(Person, models.PROTECT, related_name="+")
    relation = models.CharField(max_length=12, choices=Relation.choices)
    is_accused = models.BooleanField(default=False)
    contact_is_safe = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True)

    objects = GuardianQuerySet.as_manager()

    class Meta(OfCase.Meta):
        """Whoever is accused is never somebody to tell."""

        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(is_accused=True, contact_is_safe=True), name="guardian_accused_never_told"
            )
        ]

    @property
    def may_be_told(self) -> bool:
        """Whether anything may be sent to her or asked of her."""
        return self.ended_at is None and self.contact_is_safe and not self.is_accused


class BehaviourNote(OfCase):
    """不良行为 as art. 28 names it: which, when, from whom it is known. There is no field for anything graver."""

    SEALED = ("what",)

    minor = models.ForeignKey(Minor, models.PROTECT, related_name="behaviours")
    behaviour_of_concern = models.CharField(max_length=12, choices=Behaviour.choices)
    source = models.CharField(max_length=12, choices=BehaviourSource.choices)
    seen_on = models.DateField()
    what = models.BinaryField(null=True)

    class Meta(OfCase.Meta):
        """One of the eight, from one of the sources."""

        constraints = [
            models.CheckConstraint(
                condition=Q(behaviour_of_concern__in=Behaviour.values, source__in=BehaviourSource.values),
                name="behaviour_of_the_list",
            )
        ]


class GrantQuerySet(models.QuerySet["MinorAccessGrant"]):
    """Questions about many leaves."""

    def live(self, at: datetime) -> "GrantQuerySet":
        """Given, and not ended at a moment."""
        return self.filter(granted=True, until__gt=at)

    def waiting(self) -> "GrantQuerySet":
        """Nobody has decided yet."""
        return self.filter(granted=None)

    def unreviewed(self) -> "GrantQuerySet":
        """Opened by danger, and no leader has looked at it."""
        return self.filter(source=GrantSource.DANGER, reviewed_at=None)

    def to_decide(self, scope: Scope) -> "GrantQuerySet":
        """Those whose responsible person she is: of units she leads, never her own, never of her own matter."""
        owns = Case.objects.filter(owner_id=scope.user_id).values("pk")
        asked = self.filter(approving_unit_id__in=scope.lead).exclude(reader_id=scope.user_id)
        return asked.exclude(case_id__in=owns)


class MinorAccessGrant(OfCase):
    """Leave to read names and story of a child's matter (未成年人网络保护条例 art. 36): who, why, given by whom, how long.

    The words have a key of the row, so that the leader who decides needs none of the matter.
    """

    SEALED = ("words", "answer", "review_words")

    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    source = models.CharField(max_length=8, choices=GrantSource.choices, default=GrantSource.ASKED)
    reason = models.CharField(max_length=12, choices=ReadReason.choices)
    hours = models.PositiveSmallIntegerField()
    wrapped = models.BinaryField()
    words = models.BinaryField(null=True)
    approving_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    granted = models.BooleanField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = models.BinaryField(null=True)
    until = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    review_found = models.CharField(max_length=12, choices=ReviewFound.choices, blank=True)
    review_words = models.BinaryField(null=True)

    objects = GrantQuerySet.as_manager()

    class Meta(OfCase.Meta):
        """Nobody gives leave to herself; only danger opens without a decision; one request waits at a time."""

        constraints = [
            models.CheckConstraint(
                condition=Q(granted=None)
                | Q(source=GrantSource.DANGER)
                | (Q(decided_by__isnull=False) & ~Q(decided_by=F("reader"))),
                name="minor_grant_by_two",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=F("reader")), name="minor_grant_review_by_two"
            ),
            models.CheckConstraint(
                condition=~Q(granted=True) | Q(until__isnull=False), name="minor_grant_ends"
            ),
            models.UniqueConstraint(
                "case", "reader", condition=Q(granted=None), name="minor_grant_waits_once"
            ),
        ]
        indexes = [
            models.Index(fields=["case", "reader"], name="minor_grant_reader"),
            models.Index(fields=["approving_unit", "-id"], name="minor_grant_unit"),
        ]

    def state(self, at: datetime, uses: int = 0) -> GrantState:
        """Where it stands by its moments, and by how often the audit log says that it was used."""
        if self.granted is None:
            return GrantState.WAITING
        if not self.granted:
            return GrantState.REFUSED
        if self.until is None or self.until <= at:
            return GrantState.ENDED
        return GrantState.USED if uses else GrantState.LIVE

    @property
    def unit_id(self) -> int:
        """For the gate: the unit whose leader decides."""
        return self.approving_unit_id

    @property
    def city_id(self) -> int | None:
        """For the gate: no area."""
        return None

    county_id = township_id = city_id

    @property
    def owner_id(self) -> int | None:
        """For the gate: whose leave it is."""
        return self.reader_id


__all__ = ["BehaviourNote", "GrantQuerySet", "Guardian", "GuardianQuerySet", "Minor", "MinorAccessGrant"]
