"""结对帮扶与爱心妈妈: who helps whom, for how long, and how often. Neither reads the other's name here.

`alias` and `is_child` are copied, so that a supporter's pages never touch the row of whoever is helped.
"""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _

from cases.vocabulary.petitions import ConsentManner
from network.access.scope import Scope
from network.sites.reach import in_reach
from network.units.models import Unit
from network.units.placed import OfUnit
from outreach.beneficiaries.models import Beneficiary
from outreach.pairings.lists import (
    Answer,
    Commitment,
    PairingKind,
    Progress,
    Rating,
    Said,
    Voice,
    WhyOver,
    Year,
)
from outreach.pairings.states import RUNNING, STATES
from outreach.supporters.models import Supporter
from sisterhood.lib.identifiers import uuid7


def _person(*, null: bool = False) -> Any:
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=null, related_name="+")


class PairingQuerySet(models.QuerySet["SupportPairing"]):
    """Questions about many pairings; row security says the same."""

    def visible_to(self, scope: Scope) -> "PairingQuerySet":
        """Those of her village, township or county, and those in which she is the supporter."""
        return self.filter(in_reach(scope, "see_pairings") | Q(supporter__user_id=scope.user_id))

    def kept_by(self, scope: Scope) -> "PairingQuerySet":
        """Those of her village, township or county alone: the pages of whoever keeps them, never a supporter's."""
        return self.filter(in_reach(scope, "see_pairings"))

    def of_supporter(self, user_id: int) -> "PairingQuerySet":
        """Those in which this person supports."""
        return self.filter(supporter__user_id=user_id)


class SupportPairing(OfUnit, models.Model):
    """`begun_on`: its first day; `runs_since`: the day of its latest beginning, on which the check of a child's supporter must hold."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    supporter = models.ForeignKey(Supporter, models.PROTECT, related_name="pairings")
    beneficiary = models.ForeignKey(Beneficiary, models.PROTECT, related_name="pairings")
    alias = models.PositiveIntegerField()
    is_child = models.BooleanField()
    kind = models.CharField(max_length=14, choices=PairingKind.choices)
    commitments = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=list(STATES.items()), default="proposed")
    keeper = _person()
    proposed_by = _person()
    proposed_at = models.DateTimeField()
    checked_by = _person(null=True)
    agreed_on = models.DateField(null=True)
    agreed_how = models.CharField(max_length=12, choices=ConsentManner.choices, blank=True)
    guardian_agreed = models.BooleanField(default=False)
    photos_agreed = models.BooleanField(default=False)
    ends_on = models.DateField()
    begun_on = models.DateField(null=True)
    runs_since = models.DateField(null=True)
    last_contact_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    ended_for = models.CharField(max_length=10, choices=WhyOver.choices, blank=True)
    said = models.CharField(max_length=8, choices=Said.choices, blank=True)
    said_by = models.CharField(max_length=10, choices=Voice.choices, blank=True)
    follows = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    objects = PairingQuerySet.as_manager()

    class Meta:
        """The newest first; two run side by side only for different people."""

        ordering = ["-proposed_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                "supporter", "beneficiary", condition=Q(state__in=RUNNING), name="pairing_runs_once"
            ),
            models.UniqueConstraint(
                "beneficiary",
                condition=Q(state__in=RUNNING, kind="caring_mother"),
                name="pairing_one_caring_mother",
            ),
            models.CheckConstraint(
                condition=Q(checked_by=None) | ~Q(checked_by=F("proposed_by")), name="pairing_two_people"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=RUNNING)
                | Q(checked_by__isnull=False, agreed_on__isnull=False, runs_since__isnull=False)
                & (Q(is_child=False) | Q(guardian_agreed=True)),
                name="pairing_runs_agreed",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("ended", "evaluated"), ended_on__isnull=False) & ~Q(ended_for="")
                | ~Q(state__in=("ended", "evaluated")) & Q(ended_on=None, ended_for=""),
                name="pairing_ended_for",
            ),
        ]
        indexes = [models.Index(fields=["unit", "state"], name="pairing_of_unit")]

    @property
    def owner_id(self) -> int | None:
        """Who keeps it."""
        return self.keeper_id  # type: ignore[no-any-return]  # a step knows no type of its row

    @property
    def called(self) -> str:
        """What a supporter reads."""
        return str((_("Child no. %(n)d") if self.is_child else _("Sister no. %(n)d")) % {"n": self.alias})

    @property
    def commitment_labels(self) -> list[Any]:
        """What is promised, in words."""
        return [Commitment(code).label for code in self.commitments]

    def is_over(self, on: date) -> bool:
        """Its agreed time has passed."""
        return self.ends_on < on


class CareLog(models.Model):
    """陪伴记录: living, study and wellbeing in one word each. There is no field for a story."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    pairing = models.ForeignKey(SupportPairing, models.PROTECT, related_name="logs")
    on = models.DateField()
    living = models.CharField(max_length=6, choices=Rating.choices)
    study = models.CharField(max_length=6, choices=Rating.choices)
    wellbeing = models.CharField(max_length=6, choices=Rating.choices)
    written_by = _person()
    written_at = models.DateTimeField()

    class Meta:
        """The latest first; once a day."""

        ordering = ["-on", "-id"]
        constraints = [models.UniqueConstraint("pairing", "on", name="care_log_once_a_day")]


class ProgressCard(models.Model):
    """What the supporter may know: school year and how it goes."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    pairing = models.ForeignKey(SupportPairing, models.PROTECT, related_name="cards")
    on = models.DateField()
    year = models.CharField(max_length=6, choices=Year.choices)
    progress = models.CharField(max_length=6, choices=Progress.choices)
    written_by = _person()
    written_at = models.DateTimeField()

    class Meta:
        """The latest first."""

        ordering = ["-on", "-id"]


class CareConcernQuerySet(models.QuerySet["CareConcern"]):
    """Questions about many concerns."""

    def visible_to(self, scope: Scope) -> "CareConcernQuerySet":
        """Those of her township or county, never of a pairing of her own; who told one knows that she did, and no more."""
        return self.filter(in_reach(scope, "see_concerns")).exclude(pairing__supporter__user_id=scope.user_id)

    def waiting(self) -> "CareConcernQuerySet":
        """Not answered yet."""
        return self.filter(settled_at=None)


class CareConcern(OfUnit, models.Model):
    """One tap: something is wrong. What it is she says to the township, and it is written only in a matter."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    pairing = models.ForeignKey(SupportPairing, models.PROTECT, related_name="concerns")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    raised_by = _person()
    raised_at = models.DateTimeField()
    officer = _person(null=True)
    answer = models.CharField(max_length=8, choices=Answer.choices, blank=True)
    settled_by = _person(null=True)
    settled_at = models.DateTimeField(null=True)

    objects = CareConcernQuerySet.as_manager()

    class Meta:
        """The oldest first; one that waits for each pairing."""

        ordering = ["raised_at", "id"]
        constraints = [
            models.UniqueConstraint("pairing", condition=Q(settled_at=None), name="care_concern_waits_once"),
            models.CheckConstraint(
                condition=Q(settled_at=None, answer="", settled_by=None)
                | (Q(settled_at__isnull=False, settled_by__isnull=False) & ~Q(answer="")),
                name="care_concern_settled",
            ),
        ]

    @property
    def owner_id(self) -> int | None:
        """Who looks at it."""
        return self.officer_id  # type: ignore[no-any-return]  # a step knows no type of its row
