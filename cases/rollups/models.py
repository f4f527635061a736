"""Monthly sums, what waits to be added to them, what each row was counted as, and what a recount found.

No login reads these tables: sums are answered by `stat_figures` and its sisters (migration 0305), for whoever has an area.
"""

from typing import ClassVar

from django.db import models

from cases.rollups.measures import Measure


class OfMonth(models.Model):
    """One bucket: a month (its first day), a measure, a class of the figures ("" where there is none), sealed or not."""

    month = models.DateField()
    measure = models.CharField(max_length=10, choices=Measure.choices)
    category = models.CharField(max_length=30, blank=True)
    sealed = models.BooleanField()

    class Meta:
        """Nothing by itself."""

        abstract = True


class Stat(OfMonth):
    """The folded sum of one unit of the levels province to township, with everything below it."""

    pk = models.CompositePrimaryKey("scope_id", "measure", "month", "category", "sealed")
    scope_id = models.IntegerField()
    n = models.IntegerField()


class StatDelta(OfMonth):
    """What one statement changed; it counts for every unit named here and is gone when it is folded."""

    id = models.BigAutoField(primary_key=True)
    province = models.IntegerField(null=True)
    city = models.IntegerField(null=True)
    county = models.IntegerField(null=True)
    township = models.IntegerField(null=True)
    n = models.IntegerField()


class StatEntry(OfMonth):
    """As what, when and where one row is counted. The place is that of the moment: a moved unit takes no past along.

    The columns have other names than those of a place, so that the move of a unit passes them by.
    """

    SOURCES: ClassVar = {"case": "cases_case", "letter": "cases_aidreferral", "round": "outreach_visitround"}

    pk = models.CompositePrimaryKey("source", "measure")
    source = models.UUIDField()
    province = models.IntegerField(null=True)
    city = models.IntegerField(null=True)
    county = models.IntegerField(null=True)
    township = models.IntegerField(null=True)
    village = models.IntegerField(null=True)
    place = models.IntegerField()

    class Meta:
        """Villages and hamlets are counted on the fly, inside one township."""

        indexes = [models.Index(fields=["township", "month"], name="stat_entry_township")]


class StatDifference(OfMonth):
    """A sum that the nightly recount found wrong, and mended."""

    id = models.BigAutoField(primary_key=True)
    found_at = models.DateTimeField()
    scope_id = models.IntegerField()
    counted = models.IntegerField()
    expected = models.IntegerField()

    class Meta:
        """Newest first."""

        ordering = ["-found_at", "-id"]
