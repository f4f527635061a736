"""Coded lists of mediation, with their official wording. A table."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MediationState(TextChoices):
    """Where a mediation stands (domain.md §6.2); that a court has confirmed is a mark beside it."""

    REQUESTED = "requested", _("mediation asked for")
    SCREENING = "screening", _("each side is heard alone")
    UNSUITABLE = "unsuitable", _("not suitable for mediation")
    REDIRECTED = "redirected", _("told the other ways")
    CONSENTED = "consented", _("both sides agree to mediate")
    SCHEDULED = "scheduled", _("session arranged")
    IN_SESSION = "in_session", _("mediation in session")
    ADJOURNED = "adjourned", _("session adjourned")
    AGREED_WRITTEN = "agreed_written", _("agreement in writing")
    AGREED_ORAL = "agreed_oral", _("agreement by word of mouth")
    FAILED = "failed", _("no agreement")
    ENDED_BY_PARTY = "ended_by_party", _("one side does not want to go on")
    REPORTED_TO_POLICE = "reported_to_police", _("reported to the police")
    PERFORMING = "performing", _("agreement is being carried out")
    PERFORMED = "performed", _("agreement carried out")
    BREACHED = "breached", _("agreement not kept")
    CLOSED = "closed", _("mediation closed")


class Dispute(TextChoices):
    """What the two sides disagree about (item 13)."""

    FAMILY = "family", _("within a family")
    NEIGHBOUR = "neighbour", _("between neighbours")
    OTHER = "other", _("another dispute among people")


class Side(TextChoices):
    """Whose word it is."""

    HERS = "hers", _("she herself")
    OTHER = "other", _("the other side")


class Said(TextChoices):
    """To a question of the screening."""

    YES = "yes", _("yes")
    NO = "no", _("no")
    UNKNOWN = "unknown", _("not known")


class Subject(TextChoices):
    """All that an exception may be about; violence is never an object of bargaining."""

    PROPERTY = "property", _("property")
    CHILDREN = "children", _("upbringing of the children")
    VISITS = "visits", _("visits to the children")


class Way(TextChoices):
    """Other ways that stay open (人民调解法 art. 3, 26)."""

    COURT = "court", _("go to court")
    POLICE = "police", _("report to the police")
    ORDER = "order", _("ask the court for a protection order")
    AID = "aid", _("ask for legal aid")
    COUNSEL = "counsel", _("counselling")
    AUTHORITY = "authority", _("turn to the competent authority")


class SignedHow(TextChoices):
    """How a side puts its name under the agreement (art. 29)."""

    SIGNED = "signed", _("signature")
    STAMPED = "stamped", _("stamp")
    FINGERPRINT = "fingerprint", _("fingerprint")


class Kept(TextChoices):
    """What a follow-up found."""

    KEPT = "kept", _("kept so far")
    PARTLY = "partly", _("kept in part")
    NOT_KEPT = "not_kept", _("not kept at all")


class CourtSaid(TextChoices):
    """What the court answered to the joint application (民事诉讼法 art. 206)."""

    CONFIRMED = "confirmed", _("the agreement is confirmed and can be enforced")
    DISMISSED = "dismissed", _("the application is dismissed")
