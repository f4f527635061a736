"""Why a return is sent back: a coded list."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SentBack(TextChoices):
    """What has to be corrected before it is locked again."""

    MISSING = "missing", _("matters are missing")
    TWICE = "twice", _("matters stand twice")
    CLASSED = "classed", _("matters are in the wrong class")
    LATE_ENTRY = "late_entry", _("entries were made after the lock")
    OTHER = "other", _("something else")
