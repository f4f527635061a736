"""Who advises, when she is free, when she is on duty, and who is asked to stand in (items 28, 29, 32)."""

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from network.access.roles import ROLES
from network.access.scope import Scope
from network.duty.rota.states import STATES, WATCHED
from network.units.models import Unit
from network.units.placed import OfUnit
from sisterhood.lib import clock
from sisterhood.lib.identifiers import uuid7


class ExpertKind(models.TextChoices):
    """What somebody advises on; the codes are those of the roles."""

    LEGAL_ADVISER = "legal_adviser", _("legal adviser")
    COUNSELLOR = "counsellor", _("counsellor")


def near(scope: Scope, path: str = "unit") -> Q:
    """Rotas of her area, of the county and city above her, those in which she herself advises, and of her desk."""
    area = list(scope.area)
    below = Q(**{f"{path}__city_id__in": area}) | Q(**{f"{path}__county_id__in": area})
    above = Unit.objects.filter(pk__in=area)
    homes = Expert.objects.filter(user_id=scope.user_id).values("unit_id")
    desks = [post.unit_id for post in scope.posts if "keep_queue" in ROLES[post.role].may]
    return (
        below
        | Q(**{f"{path}__in": above.values("county_id")})
        | Q(**{f"{path}__in": above.values("city_id")})
        | Q(**{f"{path}__in": homes})
        | Q(**{f"{path}__in": desks})
    )


class Within(models.QuerySet[Any]):
    """Rows that carry a unit, found within a scope."""

    def visible_to(self, scope: Scope) -> "Within":
        """Row security says the same."""
        return self.filter(near(scope))


class Expert(models.Model):
    """A legal adviser (licence, firm, term) or a counsellor (qualification, term); contract work of one unit."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(_("kind"), max_length=14, choices=ExpertKind.choices)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="experts")
    licence_no = models.CharField(_("licence number"), max_length=40, blank=True)
    licence_until = models.DateField(_("licence valid until"), null=True)
    firm = models.CharField(_("law firm"), max_length=80, blank=True)
    qualification = models.CharField(_("qualification"), max_length=80, blank=True)
    term_from = models.DateField(_("term from"))
    term_until = models.DateField(_("term until"))
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = Within.as_manager()

    class Meta:
        """Once for each person, kind and unit."""

        ordering = ["kind", "id"]
        constraints = [
            models.UniqueConstraint("user", "kind", "unit", name="expert_once"),
            models.CheckConstraint(condition=Q(term_from__lte=F("term_until")), name="expert_term"),
        ]

    def __str__(self) -> str:
        return f"{self.user.display_name} {self.get_kind_display()}"

    def barred_on(self, day: date) -> str:
        """Why she cannot be on the rota of a day: "term", "licence", or "" when she can."""
        if not self.term_from <= day <= self.term_until:
            return "term"
        if self.kind == ExpertKind.LEGAL_ADVISER and (self.licence_until is None or day > self.licence_until):
            return "licence"
        return ""


class KindManager(models.Manager["Expert"]):
    """Experts of the proxy's kind."""

    def get_queryset(self) -> models.QuerySet["Expert"]:
        """Only those."""
        # Only the two proxies below use this manager, and each says its kind.
        return super().get_queryset().filter(kind=self.model.KIND)  # type: ignore[attr-defined]  # each of its models names its kind


class LegalAdviser(Expert):
    """法律顾问 (item 28)."""

    KIND = ExpertKind.LEGAL_ADVISER
    # A proxy narrows the manager of its parent, which the stubs take for another type.
    objects = KindManager()  # type: ignore[assignment, misc]

    class Meta:
        """The same rows."""

        proxy = True


class Counsellor(Expert):
    """心理咨询志愿者 (item 32)."""

    KIND = ExpertKind.COUNSELLOR
    # Narrowed as above.
    objects = KindManager()  # type: ignore[assignment, misc]

    class Meta:
        """The same rows."""

        proxy = True


class Availability(models.Model):
    """Hours of a weekday in which she is usually free; Monday is 0."""

    expert = models.ForeignKey(Expert, models.CASCADE, related_name="availability")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    weekday = models.PositiveSmallIntegerField(_("weekday"))
    begins = models.TimeField(_("from"))
    ends = models.TimeField(_("to"))

    objects = Within.as_manager()

    class Meta:
        """Within a week, in order."""

        ordering = ["weekday", "begins"]
        constraints = [
            models.CheckConstraint(
                condition=Q(begins__lt=F("ends"), weekday__lte=6), name="availability_hours"
            )
        ]


class AvailabilityException(models.Model):
    """One day that is not like its weekday: away, or free at hours of its own. No reason is asked."""

    expert = models.ForeignKey(Expert, models.CASCADE, related_name="exceptions")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    day = models.DateField(_("day"))
    begins = models.TimeField(_("from"), null=True)
    ends = models.TimeField(_("to"), null=True)

    objects = Within.as_manager()

    class Meta:
        """One for each day."""

        ordering = ["day"]
        constraints = [models.UniqueConstraint("expert", "day", name="availability_exception_once")]


class ShiftQuerySet(Within):
    """Questions about many shifts."""

    def between(self, first: date, last: date) -> "ShiftQuerySet":
        """Shifts of these days, both included."""
        return self.filter(day__gte=first, day__lte=last)

    def watched(self) -> "ShiftQuerySet":
        """Shifts that still ask somebody for something."""
        return self.filter(state__in=WATCHED)


class DutyShift(OfUnit, models.Model):
    """轮值: one expert, one day, from–to, one place; `state` follows states.py and nothing else writes it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    expert = models.ForeignKey(Expert, models.PROTECT, related_name="shifts")
    state = models.CharField(max_length=12, choices=list(STATES.items()), default="planned")
    day = models.DateField(_("day"))
    begins = models.TimeField(_("from"))
    ends = models.TimeField(_("to"))
    place = models.CharField(_("place"), max_length=60)
    stands_for = models.OneToOneField("self", models.PROTECT, null=True, related_name="substitute")
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    minutes = models.PositiveSmallIntegerField(default=0)

    objects = ShiftQuerySet.as_manager()

    class Meta:
        """In order of time."""

        ordering = ["day", "begins", "id"]
        constraints = [models.CheckConstraint(condition=Q(begins__lt=F("ends")), name="shift_hours")]
        indexes = [
            models.Index(fields=["unit", "day"], name="shift_unit_day"),
            models.Index(fields=["day"], name="shift_watched", condition=Q(state__in=WATCHED)),
        ]

    @property
    def begins_at(self) -> datetime:
        """The moment it begins."""
        return datetime.combine(self.day, self.begins, clock.ZONE)

    @property
    def ends_at(self) -> datetime:
        """The moment it ends."""
        return datetime.combine(self.day, self.ends, clock.ZONE)

    @property
    def owner_id(self) -> int:
        """For the gate: who is on duty."""
        return self.expert.user_id

    def windows(self, length: timedelta) -> list[tuple[datetime, datetime]]:
        """Whole sessions that fit, on the grid of the day: two shifts of one morning share their windows."""
        start_of_day = clock.start_of_day(self.day)
        steps = -((start_of_day - self.begins_at) // length)
        begin, found = start_of_day + steps * length, []
        while begin + length <= self.ends_at:
            found.append((begin, begin + length))
            begin += length
        return found


class ShiftSwap(models.Model):
    """One colleague is asked to take a shift over; nothing changes until she accepts."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    shift = models.ForeignKey(DutyShift, models.PROTECT, related_name="swaps")
    to = models.ForeignKey(Expert, models.PROTECT, related_name="asked_swaps")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    accepted = models.BooleanField(null=True)
    answered_at = models.DateTimeField(null=True)

    objects = Within.as_manager()

    class Meta:
        """One open question for each shift."""

        ordering = ["-asked_at"]
        constraints = [models.UniqueConstraint("shift", condition=Q(accepted=None), name="swap_one_open")]
