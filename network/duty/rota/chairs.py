"""The chairs of confirmed shifts and the bookings that take them (items 29, 34).

Nothing here says who comes: a booking carries a subject of another app by its id, or a visitor's number.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from network.duty.rota.models import DutyShift, ExpertKind, Within
from network.duty.rota.states import BOOKABLE
from network.units.models import Unit
from sisterhood.lib.identifiers import uuid7


class SlotBooking(models.Model):
    """One taken session of one or two chairs. `subject` belongs to another app; a walk-in is a number of the day."""

    class State(models.TextChoices):
        """Where it stands."""

        WAITING = "waiting", _("waiting")
        BOOKED = "booked", _("booked")
        DONE = "done", _("over")
        CANCELLED = "cancelled", _("called off")

    class Kind(models.TextChoices):
        """Which chairs it needs (item 33)."""

        LEGAL = "legal", _("legal advice")
        PSYCHOLOGICAL = "psychological", _("counselling")
        JOINT = "joint", _("legal advice and counselling together")

        @property
        def chairs(self) -> tuple[str, ...]:
            """Kinds of expert, in the order of the alphabet."""
            both = {"legal": ("legal_adviser",), "psychological": ("counsellor",)}
            return both.get(self.value, ("counsellor", "legal_adviser"))

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=14, choices=Kind.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.BOOKED)
    day = models.DateField()
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    place = models.CharField(max_length=60, blank=True)
    subject_kind = models.CharField(max_length=20, blank=True)
    subject_id = models.UUIDField(null=True)
    visitor_number = models.PositiveSmallIntegerField(null=True)
    booked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    booked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = Within.as_manager()

    class Meta:
        """A number is given once a day; whoever has neither number nor subject is nobody."""

        ordering = ["booked_at", "id"]
        constraints = [
            models.UniqueConstraint("unit", "day", "visitor_number", name="booking_number_of_day"),
            models.CheckConstraint(
                condition=Q(subject_id__isnull=False) | Q(visitor_number__isnull=False),
                name="booking_of_somebody",
            ),
        ]


class SlotQuerySet(Within):
    """Questions about many chairs."""

    def bookable(self) -> "SlotQuerySet":
        """Free chairs of shifts whose expert has confirmed."""
        return self.filter(booking=None, shift__state__in=BOOKABLE)


class DutySlot(models.Model):
    """One chair for one session of a confirmed shift; the booking that takes it, once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    shift = models.ForeignKey(DutyShift, models.PROTECT, related_name="chairs")
    chair = models.CharField(max_length=14, choices=ExpertKind.choices)
    place = models.CharField(max_length=60)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    booking = models.ForeignKey(SlotBooking, models.PROTECT, null=True, related_name="chairs")

    objects = SlotQuerySet.as_manager()

    class Meta:
        """A shift has each session once, and a booking each chair once."""

        ordering = ["starts_at", "id"]
        constraints = [
            models.UniqueConstraint("shift", "starts_at", name="slot_once"),
            models.UniqueConstraint(
                "booking", "chair", condition=Q(booking__isnull=False), name="slot_chair_once"
            ),
        ]
        indexes = [
            models.Index(F("unit"), F("starts_at"), name="slot_free", condition=Q(booking=None)),
        ]
