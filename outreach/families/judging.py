"""How families of a round are told apart: the talk of a village, the list of a unit, the marks of a jury, objections."""

from django.db import models
from django.db.models import Q

from network.access.scope import Scope
from network.units.models import Unit
from outreach.families.lists import About, Heard
from outreach.families.models import AwardRound, FamilyNomination, key, person


class FamilyDiscussion(models.Model):
    """议一议: the one talk of a village in a round, by how many households came."""

    id = key()
    round = models.ForeignKey(AwardRound, models.PROTECT, related_name="talks")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    held_on = models.DateField()
    households = models.PositiveSmallIntegerField()
    entered_by = person()

    class Meta:
        """Once for a village in a round."""

        constraints = [models.UniqueConstraint("round", "unit", name="family_talk_once")]


class FamilyList(models.Model):
    """The families a unit passes on, once in a round. `candidates`: how many there were, counted by the database."""

    id = key()
    round = models.ForeignKey(AwardRound, models.PROTECT, related_name="lists")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    candidates = models.PositiveSmallIntegerField(default=0)
    made_by = person()
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

    id = key()
    family = models.ForeignKey(FamilyNomination, models.CASCADE, related_name="marks")
    juror = person()
    points = models.PositiveSmallIntegerField(null=True)
    is_recused = models.BooleanField(default=False)
    given_at = models.DateTimeField(null=True)
    seated_by = person()

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

    id = key()
    family = models.ForeignKey(FamilyNomination, models.PROTECT, related_name="objections")
    about = models.CharField(max_length=8, choices=About.choices)
    heard = models.CharField(max_length=10, choices=Heard.choices)
    taken_on = models.DateField()
    taken_by = person()
    upheld = models.BooleanField(null=True)
    answer = models.CharField(max_length=200, blank=True)
    answered_by = person(null=True)

    class Meta:
        """Oldest first; an answer has words."""

        ordering = ["taken_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(upheld=None, answer="") | Q(upheld__isnull=False) & ~Q(answer=""),
                name="family_objection_answered",
            )
        ]
