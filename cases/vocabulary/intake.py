"""What is asked of whoever comes in: coded lists with their official wording. A table."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Channel(TextChoices):
    """How a matter came in (信访工作条例 art. 17; item 17)."""

    VISIT = "visit", _("visit")
    LETTER = "letter", _("letter")
    PHONE = "phone", _("phone call")
    HOTLINE = "12338", _("12338 hotline")
    WEB = "web", _("online")
    RECEPTION_DAY = "reception_day", _("reception day")
    STATION = "station", _("feedback station")
    TALK_POINT = "talk_point", _("talk point")
    PATROL = "patrol", _("patrol")


class Nature(TextChoices):
    """The three categories of petitions (art. 29–31)."""

    SUGGESTION = "suggestion", _("suggestion")
    ACCUSATION = "accusation", _("accusation")
    APPEAL = "appeal", _("appeal for help")


class Category(TextChoices):
    """The seven fixed roots of the classification."""

    POLITICAL = "political", _("political rights")
    PERSON = "person", _("personal rights and dignity")
    CULTURE = "culture_education", _("culture and education")
    LABOUR = "labour_social_security", _("labour and social security")
    PROPERTY = "property", _("property rights")
    FAMILY = "marriage_family", _("marriage and family")
    GENERAL = "general", _("general")


class Concern(TextChoices):
    """Flags that stand across the classes, so that a matter counts once wherever it is filed."""

    CHILD = "child", _("concerns a child")
    VIOLENCE = "violence", _("concerns domestic violence")
    ELDERLY = "elderly", _("concerns an elderly person")
    DISABILITY = "disability", _("concerns a person with a disability")


class Safety(TextChoices):
    """The answer to the safety question that every intake must carry."""

    SAFE = "safe", _("nobody is in danger or hurt")
    VIOLENCE = "violence", _("there is violence or the threat of it")
    MINOR = "minor", _("a child is concerned")
    URGENT = "urgent", _("somebody is in danger now")


class Gender(TextChoices):
    """As the person says."""

    FEMALE = "female", _("woman")
    MALE = "male", _("man")
    UNSAID = "unsaid", _("not said")


class MaritalStatus(TextChoices):
    """Part of the federation's minimum set."""

    UNSAID = "unsaid", _("not said")
    SINGLE = "single", _("single")
    MARRIED = "married", _("married")
    DIVORCED = "divorced", _("divorced")
    WIDOWED = "widowed", _("widowed")


class PersonRole(TextChoices):
    """What a person is in a matter."""

    PETITIONER = "petitioner", _("petitioner")
    REPRESENTATIVE = "representative", _("representative")
    RESPONDENT = "respondent", _("other side")
    CHILD = "child", _("the child")
    GUARDIAN = "guardian", _("guardian of the child")
    CIRCLE = "circle", _("adult of the child's circle")


class Capacity(TextChoices):
    """What a person can do in law by herself (民法典 art. 18–20); computed, never stored."""

    NONE = "none", _("no capacity: the guardian acts for her")
    LIMITED = "limited", _("limited capacity: the guardian agrees to what is beyond her age")
    FULL = "full", _("full capacity")


class CodeWay(TextChoices):
    """How she was given the code that opens the progress of her matter."""

    SCREEN = "screen", _("shown on her own screen")
    PAPER = "paper", _("a slip of paper; she says it is safe to take home")
    SPOKEN = "spoken", _("read to her; she keeps it her own way")
    PHONE = "phone", _("told on the phone")
    LETTER = "letter", _("sent by letter")
