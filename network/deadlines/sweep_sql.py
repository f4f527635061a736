"""The statements of the sweep."""

from network.deadlines.ladder import NEXT_RING

_DUE = """
with due as (
  select c.id, c.subject_kind, c.subject_id, c.limit_id, c.version_id, c.unit_id, c.owner_id, c.round, c.next_step, c.next_ring_at
    from network_clock c
   where c.state = 'running' and c.next_ring_at <= %s{but}{only}
   order by c.next_ring_at, c.id limit %s for update skip locked)
select d.id, d.subject_kind, d.subject_id, d.limit_id, d.version_id, d.round, d.next_step, d.next_ring_at, p.id,
       u.level, u.id, u.city_id, u.county_id, u.township_id, u.village_id
  from due d join network_unit u on u.id = d.unit_id
  left join network_user p on p.id = d.owner_id and p.is_active
 order by d.next_ring_at, d.id
"""
_BUT = {False: "", True: " and c.id <> all(%s::uuid[])"}
_ONLY = {False: "", True: " and c.limit_id in (select code from network_limit where count_in = 'minutes')"}


def due(*, but: bool, danger: bool) -> str:
    """What is due at a moment: all of it `but` some clocks, or what counts in minutes alone."""
    return _DUE.replace("{but}", _BUT[but]).replace("{only}", _ONLY[danger])


LADDERS = """
select limit_id, version_id, step, recipient, levels_up, kind from network_ladderstep where limit_id = any(%s)
"""

# The people of a post on a day: the designated one, then her deputies, then whoever came first.
HOLDERS = """
select a.unit_id, a.role, a.user_id
  from network_appointment a join network_user u on u.id = a.user_id and u.is_active
 where a.unit_id = any(%s) and a.role = any(%s)
   and a.starts_on <= %s and (a.ends_on is null or a.ends_on >= %s)
 order by a.unit_id, a.role, a.is_primary desc, a.is_deputy, a.starts_on, a.id
"""

# A clock that counts in minutes is about danger, and so is its message.
RUNGS = """
with rung as (
  insert into network_rung (clock_id, round, step, seat, kind, due_at, recipient_id, unit_id, vacant_skipped,
                            conflict_skipped, rung_at)
  select x.*, %(at)s::timestamptz
    from unnest(%(clock)s::uuid[], %(round)s::int[], %(step)s::int[], %(seat)s::text[], %(kind)s::text[], %(due_at)s::timestamptz[],
                %(person)s::bigint[], %(unit)s::int[], %(vacant)s::int[], %(conflicts)s::int[]) as x
  on conflict (clock_id, round, step, seat) do nothing
  returning clock_id, round, step, seat, kind, recipient_id, vacant_skipped, conflict_skipped),
message as (
  insert into network_outboxmessage (id, key, recipient_id, kind, subject_kind, subject_id, due_at, state,
                                     attempts, last_error, posted_at)
  select gen_random_uuid(), 'rung:' || r.clock_id || ':' || r.round || ':' || r.step || ':' || r.seat, r.recipient_id,
         case when l.count_in = 'minutes' then 'danger' else coalesce(%(says)s::jsonb ->> c.subject_kind, r.kind) end, c.subject_kind, c.subject_id, least(%(at)s::timestamptz, clock_timestamp()), 'due', 0, '', clock_timestamp()
    from rung r join network_clock c on c.id = r.clock_id join network_limit l on l.code = c.limit_id
   where r.recipient_id is not null
  on conflict (key) do nothing
  returning 1)
select count(*) filter (where kind = 'reminder'), count(*) filter (where kind = 'rung'),
       (select count(*) from message), coalesce(sum(vacant_skipped), 0), coalesce(sum(conflict_skipped), 0)
  from rung
"""

# A vacancy is told once a day to the nearest leader above; it is about a post, so it names no subject.
GAPS = """
insert into network_outboxmessage (id, key, recipient_id, kind, subject_kind, due_at, state, attempts,
                                   last_error, posted_at)
select gen_random_uuid(), x.key, x.person, 'data_gap', '', least(%(at)s::timestamptz, clock_timestamp()), 'due', 0,
       '', clock_timestamp()
  from unnest(%(key)s::text[], %(unit)s::int[], %(person)s::bigint[]) as x(key, unit, person)
  join network_unit u on u.id = x.unit and not u.is_quasi
on conflict (key) do nothing
"""

ADVANCE = f"""
update network_clock c
   set next_step = coalesce(n.step, c.next_step + 1), next_ring_at = n.ring_at
  from (select id, limit_id, version_id, next_step as last_step, internal_due_at, due_on, due_at
          from network_clock where id = any(%s)) o
  cross join lateral ({NEXT_RING}) n
 where c.id = o.id
"""

# The same step again at its new moment, after the calendar changed.
RESCHEDULE = f"""
update network_clock c set next_ring_at = n.ring_at
  from (select id, limit_id, version_id, next_step - 1 as last_step, internal_due_at, due_on, due_at
          from network_clock where state = 'running' and next_ring_at >= %s) o
  cross join lateral ({NEXT_RING}) n
 where c.id = o.id and c.next_ring_at is distinct from n.ring_at
"""
