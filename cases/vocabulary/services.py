"""Referrals, legal aid and consultations: coded lists with their official wording. A table."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


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
