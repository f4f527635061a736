"""查阅抽查: a few openings of sealed matters and support files of each month, drawn by chance, for the audit administrator.

Of each stands who opened, when, which part, by what right and for which coded reason; never which matter it was.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cases.vocabulary.reading import Finding
from network.units.models import Unit
from network.units.placed import OfUnit
from sisterhood.lib.identifiers import uuid7


class ReadingSample(OfUnit, models.Model):
    """One month of one city. `month`: its first day; `readings`: how many openings it was drawn from."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    month = models.DateField()
    readings = models.PositiveIntegerField()
    drawn_at = models.DateTimeField()

    class Meta:
        """Newest first; a month is drawn once."""

        ordering = ["-month", "unit__code"]
        constraints = [models.UniqueConstraint("unit", "month", name="reading_sample_once")]


class SampledReading(models.Model):
    """One opening: the first of a person and a part of a matter or support file on a day. `event`: its row of the log."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sample = models.ForeignKey(ReadingSample, models.CASCADE, related_name="lines")
    event = models.BigIntegerField(unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    layer = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=20, blank=True)
    ground = models.CharField(max_length=20)
    finding = models.CharField(max_length=12, choices=Finding.choices, blank=True)
    words = models.CharField(max_length=200, blank=True)
    found_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    found_at = models.DateTimeField(null=True)

    class Meta:
        """In the order of the day; nobody judges her own."""

        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(found_by=None, finding="", found_at=None)
                | (Q(found_by__isnull=False, found_at__isnull=False) & ~Q(finding="") & ~Q(found_by=F("by"))),
                name="sampled_reading_by_another",
            )
        ]
