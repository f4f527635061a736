"""The same order sent twice is done once: `Idempotency-Key` with what it was sent for and what was answered.

The row is written in the transaction of the act. When the act is refused, both are taken back, and the key is free.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from network.deadlines import calculator
from network.endpoints.problem import Problem
from network.staff.models import User
from sisterhood.lib.identifiers import uuid7

KEEP, LONGEST = "api.idempotency", 64


class ApiReceipt(models.Model):
    """One order of one person. `print` is a keyed hash of address and body; `answer` has ids, numbers and stages alone."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    key = models.CharField(max_length=LONGEST)
    print = models.BinaryField(max_length=32)
    status = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=200, blank=True)
    answer = models.JSONField(default=dict)
    made_at = models.DateTimeField()

    class Meta:
        """A key once for each person."""

        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="api_receipt_once"),
            models.CheckConstraint(condition=~Q(key=""), name="api_receipt_key"),
        ]
        indexes = [models.Index(fields=["made_at"], name="api_receipt_age")]


@dataclass(frozen=True)
class Order:
    """What was sent: by whom, under which key, and the print of address and body."""

    user: User
    key: str
    print: bytes


def print_of(address: str, body: bytes) -> bytes:
    """Equal for the same body at the same address; nothing can be read back from it."""
    return hmac.digest(settings.SECRET_KEY.encode(), b"order 1|" + address.encode() + b"|" + body, "sha256")


def check_key(key: str) -> str:
    """A key of visible ASCII signs. Raises Problem without one."""
    if not 8 <= len(key) <= LONGEST or not key.isascii() or not key.isprintable() or " " in key:
        raise Problem(
            400,
            "idempotency_key",
            _("Send a header Idempotency-Key of 8 to 64 signs with every order, a new one for each."),
        )
    return key


def earlier(order: Order, *, at: datetime) -> ApiReceipt | None:
    """What this order answered before; waits for nobody.

    Raises Problem: 409 while the same order is being carried out, 422 for the same key with other words.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(82, hashtext(%s))", [f"{order.user.pk} {order.key}"])
        if not cursor.fetchone()[0]:
            raise Problem(409, "in_progress", _("The same order is being carried out. Ask again."), wait=1)
    since = at - timedelta(hours=calculator.length_of(KEEP))
    ApiReceipt.objects.filter(user=order.user, made_at__lt=since).delete()
    row = ApiReceipt.objects.filter(user=order.user, key=order.key).first()
    if row is not None and not hmac.compare_digest(bytes(row.print), order.print):
        raise Problem(422, "key_used", _("This Idempotency-Key was sent before with something else."))
    return row


def keep(order: Order, *, status: int, place: str, answer: Any, at: datetime) -> None:
    """Remember what was answered."""
    ApiReceipt.objects.create(
        user=order.user,
        key=order.key,
        print=order.print,
        status=status,
        place=place,
        answer=answer,
        made_at=at,
    )


def forget(*, at: datetime) -> int:
    """Orders whose time is over go; answers how many. Runs as the worker."""
    since = at - timedelta(hours=calculator.length_of(KEEP))
    return int(ApiReceipt.objects.filter(made_at__lt=since).delete()[0])
