"""What is chosen about whoever is helped and never typed (domain.md §2.9). A table.

`CHILDREN` end at sixteen; `FACTS` are those whose definition is tested against facts.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Category(models.TextChoices):
    """困难类别. Definitions: definitions.py; the list of 民发〔2019〕62号 is the civil affairs office's to apply, not ours."""

    LEFT_BEHIND = "left_behind", _("left-behind child")
    MIGRANT = "migrant", _("migrant child")
    CHILD = "child", _("child in difficulty")
    UNATTENDED = "unattended", _("de facto unattended child")
    WOMAN = "woman", _("woman in difficulty")


CHILDREN = ("left_behind", "migrant", "child", "unattended")
FACTS = ("left_behind", "migrant")


class Source(models.TextChoices):
    """The paper that says so. Hearsay is no source."""

    VILLAGE_FILE = "village_file", _("file of the village committee")
    CIVIL_AFFAIRS = "civil_affairs", _("decision of civil affairs")
    SCHOOL = "school", _("register of the school")
    COURT = "court", _("judgment of a court")
    DISABLED = "disabled", _("certificate of the disabled persons' federation")


class Away(models.TextChoices):
    """Which parents work away from home."""

    BOTH = "both", _("both parents")
    ONE = "one", _("one parent")
    NONE = "none", _("neither")


class Sex(models.TextChoices):
    """As the return asks for it."""

    GIRL = "female", _("female")
    BOY = "male", _("male")


class Need(models.TextChoices):
    """What would help."""

    STUDY = "study", _("school things and lessons")
    LIVING = "living", _("food, clothes, heating")
    COMPANY = "company", _("somebody who comes and listens")
    HEALTH = "health", _("help with a health check")
    WORK = "work", _("work or training")
    MONEY = "money", _("money for school")


class WhyEnded(models.TextChoices):
    """Why nobody of this category stands here any more."""

    AGE = "age", _("the age of the category is over")
    BETTER = "better", _("the difficulty is over")
    MOVED = "moved", _("moved away")
    NO_PAPER = "no_paper", _("the paper holds no longer")
    CONSENT = "consent", _("consent taken back: what names them is deleted")
