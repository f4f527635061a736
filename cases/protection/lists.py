"""Coded lists of the protection from violence, with their official wording. A table."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class IncidentState(TextChoices):
    """Whether somebody is in danger now."""

    OPEN = "open", _("somebody is in danger")
    ENDED = "ended", _("danger track ended")


class DangerStep(TextChoices):
    """The steps of the danger track; each has its minutes."""

    DUTY_TOLD = "duty_told", _("the duty officer is told by phone")
    SAFETY = "safety", _("safe now, safe contact, children and shelter are clear")
    DECISION = "decision", _("order, shelter and medical help are decided as she wishes")
    REVIEW = "review", _("the plan is reviewed")
    FOLLOW_1 = "follow_1", _("first follow-up in the safe way")
    FOLLOW_2 = "follow_2", _("second follow-up in the safe way")
    FOLLOW_3 = "follow_3", _("third follow-up in the safe way")

    @property
    def limit(self) -> str:
        """Its row among the limits."""
        return f"protection.{self.value}"


class EndReason(TextChoices):
    """Why the danger track ends."""

    DONE = "done", _("every step is done and she is safe")
    HER_WISH = "her_wish", _("she wants no more contact")
    ERROR = "error", _("it was opened by mistake")


class ReportState(TextChoices):
    """Where a mandatory report stands; read from what is written down."""

    REPORTED = "reported", _("the body was told")
    ANSWERED = "answered", _("the body told its result back")


class Trigger(TextChoices):
    """The nine situations that must be reported (2020 opinion of nine departments)."""

    GENITAL = "genital", _("injury or infection of a child's private parts")
    UNDER_14 = "under_14", _("girl under 14: sexual assault, pregnancy or abortion")
    OVER_14 = "over_14", _("girl of 14 or older: pregnancy or abortion after suspected assault")
    INJURED = (
        "injured",
        _("many injuries, malnourished or unconscious; violence, bullying or drugs suspected"),
    )
    SELF_HARM = "self_harm", _("suicide, self-harm, injury or poisoning with disability or death")
    ABANDONED = "abandoned", _("abandoned or long without anybody's care")
    MISSING = "missing", _("of unknown origin, missing, or bought and sold")
    BEGGING = "begging", _("made to beg")
    OTHER = "other", _("another serious harm or danger to a child or a person who cannot act for herself")


class Wish(TextChoices):
    """What she wants, in her own free choice."""

    TALK = "talk", _("only talk")
    RECORD = "record", _("only write it down")
    POLICE = "police", _("the police")
    SHELTER = "shelter", _("a safe place to stay")
    ORDER = "order", _("a protection order")
    DIVORCE = "divorce_advice", _("advice on divorce")
    EDUCATE = "educate", _("somebody speaks with the other side")
    NONE = "none", _("nothing for now")


class Answer(TextChoices):
    """To an item of the safety screen."""

    YES = "yes", _("yes")
    NO = "no", _("no")
    UNKNOWN = "unknown", _("not known")


class Level(TextChoices):
    """What the safety screen advises; a person decides."""

    STANDARD = "standard", _("standard")
    HIGH = "high", _("high")
    URGENT = "urgent", _("at once")


class EvidenceKind(TextChoices):
    """The eleven kinds of evidence (法释〔2022〕17号 art. 6)."""

    STATEMENT = "statement", _("what the parties say")
    WARNING = "warning", _("written warning or penalty decision of the police")
    POLICE = "police", _("police records and receipts of calls")
    PROMISE = "promise", _("letters of regret or promise by the other side")
    RECORDING = "recording", _("sound and pictures of the violence or of talks about it")
    MESSAGES = "messages", _("recorded calls, texts, chats, e-mails with the other side")
    MEDICAL = "medical", _("medical records")
    COMPLAINTS = (
        "complaints",
        _("records of complaints kept by employers, committees, federations and others"),
    )
    WITNESSES = "witnesses", _("what children fit to testify, relatives, neighbours and others say")
    INJURY = "injury", _("expert opinion on the injuries")
    OTHER = "other", _("anything else that shows the violence or its danger")


class Applicant(TextChoices):
    """Who applies for the order (反家庭暴力法 art. 23; 法释〔2022〕17号 art. 2)."""

    HERSELF = "herself", _("she herself")
    GUARDIAN = "guardian", _("her guardian")
    RELATIVE = "relative", _("a near relative")
    POLICE = "police", _("police on her behalf")
    FEDERATION = "federation", _("the federation on her behalf")
    COMMITTEE = "committee", _("village or residents' committee on her behalf")
    RESCUE = "rescue", _("rescue body on her behalf")
    CIVIL_AFFAIRS = "civil_affairs", _("civil affairs on her behalf")
    DISABLED = "disabled", _("disabled persons' federation on her behalf")
    ELDERLY = "elderly", _("organisation of the elderly on her behalf")


class Will(TextChoices):
    """What she herself wants of the application."""

    WANTS = "wants", _("she wants it")
    COERCED = "coerced", _("she is forced or threatened and cannot apply")
    INCAPABLE = "incapable", _("she cannot act for herself")


class Measure(TextChoices):
    """What the court may order (反家庭暴力法 art. 29; 法释〔2022〕17号 art. 10)."""

    NO_VIOLENCE = "no_violence", _("no violence")
    NO_CONTACT = "no_contact", _("no harassing, stalking or contact")
    MOVE_OUT = "move_out", _("the other side moves out")
    NO_MESSAGES = "no_messages", _("no abuse or threat by phone or message")
    KEEP_AWAY = "keep_away", _("keeps away from home, school and work")
    OTHER = "other", _("other measures")


class CourtOrderState(TextChoices):
    """How far an application has come; that an order has run out is read from its last day and stored nowhere."""

    DRAFTED = "drafted", _("application drafted")
    FILED = "filed", _("filed with the court")
    DECLINED = "declined", _("not accepted by the court")
    ACCEPTED = "accepted", _("accepted by the court")
    GRANTED = "granted", _("order granted")
    REFUSED = "refused", _("application refused by the court")
    RECONSIDERED = "reconsidered", _("reconsideration asked for")
    WITHDRAWN = "withdrawn", _("application withdrawn")
    REVOKED = "revoked", _("order revoked by the court")


class Party(TextChoices):
    """To whom an order is served (反家庭暴力法 art. 32)."""

    APPLICANT = "applicant", _("applicant")
    RESPONDENT = "respondent", _("respondent")
    POLICE = "police", _("police")
    COMMITTEE = "committee", _("village or residents' committee")
