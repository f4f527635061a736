"""What is chosen about volunteers and never typed. A table.

Nothing here is about the people she visits, and nothing about what a look into records has found.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from network.units.models import Level


class Skill(models.TextChoices):
    """What she can do for others."""

    LISTENING = "listening", _("listening to others")
    LAW = "law", _("knows the law")
    PEACE = "peace", _("settles quarrels of neighbours")
    FIRST_AID = "first_aid", _("first aid")
    CHILDREN = "children", _("looking after children")
    OLD = "old", _("looking after old people")
    TEACHING = "teaching", _("teaching")
    PUBLICITY = "publicity", _("publicity and performing")
    PHONE = "phone", _("phone and computer")
    CRAFTS = "crafts", _("crafts and farming")


class Topic(models.TextChoices):
    """What she was trained in. Risks and secrecy come before everything else (志愿服务条例: tell risks, train)."""

    RISKS = "risks", _("risks of the work and how to keep safe")
    SECRECY = "secrecy", _("keeping what she is told")
    LAW = "law", _("the rights of women and children")
    FIRST_TALK = "first_talk", _("the first talk with a woman in need")
    CHILDREN = "children", _("being with children")
    PATROL = "patrol", _("walking a patrol: look, never stop or search anybody")
    FIRST_AID = "first_aid", _("first aid")
    OTHER = "other", _("something else")


# Without these nobody takes part; without this nobody walks a patrol.
BASICS = (Topic.RISKS, Topic.SECRECY)
FOR_PATROLS = Topic.PATROL


class Consent(models.TextChoices):
    """How she said that her service may be written down."""

    SIGNED = "signed", _("she signed the sheet")
    ORAL = "oral", _("she said so before a witness")


class WhyLeft(models.TextChoices):
    """Why her service ended. With the consent her name goes as well."""

    WISH = "wish", _("her own wish")
    MOVED = "moved", _("moved away")
    TIME = "time", _("no time any more")
    ENDED = "ended", _("the federation ended it")
    CONSENT = "consent", _("she takes back her consent; her name is deleted")


class Source(models.TextChoices):
    """What her minutes come from: something with a beginning and an end that stands in the house."""

    SHIFT = "shift", _("shift of the rota")
    PATROL = "patrol", _("patrol")
    VISIT = "visit", _("home visit")
    ACTIVITY = "activity", _("activity")


class WhyCorrected(models.TextChoices):
    """What was wrong with what was credited."""

    FORGOT = "forgot", _("the end was pressed too late or too early")
    ABSENT = "absent", _("she was not there, or not all the time")
    TWICE = "twice", _("the same service was credited twice")
    OTHER = "other", _("another reason, see the note")


class TeamKind(models.TextChoices):
    """The four kinds of team."""

    RIGHTS = "rights", _("volunteers for women's rights")
    PATROL = "safety_patrol", _("women's safety patrol")
    PUBLICITY = "prevention_publicity", _("prevention and publicity group")
    SUPPORT = "supporter", _("team of supporters")


# Where a team of a kind stands.
TEAM_LEVELS: dict[str, tuple[int, ...]] = {
    TeamKind.RIGHTS: (Level.TOWNSHIP, Level.VILLAGE, Level.HAMLET),
    TeamKind.PATROL: (Level.TOWNSHIP, Level.VILLAGE, Level.HAMLET),
    TeamKind.PUBLICITY: (Level.TOWNSHIP, Level.VILLAGE),
    TeamKind.SUPPORT: (Level.TOWNSHIP, Level.VILLAGE),
}
# Where a volunteer is at home.
VOLUNTEER_LEVELS = (Level.TOWNSHIP, Level.VILLAGE, Level.HAMLET)


class WhatFor(models.TextChoices):
    """Why a file of hours leaves the house."""

    NATIONAL = "national", _("entry in the national volunteer system")
    REPORT = "report", _("report to the federation above")
    INSPECTION = "inspection", _("inspection")
