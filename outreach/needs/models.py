"""妇女需求表: one anonymous sheet of a hamlet for each half-year. Counts are read by the station and its village alone;
everybody above reads sums, which the database makes."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from network.access.scope import Scope
from network.sites.reach import below, units_where
from network.units.models import Unit
from network.units.placed import OfUnit
from outreach.needs.kinds import Need
from outreach.needs.states import STATES
from sisterhood.lib.identifiers import uuid7


def _person(*, null: bool = False) -> Any:
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=null, related_name="+")


class NeedsSheetQuerySet(models.QuerySet["NeedsSheet"]):
    """Questions about many sheets."""

    def visible_to(self, scope: Scope) -> "NeedsSheetQuerySet":
        """Of her own hamlet, and of the hamlets of a village she leads."""
        units = Unit.objects.filter(below(scope, "fill_needs")) if units_where(scope, "fill_needs") else None
        return self.filter(unit__in=units.values("pk")) if units is not None else self.none()

    def due_to(self, scope: Scope, period: str) -> "NeedsSheetQuerySet":
        """Hers to fill, or of a head for whom she stands in, up to a half-year."""
        people = [scope.user_id, *scope.stands_for]
        return self.visible_to(scope).filter(owner_id__in=people, state="due", period__lte=period)


class NeedsSheet(OfUnit, models.Model):
    """One hamlet, one half-year. `asked`: how many women were asked."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    period = models.CharField(max_length=6)
    state = models.CharField(max_length=6, choices=list(STATES.items()), default="due")
    owner = _person(null=True)
    entered_by = _person(null=True)
    entered_at = models.DateTimeField()
    filled_by = _person(null=True)
    filled_at = models.DateTimeField(null=True)
    asked = models.PositiveSmallIntegerField(default=0)

    objects = NeedsSheetQuerySet.as_manager()

    class Meta:
        """Newest first; once for each period."""

        ordering = ["-period", "unit__code"]
        constraints = [
            models.UniqueConstraint("unit", "period", name="needs_sheet_once"),
            models.CheckConstraint(
                condition=~Q(state="filled") | Q(filled_by__isnull=False, filled_at__isnull=False),
                name="needs_sheet_filled_by",
            ),
        ]
        indexes = [models.Index(fields=["period", "unit"], name="needs_sheet_period")]


class NeedCount(models.Model):
    """How many women of the hamlet named one need."""

    sheet = models.ForeignKey(NeedsSheet, models.CASCADE, related_name="counts")
    need = models.CharField(max_length=12, choices=Need.choices)
    women = models.PositiveSmallIntegerField()

    class Meta:
        """Each need once; nothing is written for none."""

        ordering = ["id"]
        constraints = [
            models.UniqueConstraint("sheet", "need", name="need_count_once"),
            models.CheckConstraint(condition=Q(women__gt=0), name="need_count_some"),
        ]


class NeedWords(models.Model):
    """What else is missing, in words that name nobody."""

    sheet = models.OneToOneField(NeedsSheet, models.CASCADE, primary_key=True, related_name="words")
    words = models.CharField(max_length=120)
