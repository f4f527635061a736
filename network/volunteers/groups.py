"""志愿服务队: a team of one of four kinds, who belongs to it from when to when, and its log of a month."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.access.scope import Scope
from network.sites.reach import in_reach
from network.units.models import Unit
from network.volunteers.lists import TeamKind
from network.volunteers.models import Volunteer, person
from sisterhood.lib.identifiers import uuid7


class TeamQuerySet(models.QuerySet["VolunteerTeam"]):
    """Questions about many teams; row security says the same."""

    def visible_to(self, scope: Scope) -> "TeamQuerySet":
        """Teams of her units and below, and those she belongs to."""
        hers = TeamMember.objects.filter(volunteer__user_id=scope.user_id, until=None).values("team")
        return self.filter(in_reach(scope, "see_volunteers") | Q(pk__in=hers))

    def standing(self) -> "TeamQuerySet":
        """Not dissolved."""
        return self.filter(ended_on=None)


class VolunteerTeam(models.Model):
    """`near_children`: only whoever's check holds belongs to it (未成年人保护法 art. 62). `insured_until`: of its patrols."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="teams")
    kind = models.CharField(_("kind"), max_length=22, choices=TeamKind.choices)
    name = models.CharField(pgettext_lazy("thing", "name"), max_length=40)
    near_children = models.BooleanField(default=False)
    insured_until = models.DateField(null=True)
    founded_on = models.DateField()
    ended_on = models.DateField(null=True)
    entered_by = person()

    objects = TeamQuerySet.as_manager()

    class Meta:
        """A name stands once among the teams of a unit."""

        ordering = ["unit__code", "kind", "name"]
        constraints = [
            models.UniqueConstraint("unit", "name", condition=Q(ended_on=None), name="team_once"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("founded_on")), name="team_days"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def is_insured(self, on: date) -> bool:
        """Whether its members are insured on a day."""
        return self.insured_until is not None and self.insured_until >= on


class TeamMember(models.Model):
    """A volunteer belongs to a team from a day to a day; one of them leads it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    team = models.ForeignKey(VolunteerTeam, models.PROTECT, related_name="members")
    volunteer = models.ForeignKey(Volunteer, models.PROTECT, related_name="memberships")
    since = models.DateField()
    until = models.DateField(null=True)
    leads = models.BooleanField(default=False)

    class Meta:
        """Once at a time, and one leader at a time."""

        ordering = ["-leads", "volunteer__name", "id"]
        constraints = [
            models.UniqueConstraint("team", "volunteer", condition=Q(until=None), name="member_once"),
            models.UniqueConstraint("team", condition=Q(until=None, leads=True), name="member_one_leads"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="member_days"),
        ]


class TeamLog(models.Model):
    """What a team did in a month, in numbers. `month` is its first day; hours are added up, never written here."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    team = models.ForeignKey(VolunteerTeam, models.PROTECT, related_name="logs")
    month = models.DateField()
    meetings = models.PositiveSmallIntegerField()
    activities = models.PositiveSmallIntegerField()
    reached = models.PositiveIntegerField()
    words = models.CharField(max_length=400, blank=True)
    written_by = person()
    written_at = models.DateTimeField()

    class Meta:
        """One for each month."""

        ordering = ["-month"]
        constraints = [
            models.UniqueConstraint("team", "month", name="team_log_once"),
            models.CheckConstraint(condition=Q(month__day=1), name="team_log_month"),
        ]
