"""活动: one day in one place, with counts of people, speakers, materials, photographs; and what is put up in public.

Counts only: women, men, children. No list of names, no result of anybody's examination (domain.md §1.3, items 40, 46, 47).
"""

from datetime import date

from django.db import models
from django.db.models import F, Q

from network.access.scope import Scope
from network.agencies.models import Agency
from network.duty.rota.models import Expert
from network.sites.reach import in_reach
from network.units.models import Unit
from network.units.placed import OfUnit
from outreach.campaigns.lists import (
    LICENSED,
    ActivityKind,
    Consented,
    PublicityKind,
    Shows,
    SpeakerKind,
    Topic,
    Venue,
)
from outreach.campaigns.models import Campaign, person
from outreach.campaigns.reach import on_line
from outreach.campaigns.states import ACTIVITY_STATES
from sisterhood.lib.identifiers import uuid7


class ActivityQuerySet(models.QuerySet["Activity"]):
    """Questions about many activities."""

    def visible_to(self, scope: Scope) -> "ActivityQuerySet":
        """Along the line of the unit that organises it."""
        return self.filter(on_line(scope))

    def counted(self, scope: Scope, here: Unit, *, since: date, until: date) -> "ActivityQuerySet":
        """Counted ones that were held between two days, organised at a unit or below it."""
        units = Unit.objects.below(here).values("pk")
        rows = self.visible_to(scope).filter(unit__in=units, state="counted")
        return rows.filter(held_on__gte=since, held_on__lte=until)


class Activity(OfUnit, models.Model):
    """`unit` organises, `place` is the unit it goes to; `code` opens its public page while it is public.

    `minutes`: how long each helper served. `examined`, `advised`: of a clinic or check, counts alone. Money in cents.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    campaign = models.ForeignKey(Campaign, models.PROTECT, null=True, related_name="activities")
    place = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=ActivityKind.choices)
    topic = models.CharField(max_length=24, choices=Topic.choices)
    title = models.CharField(max_length=60)
    venue = models.CharField(max_length=80)
    planned_on = models.DateField()
    begins = models.TimeField(null=True)
    expected = models.PositiveIntegerField(default=0)
    code = models.CharField(max_length=8, unique=True)
    is_public = models.BooleanField(default=False)
    state = models.CharField(max_length=18, choices=list(ACTIVITY_STATES.items()), default="planned")
    owner = person()
    entered_by = person()
    entered_at = models.DateTimeField()
    held_on = models.DateField(null=True)
    counted_on = models.DateField(null=True)
    women = models.PositiveIntegerField(default=0)
    men = models.PositiveIntegerField(default=0)
    children = models.PositiveIntegerField(default=0)
    families = models.PositiveIntegerField(default=0)
    examined = models.PositiveIntegerField(default=0)
    advised = models.PositiveIntegerField(default=0)
    minutes = models.PositiveIntegerField(default=0)
    cost_cents = models.PositiveBigIntegerField(default=0)
    feedback = models.CharField(max_length=400, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        """Newest first."""

        ordering = ["-planned_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=("planned", "cancelled")) | Q(held_on__isnull=False),
                name="activity_held_on",
            ),
            models.CheckConstraint(condition=Q(advised__lte=F("examined")), name="activity_advised"),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(reason=""), name="activity_cancelled_for"
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "state", "held_on"], name="activity_of_unit"),
            models.Index(fields=["planned_on"], name="activity_day"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def people(self) -> int:
        """Everybody who came."""
        return self.women + self.men + self.children


class ActivityCorrection(models.Model):
    """更正: a count that was wrong, beside the one that took its place. Neither is changed any more (统计法).

    `was`, `now`: number by column of the activity; money in cents.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="corrections")
    was = models.JSONField()
    now = models.JSONField()
    reason = models.CharField(max_length=200)
    entered_by = person()
    entered_at = models.DateTimeField()

    class Meta:
        """Oldest first; something changed, and why is said."""

        ordering = ["entered_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(was=F("now")) & ~Q(reason=""), name="correction_corrects")
        ]


class ActivityPartner(models.Model):
    """A body of the list that takes part."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="partners")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")

    class Meta:
        """Each once."""

        ordering = ["agency__kind", "id"]
        constraints = [models.UniqueConstraint("activity", "agency", name="activity_partner_once")]


class Speaker(models.Model):
    """Who speaks or examines, by her office. Whoever works under a licence has its last day; of an adviser it is read on her row."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    activity = models.ForeignKey(Activity, models.CASCADE, related_name="speakers")
    kind = models.CharField(max_length=10, choices=SpeakerKind.choices)
    expert = models.ForeignKey(Expert, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=40)
    office = models.CharField(max_length=80, blank=True)
    licence_no = models.CharField(max_length=40, blank=True)
    licence_until = models.DateField(null=True)
    entered_by = person()

    class Meta:
        """In the order they were named; a licence where one is needed."""

        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind__in=LICENSED) | (Q(licence_until__isnull=False) & ~Q(licence_no="")),
                name="speaker_licensed",
            )
        ]

    def is_licensed(self, on: date) -> bool:
        """Whether her licence holds on a day, where her work needs one."""
        return self.kind not in LICENSED or (self.licence_until is not None and self.licence_until >= on)


class Supply(models.Model):
    """物资: what was taken along, given out and brought back. The database keeps in = out + rest."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    activity = models.ForeignKey(Activity, models.CASCADE, related_name="supplies")
    item = models.CharField(max_length=40)
    measure = models.CharField(max_length=10)
    taken = models.PositiveIntegerField()
    given = models.PositiveIntegerField()
    rest = models.PositiveIntegerField()
    approved_by = models.CharField(max_length=40)
    entered_by = person()

    class Meta:
        """An item once for each activity."""

        ordering = ["item"]
        constraints = [
            models.UniqueConstraint("activity", "item", name="supply_once"),
            models.CheckConstraint(condition=Q(taken=F("given") + F("rest")), name="supply_in_out_rest"),
        ]


class Photo(models.Model):
    """A photograph, sealed on disk under a key of its own. A child on it needs her guardian's word (item 70).

    `withdrawn_at`: somebody took her consent back; key and bytes are gone.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="photos")
    shows = models.CharField(max_length=8, choices=Shows.choices)
    consented = models.CharField(max_length=10, choices=Consented.choices)
    content_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    wrapped = models.BinaryField(null=True)
    entered_by = person()
    entered_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        """Oldest first; consent as the picture needs it."""

        ordering = ["entered_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(shows="nobody")
                | Q(shows="adults", consented__in=("adults", "guardians"))
                | Q(shows="children", consented="guardians"),
                name="photo_consented",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, wrapped__isnull=False)
                | Q(withdrawn_at__isnull=False, wrapped=None),
                name="photo_gone",
            ),
        ]


class PublicityQuerySet(models.QuerySet["Publicity"]):
    """Questions about many rows."""

    def visible_to(self, scope: Scope) -> "PublicityQuerySet":
        """Of her units and below."""
        return self.filter(in_reach(scope, "see_activities"))


class Publicity(OfUnit, models.Model):
    """板报、宣传片、标语、走村串户: how many on one day at one venue; counts, never which door."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    campaign = models.ForeignKey(Campaign, models.PROTECT, null=True, related_name="publicity")
    kind = models.CharField(max_length=16, choices=PublicityKind.choices)
    topic = models.CharField(max_length=24, choices=Topic.choices)
    venue = models.CharField(max_length=14, choices=Venue.choices)
    done_on = models.DateField()
    number = models.PositiveIntegerField()
    entered_by = person()
    entered_at = models.DateTimeField()

    objects = PublicityQuerySet.as_manager()

    class Meta:
        """Newest first; one row for a kind, topic, venue and day."""

        ordering = ["-done_on", "-id"]
        constraints = [
            models.UniqueConstraint("unit", "kind", "topic", "venue", "done_on", name="publicity_once"),
            models.CheckConstraint(condition=Q(number__gt=0), name="publicity_some"),
        ]


class Coming(models.Model):
    """What came through the public page: how many, before the day or on it. No name, no number, no moment.

    `id` is the number of the form, so that a form sent twice counts once.
    """

    id = models.UUIDField(primary_key=True)
    activity = models.ForeignKey(Activity, models.CASCADE, related_name="comings")
    on_the_day = models.BooleanField()
    women = models.PositiveSmallIntegerField()
    men = models.PositiveSmallIntegerField()
    children = models.PositiveSmallIntegerField()

    class Meta:
        """At least one person."""

        constraints = [
            models.CheckConstraint(
                condition=Q(women__gt=0) | Q(men__gt=0) | Q(children__gt=0), name="coming_some"
            )
        ]
