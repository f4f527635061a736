"""An old register on its way into the house: the file, what its columns mean, how far the work is."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.casefile.models import Case
from network.units.models import Unit
from sisterhood.lib.identifiers import uuid7


class ImportState(models.TextChoices):
    """How far a file has come."""

    UPLOADED = "uploaded", _("columns to be confirmed")
    CHECKING = "checking", _("being checked")
    CHECKED = "checked", _("checked, nothing written yet")
    RUNNING = "running", _("being brought in")
    DONE = "done", _("brought in")
    STOPPED = "stopped", _("stopped halfway")
    UNDOING = "undoing", _("being taken back")
    UNDONE = "undone", _("taken back")
    DISCARDED = "discarded", _("thrown away")


AT_WORK = (ImportState.CHECKING, ImportState.RUNNING, ImportState.UNDOING)
MADE_MATTERS = (ImportState.DONE, ImportState.STOPPED)


class LedgerImport(models.Model):
    """One uploaded register. Its file and rows are sealed under `wrapped`; without it they are gone.

    `problems` holds row, column and kind of problem only, never a value that stood in the file.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=ImportState.choices, default=ImportState.UPLOADED)
    uploaded_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    undo_until = models.DateTimeField(null=True)
    destroyed_at = models.DateTimeField(null=True)
    wrapped = models.BinaryField(null=True)
    sha256 = models.BinaryField(max_length=32)
    size = models.PositiveIntegerField()
    failure = models.CharField(max_length=20, blank=True)
    heading_row = models.PositiveIntegerField(default=0)
    mapping = models.JSONField(default=list)
    skip_known = models.BooleanField(default=False)
    good = models.PositiveIntegerField(default=0)
    broken = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    sealed = models.PositiveIntegerField(default=0)
    still_open = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list)
    chunks = models.PositiveIntegerField(default=0)
    next_chunk = models.PositiveIntegerField(default=0)
    looked_at = models.PositiveIntegerField(default=0)
    made = models.PositiveIntegerField(default=0)
    removed = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(default=0)
    void_numbers = models.PositiveIntegerField(default=0)

    class Meta:
        """Hers, newest first."""

        ordering = ["-uploaded_at"]
        indexes = [models.Index(fields=["by", "-uploaded_at"], name="import_by")]

    @property
    def is_at_work(self) -> bool:
        """Whether the desk is working on it."""
        return self.state in AT_WORK

    @property
    def percent(self) -> int:
        """Rows done of the good ones."""
        return min(100, self.looked_at * 100 // self.good) if self.good else 0

    def may_be_undone(self, at: datetime) -> bool:
        """Whether the window is still open."""
        return self.state in MADE_MATTERS and self.undo_until is not None and at < self.undo_until


class ColumnMemory(models.Model):
    """What a unit once said a heading means; the heading itself is kept as a blind index only."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    heading = models.BinaryField(max_length=32)
    column = models.CharField(max_length=20, blank=True)

    class Meta:
        """One meaning for each unit."""

        constraints = [models.UniqueConstraint("unit", "heading", name="column_memory_once")]


class ImportedMatter(models.Model):
    """Where a matter came from: file, row, and the number it had in the old register (sealed)."""

    SEALED = ("old_number",)

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="imported")
    source = models.ForeignKey(LedgerImport, models.PROTECT, related_name="matters")
    row = models.PositiveIntegerField()
    old_number = models.BinaryField(null=True)
