"""维权协助 in one matter: what was asked of whom, how far it is, and the result in writing with how it reached her."""

from django.db import models
from django.db.models import Q

from cases.assistance.kinds import KINDS, Kind
from cases.assistance.lists import AssistanceKind, AssistanceOutcome, AssistanceState, CalledOffFor
from cases.casefile.models import Case, OfCase
from cases.vocabulary.papers import Delivery
from cases.vocabulary.petitions import TellingChannel
from network.access.scope import Scope

OPEN = (AssistanceState.ASKED, AssistanceState.UNDER_WAY, AssistanceState.RECORDED)
WAITS = (AssistanceState.ASKED, AssistanceState.UNDER_WAY)
# What follows; the rest of a row is written once.
WRITTEN = (
    *("state", "begun_on", "told_at", "channel", "receipt", "outcome", "in_writing", "result", "result_on"),
    *("delivered", "delivered_on", "ended_for", "why", "ended_at"),
)


class RightsAssistanceQuerySet(models.QuerySet["RightsAssistance"]):
    """Questions about many."""

    def visible_to(self, scope: Scope) -> "RightsAssistanceQuerySet":
        """Those of matters she may open; row security says the same."""
        cases = Case.objects.openable_by(scope).visible_to(scope)
        return self.filter(case_id__in=cases.values("pk"))

    def open(self) -> "RightsAssistanceQuerySet":
        """Not ended."""
        return self.filter(state__in=OPEN)


class RightsAssistance(OfCase):
    """维权协助 (item 53): kind, body and wish are written once; what follows is written in as it comes."""

    SEALED = ("body", "request", "receipt", "result", "why")

    kind = models.CharField(max_length=12, choices=AssistanceKind.choices)
    state = models.CharField(max_length=12, choices=AssistanceState.choices, default=AssistanceState.ASKED)
    body = models.BinaryField(null=True)
    request = models.BinaryField(null=True)
    noticed_at = models.DateTimeField(null=True)
    begun_on = models.DateField(null=True)
    told_at = models.DateTimeField(null=True)
    channel = models.CharField(max_length=12, choices=TellingChannel.choices, blank=True)
    receipt = models.BinaryField(null=True)
    outcome = models.CharField(max_length=12, choices=AssistanceOutcome.choices, blank=True)
    in_writing = models.BooleanField(default=False)
    result = models.BinaryField(null=True)
    result_on = models.DateField(null=True)
    delivered = models.CharField(max_length=12, choices=Delivery.choices, blank=True)
    delivered_on = models.DateField(null=True)
    ended_for = models.CharField(max_length=12, choices=CalledOffFor.choices, blank=True)
    why = models.BinaryField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = RightsAssistanceQuerySet.as_manager()

    class Meta(OfCase.Meta):
        """One of a kind at a time; a result stands in writing and has reached her; a report names its minute."""

        constraints = [
            models.UniqueConstraint(
                "case",
                "kind",
                condition=Q(state__in=("asked", "under_way", "recorded")),
                name="assistance_one_of_a_kind",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("recorded", "closed"))
                | (
                    Q(in_writing=True, result_on__isnull=False, delivered_on__isnull=False)
                    & ~Q(outcome="")
                    & ~Q(delivered="")
                ),
                name="assistance_result_in_writing",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("under_way", "recorded", "closed")) | Q(begun_on__isnull=False),
                name="assistance_begun",
            ),
            models.CheckConstraint(
                condition=~Q(kind="trafficking")
                | Q(state="asked")
                | Q(told_at__isnull=False)
                | Q(ended_for="mistake"),
                name="assistance_police_told",
            ),
        ]

    @property
    def terms(self) -> Kind:
        """What the table says of its kind."""
        return KINDS[self.kind]


__all__ = ["OPEN", "WAITS", "WRITTEN", "RightsAssistance", "RightsAssistanceQuerySet"]
