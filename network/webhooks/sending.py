"""Events leave the house: claimed under a lease, signed, sent at least once, tried ever later, given up, stopped.

A program tells doubles by the id of the event, so what is uncertain is sent again. Runs as the worker.
"""

import hmac
import http.client
import json
import ssl
import time
import uuid
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction

from network.access import logins
from network.access.gate import Refusal
from network.access.roles import roles_that
from network.deadlines import calculator
from network.notifications import addresses, outbox, patience
from network.notifications.line import Line, connect
from network.notifications.outcomes import Reason
from network.staff.models import Appointment
from network.webhooks.models import Webhook, WebhookEvent, secret_of
from network.webhooks.states import Stopped
from network.webhooks.verbs import target_of
from sisterhood.lib import clock

BATCH, BUDGET = 10, 10.0  # rows in one claim, seconds in one run
FIRST_WAIT, LONGEST_WAIT = 60, 3600  # seconds
ATTEMPTS, FAILURES, KEEP = "webhook.attempts", "webhook.failures", "webhook.keep"
STOPPED = "webhook_stopped"

_CLAIM = """
with due as (
  select e.id from network_webhookevent e join network_webhook w on w.id = e.webhook_id and w.stopped_at is null
   where e.state in ('due', 'leased') and e.due_at <= clock_timestamp()
     and (e.lease_until is null or e.lease_until < clock_timestamp())
   order by e.due_at, e.id limit %(limit)s for update of e skip locked)
update network_webhookevent e set state = 'leased', token = %(token)s, attempts = e.attempts + 1,
       lease_until = clock_timestamp() + make_interval(secs => %(lease)s)
  from due, network_webhook w where due.id = e.id and w.id = e.webhook_id
returning e.id, e.webhook_id, e.kind, e.number, e.happened_at, w.url, w.salt
"""
_SETTLE = """
update network_webhookevent set state = case when %(done)s then 'sent' when attempts >= %(most)s then 'dead' else 'due' end,
       answered = %(status)s, reason = %(reason)s, token = null, lease_until = null,
       ended_at = case when %(done)s or attempts >= %(most)s then clock_timestamp() end,
       due_at = case when %(done)s then due_at else clock_timestamp()
         + make_interval(secs => least(%(first)s * power(2, attempts - 1), %(longest)s) * (0.5 + random() / 2)) end
 where id = %(id)s and token = %(token)s and state = 'leased' returning state
"""


@dataclass(frozen=True)
class Parcel:
    """A claimed event."""

    id: uuid.UUID
    webhook: uuid.UUID
    kind: str
    number: str
    happened_at: datetime
    url: str
    salt: str

    def body(self) -> bytes:
        """All that is told: that it is about a matter of this number, and when. Not what happened."""
        told = {"id": str(self.id), "kind": self.kind, "number": self.number}
        return json.dumps(told | {"at": self.happened_at.isoformat()}).encode()


@dataclass(frozen=True)
class Answer:
    """What became of one try: the status, or the kind of trouble."""

    status: int | None
    reason: Reason | None = None

    @property
    def done(self) -> bool:
        """Whether the program took it."""
        return self.reason is None


def signature(secret: str, moment: int, body: bytes) -> str:
    """`v1=` and the HMAC-SHA256 of the moment in seconds, a dot and the body."""
    return f"v1={hmac.digest(secret.encode(), f'{moment}.'.encode() + body, 'sha256').hex()}"


def send_due(*, at: datetime, budget: float = BUDGET) -> dict[str, int]:
    """Send what is due; answers counts by state. Raises WrongLogin on the web's login."""
    logins.require_worker()
    counts, until = Counter[str](), time.monotonic() + budget
    most, failures = calculator.length_of(ATTEMPTS), calculator.length_of(FAILURES)
    while time.monotonic() < until and (claimed := _claim()):
        token, parcels = claimed
        for parcel in parcels:
            if time.monotonic() >= until:
                break  # its lease runs out and it is claimed again
            answer = _send(parcel)
            counts[_settle(parcel, token, answer, most)] += 1
            _count(parcel.webhook, answer, failures, at)
    return dict(counts)


def _claim() -> tuple[uuid.UUID, list[Parcel]] | None:
    token = uuid.uuid4()
    facts: dict[str, Any] = {"limit": BATCH, "token": token, "lease": BATCH * patience.lease()}
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute(_CLAIM, facts)
        rows = [Parcel(*row) for row in cursor.fetchall()]
    return (token, rows) if rows else None


def _send(parcel: Parcel) -> Answer:
    """One POST; no redirect is followed, and the body of the answer is not read."""
    try:
        target = target_of(parcel.url)
    except Refusal:
        return Answer(None, Reason.FORBIDDEN)
    line = Line()
    with patience.within(patience.whole(), lambda: line.sock):
        try:
            connect(line, target)
        except ssl.SSLError:
            return Answer(None, Reason.INSECURE)
        except OSError:
            return Answer(None, Reason.UNREACHABLE)
        return _talk(line, target, parcel)


def _talk(line: Line, target: addresses.Target, parcel: Parcel) -> Answer:
    kind = http.client.HTTPSConnection if target.secure else http.client.HTTPConnection
    connection_ = kind(target.host, target.port)
    connection_.sock = line.sock
    body, moment = parcel.body(), int(time.time())
    headers = {
        "Content-Type": "application/json",
        "Connection": "close",
        "Sisterhood-Event": str(parcel.id),
        "Sisterhood-Timestamp": str(moment),
        "Sisterhood-Signature": signature(secret_of(str(parcel.webhook), parcel.salt), moment, body),
    }
    try:
        connection_.request("POST", target.path, body, headers)
        status = connection_.getresponse().status
    except (OSError, http.client.HTTPException):
        return Answer(None, Reason.NO_ANSWER)
    finally:
        connection_.close()
    if 200 <= status < 300:
        return Answer(status)
    return Answer(status, Reason.REDIRECTED if 300 <= status < 400 else Reason.REFUSED)


def _settle(parcel: Parcel, token: uuid.UUID, answer: Answer, most: int) -> str:
    facts: dict[str, Any] = {"id": parcel.id, "token": token, "most": most, "done": answer.done}
    facts |= {"status": answer.status, "reason": answer.reason.value if answer.reason else ""}
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute(_SETTLE, facts | {"first": FIRST_WAIT, "longest": LONGEST_WAIT})
        row = cursor.fetchone()
    return str(row[0]) if row else "lost"


def _count(webhook: uuid.UUID, answer: Answer, most: int, at: datetime) -> None:
    """Failures in a row; with one too many the address is stopped and its administrators are told."""
    with transaction.atomic(durable=True):
        row = Webhook.objects.select_for_update().get(pk=webhook)
        row.failures = 0 if answer.done else row.failures + 1
        stops = row.failures >= most and row.stopped_at is None
        if stops:
            row.stopped_at, row.stopped_for = at, Stopped.FAILURES
        row.save(update_fields=["failures", "stopped_at", "stopped_for"])
        if stops:
            _alarm(row, at)


def _alarm(row: Webhook, at: datetime) -> None:
    posts = Appointment.objects.on(clock.local_date(at)).filter(
        role__in=roles_that("keep_webhooks"), user__is_active=True
    )
    for person in posts.order_by("user_id").values_list("user_id", flat=True).distinct():
        outbox.post(STOPPED, recipient=person, key=f"{STOPPED}:{row.pk}:{at:%Y%m%d%H%M}:{person}", at=at)


def forget(*, at: datetime) -> int:
    """Events older than `webhook.keep` go, whatever became of them; answers how many."""
    since = at - timedelta(days=calculator.length_of(KEEP))
    return int(WebhookEvent.objects.filter(happened_at__lt=since).delete()[0])
