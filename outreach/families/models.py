"""寻找最美家庭: a round, families in it, who of them has consented, lists that go up, jury, objections.

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
from outreach.families.lists import About, Heard, PutForward, Signed, Title, Virtue
from outreach.families.states import FAMILY_STATES, ROUND_STATES
from sisterhood.lib.identifiers import uuid7

WORDS = ("family_name", "story", "tradition", "motto")


def _person(*, null: bool = False) -> Any:
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=null, related_name="+")


def _key() -> Any:
    return models.UUIDField(primary_key=True, default=uuid7, editable=False)


class AwardRoundQuerySet(models.QuerySet["AwardRound"]):
    """Questions about many rounds."""

    def visible_to(self, scope: Scope) -> "AwardRoundQuerySet":
        """Of units above, at and below hers: what a county opens its villages must find."""
        mine = Unit.objects.filter(pk__in=scope.units).only(
            "city_id", "county_id", "township_id", "village_id"
        )
        above = {pk for unit in mine for pk in unit.ancestor_ids}
        return self.filter(Q(unit_id__in=above) | in_reach(scope, "see_families"))


class AwardRound(OfUnit, models.Model):
    """`*_until`: last days of the stages; `*_places`: how many families a unit of a level may pass on, and how many titles."""

    id = _key()
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
    opened_by = _person()
    opened_at = models.DateTimeField()
    public_from = models.DateField(null=True)
    public_until = models.DateField(null=True)
    decided_by = _person(null=True)
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

    id = _key()
    round = models.ForeignKey(AwardRound, models.PROTECT, related_name="families")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    at_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=list(FAMILY_STATES.items()), default="drafted")
    title_sought = models.CharField(max_length=20, choices=Title.choices)
    put_forward = models.CharField(max_length=10, choices=PutForward.choices)
    entered_by = _person()
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
    visitor = _person(null=True)
    companion = _person(null=True)
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

    id = _key()
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
    entered_by = _person()

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


class FamilyDiscussion(models.Model):
    """议一议: the one talk of a village in a round, by how many households came."""

    id = _key()
    round = models.ForeignKey(AwardRound, models.PROTECT, related_name="talks")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    held_on = models.DateField()
    households = models.PositiveSmallIntegerField()
    entered_by = _person()

    class Meta:
        """Once for a village in a round."""

        constraints = [models.UniqueConstraint("round", "unit", name="family_talk_once")]


class FamilyList(models.Model):
    """The families a unit passes on, once in a round. `candidates`: how many there were, counted by the database."""

    id = _key()
    round = models.ForeignKey(AwardRound, models.PROTECT, related_name="lists")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    candidates = models.PositiveSmallIntegerField(default=0)
    made_by = _person()
    made_at = models.DateTimeField()

    class Meta:
        """Once."""

        constraints = [models.UniqueConstraint("round", "unit", name="family_list_once")]


class FamilyListed(models.Model):
    """One family on a list."""

    list = models.ForeignKey(FamilyList, models.PROTECT, related_name="listed")
    family = models.ForeignKey(FamilyNomination, models.PROTECT, related_name="+")

    class Meta:
        """Once."""

        constraints = [models.UniqueConstraint("list", "family", name="family_listed_once")]


class JuryMarkQuerySet(models.QuerySet["JuryMark"]):
    """Questions about many marks."""

    def of_juror(self, scope: Scope) -> "JuryMarkQuerySet":
        """Hers to give, or given."""
        return self.filter(juror_id=scope.user_id)


class JuryMark(models.Model):
    """One juror's points for one story, 1 to 10; `is_recused`: she says that she knows the family."""

    id = _key()
    family = models.ForeignKey(FamilyNomination, models.CASCADE, related_name="marks")
    juror = _person()
    points = models.PositiveSmallIntegerField(null=True)
    is_recused = models.BooleanField(default=False)
    given_at = models.DateTimeField(null=True)
    seated_by = _person()

    objects = JuryMarkQuerySet.as_manager()

    class Meta:
        """Once for each; whoever stays away gives nothing."""

        ordering = ["id"]
        constraints = [
            models.UniqueConstraint("family", "juror", name="jury_mark_once"),
            models.CheckConstraint(
                condition=Q(points=None) | Q(points__gte=1, points__lte=10, is_recused=False),
                name="jury_mark_points",
            ),
        ]


class FamilyObjection(models.Model):
    """Said against the text or the course during the notice; who said it is written nowhere."""

    id = _key()
    family = models.ForeignKey(FamilyNomination, models.PROTECT, related_name="objections")
    about = models.CharField(max_length=8, choices=About.choices)
    heard = models.CharField(max_length=10, choices=Heard.choices)
    taken_on = models.DateField()
    taken_by = _person()
    upheld = models.BooleanField(null=True)
    answer = models.CharField(max_length=200, blank=True)
    answered_by = _person(null=True)

    class Meta:
        """Oldest first; an answer has words."""

        ordering = ["taken_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(upheld=None, answer="") | Q(upheld__isnull=False) & ~Q(answer=""),
                name="family_objection_answered",
            )
        ]


__all__ = [
    "WORDS",
    "AwardRound",
    "FamilyDiscussion",
    "FamilyList",
    "FamilyListed",
    "FamilyNomination",
    "FamilyObjection",
    "FamilyPerson",
    "JuryMark",
]
