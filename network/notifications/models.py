"""A row first, a message later; no row carries a name, a place or a story."""

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.notifications.kinds import DIGEST, kind_choices
from network.notifications.outcomes import Channel, Reason, State
from network.notifications.rules import Form
from network.staff.proposals import Proposed


class OutboxMessage(models.Model):
    """A message to be delivered once; `key` is what makes posting it twice harmless.

    `bundle` marks messages of one source, so that many of them in a short while read as one; it names nobody.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=120, unique=True)
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=30, choices=kind_choices)
    subject_kind = models.CharField(max_length=30, blank=True)
    subject_id = models.UUIDField(null=True)
    due_at = models.DateTimeField()
    state = models.CharField(
        max_length=10,
        default="due",
        choices=[("due", "due"), ("leased", "leased"), ("sent", "sent"), ("dead", "dead")],
    )
    lease_until = models.DateTimeField(null=True)
    token = models.UUIDField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=200, blank=True)
    posted_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    bundle = models.CharField(max_length=32, blank=True, default="", db_default="")

    class Meta:
        """Delivery reads one narrow index."""

        indexes = [
            models.Index(
                fields=["due_at", "id"], name="outbox_due", condition=Q(state__in=["due", "leased"])
            ),
        ]


class InboxItem(models.Model):
    """What arrived: one for each message, by constraint. One that does not lead came soon after one of its bundle."""

    message = models.OneToOneField(OutboxMessage, models.CASCADE, primary_key=True, related_name="item")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="inbox")
    kind = models.CharField(max_length=30, choices=kind_choices)
    subject_kind = models.CharField(max_length=30, blank=True)
    subject_id = models.UUIDField(null=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    digested_at = models.DateTimeField(null=True)
    bundle = models.CharField(max_length=32, blank=True, default="", db_default="")
    leads = models.BooleanField(default=True, db_default=True)

    class Meta:
        """Unread first is an index walk."""

        indexes = [
            models.Index(fields=["user", "-at"], name="inbox_user_at"),
            models.Index(fields=["user"], name="inbox_unread", condition=Q(read_at__isnull=True)),
            models.Index(
                fields=["user"],
                name="inbox_undigested",
                condition=Q(read_at__isnull=True, digested_at__isnull=True),
            ),
        ]


class MessageChoice(models.Model):
    """Which ways out of the house a person chose for herself, and her work address."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="message_choice"
    )
    email = models.EmailField(_("work e-mail"), blank=True)
    by_email = models.BooleanField(_("tell me by e-mail"), default=False)
    by_webhook = models.BooleanField(_("tell our work group"), default=False)
    changed_at = models.DateTimeField()

    class Meta:
        """E-mail needs an address."""

        constraints = [
            models.CheckConstraint(condition=Q(by_email=False) | ~Q(email=""), name="message_choice_address")
        ]


class Delivery(models.Model):
    """One neutral line on its way out of the house: a person's digest of a day, or one urgent message.

    The group robot's digest belongs to nobody: one line a day for everybody who chose it. `place` is the number of a
    subscription, of several browsers of a person.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=120, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices)
    place = models.UUIDField(null=True)
    kind = models.CharField(_("kind"), max_length=30)
    urgent = models.BooleanField(_("urgent"), default=False)
    day = models.DateField(_("day of the digest"), null=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DUE)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    reason = models.CharField(_("reason"), max_length=20, choices=Reason.choices, blank=True)
    due_at = models.DateTimeField(_("leaves at"))
    lease_until = models.DateTimeField(null=True)
    token = models.UUIDField(null=True)
    posted_at = models.DateTimeField(_("planned"))
    ended_at = models.DateTimeField(_("ended"), null=True)

    class Meta:
        """Sending reads narrow indexes; the admin reads newest first."""

        verbose_name = _("delivery outside the house")
        verbose_name_plural = _("deliveries outside the house")
        ordering = ["-posted_at", "id"]
        indexes = [
            models.Index(
                fields=["due_at", "id"], name="delivery_due", condition=Q(state__in=["due", "leased"])
            ),
            models.Index(fields=["lease_until"], name="delivery_sending", condition=Q(state="sending")),
            models.Index(fields=["day"], name="delivery_digest", condition=Q(kind=DIGEST)),
            models.Index(fields=["-posted_at"], name="delivery_newest"),
        ]

    def __str__(self) -> str:
        return self.get_channel_display()


class SettingQuerySet(models.QuerySet["Setting"]):
    """Questions about all rules; each takes the day."""

    def in_force(self, day: date) -> dict[str, str]:
        """Code → value on a day: the newest approved version that has begun, else the first value."""
        values = dict(self.values_list("code", "value"))
        begun = SettingVersion.objects.filter(granted=True, from_day__lte=day).order_by("from_day")
        return values | dict(begun.values_list("setting_id", "value"))


class Setting(models.Model):
    """One rule of the house with its source and first value; seeded from `rules.RULES`, changed by versions."""

    code = models.CharField(_("code"), max_length=40, primary_key=True)
    name = models.CharField(_("rule"), max_length=80)
    form = models.CharField(_("written as"), max_length=10, choices=[(f.value, f.label) for f in Form])
    value = models.CharField(_("value"), max_length=20)
    source = models.CharField(_("source"), max_length=120)

    objects = SettingQuerySet.as_manager()

    class Meta:
        """Named after what it rules."""

        verbose_name = _("rule of the house")
        verbose_name_plural = _("rules of the house")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class SettingVersion(Proposed):
    """A later value of a rule, from a day on."""

    setting = models.ForeignKey(Setting, models.PROTECT, related_name="versions")
    from_day = models.DateField(_("in force from"))
    value = models.CharField(_("value"), max_length=20)
    reason = models.CharField(_("reason"), max_length=200)
    source = models.CharField(_("source"), max_length=120)

    class Meta:
        """One approved version for each day of beginning."""

        ordering = ["-from_day", "-proposed_at"]
        constraints = [
            models.UniqueConstraint(
                "setting", "from_day", condition=Q(granted=True), name="setting_version_one_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.setting_id} {self.from_day}"
