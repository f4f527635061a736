"""A nation of N cases, generated set by set: an uneven tree, its people, their posts, and matters in arrival order."""

from dataclasses import dataclass

import psycopg

from network.access.roles import LEADER_OF_LEVEL, OFFICER_OF_LEVEL

OFFICERS = (
    50_000_000  # user id of a unit's officer: the unit's id plus this; its leader has the unit's own id
)
PER_CASE = {0: 3.1e-6, 1: 4.7e-5, 2: 2.8e-4, 3: 3.8e-3, 4: 0.06, 5: 0.26}
FLOOR = {0: 3, 1: 10, 2: 30, 3: 90, 4: 270, 5: 540}
PLACED = {1: 0.05, 2: 0.25, 3: 0.55, 4: 0.90, 5: 1.01}  # cumulative shares of the levels cases stand at

# A share in [0, 1) that depends on the row alone, so every run makes the same nation.
SHARE = """
create function pg_temp.share(n bigint, salt bigint) returns float8 language sql immutable as
  $$ select (hashint8extended(n, salt) & 1048575)::float8 / 1048576 $$
"""
UNITS = """
insert into network_unit (id, code, level, official_name, short_name, aliases, is_quasi, hamlet_kind, valid_from,
                          parent_id, province_id, city_id, county_id, township_id, village_id)
select b.id, b.id::text, %(level)s, 'Unit ' || b.id, 'U' || b.id, '[]', false, '', '2020-01-01', p.id,
       case when %(level)s = 0 then b.id else p.province_id end, case when %(level)s = 1 then b.id else p.city_id end,
       case when %(level)s = 2 then b.id else p.county_id end,
       case when %(level)s = 3 then b.id else p.township_id end,
       case when %(level)s = 4 then b.id else p.village_id end
  from (select %(first)s + i as id,
               case when i < %(parents)s then i else floor(%(parents)s * pg_temp.share(i, %(level)s) ^ 1.6)::int end as k
          from generate_series(0, %(count)s - 1) i offset 0) b
  join network_unit p on p.id = %(parent_first)s + b.k
"""
PEOPLE = """
insert into network_user (id, password, username, display_name, work_phone, is_active, must_change_password, created_at)
select u.id + s.shift, '!', s.seat || u.id, s.seat || ' ' || u.short_name, '', true, false, now()
  from network_unit u cross join (values ('leader', 0, 1, 5), ('officer', %(officers)s, 1, 2)) s(seat, shift, low, high)
 where u.level between s.low and s.high
"""
POSTS = """
insert into network_appointment (role, is_primary, is_deputy, starts_on, user_id, unit_id)
select r.role, true, false, '2020-01-01', u.id + r.shift, u.id
  from network_unit u join unnest(%(levels)s::int[], %(roles)s::text[], %(shifts)s::int[]) r(level, role, shift)
    on r.level = u.level
"""
CASES = """
insert into cases_case (id, number, kind, unit_id, origin_unit_id, province_id, city_id, county_id, township_id,
    village_id, channel, category, is_sealed, is_urgent, phase, stage, owner_id, registered_by_id, received_on,
    opened_at, next_due_at, closed_at, version)
select (lpad(to_hex(floor(extract(epoch from d.opened_at) * 1000)::bigint), 12, '0') || '7' || substr(md5(d.n::text), 1, 3)
          || '8' || substr(md5(d.n::text), 4, 15))::uuid,
       'XF-' || d.n, 'petition', u.id, u.id, u.province_id, u.city_id, u.county_id, u.township_id, u.village_id,
       'visit', 'general', pg_temp.share(d.n, 13) < 0.03, pg_temp.share(d.n, 14) < 0.02,
       case when d.is_open then 'open' else 'closed' end, case when d.is_open then 'handling' else 'closed' end,
       case when pg_temp.share(d.n, 15) < 0.9 then u.id + case when u.level <= 2 then %(officers)s else 0 end end, u.id,
       d.opened_at::date, d.opened_at,
       case when d.is_open then now() + (pg_temp.share(d.n, 16) - 0.2) * interval '60 days' end,
       case when not d.is_open then d.opened_at + interval '20 days' end, 1
  from (select n, now() - interval '730 days' * (1 - n::float8 / %(cases)s) as opened_at,
               pg_temp.share(n, 17) < %(open)s as is_open, width_bucket(pg_temp.share(n, 11), %(steps)s) + 1 as level
          from generate_series(1, %(cases)s) n) d
  join network_unit u
    on u.id = (%(firsts)s::int[])[d.level] + floor((%(counts)s::int[])[d.level] * pg_temp.share(d.n, 12))::int
"""
LATER = "update cases_case set next_due_at = next_due_at + interval '400 days' where city_id = %s and closed_at is null"
LOANS = """
insert into cases_caseaccess (until, source, reason, granted_at, opens, writes, next_due_at, is_closed,
                              content_object_id, permission_id, user_id)
select now() + interval '60 days', 'lent', '', now(), true, false, c.next_due_at, c.closed_at is not null, c.id,
       (select id from auth_permission where codename = 'lend_card'), w.user_id
  from (select row_number() over (partition by city_id order by id) as nth, * from cases_case) c
 cross join lateral (values (c.city_id, c.nth %% greatest(%(cases)s / 200, 20) = 0),
                            (coalesce(c.county_id, c.city_id) + %(officers)s, c.nth %% 20 = 0)) w(user_id, lent)
 where w.lent
"""
RECUSALS = """
insert into cases_recusal (id, case_id, user_id, source, declared_by_id, declared_at)
select gen_random_uuid(), c.id, c.city_id, 'declared', c.city_id, now()
  from (select row_number() over (partition by city_id order by id) as nth, * from cases_case where closed_at is null) c
 where c.nth %% 100 = 1
"""
ASTRAY = """
select count(*) from cases_case c join network_unit u on u.id = c.unit_id
 where (c.province_id, c.city_id, c.county_id, c.township_id, c.village_id)
       is distinct from (u.province_id, u.city_id, u.county_id, u.township_id, u.village_id)
"""
LOST = """
select count(*) from network_unit u join network_unit p on p.id = u.parent_id
 where p.level <> u.level - 1 or case u.level when 0 then u.province_id = u.id
   when 1 then u.city_id = u.id and u.province_id = p.id when 2 then u.county_id = u.id and u.city_id = p.id
   when 3 then u.township_id = u.id and u.county_id = p.id and u.city_id = p.city_id
   when 4 then u.village_id = u.id and u.township_id = p.id and u.city_id = p.city_id
   else u.village_id = p.id and u.township_id = p.township_id and u.city_id = p.city_id end is not true
"""


@dataclass(frozen=True)
class Cities:
    """The three cities that are compared: the median one, the largest (nothing overdue), the second largest."""

    median: int
    well_run: int
    ordinary: int


def shape(cases: int) -> dict[int, tuple[int, int]]:
    """For each level the first id and the number of its units; the nation's id is 1."""
    sizes, first = {}, 10
    for level, share in PER_CASE.items():
        count = max(FLOOR[level], round(share * cases))
        sizes[level] = (first, count)
        first += count
    return sizes


def asleep(connection: psycopg.Connection) -> None:
    """Triggers and key checks sleep in this session alone; `verify` looks afterwards."""
    connection.execute("set session_replication_role = replica")
    connection.execute("set search_path = public, pg_temp")


def settle(connection: psycopg.Connection, cases: int) -> Cities:
    """Fill an empty database with a nation; the cities come back."""
    asleep(connection)
    connection.execute(SHARE)
    _tree(connection, shape(cases))
    _people(connection)
    _matters(connection, cases)
    ranked = [
        city
        for (city,) in connection.execute(
            "select city_id from cases_case group by 1 order by count(*) desc, 1"
        )
    ]
    cities = Cities(median=ranked[len(ranked) // 2], well_run=ranked[0], ordinary=ranked[1])
    connection.execute(LATER, [cities.well_run])
    connection.execute(LOANS, {"officers": OFFICERS, "cases": cases})
    connection.execute(RECUSALS, {})
    verify(connection)
    return cities


def _tree(connection: psycopg.Connection, sizes: dict[int, tuple[int, int]]) -> None:
    connection.execute("delete from network_unit")
    connection.execute(
        "insert into network_unit (id, code, level, official_name, short_name, aliases, is_quasi, hamlet_kind, valid_from)"
        " values (1, '0', -1, 'Nation', 'Nation', '[]', false, '', '2020-01-01')"
    )
    above = (1, 1)
    for level, (first, count) in sizes.items():
        values = {
            "level": level,
            "first": first,
            "count": count,
            "parent_first": above[0],
            "parents": above[1],
        }
        psycopg.ClientCursor(connection).execute(UNITS, values)
        above = (first, count)


def _people(connection: psycopg.Connection) -> None:
    posts = [(level, role, 0) for level, role in LEADER_OF_LEVEL.items()]
    posts += [(level, OFFICER_OF_LEVEL[level], OFFICERS) for level in (1, 2)]
    levels, roles, shifts = (list(column) for column in zip(*posts, strict=True))
    connection.execute(PEOPLE, {"officers": OFFICERS})
    connection.execute(POSTS, {"levels": levels, "roles": roles, "shifts": shifts})


def _matters(connection: psycopg.Connection, cases: int) -> None:
    sizes = shape(cases)
    values = {
        "cases": cases,
        "open": min(0.3, max(0.05, 1500 / cases)),
        "steps": list(PLACED.values())[:-1],
        "firsts": [sizes[level][0] for level in PLACED],
        "counts": [sizes[level][1] for level in PLACED],
        "officers": OFFICERS,
    }
    psycopg.ClientCursor(connection).execute(CASES, values)


def verify(connection: psycopg.Connection) -> None:
    """Raise ValueError unless every copied ancestor column says what the tree says."""
    for question in (ASTRAY, LOST):
        (wrong,) = connection.execute(question).fetchone()
        if wrong:
            raise ValueError(f"{wrong} generated rows contradict the tree")
