"""Who looked, who changed, who took out: append-only rows, chained afterwards by the sealer."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class Action(models.TextChoices):
    """What was done; the words of the audit log."""

    VIEW = "view", _("opened")
    LIST = "list", _("listed")
    SEARCH = "search", _("searched")
    REVEAL = "reveal", _("revealed")
    CHANGE = "change", _("changed")
    EXPORT = "export", _("exported")
    PRINT = "print", _("printed")
    GRANT = "grant", _("granted")
    WITHDRAW = "withdraw", _("withdrawn")
    DENY = "deny", _("refused")
    BREAK_GLASS = "break_glass", _("emergency access")
    SIGN_IN = "sign_in", _("signed in")
    SIGN_IN_FAILED = "sign_in_failed", _("sign-in failed")
    SIGN_OUT = "sign_out", _("signed out")
    IMPORT = "import", _("imported")
    MOVE = "move", _("moved")


class AuditEvent(models.Model):
    """One row for each act; ids and names of fields only, never what a person told us."""

    xid = models.BigIntegerField(editable=False, null=True)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField(db_default=Now())
    actor_id = models.BigIntegerField(null=True)
    session = models.CharField(max_length=16, blank=True)
    ip = models.GenericIPAddressField(null=True)
    action = models.CharField(max_length=20, choices=Action.choices)
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_id = models.CharField(max_length=40, blank=True)
    unit_id = models.IntegerField(null=True)
    purpose = models.CharField(max_length=200, blank=True)
    detail = models.JSONField(default=dict)

    class Meta:
        """By subject and by actor, newest last."""

        verbose_name = _("audit event")
        verbose_name_plural = _("audit events")
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "id"], name="audit_subject"),
            models.Index(fields=["actor_id", "id"], name="audit_actor"),
        ]


class AuditSeal(models.Model):
    """Hash of one event and of everything before it."""

    event = models.OneToOneField(AuditEvent, models.PROTECT, primary_key=True, related_name="seal")
    position = models.BigIntegerField(unique=True)
    hash = models.BinaryField(max_length=32)
    sealed_at = models.DateTimeField()


class AuditAnchor(models.Model):
    """A copy of the chain's head that is also written outside the database."""

    position = models.BigIntegerField()
    hash = models.BinaryField(max_length=32)
    count = models.BigIntegerField()
    at = models.DateTimeField()
