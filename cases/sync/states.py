"""Lists and the small machine of what a person looks at. Tables."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FileState(models.TextChoices):
    """Where a file of an item is."""

    OPEN = "open", _("still coming")
    KEPT = "kept", _("kept with its matter")
    WAITING = "waiting", _("whole, waits to be taken in")
    REFUSED = "refused", _("could not be kept")


class CheckKind(models.TextChoices):
    """Why a person has to look."""

    STALE = "stale", _("done on the phone after the matter had moved on")
    INCOMPLETE = "incomplete", _("reported with something missing")
    FILE = "file", _("a file came after the report")
    ENTRY = "entry", _("written on the phone and not entered by itself")


class CheckState(models.TextChoices):
    """What became of it."""

    WAITING = "waiting", _("to be checked")
    ACCEPTED = "accepted", _("checked and taken over")
    ASIDE = "aside", _("set aside with a reason")


class Task(models.TextChoices):
    """What may be marked done on the phone: the steps of whoever holds a matter at a station or in a village."""

    TAKE_UP = "take_up", _("taken up")
    PASS_ON = "pass_on", _("passed on")
    NOTE = "note", _("a line for the matter")
