"""最美家庭: titles, virtues, who puts a family forward, what an objection is about. Tables (domain.md items 74–89).

Every virtue is offered to women and to men (男女平等); none of them stands in any other feature.
"""

from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Title(TextChoices):
    """What a family is put forward for, and what it may be given."""

    BEAUTIFUL = "beautiful_family", _("Most beautiful family")
    STAR = "star_of_families", _("Star among the most beautiful")
    VIRTUE = "family_virtue_star", _("Star of family virtue")


class Virtue(TextChoices):
    """Words for what people at home do for each other; women and men are offered the same."""

    MOTHER = "mother", _("loving mother")
    FATHER = "father", _("loving father")
    WIFE = "wife", _("good wife")
    HUSBAND = "husband", _("good husband")
    DAUGHTER = "daughter", _("caring daughter")
    SON = "son", _("caring son")
    IN_LAW = "in_law", _("good to the parents-in-law")
    NEIGHBOUR = "neighbour", _("good neighbour")
    LEARNING = "learning", _("a home that reads")
    SHARES = "shares", _("housework shared")
    GREEN = "green", _("thrifty and green")
    HELPS = "helps", _("helps others")


class PutForward(TextChoices):
    """Who puts a family forward."""

    SELF = "self", _("the family itself")
    NEIGHBOUR = "neighbour", _("a neighbour")
    FEDERATION = "federation", _("the federation")


class Signed(TextChoices):
    """How somebody consented."""

    WRITTEN = "written", _("signed on paper")
    READ_OUT = "read_out", _("read out, then signed or marked")


class About(TextChoices):
    """What an objection is about: the text and the course. What happens behind a door goes the protected way, never here."""

    STORY = "story", _("something in the text is not so")
    CONSENT = "consent", _("somebody shown has not agreed")
    COURSE = "course", _("how the families were chosen")


class Heard(TextChoices):
    """How an objection came."""

    IN_PERSON = "in_person", _("somebody came")
    PHONE = "phone", _("by phone")
    LETTER = "letter", _("by letter")


# What whoever consents has been read, by version: the newest is the one that is signed. A new text is a new version.
CONSENT: dict[int, Any] = {
    1: _(
        "I was asked alone. I agree that what we wrote about our family, and the photograph if I am in it, is shown to everybody on the"
        " wall of families and in the public notice, under the family name we chose. I may take it back at any time with my own code or"
        " by telling the federation, without a reason, and everything is deleted at once. Nobody learns who took it back. If I do not"
        " agree, nothing follows from that."
    )
}
CONSENT_NOW = max(CONSENT)
# What the family signs: its own word, compared with nothing that we keep.
STATEMENT = _(
    "What is written is true, everybody in our family was asked, and we know that being shown is our own free wish."
)
