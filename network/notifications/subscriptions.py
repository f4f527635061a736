"""Browsers that want to be told: each belongs to one person on one phone, and is gone when either is.

Address and keys of a browser are sealed for the workers that send; the web cannot read them again.
"""

import json
from dataclasses import asdict, dataclass
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.db import models

from network.notifications import push_keys
from sisterhood.lib.crypto import Unreadable
from sisterhood.lib.identifiers import uuid7
from sisterhood.lib.letterbox import open_letter, seal_letter

_INFO = "sisterhood push 1"


@dataclass(frozen=True)
class Browser:
    """What a browser says of itself: its address, and the two keys (base64url) that what is sent there is sealed with."""

    endpoint: str
    p256dh: str
    auth: str


class PushSubscription(models.Model):
    """One browser of one person on one phone; `service` is the push service behind it, from the list of the house."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    device = models.OneToOneField("network.Device", models.CASCADE, related_name="+")
    service = models.CharField(max_length=120)
    sealed = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        """Found by the person when something is planned, by the service when it asks for patience."""

        indexes = [models.Index(fields=["service"], name="push_service")]

    def seal(self, browser: Browser, to: ec.EllipticCurvePublicKey) -> None:
        """Close what the browser said, for this row alone."""
        self.sealed = seal_letter(to, json.dumps(asdict(browser)).encode(), info=_INFO, bound=str(self.pk))

    def open(self) -> Browser:
        """What the browser said; raises Unreadable, also for one sealed under an earlier secret."""
        try:
            return Browser(
                **json.loads(
                    open_letter(push_keys.opens(), bytes(self.sealed), info=_INFO, bound=str(self.pk))
                )
            )
        except (ValueError, TypeError):
            raise Unreadable from None


def is_told(mark: UUID, user: int) -> bool:
    """Whether she is told on this phone."""
    return PushSubscription.objects.filter(user_id=user, device__mark=mark, device__revoked_at=None).exists()
