"""The monthly reception day of a federation's leader (item 26) and the places that can be booked on it."""

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from network.access.scope import Scope
from network.duty.states import STATES
from network.units.models import Unit
from network.units.placed import OfUnit
from sisterhood.lib import clock
from sisterhood.lib.identifiers import uuid7

MOST_SLOTS = 60
ALIVE = ("proposed", "approved", "published", "held")


class ReceptionDayQuerySet(models.QuerySet["ReceptionDay"]):
    """Questions about many days."""

    def visible_to(self, scope: Scope) -> "ReceptionDayQuerySet":
        """Days of her unit and below, for leaders and officers."""
        area = list(scope.area)
        below = Q(unit__city_id__in=area) | Q(unit__county_id__in=area) | Q(unit__township_id__in=area)
        return self.filter(below).select_related("unit", "leader", "substitute")

    def alive(self) -> "ReceptionDayQuerySet":
        """Not cancelled."""
        return self.filter(state__in=ALIVE)

    def in_month(self, first: date) -> "ReceptionDayQuerySet":
        """Days of the month that begins on `first`."""
        return self.filter(day__gte=first, day__lt=next_month(first))

    def public(self, unit: Unit, at: datetime) -> QuerySet["ReceptionDay", Any]:
        """What anybody may know (信访工作条例 art. 18(1)): day, hours, place and the leader's name, soonest first."""
        coming = self.filter(unit=unit, state="published", day__gte=clock.local_date(at)).order_by("day")
        return coming.values("day", "opens", "closes", "place", leader_name=F("leader__display_name"))


def first_of_month(day: date) -> date:
    """The first day of its month."""
    return day.replace(day=1)


def next_month(day: date) -> date:
    """The first day of the month after."""
    return (first_of_month(day) + timedelta(days=32)).replace(day=1)


class ReceptionDay(OfUnit, models.Model):
    """One day on which the unit's leader receives visitors; `state` follows states.py and nothing else writes it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reception_days")
    state = models.CharField(max_length=10, choices=list(STATES.items()), default="proposed")
    day = models.DateField(_("day"))
    opens = models.TimeField(_("from"))
    closes = models.TimeField(_("to"))
    place = models.CharField(_("place"), max_length=80)
    room = models.CharField(_("room"), max_length=20)
    slots = models.PositiveSmallIntegerField(_("places that can be booked"))
    leader = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    substitute = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    held_at = models.DateTimeField(null=True)
    cancel_reason = models.CharField(max_length=200, blank=True)
    moved_to = models.ForeignKey("self", models.PROTECT, null=True, related_name="moved_from")

    objects = ReceptionDayQuerySet.as_manager()

    class Meta:
        """One day of a unit has one reception."""

        ordering = ["day", "id"]
        constraints = [
            models.UniqueConstraint(
                "unit", "day", condition=~Q(state="cancelled"), name="reception_day_once"
            ),
            models.CheckConstraint(condition=Q(opens__lt=F("closes")), name="reception_day_hours"),
            models.CheckConstraint(
                condition=Q(slots__gte=1, slots__lte=MOST_SLOTS), name="reception_day_slots"
            ),
            models.CheckConstraint(condition=~Q(leader=F("substitute")), name="reception_day_two_people"),
        ]

    @property
    def owner_id(self) -> int:
        """For the gate: the leader of the day."""
        return self.leader_id

    def other_than(self, user_id: int) -> int:
        """Who receives a visitor whom one of the two must not receive."""
        return self.substitute_id if user_id == self.leader_id else self.leader_id


class ReceptionSlot(models.Model):
    """One place that can be booked: its number, and about when the turn comes. Nothing here says who took it."""

    day = models.ForeignKey(ReceptionDay, models.PROTECT, related_name="places")
    number = models.PositiveSmallIntegerField()
    starts_at = models.TimeField()

    class Meta:
        """Numbers of one day."""

        ordering = ["day", "number"]
        constraints = [models.UniqueConstraint("day", "number", name="reception_slot_once")]
