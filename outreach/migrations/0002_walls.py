"""Walls of outreach: rounds are read near their place and along its line; counts of a hamlet by its station and village alone.

Everybody above reads sums that the database makes, in whole steps of five.
"""

from django.db import migrations

_LIVE = """a.starts_on <= (now() at time zone 'Asia/Shanghai')::date
      and (a.ends_on is null or a.ends_on >= (now() at time zone 'Asia/Shanghai')::date)"""
_VISITORS = "'{township_chair,executive_member,village_chair,station_head,volunteer}'::text[]"
_SIGNATURES = (
    "round_near(int), round_seen(uuid), needs_mine(int), needs_near(int), needs_mine_of(uuid), needs_seen(uuid), "
    "needs_summed(int, text), needs_answered(int, text), needs_words(int, text)"
)
_PART = """case h.level when 1 then u.county_id when 2 then u.township_id when 3 then u.village_id else u.id end"""
_INSIDE = """network_unit h join network_unit u
      on u.city_id = h.id or u.county_id = h.id or u.township_id = h.id or u.village_id = h.id or u.id = h.id"""
FUNCTIONS = f"""
create function round_near(home int) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select app_user() is not null and (site_near(home) or exists (
    select 1 from network_unit h join network_appointment a on a.unit_id in (h.id, h.village_id, h.township_id)
      join network_user p on p.id = a.user_id and p.is_active
     where h.id = home and a.user_id = app_user() and a.role = any ({_VISITORS}) and {_LIVE})) $$;
create function round_seen(r uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from outreach_visitround x where x.id = r
    and (x.doer_id = app_user() or x.companion_id = app_user() or round_near(x.unit_id))) $$;

create function needs_mine(home int) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select app_user() is not null and (
    exists (select 1 from network_unit h where h.id = home and h.village_id = any (app_lead()))
    or exists (select 1 from network_appointment a join network_user p on p.id = a.user_id and p.is_active
                where a.user_id = app_user() and a.unit_id = home and a.role = 'station_head' and {_LIVE})) $$;
create function needs_near(home int) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$ select site_near(home) or needs_mine(home) $$;
create function needs_mine_of(s uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from outreach_needssheet x where x.id = s and needs_mine(x.unit_id)) $$;
create function needs_seen(s uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from outreach_needssheet x where x.id = s and needs_near(x.unit_id)) $$;

-- Sums of an area and of the units directly below it (child null: the whole), down to a whole step of five.
create function needs_summed(here int, per text) returns table (child int, need text, about int)
  language sql stable security definer set search_path = public, pg_temp as $$
  select part, c.need::text, nullif(sum(c.women)::int / 5 * 5, 0)
    from (select u.id, {_PART} as part from {_INSIDE} where h.id = here and site_near(here)) w
    join outreach_needssheet s on s.unit_id = w.id and s.period = per and s.state = 'filled'
    join outreach_needcount c on c.sheet_id = s.id
   group by grouping sets ((part, c.need), (c.need)) $$;
-- How many hamlets owe a sheet and how many have filled it.
create function needs_answered(here int, per text) returns table (child int, hamlets int, filled int)
  language sql stable security definer set search_path = public, pg_temp as $$
  select part, count(*)::int, (count(*) filter (where s.state = 'filled'))::int
    from (select u.id, {_PART} as part from {_INSIDE} where h.id = here and site_near(here)) w
    join outreach_needssheet s on s.unit_id = w.id and s.period = per
   group by part $$;
-- What else is missing, without its hamlet, and only where five hamlets or more have answered.
create function needs_words(here int, per text) returns table (words text)
  language sql stable security definer set search_path = public, pg_temp as $$
  with answered as (
    select s.id from (select u.id from {_INSIDE} where h.id = here and site_near(here)) w
      join outreach_needssheet s on s.unit_id = w.id and s.period = per and s.state = 'filled')
  select x.words::text from outreach_needwords x join answered on answered.id = x.sheet_id
   where (select count(*) from answered) >= 5 order by 1 limit 100 $$;
revoke all on function {_SIGNATURES} from public;
grant execute on function {_SIGNATURES} to app;
"""
FUNCTIONS_BACK = """
drop function needs_words(int, text), needs_answered(int, text), needs_summed(int, text), needs_seen(uuid),
  needs_mine_of(uuid), needs_near(int), needs_mine(int), round_seen(uuid), round_near(int);
"""
_SITE = "when 'site' then place_near(id) "
_OURS = "when 'visit_round' then round_seen(id) when 'needs_sheet' then needs_seen(id) "


def _reworded(old: str, new: str) -> str:
    """`subject_visible` as it stands, with one phrase replaced; says so when the phrase is not there."""
    return f"""
do $do$ declare body text := pg_get_functiondef('subject_visible(text, uuid)'::regprocedure); begin
  if position($old${old}$old$ in body) = 0 then raise exception 'subject_visible has other words'; end if;
  execute replace(body, $old${old}$old$, $new${new}$new$);
end $do$;"""


_ME = "(select app_user())"
_HERS = f"doer_id = {_ME} or companion_id = {_ME}"
# Table: who reads, who adds, who changes, who deletes ("": nobody), what the log keeps in plain.
TABLES = {
    "outreach_visitround": (
        f"{_HERS} or round_near(unit_id)",
        f"entered_by_id = {_ME} and (doer_id = {_ME} or round_near(unit_id))",
        f"{_HERS} or round_near(unit_id)",
        "",
        ("visit_round", "id", "unit_id", "state", "planned_on", "owed_since", "begun_at", "ended_at"),
    ),
    "outreach_needssheet": (
        "needs_near(unit_id)",
        f"entered_by_id = {_ME} and state = 'due' and needs_near(unit_id)",
        "needs_near(unit_id) and (state = 'due' or needs_mine(unit_id))",
        "state = 'due' and needs_near(unit_id)",
        ("needs_sheet", "id", "unit_id", "period", "state", "filled_at"),
    ),
    "outreach_needcount": (
        "needs_mine_of(sheet_id)",
        "needs_mine_of(sheet_id)",
        "",
        "needs_mine_of(sheet_id)",
        ("needs_sheet", "sheet_id"),
    ),
    "outreach_needwords": (
        "needs_mine_of(sheet_id)",
        "needs_mine_of(sheet_id)",
        "",
        "needs_mine_of(sheet_id)",
        ("needs_sheet", "sheet_id"),
    ),
}


def _walls(table: str) -> str:
    read, make, change, drop, told = TABLES[table]
    logged = ", ".join(f"'{each}'" for each in told)
    rights = ["select", "insert", *(["update"] if change else []), *(["delete"] if drop else [])]
    changes = (
        f"create policy outreach_change on {table} for update to app using ({change}) with check ({change});"
    )
    drops = f"create policy outreach_drop on {table} for delete to app using ({drop});"
    return f"""
alter table {table} enable row level security; alter table {table} force row level security;
create policy outreach_read on {table} for select to app using ({read});
create policy outreach_make on {table} for insert to app with check ({make});
{changes if change else ""}{drops if drop else ""}
create trigger audit_change after insert or update or delete on {table} for each row
  execute function audit_change({logged});
grant {", ".join(rights)} on {table} to app;"""


def _walls_back(table: str) -> str:
    _read, _make, change, drop, _told = TABLES[table]
    return f"""
revoke all on {table} from app;
drop trigger audit_change on {table};
{f"drop policy outreach_drop on {table};" if drop else ""}{f"drop policy outreach_change on {table};" if change else ""}
drop policy outreach_make on {table}; drop policy outreach_read on {table};
alter table {table} no force row level security; alter table {table} disable row level security;"""


class Migration(migrations.Migration):
    """Functions, row security, rights."""

    dependencies = [
        ("outreach", "0001_initial"),
        ("network", "0166_bulletin_walls"),
        ("cases", "0240_receipts_end"),
    ]
    operations = [
        migrations.RunSQL(FUNCTIONS, FUNCTIONS_BACK),
        migrations.RunSQL(_reworded(_SITE, _SITE + _OURS), _reworded(_SITE + _OURS, _SITE)),
        migrations.RunSQL(
            "".join(_walls(table) for table in TABLES), "".join(_walls_back(table) for table in TABLES)
        ),
        migrations.RunSQL("grant usage on all sequences in schema public to app;", migrations.RunSQL.noop),
    ]
