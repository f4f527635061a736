"""The courier carries lines out of the house: at most once each, unless the last try surely failed.

Claiming is a set under a lease, like delivery to the inbox. Before a line leaves, its row says `sending` in a
committed transaction; whoever finds such a row after its lease knows that a worker stopped half-way, and lists it
as uncertain. Only what was surely not sent is tried again, ever later, and given up after some attempts.
"""

import logging
import time
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from network.access import logins
from network.notifications import channels, patience, planning
from network.notifications.channels import Send
from network.notifications.letter import Letter, Outcome, uncertain
from network.notifications.models import Delivery, Setting
from network.notifications.outcomes import Reason, State
from network.notifications.rules import HouseRules
from network.notifications.ways import WAYS
from sisterhood.lib import clock
from sisterhood.lib.workdays import Calendar

log = logging.getLogger("sisterhood.courier")

BATCH = 10
BUDGET = 20.0  # seconds a run may take, so that clocks never wait for a mail server
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)
KEEP = timedelta(days=90)

_STRAND = """
update network_delivery set state = 'uncertain', reason = %(stopped)s, ended_at = clock_timestamp(), lease_until = null
 where state = 'sending' and lease_until < clock_timestamp()
"""
_DROP = f"""
update network_delivery d set state = 'dead', reason = %(unwanted)s, ended_at = clock_timestamp(), token = null
 where d.user_id is not null
   and (d.state = 'due' or (d.state = 'leased' and d.lease_until < clock_timestamp()))
   and not exists (select 1 from ({WAYS}) w
                    where w.user_id = d.user_id and w.channel = d.channel and w.place is not distinct from d.place)
"""
_CLAIM = """
with due as (
  select id from network_delivery
   where state in ('due', 'leased') and due_at <= clock_timestamp()
     and (lease_until is null or lease_until < clock_timestamp())
     and channel = any(%(ready)s) and (urgent or not %(quiet)s)
     and channel <> all(%(unwell)s::text[])
     and not exists (select 1 from network_pushsubscription s where s.id = place and s.service = any(%(unwell)s::text[]))
   order by urgent desc, channel = 'push', due_at, id limit %(limit)s for update skip locked)
update network_delivery d
   set state = 'leased', token = %(token)s, lease_until = clock_timestamp() + make_interval(secs => %(lease)s)
  from due where d.id = due.id
returning d.id, d.channel, d.urgent,
  case d.channel when 'email' then coalesce((select email from network_messagechoice where user_id = d.user_id), '')
                 when 'push' then d.place::text else '' end,
  coalesce((select service from network_pushsubscription where id = d.place), d.channel)
"""
_BEGIN = """
update network_delivery
   set state = 'sending', attempts = attempts + 1, lease_until = clock_timestamp() + make_interval(secs => %(lease)s)
 where id = %(id)s and token = %(token)s and state = 'leased' and lease_until > clock_timestamp()
"""
_MINE = "where id = %(id)s and token = %(token)s and state in ('sending', 'uncertain')"
_END = f"""
update network_delivery set state = %(state)s, reason = %(reason)s, ended_at = clock_timestamp(), lease_until = null
 {_MINE}
"""
_LATER = f"""
update network_delivery
   set state = case when attempts >= %(most)s then 'dead' else 'due' end, reason = %(reason)s, token = null,
       lease_until = null, ended_at = case when attempts >= %(most)s then clock_timestamp() end,
       due_at = clock_timestamp() + greatest(make_interval(secs => %(wait)s),
              least(make_interval(secs => %(first)s * power(2, attempts - 1)), make_interval(secs => %(longest)s))
              * (0.5 + random() / 2))
 {_MINE}
"""
# A server that asked for patience has it for everything of ours.
_HOLD = """
update network_delivery d set due_at = greatest(d.due_at, clock_timestamp() + make_interval(secs => %(wait)s))
  from network_pushsubscription s
 where s.id = d.place and s.service = %(server)s and d.state in ('due', 'leased')
"""
_RELEASE = """
update network_delivery set state = 'due', token = null, lease_until = null
 where token = %(token)s and state = 'leased'
"""


@dataclass(frozen=True)
class Parcel:
    """A claimed delivery; `server` is whoever takes it: of several push services one may be unwell and the others not."""

    letter: Letter
    channel: str
    server: str
    token: uuid.UUID


def send_due(
    *, at: datetime, calendar: Calendar, budget: float = BUDGET, urgent: bool = False
) -> dict[str, int]:
    """Plan the digest when it is time, then send what may leave now; returns counts by state. `urgent`: nothing else.

    Raises WrongLogin on the web's login. A server in trouble is left alone until the next run.
    """
    logins.require_worker()
    rules = HouseRules.of(Setting.objects.in_force(clock.local_date(at)))
    ways = channels.ready()
    quiet, moment = urgent or rules.is_quiet(at, calendar), rules.digest_moment(at, calendar)
    counts: dict[str, int] = {}
    if ways and moment is not None and moment <= at and not quiet:
        counts["planned"] = planning.plan_digest(moment, ways)
    _tidy()
    until, unwell = time.monotonic() + budget, set[str]()
    while ways and time.monotonic() < until and (parcels := _claim(ways, quiet, rules.push_hours, unwell)):
        for parcel in parcels:
            if parcel.server in unwell or time.monotonic() >= until or not _begin(parcel):
                continue
            outcome = _carry(ways[parcel.channel], parcel.letter)
            _settle(parcel, outcome, rules.attempts)
            counts[outcome.state.value] = counts.get(outcome.state.value, 0) + 1
            if outcome.trouble:
                unwell.add(parcel.server)
        _execute(_RELEASE, {"token": parcels[0].token})
    return counts


def forget() -> int:
    """Ended deliveries older than KEEP go; answers how many."""
    old = Delivery.objects.filter(posted_at__lt=timezone.now() - KEEP)
    return old.filter(state__in=[State.SENT, State.UNCERTAIN, State.DEAD]).delete()[0]


def _tidy() -> None:
    stranded = _execute(_STRAND, {"stopped": Reason.STOPPED.value})
    if stranded:
        log.warning("%d deliveries are uncertain: their worker stopped", stranded)
    _execute(_DROP, {"unwanted": Reason.UNWANTED.value})


def _claim(
    ways: Mapping[str, Send],
    quiet: bool,
    hours: int = 1,
    unwell: Collection[str] = (),
    limit: int = BATCH,
) -> list[Parcel]:
    token = uuid.uuid4()
    facts: dict[str, Any] = {
        "ready": list(ways),
        "unwell": list(unwell),
        "quiet": quiet,
        "limit": limit,
        "token": token,
        "lease": limit * patience.lease(),
    }
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute(_CLAIM, facts)
        return [
            Parcel(Letter(key, to or "", urgent, hours), channel, server, token)
            for key, channel, urgent, to, server in cursor.fetchall()
        ]


def _begin(parcel: Parcel) -> bool:
    """Said and committed before the first byte leaves; False when the lease is gone."""
    facts = {"id": parcel.letter.id, "token": parcel.token, "lease": patience.lease()}
    return _execute(_BEGIN, facts) == 1


def _carry(send: Send, letter: Letter) -> Outcome:
    """A fault of our own leaves the matter uncertain, and its kind in the log."""
    try:
        return send(letter)
    except Exception as error:
        log.error("a delivery failed inside: %s", type(error).__name__)
        return uncertain(Reason.STOPPED)


def _settle(parcel: Parcel, outcome: Outcome, most: int) -> None:
    facts = {
        "id": parcel.letter.id,
        "token": parcel.token,
        "reason": outcome.reason.value if outcome.reason else "",
    }
    if outcome.state is State.DUE:
        waits = {"first": FIRST_WAIT.total_seconds(), "longest": LONGEST_WAIT.total_seconds()}
        _execute(_LATER, facts | waits | {"most": most, "wait": outcome.wait})
        if outcome.wait:
            _execute(_HOLD, {"wait": outcome.wait, "server": parcel.server})
    else:
        _execute(_END, facts | {"state": outcome.state.value})


def _execute(statement: str, facts: dict[str, Any]) -> int:
    """In a transaction of its own, committed on return."""
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute(statement, facts)
        return int(cursor.rowcount)
