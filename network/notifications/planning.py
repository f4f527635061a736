"""The digest of a working day: set by set, once a day, for what came since the last one and is still unread.

One neutral message for each person, way and day. The group robot names nobody, so its
digest is one line for everybody who chose it.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from network.notifications.kinds import DIGEST, URGENT
from network.notifications.ways import WAYS
from sisterhood.lib import clock

_ONE_AT_A_TIME = "select pg_advisory_xact_lock(77, 20)"
_PLANNED = "select exists (select 1 from network_delivery where kind = %s and day = %s)"
_PLAN = f"""
with ways as materialized (select w.* from ({WAYS}) w where w.channel = any(%(ready)s::text[])),
mine as (
  update network_inboxitem i set digested_at = clock_timestamp()
    from network_outboxmessage o
   where o.id = i.message_id and o.sent_at < %(moment)s
     and i.read_at is null and i.digested_at is null and i.kind <> all(%(urgent)s)
     and i.user_id in (select user_id from ways)
  returning i.user_id),
wanted as (
  select distinct channel, case when channel <> 'webhook' then user_id end as user_id, place from ways
   where user_id in (select user_id from mine))
insert into network_delivery
  (id, key, user_id, channel, place, kind, urgent, day, state, attempts, reason, due_at, posted_at)
select gen_random_uuid(), concat_ws(':', %(digest)s::text, channel, %(day)s::text, user_id, place), user_id, channel, place,
       %(digest)s, false, %(day)s::date, 'due', 0, '', clock_timestamp(), clock_timestamp()
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
