"""有新消息时提醒: the browser of a phone is told that something waits, for one person at a time.

It ends when she says so, signs out there, is taken off the phone or leaves the house, when the phone is lost, and when
somebody else comes to it (`network/migrations/0188_push_walls.py` ends it where no verb of ours is asked).
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import gate, rest
from network.access.gate import Refusal
from network.devices.models import Device
from network.devices.verbs import Heard, greet, is_revoked, only_she_is_told
from network.notifications import push, push_keys
from network.notifications.addresses import NotAllowed
from network.notifications.subscriptions import Browser, PushSubscription
from network.staff.models import User
from sisterhood.lib import clock


@transaction.atomic
def tell_here(heard: Heard, browser: Browser, *, by: User, at: datetime | None = None) -> PushSubscription:
    """She wants to be told on this phone, by the address its browser was given; an earlier one is replaced.

    Raises Refusal: the gate's; `off` where the house has no keys; `service` for an address the house does not knock at;
    `phone` for one that cannot be entered.
    """
    gate.require(rest.of(by), "read_inbox")
    keys, at = push_keys.public(), at or clock.now()
    if keys is None or not push.is_ready():
        raise Refusal("off", _("This house does not send notifications to browsers."))
    try:
        service = push.check(browser)
    except NotAllowed:
        raise Refusal(
            "service",
            _("The message service of this browser is not one the house uses. Your inbox has everything."),
        ) from None
    hers = Device.objects.filter(mark=heard.mark, user=by).in_use()
    device = hers.select_for_update(of=("self",)).first() or greet(heard, by=by, at=at)
    if device is None or is_revoked(heard.mark):
        raise Refusal(
            "phone",
            _(
                "This device cannot be entered: it was reported lost, or you have as many as one person may have."
            ),
        )
    only_she_is_told(heard.mark, stays=None)
    row = PushSubscription(user=by, device=device, service=service, made_at=at)
    row.seal(browser, keys.seals)
    row.save(force_insert=True)
    return row


@transaction.atomic
def tell_here_no_more(mark: UUID, *, by: User) -> bool:
    """She does not want it any more; whether she was told here."""
    return (
        PushSubscription.objects.filter(
            user=by, device__in=Device.objects.filter(mark=mark, user=by)
        ).delete()[0]
        > 0
    )
