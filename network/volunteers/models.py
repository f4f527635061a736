"""巾帼志愿者: a woman who helps, with or without an account; her training, and the area she keeps in touch with.

Kept is what an organiser must keep (志愿服务条例: risks told, training, true hours) and nothing of the people she visits.
"""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from network.access.scope import Scope
from network.sites.reach import in_reach
from network.units.models import Unit
from network.volunteers.lists import Consent, Skill, Topic, WhyLeft
from network.volunteers.states import STATES
from sisterhood.lib.identifiers import uuid7


def person(*, null: bool = False, **more: Any) -> Any:
    """A column that names somebody with an account."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=null, **({"related_name": "+"} | more)
    )


class VolunteerQuerySet(models.QuerySet["Volunteer"]):
    """Questions about many volunteers; row security says the same."""

    def visible_to(self, scope: Scope) -> "VolunteerQuerySet":
        """Those of her units and below, and herself."""
        return self.filter(in_reach(scope, "see_volunteers") | Q(user_id=scope.user_id))

    def here(self) -> "VolunteerQuerySet":
        """Not left."""
        return self.exclude(state="left")


class Volunteer(models.Model):
    """`state` follows states.py and nothing else writes it. `number` is hers in the national volunteer system.

    `check_until`: the last day on which a look into records holds (未成年人保护法 art. 62); what it found is written nowhere.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="volunteers")
    name = models.CharField(_("her name"), max_length=40, blank=True)
    user = person(null=True)
    number = models.CharField(_("number in the national volunteer system"), max_length=24, blank=True)
    state = models.CharField(max_length=10, choices=list(STATES.items()), default="applied")
    skills = models.JSONField(default=list)
    applied_on = models.DateField()
    consented_on = models.DateField(_("consented on"))
    consent_how = models.CharField(max_length=10, choices=Consent.choices)
    checked_on = models.DateField(null=True)
    check_until = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    why_left = models.CharField(max_length=10, choices=WhyLeft.choices, blank=True)
    entered_by = person()
    entered_at = models.DateTimeField()

    objects = VolunteerQuerySet.as_manager()

    class Meta:
        """An account is one volunteer; whoever left has a day and a reason."""

        ordering = ["unit__code", "name", "id"]
        constraints = [
            models.UniqueConstraint("user", condition=~Q(state="left"), name="volunteer_one_of_a_person"),
            models.CheckConstraint(
                condition=Q(state="left", ended_on__isnull=False) & ~Q(why_left="")
                | ~Q(state="left") & Q(ended_on=None, why_left=""),
                name="volunteer_left_for",
            ),
            models.CheckConstraint(
                condition=Q(checked_on=None, check_until=None) | Q(check_until__gte=F("checked_on")),
                name="volunteer_check_days",
            ),
        ]
        indexes = [models.Index(fields=["unit", "state"], name="volunteer_of_unit")]

    def __str__(self) -> str:
        return self.name or str(_("name deleted"))

    def is_checked(self, on: date) -> bool:
        """Whether the look into records holds on a day."""
        return self.check_until is not None and self.check_until >= on

    @property
    def skill_labels(self) -> list[Any]:
        """What she can do, in words."""
        return [Skill(each).label for each in self.skills]


class VolunteerTraining(models.Model):
    """One training of hers."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    volunteer = models.ForeignKey(Volunteer, models.PROTECT, related_name="trainings")
    topic = models.CharField(_("topic"), max_length=12, choices=Topic.choices)
    held_on = models.DateField(_("day of the training"))
    entered_by = person()
    entered_at = models.DateTimeField()

    class Meta:
        """Newest first; a topic once a day."""

        ordering = ["-held_on", "-id"]
        constraints = [
            models.UniqueConstraint("volunteer", "topic", "held_on", name="volunteer_training_once")
        ]


class ContactArea(models.Model):
    """联系一方: how many households of a unit one volunteer keeps in touch with. A number, and nothing of any household."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    volunteer = models.ForeignKey(Volunteer, models.PROTECT, related_name="areas")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    households = models.PositiveSmallIntegerField(_("number of households"))
    since = models.DateField(_("since"))
    until = models.DateField(null=True)
    entered_by = person()

    class Meta:
        """A unit once for each volunteer."""

        ordering = ["unit__code"]
        constraints = [
            models.UniqueConstraint("volunteer", "unit", condition=Q(until=None), name="contact_area_once"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="contact_area_days"
            ),
            models.CheckConstraint(condition=Q(households__gte=1), name="contact_area_households"),
        ]
