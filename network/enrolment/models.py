"""Many accounts and posts at once: a sheet that one administrator prepares and another confirms."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.access.roles import ROLE_CHOICES
from network.staff.models import Appointment
from network.staff.proposals import Proposed
from network.units.models import Unit


class SheetState(models.TextChoices):
    """How far a sheet has come."""

    CHECKED = "checked", _("checked, not sent yet")
    WAITING = "waiting", _("waits for the security administrator")
    MAKING = "making", _("accounts are being opened")
    DONE = "done", _("done")
    REFUSED = "refused", _("not approved")
    UNDONE = "undone", _("taken back")


class StaffSheet(Proposed):
    """One workbook that was read. `faults` are [row number, sentence] of what stayed outside.

    `wrapped` is the key of the one-time passwords; it goes when they expire.
    """

    state = models.CharField(max_length=10, choices=SheetState.choices, default=SheetState.CHECKED)
    touched_at = models.DateTimeField()
    good = models.PositiveIntegerField()
    faults = models.JSONField(default=list)
    made = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(null=True)
    undo_until = models.DateTimeField(null=True)
    slips_until = models.DateTimeField(null=True)
    wrapped = models.BinaryField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        """Newest first."""

        ordering = ["-proposed_at"]


class StaffRow(models.Model):
    """One person of a sheet: the account and post she is to have, and later those she has.

    `place` is the unit whose printed slip carries her one-time password, which is sealed until it was shown.
    """

    sheet = models.ForeignKey(StaffSheet, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    username = models.CharField(max_length=60)
    display_name = models.CharField(max_length=60)
    work_phone = models.CharField(max_length=20, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    place = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    role = models.CharField(max_length=30, choices=ROLE_CHOICES)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    post = models.ForeignKey(Appointment, models.SET_NULL, null=True, related_name="+")
    password = models.BinaryField(null=True)

    class Meta:
        """In the order of the file."""

        ordering = ["number"]
        constraints = [
            models.UniqueConstraint("sheet", "number", name="staff_row_once"),
            models.UniqueConstraint("sheet", "username", name="staff_row_one_account"),
        ]
        indexes = [models.Index(fields=["sheet"], name="staff_row_undone", condition=Q(user__isnull=True))]
