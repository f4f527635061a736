"""Where events go: named by the system administrator, stopped and begun again by her, one event sent again."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from network.access import gate, rest
from network.access.gate import Refusal
from network.audit import record
from network.audit.models import Action
from network.notifications import addresses
from network.staff.models import User
from network.units.placed import acts_for
from network.webhooks.models import Webhook, WebhookEvent
from network.webhooks.states import Sending, Stopped
from sisterhood.lib import clock

KEEPS, SUBJECT = "keep_webhooks", "webhook"


@dataclass(frozen=True)
class Listening:
    """A new address and the secret that signs its events, shown this once."""

    webhook: Webhook
    secret: str


def target_of(url: str) -> addresses.Target:
    """The checked address behind a URL. Raises Refusal (`url`) for anything but https to a named host that is public."""
    try:
        host, _port, _path, secure = addresses.shape(url)
        plain = settings.EVENT_PLAIN and addresses.is_loopback_name(host)
        if host not in settings.EVENT_HOSTS or not (secure or plain):
            raise addresses.NotAllowed
        if addresses.is_loopback_name(host) and not settings.EVENT_PLAIN:
            raise addresses.NotAllowed
        return addresses.check(url, networks=tuple(settings.WEBHOOK_NETWORKS))
    except addresses.NotAllowed:
        raise Refusal(
            "url", _("Events go by https to hosts that are named in the settings, never inside this network.")
        ) from None
    except (OSError, UnicodeError):
        raise Refusal("url", _("This host cannot be found.")) from None


@transaction.atomic
def listen(*, name: str, url: str, by: User, at: datetime | None = None) -> Listening:
    """A program hears from now on that a matter has moved. Raises Refusal: the gate's, `url`."""
    scope, at = rest.of(by), at or clock.now()
    gate.require(scope, KEEPS)
    target_of(url)
    row = Webhook.objects.create(
        unit=acts_for(scope, KEEPS),
        name=name.strip(),
        url=url,
        salt=secrets.token_hex(32),
        made_by=by,
        made_at=at,
    )
    _note(row, "listen", Action.GRANT, by=by, at=at)
    return Listening(row, row.secret)


@transaction.atomic
def stop(webhook: UUID, *, by: User, at: datetime | None = None) -> Webhook:
    """Nothing is posted or sent any more. Raises Refusal: the gate's, gone, stopped already."""
    row, at = _locked(webhook, by), at or clock.now()
    if row.stopped_at is not None:
        raise Refusal("stopped", _("Sending has stopped already."))
    row.stopped_at, row.stopped_for = at, Stopped.HAND
    row.save(update_fields=["stopped_at", "stopped_for"])
    return _note(row, "stop", Action.WITHDRAW, by=by, at=at)


@transaction.atomic
def resume(webhook: UUID, *, by: User, at: datetime | None = None) -> Webhook:
    """Sent from now on, what waited first. Raises Refusal: the gate's, gone, not stopped, `url`."""
    row, at = _locked(webhook, by), at or clock.now()
    if row.stopped_at is None:
        raise Refusal("stopped", _("It is being sent."))
    target_of(row.url)
    row.stopped_at, row.stopped_for, row.failures = None, "", 0
    row.save(update_fields=["stopped_at", "stopped_for", "failures"])
    return _note(row, "resume", Action.GRANT, by=by, at=at)


@transaction.atomic
def send_again(event: UUID, *, by: User, at: datetime | None = None) -> UUID:
    """One ended event is due again, under its own id. Answers its address. Raises Refusal: the gate's, gone, on its way."""
    scope, at = rest.of(by), at or clock.now()
    gate.require(scope, KEEPS)
    rows = WebhookEvent.objects.visible_to(scope).filter(pk=event)
    found = rows.values_list("webhook_id", "state").first()
    if found is None:
        raise Refusal("gone", _("This event is not kept any more."))
    fresh: dict[str, Any] = {"attempts": 0, "reason": "", "answered": None, "ended_at": None}
    ended = rows.filter(state__in=(Sending.SENT, Sending.DEAD))
    if ended.update(state=Sending.DUE, due_at=at, lease_until=None, token=None, **fresh) != 1:
        raise Refusal("state", _("This event is on its way."))
    record.event(Action.CHANGE, by=by, subject=("webhook_event", event), detail={"verb": "send_again"}, at=at)
    webhook: UUID = found[0]
    return webhook


def _locked(webhook: UUID, by: User) -> Webhook:
    scope = rest.of(by)
    gate.require(scope, KEEPS)
    row = Webhook.objects.visible_to(scope).select_for_update(of=("self",)).filter(pk=webhook).first()
    if row is None:
        raise Refusal("gone", _("This address is not known here."))
    return row


def _note(row: Webhook, verb: str, action: Action, *, by: User, at: datetime) -> Webhook:
    record.event(action, by=by, subject=(SUBJECT, row.pk), unit_id=row.unit_id, detail={"verb": verb}, at=at)
    return row
