"""Every coded list with its official wording (domain.md 5.1, 8.1). Tables only."""

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
    """The seven fixed roots of the classification (domain.md 8.1)."""

    POLITICAL = "political", _("political rights")
    PERSON = "person", _("personal rights and dignity")
    CULTURE = "culture_education", _("culture and education")
    LABOUR = "labour_social_security", _("labour and social security")
    PROPERTY = "property", _("property rights")
    FAMILY = "marriage_family", _("marriage and family")
    GENERAL = "general", _("general")


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
    """Part of the federation's minimum set (domain.md 5.1)."""

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


class Route(TextChoices):
    """Main routes of a petition (domain.md 2.1); this house opens R1 and R10 first."""

    R1 = "R1", _("our own competence")
    R10 = "R10", _("advice only")


class Outcome(TextChoices):
    """The three outcomes of a handling opinion (art. 32)."""

    SUPPORT = "support", _("supported")
    EXPLAIN = "explain", _("explained")
    NOT_SUPPORT = "not_support", _("not supported")


class DeclineReason(TextChoices):
    """Why a matter is not accepted."""

    FINAL = "final", _("already finally decided (art. 36)")
    OTHER_ROUTE = "other_route", _("another body is competent (art. 23)")
    IN_HANDLING = "in_handling", _("already being handled by a superior or other unit (art. 19)")
    LITIGATION = "litigation", _("belongs to court, prosecutor or police (art. 31)")


class Phase(TextChoices):
    """The life of the dossier, whatever kind of work hangs on it."""

    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")
    RESTRICTED = "restricted", _("restricted")
    DESTROYED = "destroyed", _("destroyed")
    TRANSFERRED = "transferred", _("transferred to the archive")


class AccessSource(TextChoices):
    """Why somebody may see a case that is not hers."""

    HAND_OVER = "hand_over", _("handed the matter on")
    RECEIPT = "receipt", _("reported the matter")
    SUPERVISION = "supervision", _("supervises the unit")
    RUNG = "rung", _("ladder")
    REASON = "reason", _("opened with a reason")
    APPROVAL = "approval", _("decides the matter")
    LENT = "lent", _("lent by the owner")


class RecusalSource(TextChoices):
    """How a conflict of interest became known (domain.md 7.2, P18)."""

    DECLARED = "declared", _("declared by herself")
    INTAKE = "intake", _("named at intake")
    MATCH = "match", _("found by comparison")
    OWNER = "owner", _("entered by the owner")
