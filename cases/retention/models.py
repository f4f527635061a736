"""Lists of matters whose period is over, lists for the archive, what became of each, what is held or only stored."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from cases.casefile.models import Case, OfCase, Recusal
from cases.retention.lists import ActionState, DestructionState, HandedState, Kept, Shut, TransferState
from network.units.models import Unit
from network.units.placed import OfUnit
from sisterhood.lib.identifiers import uuid7

if TYPE_CHECKING:
    from network.access.scope import Scope

USER = settings.AUTH_USER_MODEL
LEADERS, OFFICER = ("city_leader", "county_leader", "township_chair"), "privacy_officer"


def _within(scope: "Scope", roles: tuple[str, ...], where: str = "unit") -> Q:
    """Rows at or below her units of these posts."""
    units = [post.unit_id for post in scope.posts if post.role in roles]
    own, county, city = f"{where}_id__in", f"{where}__county_id__in", f"{where}__city_id__in"
    return (
        Q(**{own: units})
        | Q(**{f"{where}__township_id__in": units})
        | Q(**{county: units})
        | Q(**{city: units})
    )


class DestructionQuerySet(models.QuerySet["DestructionList"]):
    """Questions about many lists."""

    def visible_to(self, scope: "Scope") -> "DestructionQuerySet":
        """Her leaders' lists; from the appraisal on also the privacy officer's; what was destroyed also the auditor's.

        A list with a matter that does not exist for her does not exist either.
        """
        later = Q(state__in=(DestructionState.APPRAISED, DestructionState.DESTROYED))
        reach = _within(scope, LEADERS) | (later & _within(scope, (OFFICER,)))
        if scope.is_auditor:
            reach |= Q(state=DestructionState.DESTROYED)
        away = Recusal.objects.filter(user_id=scope.user_id).values("case_id")
        return self.filter(reach).exclude(
            pk__in=RetentionAction.objects.filter(case__in=away).values("destruction")
        )


class DestructionList(OfUnit, models.Model):
    """销毁清册 of one unit. Appraised by one person, confirmed by another; it stays as the record of what was destroyed."""

    SEALED = ("note",)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(max_length=40, unique=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=10, choices=DestructionState.choices, default=DestructionState.DRAWN_UP
    )
    drawn_up_at = models.DateTimeField()
    wrapped = models.BinaryField(null=True)
    note = models.BinaryField(null=True)
    appraised_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    appraised_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    destroyed = models.PositiveIntegerField(default=0)

    objects = DestructionQuerySet.as_manager()

    class Meta:
        """Newest first; two people; one list of a unit waits for its appraisal."""

        ordering = ["-drawn_up_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("appraised_by")), name="destruction_by_two"
            ),
            models.UniqueConstraint("unit", condition=Q(state="drawn_up"), name="destruction_one_drawn_up"),
        ]

    def __str__(self) -> str:
        return self.number


class RetentionAction(models.Model):
    """One matter on a list: its number, why it is there, and what became of it. The words are sealed with the list's key."""

    SEALED = ("why",)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    destruction = models.ForeignKey(DestructionList, models.PROTECT, related_name="actions")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    number = models.CharField(max_length=32)
    kind = models.CharField(max_length=12, choices=Kept.choices)
    counted_from = models.DateField()
    years = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    basis = models.CharField(max_length=120)
    state = models.CharField(max_length=12, choices=ActionState.choices, default=ActionState.DUE)
    kept_until = models.DateField(null=True)
    kept_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    kept_at = models.DateTimeField(null=True)
    why = models.BinaryField(null=True)

    class Meta:
        """In the order of numbers; a matter stands on one list at a time."""

        ordering = ["number"]
        constraints = [models.UniqueConstraint("case", condition=Q(state="due"), name="retention_due_once")]


class LegalHold(OfCase):
    """暂缓销毁: somebody asked that this matter be kept; until a day, or until somebody releases it."""

    SEALED = ("issuer", "reason", "released_for")

    issuer = models.BinaryField(null=True)
    reason = models.BinaryField(null=True)
    until = models.DateField(null=True)
    released_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(null=True)
    released_for = models.BinaryField(null=True)


class RestrictionQuerySet(models.QuerySet["Restriction"]):
    """Questions about many restrictions."""

    def visible_to(self, scope: "Scope") -> "RestrictionQuerySet":
        """What is only stored at or below her units, for leaders; numbers alone."""
        away = Recusal.objects.filter(user_id=scope.user_id).values("case_id")
        return self.filter(_within(scope, LEADERS), lifted_at=None).exclude(case__in=away)


class Restriction(OfUnit, models.Model):
    """限制处理: since when a matter is only stored, why, and when that ended. Written by the database's own functions."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    number = models.CharField(max_length=32)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    source = models.CharField(max_length=10, choices=Shut.choices)
    destruction = models.ForeignKey(DestructionList, models.PROTECT, null=True, related_name="+")
    placed_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    placed_at = models.DateTimeField()
    lifted_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)

    objects = RestrictionQuerySet.as_manager()

    class Meta:
        """Newest first; one at a time."""

        ordering = ["-placed_at", "-id"]
        constraints = [
            models.UniqueConstraint("case", condition=Q(lifted_at=None), name="restriction_one_standing")
        ]


class TransferQuerySet(models.QuerySet["ArchiveTransfer"]):
    """Questions about many lists for the archive."""

    def visible_to(self, scope: "Scope") -> "TransferQuerySet":
        """Her leaders' lists; what the archive received also the privacy officer's and the auditor's.

        A list with a matter that does not exist for her does not exist either.
        """
        received = Q(state=TransferState.RECEIVED)
        reach = _within(scope, LEADERS) | (received & _within(scope, (OFFICER,)))
        if scope.is_auditor:
            reach |= received
        away = Recusal.objects.filter(user_id=scope.user_id).values("case_id")
        return self.filter(reach).exclude(
            pk__in=TransferredMatter.objects.filter(case__in=away).values("transfer")
        )


class ArchiveTransfer(OfUnit, models.Model):
    """移交清册: files of closed matters of one unit that go to an archive. Written by the database's own functions.

    `recorded_by` handed them over; the archivist who signed for them is no colleague, and her name is sealed with the
    list's key.
    """

    SEALED = ("archivist",)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(max_length=40, unique=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=TransferState.choices, default=TransferState.DRAWN_UP)
    archive = models.CharField(max_length=60)
    drawn_up_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    drawn_up_at = models.DateTimeField()
    wrapped = models.BinaryField()
    archivist = models.BinaryField(null=True)
    receipt = models.CharField(max_length=60, blank=True)
    received_on = models.DateField(null=True)
    recorded_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(null=True)

    objects = TransferQuerySet.as_manager()

    class Meta:
        """Newest first; nothing received without who signed, who gave and when."""

        ordering = ["-drawn_up_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="received")
                | (
                    Q(archivist__isnull=False, received_on__isnull=False, recorded_by__isnull=False)
                    & ~Q(receipt="")
                ),
                name="transfer_received_whole",
            )
        ]

    def __str__(self) -> str:
        return self.number


class TransferredMatter(models.Model):
    """One matter on a list for the archive: its number, what kind of record it is, until when it is kept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    transfer = models.ForeignKey(ArchiveTransfer, models.PROTECT, related_name="matters")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    number = models.CharField(max_length=32)
    kind = models.CharField(max_length=12, choices=Kept.choices)
    closed_on = models.DateField()
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=HandedState.choices, default=HandedState.LISTED)
    returned_on = models.DateField(null=True)
    returned_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    class Meta:
        """In the order of numbers; with one archive at a time."""

        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                "case", condition=Q(state__in=("listed", "handed")), name="transferred_once_at_a_time"
            )
        ]
