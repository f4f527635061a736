"""Every obligation in the product is a row here: limits with their source, calendar, clocks, rungs."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network.deadlines.terms import Terms
from network.units.models import Unit


class CountIn(models.TextChoices):
    """What a period is counted in."""

    CALENDAR_DAYS = "calendar_days", _("days")
    WORKING_DAYS = "working_days", _("working days")
    HOURS = "hours", _("hours")
    MINUTES = "minutes", _("minutes")
    WORKING_HOURS = "working_hours", _("working hours")
    PIECES = "pieces", _("pieces")  # not a period: how many at most

    @property
    def is_moment(self) -> bool:
        """Whether the period runs from moment to moment; working hours alone ask the calendar then."""
        return self in (CountIn.HOURS, CountIn.MINUTES, CountIn.WORKING_HOURS)


class DayKind(models.TextChoices):
    """What a day is in the calendar."""

    WORKDAY = "workday", _("working day")
    RESTDAY = "restday", _("weekend")
    HOLIDAY = "holiday", _("public holiday")
    MAKEUP_WORKDAY = "makeup_workday", _("make-up working day")


class CalendarYear(models.Model):
    """A year of the working-day calendar and whether the State Council has published it."""

    year = models.IntegerField(primary_key=True)
    is_official = models.BooleanField(_("published"), default=False)
    notice_no = models.CharField(_("notice number"), max_length=60, blank=True)
    loaded_by = models.CharField(max_length=60, blank=True)
    loaded_at = models.DateTimeField()
    recount_from = models.DateField(null=True)  # the worker counts clocks again from this day on

    class Meta:
        """Newest year first."""

        verbose_name = _("calendar year")
        verbose_name_plural = _("calendar years")
        ordering = ["-year"]

    def __str__(self) -> str:
        return str(self.year)


class CalendarDay(models.Model):
    """One day; `work_no` counts working days up to and including it, so the sweep can add days in SQL."""

    date = models.DateField(primary_key=True)
    year = models.ForeignKey(CalendarYear, models.PROTECT, related_name="days")
    kind = models.CharField(_("kind"), max_length=20, choices=DayKind.choices)
    name = models.CharField(pgettext_lazy("thing", "name"), max_length=40, blank=True)
    is_working = models.BooleanField(default=True)
    work_no = models.IntegerField()

    class Meta:
        """One working day has one number."""

        verbose_name = _("calendar day")
        verbose_name_plural = _("calendar days")
        ordering = ["date"]
        constraints = [
            models.UniqueConstraint("work_no", condition=Q(is_working=True), name="calendar_work_no"),
        ]


class Limit(models.Model):
    """A period of the law or of policy, with its source; seeded from `policy.LIMITS`."""

    code = models.CharField(_("code"), max_length=40, primary_key=True)
    name = models.CharField(pgettext_lazy("thing", "name"), max_length=80)
    length = models.PositiveIntegerField(_("length"))
    count_in = models.CharField(_("counted in"), max_length=20, choices=CountIn.choices)
    remind_before = models.PositiveIntegerField(
        _("remind before"),
        help_text=_("days before the internal date; hours or minutes where the limit counts those"),
    )
    is_statutory = models.BooleanField(_("statutory"))
    source = models.CharField(_("legal source"), max_length=120)
    extension = models.PositiveIntegerField(
        _("longest extension"), default=0, help_text=_("days; 0 when it cannot be extended")
    )
    may_pause = models.BooleanField(_("may be paused"), default=False)

    class Meta:
        """Named after what it limits."""

        verbose_name = _("time limit")
        verbose_name_plural = _("time limits")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class LadderStep(models.Model):
    """One step of a limit's ladder: when it rings and whom it calls."""

    limit = models.ForeignKey(Limit, models.CASCADE, related_name="steps", verbose_name=_("time limit"))
    version = models.ForeignKey("network.LimitVersion", models.CASCADE, null=True, related_name="steps")
    step = models.PositiveSmallIntegerField(_("step"))
    after = models.SmallIntegerField(
        _("after the due moment"),
        help_text=_("working days; hours or minutes where the limit counts those; negative is before"),
    )
    levels_up = models.PositiveSmallIntegerField(_("levels up"), default=0)
    recipient = models.CharField(
        _("recipient"),
        max_length=10,
        choices=[
            ("owner", _("owner")),
            ("officer", _("designated officer")),
            ("leader", _("supervising leader")),
            ("duty", _("whoever is on duty")),
            ("privacy", _("privacy officer of the city")),
        ],
    )
    kind = models.CharField(
        _("kind"), max_length=10, choices=[("reminder", _("reminder")), ("rung", _("rung of the ladder"))]
    )

    class Meta:
        """Steps ring in order; one step may call several people."""

        verbose_name = _("ladder step")
        verbose_name_plural = _("ladder steps")
        ordering = ["limit", "step", "recipient"]
        constraints = [
            models.UniqueConstraint(
                *("limit", "version", "step", "recipient", "levels_up"),
                name="ladder_step_once",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.limit_id} {self.step}"


class ClockState(models.TextChoices):
    """Whether a clock runs."""

    RUNNING = "running", _("running")
    PAUSED = "paused", _("paused")
    MET = "met", _("met")
    CANCELLED = "cancelled", _("cancelled")


class Clock(models.Model):
    """One running obligation of a unit about a subject that this app does not know.

    `part` tells obligations of the same limit apart, where a subject has several: two demands, ten decisions.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject_kind = models.CharField(max_length=30)
    subject_id = models.UUIDField()
    part = models.UUIDField(null=True)
    limit = models.ForeignKey(Limit, models.PROTECT, related_name="clocks")
    version = models.ForeignKey("network.LimitVersion", models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=ClockState.choices, default=ClockState.RUNNING)
    started_at = models.DateTimeField()
    starts_on = models.DateField()
    raw_due_on = models.DateField()
    internal_due_at = models.DateTimeField()
    due_on = models.DateField()
    due_at = models.DateTimeField()
    provisional = models.BooleanField(default=False)
    basis = models.CharField(max_length=200)
    extended_days = models.PositiveIntegerField(default=0, db_default=0)
    paused_days = models.PositiveIntegerField(default=0, db_default=0)
    paused_on = models.DateField(null=True)
    round = models.PositiveSmallIntegerField(default=0, db_default=0)
    next_step = models.PositiveSmallIntegerField(default=0)
    next_ring_at = models.DateTimeField(null=True)
    met_at = models.DateTimeField(null=True)
    met_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        """The sweep reads one narrow index; a subject, or a part of it, has one running clock of a kind."""

        indexes = [
            models.Index(
                fields=["next_ring_at", "id"],
                name="clock_next_ring",
                condition=Q(state="running", next_ring_at__isnull=False),
            ),
            models.Index(fields=["subject_kind", "subject_id"], name="clock_subject"),
        ]
        constraints = [
            models.UniqueConstraint(
                "subject_kind",
                "subject_id",
                "limit",
                "part",
                condition=Q(state__in=["running", "paused"]),
                nulls_distinct=False,
                name="clock_one_running",
            )
        ]

    @property
    def terms(self) -> Terms:
        """What was in force on the day it started: a clock keeps the version it began with."""
        if self.version is None:
            return self.limit
        self.version.limit = self.limit
        return self.version

    @property
    def added_days(self) -> int:
        """Days that an extension and pauses have added to the limit's length."""
        return self.extended_days + self.paused_days

    def is_late(self, at: datetime) -> bool:
        """Whether it runs and its due moment has passed."""
        return self.state == ClockState.RUNNING and at >= self.due_at


class Rung(models.Model):
    """One ring of one step to one seat: ring twice, nothing happens twice. An extended clock rings a new round."""

    id = models.BigAutoField(primary_key=True)
    clock = models.ForeignKey(Clock, models.CASCADE, related_name="rungs")
    round = models.PositiveSmallIntegerField(default=0, db_default=0)
    step = models.PositiveSmallIntegerField()
    seat = models.CharField(max_length=20)
    kind = models.CharField(max_length=10)
    due_at = models.DateTimeField()
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    vacant_skipped = models.PositiveSmallIntegerField(default=0)
    conflict_skipped = models.PositiveSmallIntegerField(default=0)
    rung_at = models.DateTimeField()

    class Meta:
        """The unique key that makes ringing idempotent."""

        constraints = [models.UniqueConstraint("clock", "round", "step", "seat", name="rung_once")]


class JobRun(models.Model):
    """The last runs of the scheduled jobs, read-only in admin."""

    name = models.CharField(_("job"), max_length=40)
    started_at = models.DateTimeField(_("started"))
    finished_at = models.DateTimeField(_("finished"), null=True)
    counts = models.JSONField(_("counts"), default=dict)
    error = models.CharField(_("error"), max_length=200, blank=True)

    class Meta:
        """Newest first."""

        verbose_name = _("job run")
        verbose_name_plural = _("last runs")
        ordering = ["-started_at"]
        indexes = [models.Index(fields=["name", "-started_at"], name="job_run_latest")]
