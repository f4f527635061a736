"""What is cut off the front of the audit log after its period, and where the chain goes on from then."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value

from network.units.models import Unit
from network.units.placed import OfUnit
from sisterhood.lib.identifiers import uuid7


class AuditCut(OfUnit, models.Model):
    """日志到期销毁: every event up to a position of the chain. Proposed by one person, confirmed by another.

    A confirmed cut is the checkpoint of the chain: `hash` is the seal of the last event that went, and the first one
    that stayed is chained to it. It always lies at an anchor that was written outside the database.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    through = models.BigIntegerField()
    hash = models.BinaryField(max_length=32)
    events = models.BigIntegerField()
    before = models.DateTimeField()
    years = models.PositiveSmallIntegerField()
    basis = models.CharField(max_length=160)
    note = models.CharField(max_length=200)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    called_off_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    called_off_at = models.DateTimeField(null=True)

    class Meta:
        """Newest first; two people; one proposal waits at a time."""

        ordering = ["-proposed_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("proposed_by")), name="audit_cut_by_two"
            ),
            models.UniqueConstraint(
                Value(1), condition=Q(confirmed_at=None, called_off_at=None), name="audit_cut_one_open"
            ),
        ]
