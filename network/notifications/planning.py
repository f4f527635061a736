"""The digest of a working day: set by set, once a day, for what came since the last one and is still unread.

One neutral message for each person and day. The group robot names nobody, so its
digest is one line for everybody who chose it.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from network.notifications.kinds import DIGEST, URGENT
from sisterhood.lib import clock

_ONE_AT_A_TIME = "select pg_advisory_xact_lock(77, 20)"
_PLANNED = "select exists (select 1 from network_delivery where kind = %s and day = %s)"
_PLAN = """
with mine as (
  update network_inboxitem i set digested_at = clock_timestamp()
    from network_outboxmessage o, network_messagechoice c, network_user u
   where o.id = i.message_id and o.sent_at < %(moment)s
     and i.read_at is null and i.digested_at is null and i.kind <> all(%(urgent)s)
     and c.user_id = i.user_id and u.id = i.user_id and u.is_active
     and ((c.by_email and 'email' = any(%(ready)s)) or (c.by_webhook and 'webhook' = any(%(ready)s)))
  returning i.user_id, c.by_email, c.by_webhook),
wanted as (
  select 'email' as channel, user_id from mine where by_email and 'email' = any(%(ready)s)
  union
  select 'webhook', null from mine where by_webhook and 'webhook' = any(%(ready)s))
insert into network_delivery (id, key, user_id, channel, kind, urgent, day, state, attempts, reason, due_at, posted_at)
select gen_random_uuid(), concat_ws(':', %(digest)s::text, channel, %(day)s::text, user_id), user_id, channel, %(digest)s,
       false, %(day)s::date, 'due', 0, '', clock_timestamp(), clock_timestamp()
  from wanted
on conflict (key) do nothing
"""


@transaction.atomic
def plan_digest(moment: datetime, ready: Iterable[str]) -> int:
    """Plan the digest due at `moment` unless that day has one; returns how many lines will leave.

    What is committed too late for it, or comes after it, waits for the next working day.
    """
    day = clock.local_date(moment)
    with connection.cursor() as cursor:
        cursor.execute(_ONE_AT_A_TIME)
        cursor.execute(_PLANNED, [DIGEST, day])
        if cursor.fetchone()[0]:
            return 0
        facts: dict[str, Any] = {"moment": moment, "day": day.isoformat(), "digest": DIGEST}
        cursor.execute(_PLAN, facts | {"urgent": list(URGENT), "ready": list(ready)})
        return int(cursor.rowcount)
