"""Clocks for the sweep: the same due ones in both databases, and far ones by the hundred."""

import psycopg
from django.utils import timezone

DUE = 2000
FEW = 100  # the city alone carries one far clock for this many of the nation's
LIMIT = "petition.handling"
COLUMNS = """
insert into network_clock (id, subject_kind, subject_id, limit_id, unit_id, owner_id, state, started_at, starts_on,
    raw_due_on, internal_due_at, due_on, due_at, provisional, basis, next_step, next_ring_at)
select gen_random_uuid(), 'case', c.subject, %(limit)s, c.unit_id, c.owner_id, 'running', now(), current_date,
       current_date, c.ring, current_date, c.ring, false, '{mark}', 0, c.ring
  from ({rows}) c
"""
FAR = COLUMNS.format(
    mark="far",
    rows="""
select gen_random_uuid() as subject, unit_id, owner_id,
       now() + interval '30 days' + row_number() over (order by id) * interval '30 seconds' as ring
  from cases_case limit %(count)s""",
)
# On ordinary matters below the city, so somebody one level up may be told; a small city's are used again.
NEAR = COLUMNS.format(
    mark="near",
    rows="""
select case when turn = 0 then id else md5(id::text || turn)::uuid end as subject, unit_id, owner_id,
       now() + interval '20 days' as ring
  from cases_case cross join generate_series(0, 99) turn
 where city_id = %(city)s and unit_id <> %(city)s and not is_sealed
   and (turn = 0 or unit_id in (county_id, township_id, village_id))
 order by turn, id limit %(due)s""",
)
# Each due clock stands at the last step of its ladder: one seat, one level up, so both forms do the same work.
MAKE_DUE = """
with last as (select max(step) as step from network_ladderstep where limit_id = %(limit)s),
     near as (select id, row_number() over (order by subject_id) as n from network_clock where basis = 'near')
update network_clock k
   set next_step = last.step,
       next_ring_at = case when n.n <= %(count)s then %(at)s - interval '1 hour' else %(at)s + interval '20 days' end
  from near n, last where k.id = n.id
"""


def wind(connection: psycopg.Connection, *, city: int, far: int) -> None:
    """Clocks on the city's first matters, and `far` others; the session's triggers must be asleep."""
    # The ladder ends here one level up, so that a measured step has one seat and both forms do the same work.
    psycopg.ClientCursor(connection).execute(
        "delete from network_ladderstep where limit_id = %(limit)s and after > 1", {"limit": LIMIT}
    )
    psycopg.ClientCursor(connection).execute(NEAR, {"limit": LIMIT, "city": city, "due": DUE})
    psycopg.ClientCursor(connection).execute(FAR, {"limit": LIMIT, "count": far})


def make_due(connection: psycopg.Connection, *, count: int) -> int:
    """Forget all rings and let exactly `count` clocks be due for one last step; how many are."""
    connection.execute("set session_replication_role = replica")
    connection.execute("truncate network_rung, network_outboxmessage, network_inboxitem")
    connection.execute("delete from cases_caseaccess where source = 'rung'")
    values = {"limit": LIMIT, "count": count, "at": timezone.now()}
    psycopg.ClientCursor(connection).execute(MAKE_DUE, values)
    (made,) = connection.execute(
        "select count(*) from network_clock where state = 'running' and next_ring_at <= now()"
    ).fetchone()
    connection.commit()
    connection.autocommit = True
    connection.execute("vacuum analyze network_clock")
    connection.autocommit = False
    return made
