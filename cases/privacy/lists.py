"""Coded lists of what people may ask about their own data, with their official wording. A table."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DataRight(TextChoices):
    """What is asked for (个人信息保护法 art. 44–48)."""

    SEE = "see", _("see what is kept")
    COPY = "copy", _("have a copy of it")
    CORRECT = "correct", _("have it corrected or completed")
    DELETE = "delete", _("have it deleted")
    WITHDRAW = "withdraw", _("take back a consent")
    EXPLAIN = "explain", _("have the rules explained")


# These change the matter itself: its owner carries them out, and only afterwards is the request done.
CHANGING = (DataRight.CORRECT, DataRight.DELETE, DataRight.WITHDRAW)


class Erasable(TextChoices):
    """What of a person is deleted on request; name, story and answer are kept by law until their period ends."""

    PHONE = "phone", _("phone")
    ID_NUMBER = "id_number", _("identity number")
    ADDRESS = "address", _("address")
    DETAILS = "details", _("further details")
    BIRTH_YEAR = "birth_year", _("year of birth")
    MARITAL_STATUS = "marital_status", _("marital status")
    SAFE_WORDS = "safe_words", _("code word, hours and who may answer")


class IdentityProof(TextChoices):
    """How it was made sure that it is she who asks."""

    DOCUMENT = "document", _("identity document seen")
    KNOWN = "known", _("known to the colleague who handles her matter")
    CODE = "code", _("number and code of her matter")
    GUARDIAN = "guardian", _("guardian, with the child's and her own document")
    ENTRUSTED = "entrusted", _("entrusted in writing, both documents seen")


class GlassState(TextChoices):
    """Where an emergency reading stands; read from its moments."""

    READING = "reading", _("being read, for so many minutes")
    OVER = "over", _("over, waits for its review")
    REVIEWED = "reviewed", _("reviewed by somebody else")


class DataRequestState(TextChoices):
    """Where a request stands (domain.md §6.9)."""

    RECEIVED = "received", _("request received")
    CHECKED = "checked", _("identity checked")
    GRANTED = "granted", _("granted, to be carried out")
    DONE = "done", _("carried out and told")
    REFUSED = "refused", _("refused with reasons")
    TAKEN_BACK = "taken_back", _("taken back by the person")
