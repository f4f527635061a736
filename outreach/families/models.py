"""寻找最美家庭: a round, families in it, and who of them has consented.

Everything that says who a family is stands sealed under a key of its own (`wrapped`); whoever takes it back takes the key,
the words, the people and the photograph at once, and a row that counts remains. Nothing here knows of any matter.
"""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from network.access.scope import Scope
from network.sites.reach import in_reach
from network.units.models import Unit
from network.units.placed import OfUnit
from outreach.families.lists import PutForward, Signed, Title, Virtue
from outreach.families.states import FAMILY_STATES, ROUND_STATES
from sisterhood.lib.identifiers import uuid7

WORDS = ("family_name", "story", "tradition", "motto")


def person(*, null: bool = False) -> Any:
    """A column that names a colleague."""
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=null, related_name="+")


def key() -> Any:
    """The column of the row's own number."""
    return models.UUIDField(primary_key=True, default=uuid7, editable=False)


class AwardRoundQuerySet(models.QuerySet["AwardRound"]):
    """Questions about many rounds."""

    def visible_to(self, scope: Scope) -> "AwardRoundQuerySet":
        """Of units above, at and below hers: what a county opens its villages must find."""
        if not scope.may("see_families"):
            return self.none()
        mine = Unit.objects.filter(pk__in=scope.units).only(
            "city_id", "county_id", "township_id", "village_id"
        )
        above = {pk for unit in mine for pk in unit.ancestor_ids}
        return self.filter(Q(unit_id__in=above) | in_reach(scope, "see_families"))


class AwardRound(OfUnit, models.Model):
    """`*_until`: last days of the stages; `*_places`: how many families a unit of a level may pass on, and how many titles."""

    id = key()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    name = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=14, choices=list(ROUND_STATES.items()), default="opened")
    opens_on = models.DateField()
    nominate_until = models.DateField()
    visit_until = models.DateField()
    discuss_until = models.DateField()
    village_places = models.PositiveSmallIntegerField()
    township_places = models.PositiveSmallIntegerField()
    county_places = models.PositiveSmallIntegerField()
    award_places = models.PositiveSmallIntegerField()
    opened_by = person()
    opened_at = models.DateTimeField()
    public_from = models.DateField(null=True)
    public_until = models.DateField(null=True)
    decided_by = person(null=True)
    awarded_on = models.DateField(null=True)

    objects = AwardRoundQuerySet.as_manager()

    class Meta:
        """Newest first; the days follow each other; a notice has its days."""

        ordering = ["-opened_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_on__lte=F("nominate_until"))
                & Q(nominate_until__lt=F("visit_until"))
                & Q(visit_until__lt=F("discuss_until")),
                name="award_round_days",
            ),
            models.CheckConstraint(
                condition=Q(
                    village_places__gt=0, township_places__gt=0, county_places__gt=0, award_places__gt=0
                ),
                name="award_round_places",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("public_notice", "decided", "awarded"))
                | Q(public_from__isnull=False, public_until__gt=F("public_from")),
                name="award_round_notice_days",
            ),
        ]

    @property
    def owner_id(self) -> int | None:
        """Who opened it."""
        return self.opened_by_id

    def last_day(self) -> date | None:
        """Of the stage it is in; None when nothing is waited for."""
        days = {"opened": self.opens_on, "nominations": self.nominate_until, "visits": self.visit_until}
        return (days | {"discussion": self.discuss_until, "public_notice": self.public_until}).get(self.state)


class FamilyQuerySet(models.QuerySet["FamilyNomination"]):
    """Questions about many families."""

    def visible_to(self, scope: Scope) -> "FamilyQuerySet":
        """Of her units and below."""
        return self.filter(in_reach(scope, "see_families"))


class FamilyNomination(OfUnit, models.Model):
    """One family in one round. `at_unit`: the unit that passes it on next; WORDS are sealed, `virtues` are codes."""

    id = key()
    round = models.ForeignKey(AwardRound, models.PROTECT, related_name="families")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    at_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=list(FAMILY_STATES.items()), default="drafted")
    title_sought = models.CharField(max_length=20, choices=Title.choices)
    put_forward = models.CharField(max_length=10, choices=PutForward.choices)
    entered_by = person()
    entered_at = models.DateTimeField()
    wrapped = models.BinaryField(null=True)
    family_name = models.BinaryField(null=True)
    story = models.BinaryField(null=True)
    tradition = models.BinaryField(null=True)
    motto = models.BinaryField(null=True)
    virtues = models.JSONField(default=list)
    photo = models.UUIDField(null=True)
    statement_on = models.DateField(null=True)
    submitted_on = models.DateField(null=True)
    visited_on = models.DateField(null=True)
    visitor = person(null=True)
    companion = person(null=True)
    title = models.CharField(max_length=20, choices=Title.choices, blank=True)
    awarded_on = models.DateField(null=True)
    shown_until = models.DateField(null=True)
    flowers = models.PositiveIntegerField(default=0)

    objects = FamilyQuerySet.as_manager()

    class Meta:
        """Newest first; what was taken back or came to its end holds nothing."""

        ordering = ["-entered_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="withdrawn")
                | Q(wrapped=None, family_name=None, story=None, tradition=None, motto=None, photo=None)
                & Q(virtues=[], title="", flowers=0, statement_on=None),
                name="family_withdrawn_empty",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("drafted", "withdrawn", "not_chosen"))
                | Q(statement_on__isnull=False, submitted_on__isnull=False),
                name="family_signed",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("chosen", "awarded")) | ~Q(title=""), name="family_titled"
            ),
            models.CheckConstraint(
                condition=Q(visitor=None) | Q(companion__isnull=False) & ~Q(companion=F("visitor")),
                name="family_visited_by_two",
            ),
        ]
        indexes = [
            models.Index(fields=["round", "at_unit", "state"], name="family_at_unit"),
            models.Index(fields=["state", "-awarded_on"], name="family_shown"),
        ]

    @property
    def owner_id(self) -> int | None:
        """Who entered it."""
        return self.entered_by_id

    @property
    def virtue_labels(self) -> list[Any]:
        """In words."""
        return [Virtue(code).label for code in self.virtues]


class FamilyPerson(models.Model):
    """Somebody of the family: an adult who consents herself, or a child for whom one of the adults signs.

    `photo`: the photograph she has agreed to; another photograph needs her consent anew. `code`: of her own withdrawal.
    """

    id = key()
    family = models.ForeignKey(FamilyNomination, models.CASCADE, related_name="people")
    name = models.BinaryField()
    name_mark = models.BinaryField(max_length=32)
    is_adult = models.BooleanField()
    guardian = models.ForeignKey("self", models.CASCADE, null=True, related_name="children")
    in_photo = models.BooleanField()
    photo = models.UUIDField(null=True)
    asked_alone = models.BooleanField()
    consented_on = models.DateField()
    consent_how = models.CharField(max_length=10, choices=Signed.choices)
    consent_version = models.PositiveSmallIntegerField()
    code = models.BinaryField(max_length=32, null=True, unique=True)
    entered_by = person()

    class Meta:
        """An adult speaks for herself and was asked alone; a child has a guardian and no code."""

        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_adult=True, guardian=None, asked_alone=True)
                | Q(is_adult=False, guardian__isnull=False, code=None),
                name="family_person_consents",
            )
        ]
