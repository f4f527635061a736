"""Outlines of units, loaded once from a file; without them the map is a plan of tiles."""

from django.db import models

from network.units.models import Unit


class UnitOutline(models.Model):
    """The boundary of one unit: rings of [longitude, latitude] in degrees, made coarse when loaded."""

    unit = models.OneToOneField(Unit, models.PROTECT, primary_key=True, related_name="+")
    rings = models.JSONField()
    loaded_at = models.DateTimeField()
