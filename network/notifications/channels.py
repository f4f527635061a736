"""Ways out of the house that this house has set up."""

from collections.abc import Callable

from django.conf import settings
from django.utils.translation import gettext as _

from network.notifications import mail, push, push_keys, webhook
from network.notifications.letter import Letter, Outcome
from network.notifications.outcomes import Channel

Send = Callable[[Letter], Outcome]
_ALL = {Channel.EMAIL: mail, Channel.WEBHOOK: webhook, Channel.PUSH: push}


def ready() -> dict[str, Send]:
    """Channel → how to send by it; empty where only the inbox exists."""
    return {name.value: module.send for name, module in _ALL.items() if module.is_ready()}


def faults() -> list[str]:
    """What was named and still cannot be used, as sentences; never an address."""
    named, found = {Channel.EMAIL: settings.EMAIL_HOST, Channel.WEBHOOK: settings.WEBHOOK_URL}, []
    if push_keys.is_named() and not push.is_ready():
        found.append(
            _("Browsers are not told: PUSH_SECRET or PUSH_PUBLIC cannot be used, or PUSH_CONTACT is missing.")
        )
    if any(named.values()) and not settings.PORTAL_URL:
        return [*found, _("PORTAL_URL is missing: neither e-mail nor the work group is told.")]
    if named[Channel.EMAIL] and not mail.is_ready():
        found.append(
            _("E-mail is not sent: EMAIL_FROM is missing, or the way to the server is not encrypted.")
        )
    if named[Channel.WEBHOOK] and not webhook.is_ready():
        found.append(_("The work group is not told: WEBHOOK_URL must be a plain https address."))
    return found
