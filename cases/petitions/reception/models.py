"""Who came to be received: a card that is a number and moments, a sealed sheet beside it, and a leader's promise."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from cases.casefile.models import Case
from cases.vocabulary.intake import Category
from cases.vocabulary.petitions import CommitmentState, TalkOutcome, VisitState
from network.access.scope import Scope
from network.duty.models import ReceptionDay, ReceptionSlot
from network.units.models import Unit
from network.units.placed import OfUnit
from sisterhood.lib.identifiers import uuid7


class VisitQuerySet(models.QuerySet["ReceptionVisit"]):
    """Questions about many visits."""

    def visible_to(self, scope: Scope) -> "VisitQuerySet":
        """Visits to exactly her unit, for leaders and officers; whom she must not receive does not exist."""
        barred = ReceptionRecusal.objects.filter(user_id=scope.user_id)
        matters = ReceptionSheet.objects.filter(case__recusals__user_id=scope.user_id)
        return (
            self.filter(unit_id__in=scope.area)
            .exclude(pk__in=barred.values("visit_id"))
            .exclude(pk__in=matters.values("visit_id"))
        )

    def here(self) -> "VisitQuerySet":
        """All but those called off."""
        return self.exclude(state=VisitState.CALLED_OFF)


class ReceptionVisit(OfUnit, models.Model):
    """随到随访 and 信访接待日 (items 23, 26): the card, without a name. `day` is empty on an ordinary day.

    The number is the place that was booked, or one behind them; it is all that is ever called out.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    day = models.ForeignKey(ReceptionDay, models.PROTECT, null=True, related_name="+")
    slot = models.ForeignKey(ReceptionSlot, models.PROTECT, null=True, related_name="+")
    on_day = models.DateField()
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=VisitState.choices, default=VisitState.BOOKED)
    receiver = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    room = models.CharField(max_length=20, blank=True)
    registered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    registered_at = models.DateTimeField()
    arrived_at = models.DateTimeField(null=True)
    called_at = models.DateTimeField(null=True)
    seated_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects = VisitQuerySet.as_manager()

    class Meta:
        """A place and a number are given once; whoever calls off gives them back."""

        ordering = ["on_day", "number"]
        constraints = [
            models.UniqueConstraint("slot", condition=~Q(state="called_off"), name="visit_slot_once"),
            models.UniqueConstraint(
                "day",
                "number",
                condition=Q(day__isnull=False) & ~Q(state="called_off"),
                name="visit_number_of_day",
            ),
            models.UniqueConstraint(
                "unit", "on_day", "number", condition=Q(day__isnull=True), name="visit_number_at_unit"
            ),
            models.CheckConstraint(
                condition=Q(slot__isnull=True) | Q(day__isnull=False), name="visit_slot_of_day"
            ),
        ]
        indexes = [models.Index(fields=["unit", "on_day"], name="visit_unit_day")]

    @property
    def minutes_waited(self) -> int | None:
        """From arriving to sitting with whoever receives her; nothing while she waits."""
        if self.arrived_at is None or self.seated_at is None:
            return None
        return int((self.seated_at - self.arrived_at).total_seconds() // 60)

    @property
    def owner_id(self) -> int | None:
        """For the gate: who receives her."""
        return self.receiver_id


class SheetQuerySet(models.QuerySet["ReceptionSheet"]):
    """Questions about many sheets."""

    def readable_by(self, scope: Scope) -> "SheetQuerySet":
        """Ordinary: who receives her, who wrote her down, the unit's leader. Sealed: as its matter is."""
        near = Q(visit__receiver_id=scope.user_id) | Q(entered_by_id=scope.user_id)
        ordinary = Q(is_sealed=False) & (near | Q(visit__unit_id__in=scope.lead))
        told = Q(is_sealed=True, case__isnull=True) & near
        matter = Q(is_sealed=True, case__in=Case.objects.openable_by(scope).values("pk"))
        seen = ReceptionVisit.objects.visible_to(scope)
        return self.filter(ordinary | told | matter, visit__in=seen.values("pk"))


class ReceptionSheet(models.Model):
    """来访单: who she is, what she asks, what the leader says; sealed with a key of its own."""

    SEALED = ("name", "phone", "asked", "said")

    visit = models.OneToOneField(ReceptionVisit, models.PROTECT, primary_key=True, related_name="sheet")
    wrapped = models.BinaryField()
    name = models.BinaryField(null=True)
    phone = models.BinaryField(null=True)
    asked = models.BinaryField(null=True)
    said = models.BinaryField(null=True)
    name_index = models.BinaryField(max_length=32, null=True)
    phone_index = models.BinaryField(max_length=32, null=True)
    is_sealed = models.BooleanField(default=False)
    category = models.CharField(max_length=30, choices=Category.choices, blank=True)
    outcome = models.CharField(max_length=12, choices=TalkOutcome.choices, blank=True)
    case = models.OneToOneField(Case, models.PROTECT, null=True, related_name="+")
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_up_at = models.DateTimeField(null=True)

    objects = SheetQuerySet.as_manager()


class ReceptionRecusal(models.Model):
    """Somebody who must not receive a visitor (信访工作条例 art. 28(3)): for her the visit does not exist."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    visit = models.ForeignKey(ReceptionVisit, models.PROTECT, related_name="recusals")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    declared_at = models.DateTimeField()

    class Meta:
        """Once for each person."""

        constraints = [models.UniqueConstraint("visit", "user", name="reception_recusal_once")]


class CommitmentQuerySet(models.QuerySet["LeaderCommitment"]):
    """Questions about many promises."""

    def visible_to(self, scope: Scope) -> "CommitmentQuerySet":
        """Her own, and those about matters she may open."""
        opened = Case.objects.openable_by(scope)
        seen = Q(leader_id=scope.user_id) | Q(case__in=opened.values("pk"))
        return self.filter(seen).exclude(case__recusals__user_id=scope.user_id)

    def of_leader(self, scope: Scope) -> "CommitmentQuerySet":
        """领导包案: her own."""
        return self.visible_to(scope).filter(leader_id=scope.user_id)


class LeaderCommitment(OfUnit, models.Model):
    """领导包案 (item 27; 信访工作条例 art. 18(2)): a matter a leader has taken on, and her promise, sealed."""

    SEALED = ("promise", "result")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="commitments")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    leader = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=CommitmentState.choices, default=CommitmentState.OPEN)
    wrapped = models.BinaryField()
    promise = models.BinaryField(null=True)
    result = models.BinaryField(null=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        """One promise at a time about a matter."""

        ordering = ["-made_at"]
        constraints = [models.UniqueConstraint("case", condition=Q(state="open"), name="commitment_one_open")]

    @property
    def owner_id(self) -> int:
        """For the gate: who promised."""
        return self.leader_id
