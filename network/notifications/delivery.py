"""Delivery: workers lease messages by the database's clock and deliver each exactly once.

The in-house inbox is written in the transaction that marks the message sent, so a killed worker neither
loses nor repeats one; an expired lease is taken by the next worker. A message that fails eight times is dead.
What is urgent is planned for the ways out of the house in the same statement (`courier.py` sends it). Of a bundle
whose first is unread only that first leaves the house: the others stand beside it in the inbox, none of them later.
"""

import logging
import uuid
from datetime import timedelta
from typing import Any

from django.db import DatabaseError, OperationalError, connection, transaction

from network.access import logins
from network.notifications import channels
from network.notifications.kinds import URGENT
from network.notifications.models import Setting
from network.notifications.rules import HouseRules
from network.notifications.ways import WAYS
from sisterhood.lib import clock

log = logging.getLogger("sisterhood.delivery")

MAX_ATTEMPTS = 8
LEASE = timedelta(seconds=60)
BACK_OFF = timedelta(seconds=30)

_CLAIM = """
with due as (
  select id from network_outboxmessage
   where state in ('due', 'leased') and due_at <= clock_timestamp()
     and (lease_until is null or lease_until < clock_timestamp()) and attempts < %(most)s
     and (not %(only_urgent)s or kind = any(%(urgent)s))
   order by due_at, id limit %(limit)s for update skip locked)
update network_outboxmessage o
   set state = 'leased', token = %(token)s, attempts = o.attempts + 1, lease_until = clock_timestamp() + make_interval(secs => %(lease)s)
  from due where o.id = due.id
returning o.id
"""
_BURY = """
update network_outboxmessage set state = 'dead', token = null
 where state in ('due', 'leased') and attempts >= %s and lease_until < clock_timestamp()
"""
_DELIVER = f"""
with mine as (
  update network_outboxmessage set state = 'sent', sent_at = clock_timestamp(), lease_until = null, last_error = ''
   where token = %(token)s and state = 'leased' and id = any(%(ids)s)
  returning id, recipient_id, kind, subject_kind, subject_id, due_at, bundle),
item as (
  insert into network_inboxitem (message_id, user_id, kind, subject_kind, subject_id, at, bundle, leads)
  select m.id, m.recipient_id, m.kind, m.subject_kind, m.subject_id, m.due_at, m.bundle,
         m.bundle = '' or (row_number() over (partition by m.recipient_id, m.bundle order by m.due_at, m.id) = 1
           and not exists (select 1 from network_inboxitem p
                            where p.user_id = m.recipient_id and p.bundle = m.bundle and p.leads and p.read_at is null
                              and p.at between m.due_at - make_interval(mins => %(window)s) and m.due_at))
    from mine m
  on conflict (message_id) do nothing
  returning message_id, user_id, kind, leads),
outside as (
  insert into network_delivery (id, key, user_id, channel, place, kind, urgent, state, attempts, reason, due_at, posted_at)
  select gen_random_uuid(), concat_ws(':', 'now', w.channel, i.message_id, w.place), i.user_id, w.channel, w.place, i.kind,
         true, 'due', 0, '', clock_timestamp(), clock_timestamp()
    from item i join ({WAYS}) w on w.user_id = i.user_id and w.channel = any(%(ready)s::text[])
   where i.kind = any(%(urgent)s) and i.leads
  on conflict (key) do nothing)
select count(*) from item
"""
_POSTPONE = """
update network_outboxmessage
   set state = 'due', token = null, last_error = %(error)s, lease_until = clock_timestamp() + attempts * make_interval(secs => %(wait)s)
 where id = %(id)s and token = %(token)s and state = 'leased'
"""


def deliver_due(limit: int = 500, *, lease: timedelta = LEASE, urgent: bool = False) -> int:
    """Deliver until nothing is due; returns how many reached an inbox. Runs as the worker. `urgent`: nothing else.

    Raises WrongLogin on the web's login. A message that the database refuses is put back with a growing pause
    and never stops the others.
    """
    logins.require_worker()
    total = 0
    while claimed := _claim(limit, lease, urgent):
        total += _deliver(*claimed)
    _bury()
    return total


def _claim(limit: int, lease: timedelta, urgent: bool = False) -> tuple[uuid.UUID, list[uuid.UUID]] | None:
    token = uuid.uuid4()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            _CLAIM,
            {
                "most": MAX_ATTEMPTS,
                "limit": limit,
                "token": token,
                "lease": lease.total_seconds(),
                "only_urgent": urgent,
                "urgent": list(URGENT),
            },
        )
        ids = [row[0] for row in cursor.fetchall()]
    return (token, ids) if ids else None


def _deliver(token: uuid.UUID, ids: list[uuid.UUID]) -> int:
    try:
        return _send(token, ids)
    except OperationalError:
        raise
    except DatabaseError:
        return sum(_deliver_one(token, each) for each in ids)


def _send(token: uuid.UUID, ids: list[uuid.UUID]) -> int:
    rules = HouseRules.of(Setting.objects.in_force(clock.today()))
    facts: dict[str, Any] = {
        "token": token,
        "ids": ids,
        "urgent": list(URGENT),
        "ready": list(channels.ready()),
        "window": rules.bundle_minutes,
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_DELIVER, facts)
        return int(cursor.fetchone()[0])


def _deliver_one(token: uuid.UUID, message: uuid.UUID) -> int:
    try:
        return _send(token, [message])
    except OperationalError:
        raise
    except DatabaseError as error:
        with connection.cursor() as cursor:
            cursor.execute(
                _POSTPONE,
                {
                    "error": type(error).__name__,
                    "wait": BACK_OFF.total_seconds(),
                    "id": message,
                    "token": token,
                },
            )
        return 0


def _bury() -> None:
    with connection.cursor() as cursor:
        cursor.execute(_BURY, [MAX_ATTEMPTS])
        if cursor.rowcount:
            log.error("%d messages could not be delivered in %d attempts", cursor.rowcount, MAX_ATTEMPTS)
