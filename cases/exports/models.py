"""A ledger on its way out: for whom, of what, why, who agreed, and how long the file lives."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.exports.columns import LEDGERS
from network.units.models import Unit
from sisterhood.lib.identifiers import uuid7


class ExportState(models.TextChoices):
    """How far a ledger has come."""

    WAITING = "waiting", _("waits for a second person")
    QUEUED = "queued", _("being made")
    READY = "ready", _("ready")
    REFUSED = "refused", _("not approved")
    DESTROYED = "destroyed", _("expired and destroyed")


class ExportReason(models.TextChoices):
    """Why a ledger leaves the house."""

    REPORT = "report", _("report to the superior")
    INSPECTION = "inspection", _("inspection or audit")
    HANDING_OVER = "handing_over", _("handing over an office")
    ANALYSIS = "analysis", _("work analysis")
    ARCHIVE = "archive", _("paper archive")
    OTHER = "other", _("other, see the sealed reason")


class LedgerExport(models.Model):
    """One copy. The reason is sealed for ever under `reason_key`, the file under `wrapped` until it expires.

    `home` is the post it was asked from; its leader, or one above, is the second person.
    """

    SEALED = ("reason",)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    copy_number = models.CharField(max_length=40, unique=True)
    ledger = models.CharField(max_length=20)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    home = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    first_day = models.DateField()
    last_day = models.DateField()
    category = models.CharField(max_length=20, choices=ExportReason.choices)
    reason = models.BinaryField(null=True)
    reason_key = models.BinaryField()
    state = models.CharField(max_length=10, choices=ExportState.choices)
    asked_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    asked_rows = models.PositiveIntegerField()
    rows = models.PositiveIntegerField(default=0)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    wrapped = models.BinaryField(null=True)
    sha256 = models.BinaryField(max_length=32, null=True)
    made_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    downloads = models.PositiveSmallIntegerField(default=0)
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        """Hers, newest first."""

        ordering = ["-asked_at"]
        indexes = [models.Index(fields=["by", "-asked_at"], name="export_by")]

    @property
    def label(self) -> object:
        """The name of its ledger."""
        return LEDGERS[self.ledger].label

    @property
    def owner_id(self) -> int:
        """Who asked, as the gate names it."""
        return self.by_id

    def is_open(self, at: datetime) -> bool:
        """Whether the file may be fetched now."""
        return self.state == ExportState.READY and self.expires_at is not None and at < self.expires_at
