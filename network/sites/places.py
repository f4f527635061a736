"""站点: one place with one or several functions (妇女之家, 妇情反馈站, 妇女儿童维权站, 百姓说事点), and who heads a station.

A room is entered once, whatever it serves as; figures count places and functions apart, so nothing counts twice.
"""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.access.scope import Scope
from network.sites.reach import in_reach
from network.units.models import Level, Unit
from sisterhood.lib.identifiers import uuid7


class Function(models.TextChoices):
    """What a place serves as."""

    HOME = "home", _("Women's Home")
    STATION = "feedback_station", _("feedback station")
    RIGHTS = "rights_station", _("rights station")
    TALK_POINT = "talk_point", _("talk point")


# At which levels a function serves a unit (domain.md §1.1, items 2 to 5).
LEVELS: dict[str, tuple[int, ...]] = {
    Function.HOME: (Level.TOWNSHIP, Level.VILLAGE),
    Function.STATION: (Level.HAMLET,),
    Function.RIGHTS: (Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE),
    Function.TALK_POINT: (Level.VILLAGE, Level.HAMLET),
}


class SiteQuerySet(models.QuerySet["Site"]):
    """Questions about many places."""

    def visible_to(self, scope: Scope) -> "SiteQuerySet":
        """Places of her units and below."""
        return self.filter(in_reach(scope, "see_sites"))

    def standing(self) -> "SiteQuerySet":
        """Not given up."""
        return self.filter(closed_on=None)

    def published(self) -> "SiteQuerySet":
        """What everybody may read; what colleagues note about it stays out."""
        return self.standing().exclude(published_since=None).defer("note")


class Site(models.Model):
    """One room or house of a unit. `weekly` keeps {weekday 0–6: hours as written}; a day left out is closed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="sites")
    host = models.ForeignKey("self", models.PROTECT, null=True, related_name="guests")
    name = models.CharField(pgettext_lazy("thing", "name"), max_length=60)
    address = models.CharField(pgettext_lazy("thing", "address"), max_length=120)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    rooms = models.PositiveSmallIntegerField(_("rooms"), default=1)
    weekly = models.JSONField(default=dict)
    hours_note = models.CharField(_("about the hours"), max_length=200, blank=True)
    note = models.CharField(_("note for colleagues"), max_length=400, blank=True)
    opened_on = models.DateField(_("opened on"))
    closed_on = models.DateField(null=True)
    published_since = models.DateField(null=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    objects = SiteQuerySet.as_manager()

    class Meta:
        """A name stands once among the places of a unit."""

        ordering = ["unit__code", "name"]
        constraints = [
            models.UniqueConstraint("unit", "name", condition=Q(closed_on=None), name="site_once"),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")), name="site_days"
            ),
            models.CheckConstraint(condition=Q(host=None) | ~Q(host=F("id")), name="site_host_other"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def week(self) -> list[tuple[object, str]]:
        """The open days in order: (its name, hours)."""
        return [(name, self.weekly[str(day)]) for day, name in WEEKDAYS.items() if self.weekly.get(str(day))]

    def now(self) -> list["SiteFunction"]:
        """What it serves as today; asks nothing when its functions are prefetched."""
        return [each for each in self.functions.all() if each.until is None]


class SiteFunction(models.Model):
    """One function of a place for one unit: the village's room is its home, and the station of two hamlets."""

    site = models.ForeignKey(Site, models.PROTECT, related_name="functions")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="served_by")
    function = models.CharField(_("function"), max_length=20, choices=Function.choices)
    since = models.DateField(_("since"))
    until = models.DateField(null=True)

    class Meta:
        """A unit has one station; a place serves a unit once as one thing."""

        ordering = ["function", "unit__code"]
        constraints = [
            models.UniqueConstraint(
                "site", "function", "unit", condition=Q(until=None), name="site_function_once"
            ),
            models.UniqueConstraint(
                "unit", condition=Q(until=None, function="feedback_station"), name="station_one_of_a_unit"
            ),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="function_days"),
        ]
        indexes = [
            models.Index(fields=["unit", "function"], name="function_of_unit", condition=Q(until=None))
        ]

    def __str__(self) -> str:
        return self.get_function_display()


class HeadEnd(models.TextChoices):
    """Why a head's time at a station ended (domain.md §6.9)."""

    RENEWED = "renewed", _("chosen again")
    TERM = "term", _("term over, somebody else was chosen")
    RESIGNED = "resigned", _("resigned")
    REMOVED = "removed", _("removed")


class Conflict(models.TextChoices):
    """What a head declares about herself (domain.md §5.14); about kinds of ties, never about a person."""

    LEADERSHIP = "leadership", _("a near relative in the leadership of village or hamlet")
    POLICE = "police", _("a near relative with the police or a court")
    OTHER = "other", _("another tie that may stand in her way")


class StationHeadQuerySet(models.QuerySet["StationHead"]):
    """Questions about many terms."""

    def visible_to(self, scope: Scope) -> "StationHeadQuerySet":
        """Terms at the stations of her units and below."""
        return self.filter(in_reach(scope, "see_sites"))

    def serving(self) -> "StationHeadQuerySet":
        """Whose time has not ended: also past the last day of a term, until somebody follows."""
        return self.filter(ended_on=None)


class StationHead(models.Model):
    """站长: one person's time at the station of a hamlet, from a selection to whoever follows.

    The database lets no two times of one station touch the same day (`head_one_of_a_station` in the migration of walls).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="heads")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    post = models.ForeignKey("network.Appointment", models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()
    trained_on = models.DateField()
    pledged_on = models.DateField()
    conflicts = models.JSONField(default=list)
    ended_on = models.DateField(null=True)
    ended_for = models.CharField(max_length=10, choices=HeadEnd.choices, blank=True)

    objects = StationHeadQuerySet.as_manager()

    class Meta:
        """0 or 1 head of a station on any day (item 10)."""

        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="head_term"),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_for="")
                | (Q(ended_on__gte=F("starts_on")) & ~Q(ended_for="")),
                name="head_ended_for",
            ),
        ]

    def is_over(self, on: date) -> bool:
        """Whether the last day of the term has passed and nobody has followed."""
        return self.ended_on is None and self.ends_on < on
