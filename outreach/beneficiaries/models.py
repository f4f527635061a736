"""困境妇女儿童 who are helped: category with its paper and review. Names are sealed; everywhere else stands a number.

It points at the file that the village keeps by law (未成年人保护法 art. 43) and is no second census.
"""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from cases.vocabulary.petitions import ConsentManner
from network.access.scope import Scope
from network.sites.reach import in_reach
from network.units.models import Unit
from network.units.placed import OfUnit
from outreach.beneficiaries.definitions import ADULT, age, birthday
from outreach.beneficiaries.lists import CHILDREN, Away, Category, Need, Sex, Source, WhyEnded
from outreach.beneficiaries.states import STATES
from sisterhood.lib.identifiers import uuid7


def _person(*, null: bool = False) -> Any:
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=null, related_name="+")


class BeneficiaryQuerySet(models.QuerySet["Beneficiary"]):
    """Questions about many."""

    def visible_to(self, scope: Scope) -> "BeneficiaryQuerySet":
        """Those of her village, township or county; the city reads figures alone."""
        return self.filter(in_reach(scope, "see_beneficiaries"))

    def here(self) -> "BeneficiaryQuerySet":
        """Put forward or confirmed."""
        return self.filter(state__in=("proposed", "confirmed"))


class Beneficiary(OfUnit, models.Model):
    """`number` counts within the county and says nothing of anybody. Facts stand only where the definition asks for them."""

    SEALED = ("name", "guardian", "guardian_phone")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    category = models.CharField(max_length=12, choices=Category.choices)
    source = models.CharField(max_length=14, choices=Source.choices)
    source_on = models.DateField()
    born_on = models.DateField()
    sex = models.CharField(max_length=8, choices=Sex.choices)
    parents_away = models.CharField(max_length=6, choices=Away.choices, blank=True)
    other_able = models.BooleanField(default=False)
    with_parents = models.BooleanField(default=False)
    months_away = models.PositiveSmallIntegerField(default=0)
    across_counties = models.BooleanField(default=False)
    needs = models.JSONField(default=list)
    name = models.BinaryField(null=True)
    guardian = models.BinaryField(null=True)
    guardian_phone = models.BinaryField(null=True)
    name_index = models.BinaryField(max_length=32, null=True)
    wrapped = models.BinaryField(null=True)
    consented_on = models.DateField()
    consent_how = models.CharField(max_length=12, choices=ConsentManner.choices)
    state = models.CharField(max_length=10, choices=list(STATES.items()), default="proposed")
    proposed_by = _person()
    proposed_at = models.DateTimeField()
    decided_by = _person(null=True)
    decided_at = models.DateTimeField(null=True)
    reviewed_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    ended_for = models.CharField(max_length=10, choices=WhyEnded.choices, blank=True)

    objects = BeneficiaryQuerySet.as_manager()

    class Meta:
        """Nobody decides what she put forward herself."""

        ordering = ["unit__code", "number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=models.F("proposed_by")),
                name="beneficiary_two_people",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_for="") | (Q(ended_on__isnull=False) & ~Q(ended_for="")),
                name="beneficiary_ended_for",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "state"], name="beneficiary_of_unit"),
            models.Index(fields=["name_index"], name="beneficiary_name_index"),
        ]

    @property
    def is_child(self) -> bool:
        """Whether the category is one of children."""
        return self.category in CHILDREN

    def is_minor(self, on: date) -> bool:
        """Under eighteen that day (民法典 art. 17)."""
        return age(self.born_on, on) < ADULT

    def holds(self, on: date, *, years: int) -> bool:
        """Whether the category reaches that day: one of children ends by itself at sixteen."""
        return self.state == "confirmed" and (not self.is_child or on < birthday(self.born_on, years))

    @property
    def alias(self) -> str:
        """What she is called wherever she is not known."""
        return str((_("Child no. %(n)d") if self.is_child else _("Sister no. %(n)d")) % {"n": self.number})

    @property
    def need_labels(self) -> list[Any]:
        """What would help, in words."""
        return [Need(code).label for code in self.needs]

    def __str__(self) -> str:
        return self.alias
