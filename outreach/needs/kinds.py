"""What women of a hamlet may need (妇女维权需求, domain.md §1.1, item 18). A table; counts of women, never a woman."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Need(TextChoices):
    """One line of the sheet."""

    LAW = "law", _("to know her rights: marriage, property, land")
    NO_VIOLENCE = "no_violence", _("to know whom to call against violence")
    PEACE = "peace", _("help with quarrels at home or next door")
    TALK = "talk", _("somebody to talk to in low days")
    WORK = "work", _("work or training near home")
    CHILDREN = "children", _("children looked after while she works")
    PARENTING = "parenting", _("how to raise children")
    ELDERLY = "elderly", _("care for the old and the ill")
    HEALTH = "health", _("health checks and how they are paid")
    RELIEF = "relief", _("how to apply for relief")
    PHONE = "phone", _("how to use a phone and not be cheated")
    TOGETHER = "together", _("to come together, sing, dance, learn")
