"""真实服务时长: one row for each service of each volunteer; a correction is one more row, and a total is only ever added up."""

from django.db import models
from django.db.models import Q, Sum
from django.utils.translation import gettext_lazy as _

from network.access.scope import Scope
from network.sites.reach import in_reach
from network.units.models import Unit
from network.volunteers.groups import VolunteerTeam
from network.volunteers.lists import Source, WhatFor, WhyCorrected
from network.volunteers.models import Volunteer, person
from sisterhood.lib.identifiers import uuid7


class HoursQuerySet(models.QuerySet["HoursEntry"]):
    """Questions about many entries; row security says the same."""

    def visible_to(self, scope: Scope) -> "HoursQuerySet":
        """Of volunteers of her units and below, and her own."""
        return self.filter(
            in_reach(scope, "see_volunteers", "volunteer__unit") | Q(volunteer__user_id=scope.user_id)
        )

    def minutes(self) -> int:
        """All of them together, corrections included."""
        return int(self.aggregate(sum=Sum("minutes"))["sum"] or 0)


class HoursEntry(models.Model):
    """`minutes` of one service, or what a correction adds or takes away. `credited_by` is None where a job credited."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    volunteer = models.ForeignKey(Volunteer, models.PROTECT, related_name="hours")
    minutes = models.SmallIntegerField()
    served_on = models.DateField()
    source_kind = models.CharField(max_length=10, choices=Source.choices)
    source_id = models.UUIDField()
    team = models.ForeignKey(VolunteerTeam, models.PROTECT, null=True, related_name="+")
    credited_by = person(null=True)
    credited_at = models.DateTimeField()
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrections")
    why = models.CharField(max_length=10, choices=WhyCorrected.choices, blank=True)
    note = models.CharField(max_length=200, blank=True)

    objects = HoursQuerySet.as_manager()

    class Meta:
        """A service counts once; a correction has a reason and a person."""

        ordering = ["-served_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                "volunteer",
                "source_kind",
                "source_id",
                condition=Q(corrects=None),
                name="hours_once_for_a_service",
            ),
            models.CheckConstraint(
                condition=Q(corrects=None, why="", minutes__gt=0)
                | Q(corrects__isnull=False, credited_by__isnull=False) & ~Q(why="") & ~Q(minutes=0),
                name="hours_corrected_for",
            ),
        ]
        indexes = [models.Index(fields=["volunteer", "-served_on"], name="hours_of_volunteer")]

    @property
    def true_minutes(self) -> int:
        """What stands after every correction; asks nothing when they are prefetched."""
        return self.minutes + sum(each.minutes for each in self.corrections.all())


class VolunteerExport(models.Model):
    """Who took which hours out of the house, when and what for."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    by = person()
    at = models.DateTimeField()
    first_day = models.DateField()
    last_day = models.DateField()
    category = models.CharField(_("What for"), max_length=10, choices=WhatFor.choices)
    reason = models.CharField(max_length=200)
    rows = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        """Newest first."""

        ordering = ["-at"]
