"""站长评选: one selection at a hamlet's station with who was put forward and what was said against it; and successions.

Written down is what a selection needs and no more: no number of an identity card, no address, nobody's name behind an
objection. Of those who were not chosen the names go when the term begins.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from network.access.scope import Scope
from network.selection.states import BEFORE, STATES
from network.sites.places import StationHead
from network.sites.reach import in_reach
from network.staff.models import HandOver, HandOverReason
from network.units.models import Unit
from sisterhood.lib.identifiers import uuid7


class Way(models.TextChoices):
    """How the meeting came to its result."""

    VOTES = "votes", _("votes were counted")
    CONSENSUS = "consensus", _("all agreed")


class PutForward(models.TextChoices):
    """Who put her forward."""

    HERSELF = "herself", _("herself")
    VILLAGERS = "villagers", _("villagers")
    FEDERATION = "federation", _("the federation")


class Ground(models.TextChoices):
    """What an objection is about; chosen, so that no story about a person is collected."""

    PROCEDURE = "procedure", _("how the selection was held")
    TIES = "ties", _("ties to the leadership or the police")
    TRUST = "trust", _("whether she keeps what she is told")
    TIME = "time", _("whether she has the time")
    OTHER = "other", _("something else")


class Heard(models.TextChoices):
    """How an objection came."""

    IN_PERSON = "in_person", _("in person")
    PHONE = "phone", _("by phone")
    LETTER = "letter", _("by letter")


def _person(*, null: bool = False) -> Any:
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=null, related_name="+")


class SelectionQuerySet(models.QuerySet["StationHeadSelection"]):
    """Questions about many selections; row security says the same."""

    def visible_to(self, scope: Scope) -> "SelectionQuerySet":
        """Selections at the hamlets of her units and below."""
        return self.filter(in_reach(scope, "see_selections"))

    def under_way(self) -> "SelectionQuerySet":
        """Before their term has begun."""
        return self.filter(state__in=BEFORE)


class StationHeadSelection(models.Model):
    """`state` follows states.py and nothing else writes it. `unit` is the hamlet."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="selections")
    state = models.CharField(max_length=14, choices=list(STATES.items()), default="announced")
    announced_on = models.DateField()
    announced_by = _person()
    criteria = models.CharField(_("what is asked of her"), max_length=400)
    meets_on = models.DateField(_("day of the meeting"))
    place = models.CharField(_("place"), max_length=80)
    attended = models.PositiveSmallIntegerField(null=True)
    way = models.CharField(max_length=10, choices=Way.choices, blank=True)
    minutes = models.CharField(max_length=600, blank=True)
    chosen = models.ForeignKey("network.Nominee", models.PROTECT, null=True, related_name="+")
    public_from = models.DateField(null=True)
    public_until = models.DateField(null=True)
    confirmed_by = _person(null=True)
    confirmed_at = models.DateTimeField(null=True)
    trained_on = models.DateField(null=True)
    pledged_on = models.DateField(null=True)
    conflicts = models.JSONField(default=list)
    term = models.OneToOneField(StationHead, models.PROTECT, null=True, related_name="selection")
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=200, blank=True)

    objects = SelectionQuerySet.as_manager()

    class Meta:
        """One selection of a station is under way; nobody serves without a confirmation, nobody is confirmed unseen."""

        ordering = ["-announced_on", "-id"]
        constraints = [
            models.UniqueConstraint("unit", condition=Q(state__in=BEFORE), name="selection_one_under_way"),
            models.CheckConstraint(
                condition=~Q(
                    state__in=("confirmed", "in_term", "renewed", "term_over", "resigned", "removed")
                )
                | Q(confirmed_by__isnull=False, chosen__isnull=False, public_until__isnull=False),
                name="selection_confirmed_after_notice",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("in_term", "renewed", "term_over", "resigned", "removed"))
                | Q(term__isnull=False, trained_on__isnull=False, pledged_on__isnull=False),
                name="selection_term_after_pledge",
            ),
            models.CheckConstraint(
                condition=Q(public_until=None) | Q(public_until__gt=F("public_from")),
                name="selection_notice_days",
            ),
        ]
        indexes = [models.Index(fields=["unit", "state"], name="selection_of_unit")]


class Nominee(models.Model):
    """A woman who was put forward and agrees to it. `account` is asked for before she is confirmed."""

    id = models.BigAutoField(primary_key=True)
    selection = models.ForeignKey(StationHeadSelection, models.CASCADE, related_name="nominees")
    name = models.CharField(_("name"), max_length=40, blank=True)
    put_forward = models.CharField(_("put forward by"), max_length=12, choices=PutForward.choices)
    reasons = models.CharField(_("why she"), max_length=200, blank=True)
    votes = models.PositiveSmallIntegerField(null=True)
    struck = models.BooleanField(default=False)
    struck_for = models.CharField(max_length=10, choices=Ground.choices, blank=True)
    account = _person(null=True)

    class Meta:
        """In the order in which they were put forward."""

        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class Objection(models.Model):
    """What was said against a result; never by whom. `moot`: the result fell before anybody examined it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    selection = models.ForeignKey(StationHeadSelection, models.CASCADE, related_name="objections")
    taken_on = models.DateField()
    taken_by = _person()
    heard = models.CharField(max_length=10, choices=Heard.choices)
    ground = models.CharField(max_length=10, choices=Ground.choices)
    upheld = models.BooleanField(null=True)
    moot = models.BooleanField(default=False)
    answer = models.CharField(max_length=300, blank=True)
    answered_by = _person(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        """Oldest first; an answer has its words and its author."""

        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(upheld=None) | (Q(answered_by__isnull=False) & ~Q(answer="")),
                name="selection_objection_answered",
            )
        ]


class SuccessionQuerySet(models.QuerySet["Succession"]):
    """Questions about many successions."""

    def visible_to(self, scope: Scope) -> "SuccessionQuerySet":
        """Successions at the hamlets of her units and below."""
        return self.filter(in_reach(scope, "see_selections"))


class Succession(models.Model):
    """交接: everything a head held at her station went over in one signed step. `lines` is the list as it was signed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    from_user = _person()
    to_user = _person()
    ended = models.ForeignKey(StationHead, models.PROTECT, null=True, related_name="+")
    begun = models.ForeignKey(StationHead, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=20, choices=HandOverReason.choices)
    hand_over = models.ForeignKey(HandOver, models.PROTECT, related_name="+")
    counts = models.JSONField(default=list)
    lines = models.JSONField(default=list)
    digest = models.CharField(max_length=64)
    signed_by = _person()
    signed_at = models.DateTimeField()

    objects = SuccessionQuerySet.as_manager()

    class Meta:
        """Newest first."""

        ordering = ["-signed_at"]
