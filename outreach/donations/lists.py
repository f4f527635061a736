"""What is chosen about gifts and never typed. A table."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Purpose(models.TextChoices):
    """What the donor gives it for; it is used for nothing else (公益事业捐赠法 art. 18)."""

    CHILDREN = "children", _("children in difficulty")
    STUDY = "study", _("schooling")
    WOMEN = "women", _("women in difficulty")
    HEALTH = "health", _("women's health")
    EMERGENCY = "emergency", _("sudden hardship")
    OPEN = "open", _("whatever the federation finds most urgent")


class Use(models.TextChoices):
    """What it was used for."""

    STUDY = "study", _("school things and school money")
    LIVING = "living", _("food, clothes, heating")
    HEALTH = "health", _("health checks and medicine")
    ACTIVITY = "activity", _("an event for children or women")
    HARDSHIP = "hardship", _("help after a misfortune")


# Which uses keep to a purpose (公益事业捐赠法 art. 18); of the others all do.
KEEPS_TO = {
    Purpose.STUDY: (Use.STUDY,),
    Purpose.HEALTH: (Use.HEALTH,),
    Purpose.EMERGENCY: (Use.HARDSHIP, Use.LIVING, Use.HEALTH),
}


class Side(models.TextChoices):
    """The three accounts of a purpose: where it comes from, what lies here, where it went."""

    GIVEN = "given", _("given")
    HELD = "held", _("left")
    USED = "used", _("used")


class EntryKind(models.TextChoices):
    """What a line of the ledger is."""

    GIFT = "gift", _("gift")
    USE = "use", _("use")
    REVERSAL = "reversal", _("reversal")


class Thanks(models.TextChoices):
    """How she was thanked."""

    LETTER = "letter", _("by a letter of thanks")
    CALL = "call", _("by a call of thanks")
    MEETING = "meeting", _("in person, with thanks")
    WISH = "wish", _("she wants no thanks")


MOST = 10**12  # cents or pieces of one line
