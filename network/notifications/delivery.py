"""Delivery: workers lease messages by the database's clock and deliver each exactly once.

The in-house inbox is written in the transaction that marks the message sent, so a killed worker neither
loses nor repeats one; an expired lease is taken by the next worker.
"""

import uuid
from datetime import datetime

from django.db import connection, transaction

MAX_ATTEMPTS = 8
_CLAIM = """
with due as (
  select id from network_outboxmessage
   where (state = 'due' or (state = 'leased' and lease_until < clock_timestamp())) and due_at <= greatest(clock_timestamp(), %s)
   order by due_at, id limit %s for update skip locked)
update network_outboxmessage o
   set state = case when o.attempts >= %s then 'dead' else 'leased' end, token = %s, attempts = o.attempts + 1,
       lease_until = clock_timestamp() + interval '60 seconds'
  from due where o.id = due.id
returning o.state
"""
_DELIVER = """
with mine as (
  update network_outboxmessage set state = 'sent', sent_at = clock_timestamp(), lease_until = null
   where token = %s and state = 'leased'
  returning id, recipient_id, kind, subject_kind, subject_id, due_at)
insert into network_inboxitem (message_id, user_id, kind, subject_kind, subject_id, at)
select id, recipient_id, kind, subject_kind, subject_id, due_at from mine
on conflict do nothing
"""


def deliver_batch(limit: int = 500, until: datetime | None = None) -> int:
    """Claim and deliver one batch of what is due now (or `until`); returns how many reached an inbox."""
    token = uuid.uuid4()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_CLAIM, [until, limit, MAX_ATTEMPTS, token])
        claimed = cursor.fetchall()
    if not claimed:
        return 0
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_DELIVER, [token])
        return cursor.rowcount


def deliver_due(limit: int = 500, until: datetime | None = None) -> int:
    """Deliver until nothing is due; returns how many reached an inbox."""
    total = 0
    while delivered := deliver_batch(limit, until):
        total += delivered
    return total
