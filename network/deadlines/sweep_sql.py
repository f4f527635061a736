"""The statements of the sweep. `day` is the local date on which posts are looked up."""

from network.access.roles import LEADER_OF_LEVEL, OFFICER_OF_LEVEL

_ROLES = ", ".join(
    f"('{seat}', {level}, '{role}')"
    for seat, roles in (("leader", LEADER_OF_LEVEL), ("officer", OFFICER_OF_LEVEL))
    for level, role in roles.items()
)
_UNIT_AT = "(array[u.city_id, u.county_id, u.township_id, u.village_id, u.id])[l.level]"
# Everybody who may hold the seat, nearest level first; levels without a holder are simply absent.
_HOLDERS = f"""
  select a.user_id, {_UNIT_AT} as unit_id, l.level
    from generate_series(greatest(1, u.level - s.levels_up), 1, -1) as l(level)
    join (values {_ROLES}) as r(seat, level, role)
      on r.level = l.level and r.seat = case when s.recipient = 'owner' then 'leader' else s.recipient end
    join network_appointment a on a.unit_id = {_UNIT_AT} and a.role = r.role
     and a.starts_on <= %(at)s::timestamptz::date
     and (a.ends_on is null or a.ends_on >= %(at)s::timestamptz::date)
    join network_user p on p.id = a.user_id and p.is_active
   order by l.level desc, a.is_primary desc, a.is_deputy, a.starts_on, a.id
"""

CANDIDATES = f"""
with due as (
  select c.id, c.subject_kind, c.subject_id, c.limit_id, c.unit_id, c.owner_id, c.next_step, c.next_ring_at
    from network_clock c
   where c.state = 'running' and c.next_ring_at <= %(at)s
   order by c.next_ring_at, c.id limit %(limit)s for update skip locked)
select d.id, d.subject_kind, d.subject_id, d.next_step, s.recipient || '+' || s.levels_up, s.recipient, s.levels_up,
       s.kind, d.next_ring_at,
       coalesce(o.id, h.user_id), case when o.id is not null then u.id else h.unit_id end,
       case when o.id is not null then u.level else h.level end,
       case when o.id is not null then 0
            when h.level is null then 1
            else greatest(1, u.level - s.levels_up) - h.level + (s.recipient = 'owner')::int end
  from due d
  join network_unit u on u.id = d.unit_id
  left join network_ladderstep s on s.limit_id = d.limit_id and s.step = d.next_step
  left join network_user o on s.recipient = 'owner' and o.id = d.owner_id and o.is_active
  left join lateral ({_HOLDERS} limit 1) h on s.id is not null and o.id is null
"""

ALTERNATIVES = f"""
select h.user_id, h.unit_id, h.level
  from network_clock c
  join network_unit u on u.id = c.unit_id
  cross join (select %(recipient)s::text as recipient, %(up)s::int as levels_up) s
  cross join lateral ({_HOLDERS}) h
 where c.id = %(clock)s
"""

RUNGS = """
insert into network_rung (clock_id, step, seat, kind, due_at, recipient_id, unit_id, vacant_skipped,
                          conflict_skipped, rung_at)
select x.*, clock_timestamp()
  from unnest(%s::uuid[], %s::int[], %s::text[], %s::text[], %s::timestamptz[], %s::bigint[], %s::int[],
              %s::int[], %s::int[]) as x
on conflict do nothing
returning kind, vacant_skipped, conflict_skipped
"""

MESSAGES = """
insert into network_outboxmessage (id, key, kind, recipient_id, subject_kind, subject_id, due_at, state, attempts,
                                   last_error, posted_at)
select x.id, x.key, x.kind, x.recipient, x.subject_kind, x.subject_id, x.due_at, 'due', 0, '', clock_timestamp()
  from unnest(%s::uuid[], %s::text[], %s::text[], %s::bigint[], %s::text[], %s::uuid[], %s::timestamptz[])
    as x(id, key, kind, recipient, subject_kind, subject_id, due_at)
on conflict do nothing
"""

ADVANCE = """
update network_clock c
   set next_step = c.next_step + 1,
       next_ring_at = (select ring_moment(c.due_at, c.internal_due_at, c.due_on, l.count_in, l.remind_before, s.step, s.after)
                         from network_ladderstep s where s.limit_id = c.limit_id and s.step = c.next_step + 1
                        order by s.after limit 1)
  from network_limit l
 where l.code = c.limit_id and c.id = any(%s::uuid[])
"""
