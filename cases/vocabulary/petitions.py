"""Routes, answers and outcomes of a petition: coded lists with their official wording. A table."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Route(TextChoices):
    """Main routes of a petition (信访工作条例 art. 22, 23, 30, 31; 妇女权益保障法 art. 73). R8 is a mark, not a route.

    R6 stands in matters of earlier days alone: an accusation has a table of its own.
    """

    R1 = "R1", _("our own competence")
    R2 = "R2", _("a lower federation is competent")
    R3 = "R3", _("another body is competent; she goes there")
    R4 = "R4", _("demand an investigation by the competent body")
    R5 = "R5", _("court, prosecutor or police procedure")
    R6 = "R6", _("accusation against a cadre")
    R7 = "R7", _("mediation")
    R9 = "R9", _("suggestion")
    R10 = "R10", _("advice only")


class Satisfaction(TextChoices):
    """What she says at the follow-up; she rates, nobody rates for her."""

    SATISFIED = "satisfied", _("satisfied")
    MOSTLY = "mostly", _("mostly satisfied")
    UNSATISFIED = "unsatisfied", _("not satisfied")
    UNRATED = "unrated", _("no rating")


class FollowUpWay(TextChoices):
    """How she was asked; only a way she called safe."""

    CALL = "call", _("phone call")
    TEXT = "text", _("text message")
    WECHAT = "wechat", _("WeChat")
    IN_PERSON = "in_person", _("in person")


class FollowUpResult(TextChoices):
    """Whether she could be asked."""

    REACHED = "reached", _("reached, she answered")
    NOT_REACHED = "not_reached", _("not reached")


class SlipKind(TextChoices):
    """转送 asks for nothing back, 交办 asks for a report."""

    TRANSFER = "transfer", _("transfer slip")
    ASSIGNMENT = "assignment", _("assignment slip")


class Decision(TextChoices):
    """What the sender says to an objection or to a report."""

    UPHELD = "upheld", _("upheld")
    REJECTED = "rejected", _("rejected")
    ACCEPTED = "accepted", _("accepted")
    RETURNED = "returned", _("returned")


class SupervisionReason(TextChoices):
    """Why a superior steps in (信访工作条例 art. 40, 43, 44, 45)."""

    NOT_REGISTERED = "not_registered", _("not registered")
    NOT_NOTIFIED = "not_notified", _("petitioner not told")
    WRONGLY_REFUSED = "wrongly_refused", _("wrongly not accepted")
    EVADED = "evaded", _("evaded or passed round")
    DELAYED = "delayed", _("delayed")
    FALSIFIED = "falsified", _("falsified")
    NOT_CARRIED_OUT = "not_carried_out", _("opinion not carried out")


class SupervisionLevel(TextChoices):
    """督办, and 挂牌督办 that the city's leader signs (art. 39(3))."""

    ORDER = "order", _("supervision order")
    LISTED = "listed", _("listed supervision")


class OrderState(TextChoices):
    """How far a supervision order has come."""

    ISSUED = "issued", _("issued")
    RECEIVED = "received", _("received")
    REPLIED = "replied", _("replied")
    REJECTED = "rejected_reply", _("reply not accepted")
    RECTIFIED = "rectified", _("rectified")
    ACCEPTED = "accepted_reply", _("reply accepted, closed")


class InvestigationState(TextChoices):
    """How far the demand to another body has come; that it is overdue is read from its clock and stored nowhere."""

    DRAFTED = "drafted", _("demand drafted")
    CONSENTED = "consented", _("she has consented")
    SENT = "sent", _("demand sent")
    AGENCY_REPLIED = "agency_replied", _("the body replied")
    ACCEPTED_REPLY = "accepted_reply", _("reply accepted")
    URGING_SENT = "urging_sent", _("urging opinion sent")
    REPLIED = "replied", _("reply to the urging opinion")
    INSPECTION_REQUESTED = "inspection_requested", _("government inspection asked for")
    CLOSED = "closed", _("closed")


class ConsentFor(TextChoices):
    """To whom something of hers goes; she consents for each recipient alone (个人信息保护法 art. 23)."""

    AGENCY = "agency", _("the body that is asked to act")
    COMMITTEE = "committee", _("copy of the urging opinion to the committee on women and children")
    GOVERNMENT = "government", _("the government that is asked to inspect")
    MEETING = "meeting", _("the bodies invited to a meeting")
    REFERRAL = "referral", _("the body she is introduced to")
    KEEPING = "keeping", _("keeping the opinion of the injury assessment here")


class ConsentManner(TextChoices):
    """How she consented."""

    SIGNED = "signed", _("signed")
    FINGERPRINT = "fingerprint", _("by fingerprint")
    ORAL = "oral", _("orally, before a witness")


class MeetingKind(TextChoices):
    """协调会, and 联合约谈 with the labour department and the union (妇女权益保障法 art. 74)."""

    COORDINATION = "coordination", _("coordination meeting")
    INTERVIEW = "interview", _("joint interview of an employer")


class MeetingState(TextChoices):
    """How far a meeting has come."""

    CALLED = "called", _("called")
    HELD = "held", _("held")
    CANCELLED = "cancelled", _("called off")


class TellingChannel(TextChoices):
    """How a body was told of a grave or urgent matter (信访工作条例 art. 25)."""

    PHONE = "phone", _("by phone")
    IN_PERSON = "in_person", _("in person")
    PAPER = "paper", _("urgent paper")
    NETWORK = "network", _("government network")


class OpinionStage(TextChoices):
    """Which of the three written opinions (art. 32, 35, 36)."""

    HANDLING = "handling", _("handling opinion")
    REVIEW = "review", _("review opinion")
    REEXAMINATION = "reexamination", _("re-examination opinion")


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


class WaitsFor(TextChoices):
    """Who owes the next step inside the unit."""

    OWNER = "owner", _("its owner")
    LEADER = "leader", _("the leader's decision")


# What counts as the written notice: every way of telling her within the 15 days what becomes of the matter.
NOTICE = ("petition.notice", "petition.notice_assigned", "petition.same_day")


class VisitState(TextChoices):
    """Where somebody who came to be received is (item 23)."""

    BOOKED = "booked", _("booked")
    ARRIVED = "arrived", _("waiting for her turn")
    CALLED = "called", _("called in")
    SEATED = "seated", _("being received")
    FINISHED = "finished", _("talked with")
    CALLED_OFF = "called_off", _("booking called off")
    MISSED = "missed", _("did not come")


class TalkOutcome(TextChoices):
    """What the leader decided at the table."""

    ON_THE_SPOT = "on_the_spot", _("answered on the spot")
    ASSIGNED = "assigned", _("assigned with a deadline")
    TAKEN_ON = "taken_on", _("taken on by the leader")
    GUIDED_OUT = "guided_out", _("guided to another body")


class CommitmentState(TextChoices):
    """Whether a leader's promise was kept."""

    OPEN = "open", _("still owed")
    MET = "met", _("kept")
    FAILED = "failed", _("not kept")


class RelationKind(TextChoices):
    """How one matter stands to an earlier one of the same petitioner (art. 19(3), 36(3))."""

    REPEAT = "repeat", _("the same facts again")
    NEW_FACTS = "new_facts", _("new facts")
    MERGED = "merged", _("merged into")
