"""Her own choice of ways out of the house."""

from django.db import transaction

from network.access import gate, rest
from network.notifications.models import MessageChoice
from network.staff.models import User
from sisterhood.lib import clock


def of(user: User) -> MessageChoice:
    """What she chose; a row not yet saved when she never did."""
    return MessageChoice.objects.filter(user=user).first() or MessageChoice(user=user)


@transaction.atomic
def choose(*, email: str, by_email: bool, by_webhook: bool, by: User) -> MessageChoice:
    """Her address and switches. Raises Refusal when her posts have no inbox."""
    gate.require(rest.of(by), "read_inbox")
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    facts = {"email": email, "by_email": by_email, "by_webhook": by_webhook, "changed_at": clock.now()}
    return MessageChoice.objects.update_or_create(user=by, defaults=facts)[0]
