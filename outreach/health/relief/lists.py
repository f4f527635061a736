"""Who is eligible for cancer relief (domain.md §2.9): hardship with its source, diagnosis with its stage. A table.

Cervical invasive cancer from stage IIB, or invasive breast cancer. The city ticks for each year which of these hold.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Hardship(TextChoices):
    """What the household is known for at civil affairs or rural affairs."""

    SUBSISTENCE = "subsistence", _("minimum living allowance")
    DESTITUTE = "destitute", _("supported as destitute")
    RELAPSE = "relapse", _("easily back into poverty")
    EXPENSE = "expense", _("in difficulty through expenses")


class Source(TextChoices):
    """Which paper says so."""

    CARD = "card", _("certificate of civil affairs")
    LIST = "list", _("list of civil affairs")
    MONITORING = "monitoring", _("monitoring list of rural affairs")
    DECISION = "decision", _("decision of the township on expenses")


# Hardship: which sources can say so.
SOURCES: dict[str, tuple[str, ...]] = {
    Hardship.SUBSISTENCE: (Source.CARD, Source.LIST),
    Hardship.DESTITUTE: (Source.CARD, Source.LIST),
    Hardship.RELAPSE: (Source.MONITORING,),
    Hardship.EXPENSE: (Source.DECISION, Source.LIST),
}


class Diagnosis(TextChoices):
    """Kind and stage as the paper of the hospital says."""

    CERVICAL_IN_SITU = "cervical_0", _("cervical, before invasion")
    CERVICAL_I = "cervical_I", _("cervical, stage I")
    CERVICAL_IIA = "cervical_IIA", _("cervical, stage IIA")
    CERVICAL_IIB = "cervical_IIB", _("cervical, stage IIB")
    CERVICAL_III = "cervical_III", _("cervical, stage III")
    CERVICAL_IV = "cervical_IV", _("cervical, stage IV")
    BREAST_IN_SITU = "breast_0", _("breast, before invasion")
    BREAST_I = "breast_I", _("breast, invasive, stage I")
    BREAST_II = "breast_II", _("breast, invasive, stage II")
    BREAST_III = "breast_III", _("breast, invasive, stage III")
    BREAST_IV = "breast_IV", _("breast, invasive, stage IV")


# 财政部、全国妇联 rules of 2021; the city takes them over for a year or ticks others.
ALLOWED = (
    Diagnosis.CERVICAL_IIB,
    Diagnosis.CERVICAL_III,
    Diagnosis.CERVICAL_IV,
    Diagnosis.BREAST_I,
    Diagnosis.BREAST_II,
    Diagnosis.BREAST_III,
    Diagnosis.BREAST_IV,
)


class Grade(TextChoices):
    """Of the hospital that made the diagnosis."""

    SECONDARY = "secondary", _("hospital of the second grade")
    TERTIARY = "tertiary", _("hospital of the third grade")


class Paper(TextChoices):
    """What was seen in the original; copies stay in the paper file."""

    ID_CARD = "id_card", _("identity card")
    HOUSEHOLD = "household", _("household register")
    HARDSHIP = "hardship", _("proof of hardship")
    DIAGNOSIS = "diagnosis", _("diagnosis of the hospital")
    SETTLEMENT = "settlement", _("settlement sheets of the treatment")


class Consent(TextChoices):
    """How she agreed (个人信息保护法 art. 29)."""

    SIGNED = "signed", _("signed on paper")
    PROXY = "proxy", _("signed by somebody she sent, with her power of attorney")


class WhyBack(TextChoices):
    """Why an application goes back to the village; none of them says anything about her illness."""

    PAPER = "paper", _("a paper is missing or cannot be read")
    ACCOUNT = "account", _("the bank account does not fit")
    HARDSHIP = "hardship", _("the proof of hardship has to be renewed")


class WhyNot(TextChoices):
    """Why an application is not supported; leaders of county and city alone read it."""

    ONCE = "once", _("granted or asked for before")
    HARDSHIP = "hardship", _("hardship not confirmed by civil affairs")
    DIAGNOSIS = "diagnosis", _("diagnosis not confirmed by health or insurance")
    PROVINCE = "province", _("answer of the province")


class Conflict(TextChoices):
    """Why somebody steps aside."""

    RELATIVE = "relative", _("a relative of hers")
    CLOSE = "close", _("otherwise close to her, or at odds")
