"""Every obligation in the product is a row here: limits with their source, calendar, clocks, rungs."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.units.models import Unit


class CountIn(models.TextChoices):
    """What a period is counted in (domain.md 2.0)."""

    CALENDAR_DAYS = "calendar_days", _("days")
    WORKING_DAYS = "working_days", _("working days")
    HOURS = "hours", _("hours")


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
    name = models.CharField(_("name"), max_length=40, blank=True)
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
    name = models.CharField(_("name"), max_length=80)
    length = models.PositiveIntegerField(_("length"))
    count_in = models.CharField(_("counted in"), max_length=20, choices=CountIn.choices)
    remind_before = models.PositiveIntegerField(
        _("remind before"), help_text=_("days before the internal date; hours for hour clocks")
    )
    is_statutory = models.BooleanField(_("statutory"))
    source = models.CharField(_("legal source"), max_length=120)

    class Meta:
        """Named after what it limits."""

        verbose_name = _("time limit")
        verbose_name_plural = _("time limits")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class LadderStep(models.Model):
    """One step of a limit's ladder: when it rings and whom it calls (domain.md 6.8)."""

    limit = models.ForeignKey(Limit, models.CASCADE, related_name="steps", verbose_name=_("time limit"))
    step = models.PositiveSmallIntegerField(_("step"))
    after = models.SmallIntegerField(
        _("after the due moment"), help_text=_("working days; hours for hour clocks; negative is before")
    )
    levels_up = models.PositiveSmallIntegerField(_("levels up"), default=0)
    recipient = models.CharField(
        _("recipient"),
        max_length=10,
        choices=[
            ("owner", _("owner")),
            ("officer", _("designated officer")),
            ("leader", _("supervising leader")),
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
            models.UniqueConstraint("limit", "step", "recipient", "levels_up", name="ladder_step_once")
        ]


class ClockState(models.TextChoices):
    """Whether a clock runs."""

    RUNNING = "running", _("running")
    PAUSED = "paused", _("paused")
    MET = "met", _("met")
    CANCELLED = "cancelled", _("cancelled")


class Clock(models.Model):
    """One running obligation of a unit about a subject that this app does not know."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject_kind = models.CharField(max_length=30)
    subject_id = models.UUIDField()
    limit = models.ForeignKey(Limit, models.PROTECT, related_name="clocks")
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
    next_step = models.PositiveSmallIntegerField(default=0)
    next_ring_at = models.DateTimeField(null=True)
    met_at = models.DateTimeField(null=True)
    met_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        """The sweep reads one narrow index; a subject has one running clock of a kind."""

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
                condition=Q(state__in=["running", "paused"]),
                name="clock_one_running",
            )
        ]

    def is_late(self, at: datetime) -> bool:
        """Whether it runs and its due moment has passed."""
        return self.state == ClockState.RUNNING and at >= self.due_at


class Rung(models.Model):
    """One ring of one step to one seat: ring twice, nothing happens twice."""

    id = models.BigAutoField(primary_key=True)
    clock = models.ForeignKey(Clock, models.CASCADE, related_name="rungs")
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

        constraints = [models.UniqueConstraint("clock", "step", "seat", name="rung_once")]


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
