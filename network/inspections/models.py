"""站点检查: one look at a place by the checklist, and what has to be mended by a day."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.access.scope import Scope
from network.inspections.checklist import CHECKLIST
from network.sites.places import Site
from network.sites.reach import in_reach
from network.units.models import Unit
from sisterhood.lib.identifiers import uuid7


def _person(*, null: bool = False) -> Any:
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=null, related_name="+")


class InspectionQuerySet(models.QuerySet["Inspection"]):
    """Questions about many inspections."""

    def visible_to(self, scope: Scope) -> "InspectionQuerySet":
        """Inspections of places of her units and below."""
        return self.filter(in_reach(scope, "see_sites"))


class Inspection(models.Model):
    """Who looked at which place on which day. `unit` is the place's."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    site = models.ForeignKey(Site, models.PROTECT, related_name="inspections")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    held_on = models.DateField(_("day of the visit"))
    inspector = _person()
    entered_at = models.DateTimeField()

    objects = InspectionQuerySet.as_manager()

    class Meta:
        """Newest first; a place is looked at once a day."""

        ordering = ["-held_on", "-id"]
        constraints = [models.UniqueConstraint("site", "held_on", name="inspection_once_a_day")]


class Finding(models.Model):
    """One line of the checklist: in order, or what is missing and until when it is mended."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    inspection = models.ForeignKey(Inspection, models.CASCADE, related_name="findings")
    item = models.CharField(max_length=12, choices=[(each.code, each.asks) for each in CHECKLIST])
    is_fine = models.BooleanField()
    note = models.CharField(max_length=200, blank=True)
    due_on = models.DateField(null=True)
    mended_on = models.DateField(null=True)
    mended_by = _person(null=True)

    class Meta:
        """Each line once; whatever is not in order has a day."""

        ordering = ["id"]
        constraints = [
            models.UniqueConstraint("inspection", "item", name="finding_once"),
            models.CheckConstraint(
                condition=Q(is_fine=True, due_on=None) | Q(is_fine=False, due_on__isnull=False),
                name="finding_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(mended_on=None, mended_by=None) | Q(is_fine=False, mended_by__isnull=False),
                name="finding_mended_by",
            ),
        ]
