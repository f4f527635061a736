"""爱心人士与爱心妈妈: who gives or accompanies. What names her is sealed; to whoever she helps she is a kind and a number."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.vocabulary.petitions import ConsentManner
from network.access.scope import Scope
from network.sites.reach import in_reach
from network.units.models import Unit
from network.units.placed import OfUnit
from network.volunteers.models import Volunteer
from outreach.supporters.lists import SupporterKind, WhyGone
from sisterhood.lib.identifiers import uuid7


class SupporterQuerySet(models.QuerySet["Supporter"]):
    """Questions about many supporters; row security says the same."""

    def visible_to(self, scope: Scope) -> "SupporterQuerySet":
        """Those of her units and below, and herself."""
        return self.filter(in_reach(scope, "see_supporters") | Q(user_id=scope.user_id))

    def here(self) -> "SupporterQuerySet":
        """Not gone."""
        return self.filter(gone_on=None)


class Supporter(OfUnit, models.Model):
    """`volunteer`: her row among the volunteers, where training and the look into records stand (未成年人保护法 art. 62).

    `number` counts within her unit. Without `wrapped` nothing that names her can be read any more.
    """

    SEALED = ("name", "phone", "organisation")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=SupporterKind.choices)
    number = models.PositiveIntegerField()
    name = models.BinaryField(null=True)
    phone = models.BinaryField(null=True)
    organisation = models.BinaryField(null=True)
    name_index = models.BinaryField(max_length=32, null=True)
    wrapped = models.BinaryField(null=True)
    volunteer = models.ForeignKey(Volunteer, models.PROTECT, null=True, related_name="+")
    user: Any = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    consented_on = models.DateField()
    consent_how = models.CharField(max_length=12, choices=ConsentManner.choices)
    gone_on = models.DateField(null=True)
    why_gone = models.CharField(max_length=10, choices=WhyGone.choices, blank=True)
    entered_by: Any = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    objects = SupporterQuerySet.as_manager()

    class Meta:
        """A number once in a unit; a volunteer is one supporter."""

        ordering = ["unit__code", "number"]
        constraints = [
            models.UniqueConstraint("unit", "number", name="supporter_number_once"),
            models.UniqueConstraint(
                "volunteer", condition=Q(gone_on=None), name="supporter_one_of_volunteer"
            ),
            models.CheckConstraint(
                condition=Q(gone_on=None, why_gone="") | (Q(gone_on__isnull=False) & ~Q(why_gone="")),
                name="supporter_gone_for",
            ),
        ]
        indexes = [models.Index(fields=["name_index"], name="supporter_name_index")]

    @property
    def owner_id(self) -> int | None:
        """Herself, where she has an account."""
        return self.user_id  # type: ignore[no-any-return]  # a step knows no type of its row

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"
