"""What is chosen about pairings and never typed. A table."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PairingKind(models.TextChoices):
    """结对帮扶, and 爱心妈妈“牵手” where she comes herself."""

    PAIRING = "pairing", _("pairing")
    CARING_MOTHER = "caring_mother", _("hand in hand with a caring mother")


class Commitment(models.TextChoices):
    """What she promises."""

    VISIT = "visit", _("to come once a month")
    STUDY = "study", _("school things")
    MONEY = "money", _("money for school, through the ledger of gifts")
    LIVING = "living", _("food, clothes, heating")
    LETTERS = "letters", _("letters through the federation")
    WORK = "work", _("work or training")


class Year(models.TextChoices):
    """School year."""

    K = "k", _("kindergarten")
    P1 = "p1", _("primary school, year 1")
    P2 = "p2", _("primary school, year 2")
    P3 = "p3", _("primary school, year 3")
    P4 = "p4", _("primary school, year 4")
    P5 = "p5", _("primary school, year 5")
    P6 = "p6", _("primary school, year 6")
    M1 = "m1", _("middle school, year 1")
    M2 = "m2", _("middle school, year 2")
    M3 = "m3", _("middle school, year 3")
    H1 = "h1", _("upper school")
    NONE = "none", _("not at school")


class Progress(models.TextChoices):
    """How it goes at school, as a supporter may know it."""

    UP = "up", _("goes forward")
    SAME = "same", _("as before")
    HELP = "help", _("needs help with lessons")


class Rating(models.TextChoices):
    """A short word of each part of the care log."""

    GOOD = "good", _("good")
    FAIR = "fair", _("so so")
    BAD = "bad", _("not good")


class WhyOver(models.TextChoices):
    """Why a pairing ends."""

    TERM = "term", _("its time is over")
    WISH_SUPPORTER = "supporter", _("the supporter wishes it")
    WISH_CHILD = "helped", _("whoever is helped or the guardian wishes it")
    CHECK = "check", _("no check that holds")
    MOVED = "moved", _("moved away")
    AGE = "age", _("the age of the category is over")
    NOT_BEGUN = "not_begun", _("it came to nothing")


class Said(models.TextChoices):
    """What the child or guardian says afterwards."""

    HELPED = "helped", _("it helped")
    LITTLE = "little", _("it helped a little")
    NOT = "not", _("it did not help")


class Voice(models.TextChoices):
    """Who says it."""

    SELF = "self", _("whoever was helped")
    GUARDIAN = "guardian", _("the guardian")


class Answer(models.TextChoices):
    """What became of a concern."""

    MATTER = "matter", _("reported as a matter")
    POLICE = "police", _("reported to the police at once, and as a matter")
    HELPED = "helped", _("looked at and helped on the spot")
    NOTHING = "nothing", _("looked at, nothing to worry about")
