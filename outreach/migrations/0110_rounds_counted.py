"""Rounds of visits that were ended are counted with the figures of matters: when and where, never whose door."""

from django.db import migrations

ROUNDS = """
create function stat_of_rounds(ids uuid[]) returns setof cases_statentry language sql stable
  security definer set search_path = public, pg_temp as $$
  select row(date_trunc('month', v.ended_at at time zone 'Asia/Shanghai')::date, 'rounds', '', false, v.id,
             u.province_id, u.city_id, u.county_id, u.township_id, u.village_id, u.id)::cases_statentry
    from outreach_visitround v join network_unit u on u.id = v.unit_id
   where v.id = any (ids) and v.state = 'ended' and v.ended_at is not null $$;
create function stat_round_new() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
declare ids uuid[] := array(select id from fresh where state = 'ended');
begin
  if ids <> '{}' then perform stat_settle(ids, '{rounds}', array(select stat_of_rounds(ids))); end if;
  return null;
end $$;
create function stat_round_changed() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
declare ids uuid[];
begin
  ids := array(select f.id from fresh f join stale s on s.id = f.id
                where (f.state, f.ended_at) is distinct from (s.state, s.ended_at));
  if ids <> '{}' then perform stat_settle(ids, '{rounds}', array(select stat_of_rounds(ids))); end if;
  return null;
end $$;
create function stat_round_gone() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  perform stat_settle(array(select id from stale), '{rounds}', '{}');
  return null;
end $$;
create trigger stat_new after insert on outreach_visitround referencing new table as fresh
  for each statement execute function stat_round_new();
create trigger stat_changed after update on outreach_visitround referencing old table as stale new table as fresh
  for each statement execute function stat_round_changed();
create trigger stat_gone after delete on outreach_visitround referencing old table as stale
  for each statement execute function stat_round_gone();

create function stat_recount_rounds(after uuid, most int) returns table (last uuid, wrong int) language plpgsql volatile
  security definer set search_path = public, pg_temp as $$
declare ids uuid[]; free uuid[];
begin
  ids := array(select id from outreach_visitround where id > after order by id limit most);
  last := ids[cardinality(ids)];
  if last is null then  -- at the end, entries whose row is gone
    ids := array(select distinct e.source from cases_statentry e where e.measure = any ('{rounds}')
                  and not exists (select 1 from outreach_visitround x where x.id = e.source));
    wrong := stat_settle(ids, '{rounds}', '{}');
    return next;
    return;
  end if;
  free := array(select id from outreach_visitround where id = any (ids) for share skip locked);
  wrong := stat_settle(free, '{rounds}', array(select stat_of_rounds(free)));
  return next;
end $$;
revoke all on function stat_of_rounds(uuid[]), stat_recount_rounds(uuid, int) from public;
grant execute on function stat_recount_rounds(uuid, int) to worker;
do $do$ declare a uuid := '00000000-0000-0000-0000-000000000000'; r record; begin
  loop
    select * into r from stat_recount_rounds(a, 5000); exit when r.last is null; a := r.last;
  end loop;
end $do$;
"""
BACK = """
drop trigger stat_gone on outreach_visitround; drop trigger stat_changed on outreach_visitround;
drop trigger stat_new on outreach_visitround;
drop function stat_recount_rounds(uuid, int), stat_round_gone(), stat_round_changed(), stat_round_new(), stat_of_rounds(uuid[]);
"""


class Migration(migrations.Migration):
    """One source of figures more."""

    dependencies = [("outreach", "0097_helping_forgets"), ("cases", "0306_rollup_figures")]
    operations = [migrations.RunSQL(ROUNDS, BACK)]
