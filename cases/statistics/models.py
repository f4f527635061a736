"""Returns that climb: one for each unit and period, its frozen tables, what of them is shown above, and who did what.

A frozen table is never changed or deleted; whoever corrects freezes another version.
"""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.statistics import periods
from cases.statistics.lists import SentBack
from cases.statistics.states import STATES
from network.access.scope import Scope
from network.sites.reach import in_reach
from network.units.models import Unit
from network.units.placed import OfUnit
from sisterhood.lib import clock
from sisterhood.lib.identifiers import uuid7


def _person() -> Any:
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")


class ReturnQuerySet(models.QuerySet["Return"]):
    """Questions about many returns."""

    def visible_to(self, scope: Scope) -> "ReturnQuerySet":
        """Of units at or below a unit of hers where her post sees statistics."""
        return self.filter(in_reach(scope, "see_statistics"))

    def below(self, row: "Return") -> "ReturnQuerySet":
        """Those of the same period that this one is put together from."""
        return self.filter(unit__parent=row.unit_id, period=row.period)


class Return(OfUnit, models.Model):
    """报表: one unit, one period. `version`: of its frozen tables that count now (0: none yet).

    `note`: why earlier figures have changed since, asked for where they have. `stood_in`: locked by the unit above,
    because the unit has no leader.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    period = models.CharField(max_length=7)
    state = models.CharField(max_length=10, choices=list(STATES.items()), default="open")
    version = models.PositiveSmallIntegerField(default=0)
    opened_at = models.DateTimeField()
    due_on = models.DateField()
    first_locked_at = models.DateTimeField(null=True)
    confirmed_by, confirmed_at = _person(), models.DateTimeField(null=True)
    locked_by, locked_at = _person(), models.DateTimeField(null=True)
    accepted_by, accepted_at = _person(), models.DateTimeField(null=True)
    stood_in = models.BooleanField(default=False)
    reason = models.CharField(max_length=12, choices=SentBack.choices, blank=True)
    words = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=200, blank=True)

    objects = ReturnQuerySet.as_manager()

    class Meta:
        """Latest first; once for each unit and period; what is locked has somebody who locked it."""

        ordering = ["-due_on", "unit__code"]
        constraints = [
            models.UniqueConstraint("unit", "period", name="return_once"),
            models.CheckConstraint(
                condition=~Q(state__in=("locked", "accepted"))
                | Q(locked_by__isnull=False, locked_at__isnull=False, version__gt=0),
                name="return_locked_by",
            ),
            models.CheckConstraint(condition=~Q(state="returned") | ~Q(reason=""), name="return_why_back"),
        ]
        indexes = [models.Index(fields=["period", "unit"], name="return_period")]

    @property
    def of(self) -> periods.Period:
        """Its period."""
        found = periods.read(self.period)
        assert found is not None
        return found

    @property
    def label(self) -> str:
        """Its period in words."""
        return self.of.label

    @property
    def is_frozen(self) -> bool:
        """Whether its tables stand."""
        return self.state in ("locked", "accepted")

    def is_in_time(self, on: date) -> bool | None:
        """Locked by its day; None while there is still time."""
        if self.first_locked_at is not None:
            return clock.local_date(self.first_locked_at) <= self.due_on
        return False if on > self.due_on else None


class ReportSnapshot(models.Model):
    """One frozen table of one version: its words, its cells, what changed in earlier periods, and the digest of all three."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    of = models.ForeignKey(Return, models.PROTECT, related_name="tables")
    table = models.CharField(max_length=5)
    version = models.PositiveSmallIntegerField()
    face = models.JSONField()
    cells = models.JSONField()
    adjustments = models.JSONField(default=list)
    sha256 = models.CharField(max_length=64)
    made_by = _person()
    made_at = models.DateTimeField()

    class Meta:
        """Once for each version."""

        ordering = ["id"]
        constraints = [models.UniqueConstraint("of", "table", "version", name="snapshot_once")]


class PublishedTable(models.Model):
    """What the units above a township see of a frozen table: cells of few people, and those that betray them, left out.

    `withheld`: (line, column) of what is left out. Made by a job, because nobody above may read the whole.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    snapshot = models.OneToOneField(ReportSnapshot, models.PROTECT, related_name="published")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    period = models.CharField(max_length=7)
    table = models.CharField(max_length=5)
    version = models.PositiveSmallIntegerField()
    face = models.JSONField()
    cells = models.JSONField()
    withheld = models.JSONField()
    made_at = models.DateTimeField()

    class Meta:
        """Found by these, because whoever is above does not see the frozen table behind it."""

        constraints = [models.UniqueConstraint("unit", "period", "table", "version", name="published_once")]


class ReturnStep(models.Model):
    """One line of a return's history."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    of = models.ForeignKey(Return, models.PROTECT, related_name="steps")
    verb = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=list(STATES.items()))
    version = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=12, choices=SentBack.choices, blank=True)
    words = models.CharField(max_length=200, blank=True)
    by = _person()
    at = models.DateTimeField()

    class Meta:
        """As it happened."""

        ordering = ["at", "id"]
