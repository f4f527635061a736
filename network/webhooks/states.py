"""The life of one event on its way to a program, and why sending stopped. Tables."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Sending(TextChoices):
    """Where one event stands. `dead`: given up, a person may send it again."""

    DUE = "due", _("waits to be sent")
    LEASED = "leased", _("on its way")
    SENT = "sent", _("taken by the program")
    DEAD = "dead", _("given up")


class Stopped(TextChoices):
    """Why nothing is sent any more."""

    HAND = "hand", _("stopped by the administrator")
    FAILURES = "failures", _("stopped by itself after too many failures in a row")


# What is sent: the kind alone; the number of an ordinary matter, never one of a sealed matter.
CASE_CHANGED = "case.changed"
