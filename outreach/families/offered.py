"""自荐: a family that puts itself forward from the public page, before anybody of the federation has seen it.

Name, phone and words are sealed under a key of the row; the key goes as soon as nobody needs them any more. What is left is
a row that counts. Nothing here is compared with anything that we keep.
"""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.access.roles import ROLES
from network.access.scope import Scope
from network.sites.reach import in_reach
from network.units.models import Unit
from network.units.placed import OfUnit
from outreach.families.lists import Title
from outreach.families.models import AwardRound, FamilyNomination, key, person
from sisterhood.lib.states import StateTable, Transition

OFFER = "family_offer"
SEALED = ("name", "phone", "family_name", "story")
OFFER_STATES = {
    "proposed": _("put forward by itself"),
    "taken_up": _("taken up as a family"),
    "declined": _("not taken up"),
    "taken_back": _("taken back by itself"),
    "lapsed": _("the round went on without an answer"),
}
_MAY = tuple(role for role, row in ROLES.items() if "nominate_family" in row.may)
OFFERED = StateTable(
    name="family that puts itself forward",
    states=OFFER_STATES,
    initial="proposed",
    transitions=(
        Transition("take_up_family", ("proposed",), "taken_up", _MAY, _("take the family up")),
        Transition("decline_family", ("proposed",), "declined", _MAY, _("not take it up")),
        Transition(
            "take_back_offer", ("proposed", "taken_up"), "taken_back", (), _("take it back with the code")
        ),
        Transition("lapse_offer", ("proposed",), "lapsed", (), _("let it lapse with its stage")),
    ),
)


class OfferQuerySet(models.QuerySet["FamilyOffer"]):
    """Questions about many of them."""

    def visible_to(self, scope: Scope) -> "OfferQuerySet":
        """Of units where she may put families forward, and below."""
        return self.filter(in_reach(scope, "nominate_family"))

    def waiting(self) -> "OfferQuerySet":
        """Those nobody has answered."""
        return self.filter(state="proposed")


class FamilyOffer(OfUnit, models.Model):
    """`unit`: the village or township the family chose. `number` and `code` (its mark alone is kept) open the progress."""

    SEALED = SEALED

    id = key()
    round = models.ForeignKey(AwardRound, models.PROTECT, related_name="offers")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=list(OFFER_STATES.items()), default="proposed")
    title_sought = models.CharField(max_length=20, choices=Title.choices)
    number = models.CharField(max_length=12, unique=True)
    code = models.BinaryField(max_length=32, null=True, unique=True)
    wrapped = models.BinaryField(null=True)
    name = models.BinaryField(null=True)
    phone = models.BinaryField(null=True)
    family_name = models.BinaryField(null=True)
    story = models.BinaryField(null=True)
    consent_version = models.PositiveSmallIntegerField()
    proposed_at = models.DateTimeField()
    decided_by = person(null=True)
    decided_at = models.DateTimeField(null=True)
    family = models.ForeignKey(FamilyNomination, models.PROTECT, null=True, related_name="+")

    objects = OfferQuerySet.as_manager()

    class Meta:
        """Oldest first: whoever came first is answered first. What came to its end holds nothing."""

        ordering = ["proposed_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=("proposed", "taken_up"))
                | Q(wrapped=None, name=None, phone=None, family_name=None, story=None),
                name="family_offer_empty",
            ),
            models.CheckConstraint(
                condition=~Q(state="taken_up") | Q(family__isnull=False, decided_by__isnull=False),
                name="family_offer_taken_up",
            ),
        ]
        indexes = [models.Index(fields=["round", "unit", "state"], name="family_offer_at_unit")]

    def __str__(self) -> str:
        return self.number


def emptied(row: FamilyOffer) -> list[str]:
    """Key and words go; the names of the columns to be saved."""
    row.wrapped = None
    for column in SEALED:
        setattr(row, column, None)
    return ["wrapped", *SEALED]


# What the family agreed to on the public page, by version. A new text is a new version.
OFFER_CONSENT: dict[int, Any] = {
    1: _(
        "I put our family forward of our own free will. The federation of the place I chose may call me on this number to arrange"
        " a talk. Nothing is shown to anybody before every adult of our family was asked alone and has consented. Name and number"
        " are kept sealed and deleted when they are not needed any more; with my number and code I can take everything back at any"
        " time. Nothing is looked up about us, and nothing follows if we are not taken up."
    )
}
OFFER_CONSENT_NOW = max(OFFER_CONSENT)
