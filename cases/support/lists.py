"""Coded lists of family support (domain.md §5.13, §6.5), with their official wording. A table."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ConcernKind(TextChoices):
    """What a note may be about. Two of the three go to their own way and never become a file."""

    VIOLENCE = "domestic_violence", _("somebody at home is hurt or threatened")
    OUT_OF_SCHOOL = "out_of_school_minor", _("a child does not go to school")
    SUPPORT_NEED = "family_support_need", _("the family itself says that it needs support")


class ConcernSource(TextChoices):
    """From whom it is known. What others say is none of them, and without one there is no note."""

    SELF_REPORT = "self_report", _("said by the person concerned")
    CHILDS_WORDS = "childs_words", _("the child's own account")
    OBSERVED = "observed", _("seen by the writer herself")
    SCHOOL = "school", _("told by the school")
    POLICE = "police_notice", _("notice of the police")
    COURT = "court_order", _("order of a court")
    AGENCY = "other_agency", _("told by another body in writing")


class NoteState(TextChoices):
    """Where a concern note stands."""

    NOTED = "noted", _("concern noted")
    REVIEWED = "reviewed", _("looked at by township or county")
    DISMISSED = "dismissed", _("nothing follows")
    REDIRECTED = "redirected", _("goes its own way")
    OPENED = "opened", _("a file was proposed")


class Way(TextChoices):
    """Where a concern goes that is not for a support file."""

    PROTECTION = "protection", _("protection from violence, as a matter of hers")
    MINOR = "minor", _("matter of a child, and the education department")
    POLICE = "police", _("the police")
    RELIEF = "relief", _("relief of civil affairs")


class Purpose(TextChoices):
    """The one purpose of a file (个人信息保护法 art. 6); another purpose is another file."""

    PARENTING = "parenting", _("guidance in family education")
    LIVELIHOOD = "livelihood", _("work and relief")
    HEALTH = "health", _("the way to a doctor")
    RELATIONS = "relations", _("getting along at home")


class LegalBasis(TextChoices):
    """On what a file rests (个人信息保护法 art. 13)."""

    CONSENT = "consent", _("consent of the family")
    DUTY = "statutory_duty", _("duty named by a law")
    EMERGENCY = "emergency_protection", _("life or health is in danger")


class FileState(TextChoices):
    """Where a support file stands."""

    PROPOSED = "proposed", _("waits for the privacy officer")
    SIGNED = "signed", _("waits for the county leader")
    ACTIVE = "active", _("support under way")
    REVIEWED = "reviewed", _("review waits for the county leader")
    PAUSED = "paused", _("stands still, the family objects")
    RESTRICTED = "restricted", _("closed to everybody")
    DESTROYED = "destroyed", _("file destroyed")
    REFUSED = "refused", _("file not opened")


class ReviewOutcome(TextChoices):
    """What a review comes to; all but the first end the file."""

    CONTINUED = "continued", _("support goes on")
    STEPPED_DOWN = "stepped_down", _("lighter help is enough now")
    STABILISED = "stabilised", _("stable, as the family says itself")
    MOVED = "moved", _("the family moved away")
    DECLINED = "declined_by_family", _("the family does not want it")
    UNFOUNDED = "unfounded", _("the concern was unfounded")


class DarkFor(TextChoices):
    """Why a file is closed to everybody."""

    OVERDUE = "overdue", _("its review did not come")
    EXPIRED = "expired", _("its last day has come")
    ENDED = "ended", _("ended by its review")
    OBJECTION = "objection", _("the family objected")


class Offer(TextChoices):
    """What is offered to a family; each may be declined."""

    LAW = "law_talk", _("a talk about the law")
    COUNSELLING = "counselling", _("counselling offered")
    JOB = "job", _("a job or a training")
    RELIEF = "relief", _("how to apply for relief")
    PARENTING = "parenting", _("help with raising children")
    TREATMENT = "treatment", _("contact of a doctor or clinic")


class VisitState(TextChoices):
    """Where a visit stands."""

    ASKED = "asked", _("visit to be made")
    VISITED = "visited", _("the visit was made")
    DECLINED = "declined", _("not wanted at the door")
    CALLED_OFF = "called_off", _("visit called off")


class ObjectionFinding(TextChoices):
    """What an objection of the family comes to."""

    ACCEPTED = "accepted", _("accepted, the file is closed")
    CORRECTED = "corrected", _("corrected, the file goes on")
    REFUSED = "refused", _("refused with written reasons")


class EducationState(TextChoices):
    """Where a talk about the law with whoever used violence stands."""

    PLANNED = "planned", _("talk planned")
    CHECKED = "checked", _("her safety checked")
    HELD = "held", _("talk held")
    CALLED_OFF = "called_off", _("talk called off")


class Partner(TextChoices):
    """Who talks with us: never one of ours alone (反家庭暴力法 art. 22)."""

    POLICE = "police", _("together with the police")
    LAWYER = "lawyer", _("together with a lawyer")
    JUSTICE = "justice", _("together with the justice office")


class SafetyWay(TextChoices):
    """How her safety was asked for before the talk."""

    MEETING = "meeting", _("met alone")
    SAFE_CALL = "safe_call", _("called the safe way she chose")


# These two are never a file of a household: each has a way of its own.
OWN_WAYS = {ConcernKind.VIOLENCE: Way.PROTECTION, ConcernKind.OUT_OF_SCHOOL: Way.MINOR}
