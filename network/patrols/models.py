"""妇女维稳巡逻: a planned walk of at least two, its stops, what was found about places, and which numbers were called.

No column names or describes a person, nothing holds a picture, and no power goes with a patrol: look, call 110, pass on.
"""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from network.access.scope import Scope
from network.patrols.lists import Hazard, Number, Settled, Weather
from network.patrols.states import PLACE_STATES, STATES
from network.sites.places import Site
from network.sites.reach import in_reach
from network.units.models import Unit
from network.volunteers.groups import VolunteerTeam
from network.volunteers.models import Volunteer, person
from sisterhood.lib import clock
from sisterhood.lib.identifiers import uuid7


class PatrolQuerySet(models.QuerySet["Patrol"]):
    """Questions about many patrols; row security says the same."""

    def visible_to(self, scope: Scope) -> "PatrolQuerySet":
        """Patrols of her units and below, and those she walks herself."""
        return self.filter(in_reach(scope, "see_volunteers") | self.hers(scope))

    @staticmethod
    def hers(scope: Scope) -> Q:
        """Those she walks."""
        walks = PatrolWalker.objects.filter(volunteer__user_id=scope.user_id)
        return Q(pk__in=walks.values("patrol"))


class Patrol(models.Model):
    """`state` follows states.py and nothing else writes it. `unit` is the team's. Planned and true times stand apart."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="patrols")
    team = models.ForeignKey(VolunteerTeam, models.PROTECT, related_name="patrols")
    state = models.CharField(max_length=12, choices=list(STATES.items()), default="planned")
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    planned_by = person()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = person(null=True)
    closed_at = models.DateTimeField(null=True)
    weather = models.CharField(_("weather"), max_length=8, choices=Weather.choices, blank=True)
    helped = models.PositiveSmallIntegerField(null=True)

    objects = PatrolQuerySet.as_manager()

    class Meta:
        """Newest first; what has ended has begun."""

        ordering = ["-begins_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("begins_at")), name="patrol_planned_times"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None)
                | Q(ended_at__gte=F("started_at"), ended_by__isnull=False),
                name="patrol_true_times",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("under_way", "done", "unclosed")) | Q(started_at__isnull=False),
                name="patrol_began",
            ),
            models.CheckConstraint(
                condition=Q(state="done", ended_at__isnull=False) | ~Q(state="done") & Q(ended_at=None),
                name="patrol_ended",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "-begins_at"], name="patrol_of_unit"),
            models.Index(
                fields=["ends_at"], name="patrol_to_close", condition=Q(state__in=("planned", "under_way"))
            ),
        ]

    @property
    def minutes(self) -> int:
        """How long they were out; 0 while that is not known."""
        if self.started_at is None or self.ended_at is None:
            return 0
        return int((self.ended_at - self.started_at).total_seconds() // 60)

    def is_over(self, at: datetime) -> bool:
        """Whether its planned end has passed."""
        return self.ends_at <= at


class PatrolStop(models.Model):
    """One stop of the route: a place of the register, or words for a place."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    patrol = models.ForeignKey(Patrol, models.CASCADE, related_name="stops")
    order = models.PositiveSmallIntegerField()
    site = models.ForeignKey(Site, models.PROTECT, null=True, related_name="+")
    place = models.CharField(_("place"), max_length=60, blank=True)

    class Meta:
        """In the order in which they are passed; one of the two is filled."""

        ordering = ["order"]
        constraints = [
            models.UniqueConstraint("patrol", "order", name="patrol_stop_order"),
            models.CheckConstraint(
                condition=Q(site=None) & ~Q(place="") | Q(site__isnull=False, place=""),
                name="patrol_stop_one",
            ),
        ]

    def __str__(self) -> str:
        return self.site.name if self.site is not None else self.place


class PatrolWalker(models.Model):
    """Who walks it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    patrol = models.ForeignKey(Patrol, models.CASCADE, related_name="walkers")
    volunteer = models.ForeignKey(Volunteer, models.PROTECT, related_name="patrols")

    class Meta:
        """Once each."""

        ordering = ["volunteer__name", "id"]
        constraints = [models.UniqueConstraint("patrol", "volunteer", name="patrol_walker_once")]


class PatrolCall(models.Model):
    """A number was called, and when; not about whom."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    patrol = models.ForeignKey(Patrol, models.CASCADE, related_name="calls")
    number = models.CharField(max_length=3, choices=Number.choices)
    called_at = models.DateTimeField()
    entered_by = person()

    class Meta:
        """In order of time."""

        ordering = ["called_at", "id"]


class FoundQuerySet(models.QuerySet["FoundPlace"]):
    """Questions about many places; row security says the same."""

    def visible_to(self, scope: Scope) -> "FoundQuerySet":
        """What was found on patrols she sees."""
        return self.filter(patrol__in=Patrol.objects.visible_to(scope).values("pk"))

    def waiting(self) -> "FoundQuerySet":
        """Given to the township and not settled."""
        return self.filter(state="given")


class FoundPlace(models.Model):
    """What was seen of a place. `state` follows states.py; `what` and `answer` are read for persons before they are kept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    patrol = models.ForeignKey(Patrol, models.CASCADE, related_name="found")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    hazard = models.CharField(_("what is wrong"), max_length=10, choices=Hazard.choices)
    place = models.CharField(_("where"), max_length=60)
    what = models.CharField(_("what was seen of the place"), max_length=200, blank=True)
    seen_at = models.DateTimeField()
    seen_by = person()
    state = models.CharField(max_length=10, choices=list(PLACE_STATES.items()), default="noted")
    given_at = models.DateTimeField(null=True)
    given_by = person(null=True)
    settled = models.CharField(max_length=10, choices=Settled.choices, blank=True)
    answer = models.CharField(max_length=200, blank=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = person(null=True)

    objects = FoundQuerySet.as_manager()

    class Meta:
        """Newest first; what is settled says how and by whom."""

        ordering = ["-seen_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="noted", given_by=None)
                | Q(state__in=("given", "settled"), given_by__isnull=False, given_at__isnull=False),
                name="found_place_given",
            ),
            models.CheckConstraint(
                condition=Q(state="settled", settled_by__isnull=False) & ~Q(settled="")
                | ~Q(state="settled") & Q(settled="", settled_by=None),
                name="found_place_settled",
            ),
        ]
        indexes = [models.Index(fields=["unit", "state"], name="found_place_of_unit")]

    @property
    def seen_on(self) -> Any:
        """The local day."""
        return clock.local_date(self.seen_at)
