"""Every coded list with its official wording. A table."""

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


class Delivery(TextChoices):
    """How a paper reached the petitioner; chosen, never typed."""

    IN_PERSON = "in_person", _("handed over in person")
    ON_THE_SPOT = "on_the_spot", _("handed over on the spot")
    SAFE_WAY = "safe_way", _("sent the safe way she chose")
    POST = "post", _("sent by post")


class PaperState(TextChoices):
    """How far a paper has come."""

    DRAFT = "draft", _("draft paper")
    APPROVED = "approved", _("approved by the leader")
    ISSUED = "issued", _("issued with a number")
    DELIVERED = "delivered", _("delivered to the addressee")
    REVOKED = "revoked", _("taken back")
    REPLACED = "replaced", _("replaced by a new one")


class ProposalState(TextChoices):
    """How far a proposal to a department has come."""

    DRAFTED = "drafted", _("proposal drafted")
    SENT = "sent", _("sent to the department")
    REPLIED = "replied", _("the department replied")
    CLOSED = "closed", _("proposal closed")


class Adoption(TextChoices):
    """What the department did with a proposal (信访工作条例 art. 41)."""

    ADOPTED = "adopted", _("adopted")
    PARTLY = "partly", _("partly adopted")
    NOT_ADOPTED = "not_adopted", _("not adopted")


class AccessReason(TextChoices):
    """Why somebody opens what is not hers. A list, so that no name or story stands in loans and logs."""

    SUPERVISION = "supervision", _("to see why it is late")
    RECEPTION = "reception", _("she came to the leader")
    COMPLAINT = "complaint", _("the petitioner complains about the handling")
    SUBSTITUTE = "substitute", _("standing in for a colleague")
    COORDINATION = "coordination", _("to arrange help of other bodies")
    CONTACT = "contact", _("to reach or identify her")
    DANGER = "danger", _("somebody may be in danger")
    CHECK = "check", _("quality check")


class Emergency(TextChoices):
    """Why a matter had to be read at once by somebody who may not open it."""

    DANGER = "danger", _("somebody may be in danger now")
    CHILD = "child", _("a child must be protected at once")
    UNREACHABLE = "unreachable", _("nobody who may open it can be reached, and it cannot wait")
    AUTHORITY = "authority", _("police, court or hospital need an answer at once")


class Finding(TextChoices):
    """What the review of an emergency reading found."""

    JUSTIFIED = "justified", _("justified")
    UNJUSTIFIED = "unjustified", _("not justified")


class CodeWay(TextChoices):
    """How she was given the code that opens the progress of her matter."""

    SCREEN = "screen", _("shown on her own screen")
    PAPER = "paper", _("a slip of paper; she says it is safe to take home")
    SPOKEN = "spoken", _("read to her; she keeps it her own way")
    PHONE = "phone", _("told on the phone")
    LETTER = "letter", _("sent by letter")


# What counts as the written notice: every way of telling her within the 15 days what becomes of the matter.
NOTICE = ("petition.notice", "petition.notice_assigned", "petition.same_day")


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
    CO_HANDLER = "co_handler", _("handles it together with the owner")
    STAND_IN = "stand_in", _("stands in for a colleague on leave")
    DISPUTE = "dispute", _("decides whose matter it is")
    DUTY = "duty", _("on duty while somebody is in danger")
    SESSION = "session", _("holds a session of the matter")
    BREAK_GLASS = "break_glass", _("reads it in an emergency")


class Seer(TextChoices):
    """Why somebody sees a case without a loan."""

    OWNER = "owner", _("owner")
    LEADS = "leads", _("leads the unit")
    REGISTERED = "registered", _("registered it")
    AREA = "area", _("post in the area")


class RecusalSource(TextChoices):
    """How a conflict of interest became known."""

    DECLARED = "declared", _("declared by herself")
    INTAKE = "intake", _("named at intake")
    MATCH = "match", _("found by comparison")
    OWNER = "owner", _("entered by the owner")


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


class DisciplineOrgan(TextChoices):
    """To whom an accusation against a cadre goes (信访工作条例 art. 22(2)); never to the accused unit."""

    CITY = "city", _("the city's commission for discipline inspection")
    COUNTY = "county", _("a county's commission for discipline inspection")
    STATIONED = "stationed", _("the stationed discipline inspection team")
    PROVINCE = "province", _("the provincial commission for discipline inspection")


class SeatReason(TextChoices):
    """Why another person reads an accusation. A list, so that nothing of it is typed."""

    CONFLICT = "conflict", _("a conflict of interest")
    LEAVES = "leaves", _("leaves her post")
    ILLNESS = "illness", _("is ill or on leave")
    OVERLOAD = "overload", _("cannot take it on in time")


class AidKind(TextChoices):
    """What she is introduced for (items 54–61)."""

    INTRODUCTION = "introduction", _("introduction to a court, the police or another body")
    LEGAL_AID = "legal_aid", _("legal aid")
    INJURY = "injury", _("injury assessment")
    RELIEF = "relief", _("relief and social assistance")


class AidChannel(TextChoices):
    """How fast her letter is owed."""

    ORDINARY = "ordinary", _("ordinary")
    GREEN = "green", _("green channel")
    DANGER = "danger", _("danger: by phone first")


class AidState(TextChoices):
    """How far a referral has come."""

    OPENED = "opened", _("referral opened")
    ELIGIBILITY_CHECKED = "eligibility_checked", _("conditions checked")
    CONSENTED = "consented", _("may be introduced")
    LETTER_ISSUED = "letter_issued", _("letter issued")
    PRESENTED = "presented", _("letter presented")
    AGENCY_ACCEPTED = "agency_accepted", _("taken on by the body")
    AGENCY_DECLINED = "agency_declined", _("declined by the body")
    NO_RESPONSE = "no_response", _("the body is silent")
    SERVICE_GIVEN = "service_given", _("help given")
    OUTCOME_RECORDED = "outcome_recorded", _("outcome recorded")
    CLOSED = "closed", _("referral closed")
    EXPIRED = "expired", _("letter expired")
    REVOKED = "revoked", _("letter taken back")


class StatutoryBasis(TextChoices):
    """What lets data go to a body without her consent (个人信息保护法 art. 13)."""

    LIFE = "life", _("her life or health is in danger (Personal Information Protection Law art. 13(1)(4))")
    DUTY = "duty", _("a duty the law puts on us (Personal Information Protection Law art. 13(1)(3))")


class AidOutcome(TextChoices):
    """What the referral brought her."""

    HELPED = "helped", _("she was helped")
    PARTLY = "partly", _("she was helped in part")
    NOT_HELPED = "not_helped", _("she was not helped")
    WITHDREW = "withdrew", _("she did not want it any more")


class SlipSays(TextChoices):
    """What a receiving body ticks on its return slip."""

    ACCEPTED = "accepted", _("We take it on")
    DECLINED = "declined", _("We cannot take it on")
    GIVEN = "given", _("The help has been given")


class SlipWay(TextChoices):
    """How the body gets the code of its return slip."""

    PAPER = "paper", _("on a slip that goes with the letter")
    PHONE = "phone", _("by phone, to the liaison")


class AidMatter(TextChoices):
    """What legal aid is asked for (法律援助法 art. 31)."""

    ALIMONY = "alimony", _("maintenance, support or alimony")
    SOCIAL = "social", _("social insurance or social assistance")
    WAGES = "wages", _("wages or work injury")
    INJURY = "injury", _("compensation for personal injury")
    CAPACITY = "capacity", _("capacity of a person")
    VIOLENCE = "violence", _("rights after violence, abuse or abandonment in the family")
    OTHER = "other", _("another matter of the list")


class MeansGround(TextChoices):
    """Why her means are not examined, or that they are (法律援助法 art. 32, 42)."""

    EXAMINED = "examined", _("her means are examined")
    VIOLENCE = "violence", _("violence, abuse or abandonment (art. 32(4)): no examination")
    NO_INCOME = "no_income", _("a minor, an old or a disabled person without fixed income (art. 42)")
    ASSISTED = "assisted", _("receives social or judicial assistance (art. 42)")
    WORKER = "worker", _("a migrant worker, for wages or work injury (art. 42)")


class AidUrgency(TextChoices):
    """Help first, papers later (法律援助法 art. 44)."""

    NONE = "none", _("not urgent")
    LIMITATION = "limitation", _("a limitation is about to end")
    PRESERVATION = "preservation", _("urgent preservation or advance enforcement")


class AidPlace(TextChoices):
    """Where the application goes (法律援助法 art. 38)."""

    ORGAN = "organ", _("at the seat of the court or organ that handles it")
    MATTER = "matter", _("where the matter arose or is handled")


class LegalAidState(TextChoices):
    """How far the application at the legal aid office has come; its clocks are that office's own."""

    NOTED = "noted", _("application prepared")
    SUBMITTED = "submitted", _("application handed in")
    GRANTED = "granted", _("legal aid granted")
    ASSIGNED = "assigned", _("lawyer assigned")
    REFUSED = "refused", _("legal aid refused")
    OBJECTED = "objected", _("objection filed")
    DISMISSED = "dismissed", _("objection dismissed")


class ConsultationState(TextChoices):
    """Where a session stands (domain.md §6.3)."""

    BOOKED = "booked", _("booked")
    WALKED_IN = "walked_in", _("came without a booking")
    CHECKED_IN = "checked_in", _("is here")
    CONSENTED = "consented", _("consent signed")
    IN_SESSION = "in_session", _("in session")
    COMPLETED = "completed", _("completed")
    CRISIS = "crisis", _("crisis")
    MEDICAL_ADVISED = "medical_advised", _("medical care advised")
    NO_SHOW = "no_show", _("did not come")
    CANCELLED = "cancelled", _("called off")
    FOLLOW_UP = "follow_up", _("follow-up")
    CLOSED = "closed", _("closed")


class ConsultationTopic(TextChoices):
    """What a session was about: law first, then the topics of counselling (item 35)."""

    DIVORCE = "divorce", _("divorce and custody")
    PROTECTION = "protection", _("protection from violence")
    INHERITANCE = "inheritance", _("property and inheritance")
    LABOUR_LAW = "labour_law", _("work and social insurance")
    LAND = "land", _("land and village membership")
    LAW_OTHER = "law_other", _("other questions of law")
    EMOTION = "emotion", _("emotion")
    COURTSHIP = "courtship", _("courtship")
    MARRIAGE = "marriage", _("marriage")
    COUPLE = "couple", _("life as a couple")
    PARENTING = "parenting", _("parenting")
    TRAUMA = "trauma", _("trauma")
    OTHER = "other", _("other")


class SessionOutcome(TextChoices):
    """How a session ended (item 36); a crisis and advice to see a doctor are steps of their own."""

    RELIEVED = "relieved", _("she feels relieved, questions answered")
    CONTINUE = "continue", _("to be continued")
    REFERRED = "referred", _("referred elsewhere")
    MEDICAL = "medical", _("medical care advised by the counsellor")
    CRISIS = "crisis", _("crisis during the session")


class SheetSigned(TextChoices):
    """How the consent sheet was signed."""

    SIGNATURE = "signature", _("signature on the sheet")
    FINGERPRINT = "fingerprint", _("fingerprint on the sheet")


class PlanEnd(TextChoices):
    """How a care plan ended; for its counsellor alone."""

    REACHED = "reached", _("the aim is reached")
    REFERRED = "referred", _("referred to somebody else")
    DROPPED = "dropped", _("she does not come any more")
