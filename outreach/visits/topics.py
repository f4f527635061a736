"""What two women offer at a door, and what may be asked for there (domain.md §1.6, items 95, 98, 104, 111). A table.

Of help only how many households asked is written down, never which.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Topic(TextChoices):
    """What was offered or talked about."""

    RIGHTS = "rights", _("rights of women and children, and the law")
    NO_VIOLENCE = "no_violence", _("no violence at home, and whom to call")
    EQUALITY = "equality", _("women and men are equal")
    CARE = "care", _("care for the old and the young")
    NEIGHBOURS = "neighbours", _("getting on with neighbours")
    PARENTING = "parenting", _("raising children")
    HEALTH = "health", _("health checks for women")
    WORK = "work", _("work and training")
    HEALTHY_LIFE = "healthy_life", _("a healthy way of life")
    NO_DRUGS = "no_drugs", _("keeping away from drugs")
    SERVICES = "services", _("what the federation does, and its numbers")


class Help(TextChoices):
    """What a household asked for; each goes its own way afterwards, with her who asked."""

    LAW = "law", _("legal advice")
    TALK = "talk", _("somebody to talk to")
    WORK = "work", _("work or training")
    RELIEF = "relief", _("relief and how to apply")
    PARENTING = "parenting", _("help with children")
    CARE = "care", _("help with somebody old or ill")
    HEALTH = "health", _("a health check")
    PEACE = "peace", _("somebody to make peace")


# Whoever may go round: posts near the families.
VISITORS = ("township_chair", "executive_member", "village_chair", "station_head", "volunteer")
