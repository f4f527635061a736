"""The monthly sample draws from every part that was opened, and from family support files as well.

What leaders count stays what it says: days and matters, however many parts were opened of one on a day.
"""

import importlib

from django.db import migrations

_BEFORE = importlib.import_module("cases.migrations.0290_reading_sample_walls")
_DAY = "(e.occurred_at at time zone 'Asia/Shanghai')::date"
_MONTH = """e.action in ('reveal', 'view', 'print') and e.actor_id is not null
     and e.occurred_at >= first::timestamp at time zone 'Asia/Shanghai'
     and e.occurred_at < following::timestamp at time zone 'Asia/Shanghai'"""
_OF_MATTERS = f"""
  (select distinct on (e.actor_id, c.id, e.detail ->> 'layer', {_DAY})
         e.id as event, e.actor_id, e.occurred_at, coalesce(e.detail ->> 'layer', '') as layer, e.purpose, c.id as matter,
         {_DAY} as day, case when c.owner_id = e.actor_id then 'owner' else coalesce((
             select a.source from cases_caseaccess a where a.content_object_id = c.id and a.user_id = e.actor_id
                and a.granted_at <= e.occurred_at + interval '1 minute' and a.until > e.occurred_at
              order by a.opens desc, a.granted_at desc limit 1), 'none') end as ground,
         c.city_id, c.county_id, c.unit_id
    from network_auditevent e join cases_case c on c.id::text = e.subject_id and c.is_sealed
   where e.subject_kind = 'case' and {_MONTH}
   order by e.actor_id, c.id, e.detail ->> 'layer', {_DAY}, (e.action <> 'reveal'), e.id)"""
# Whoever reads the words of a file has opened it; a card alone is another part.
_OF_FILES = f"""
  (select distinct on (e.actor_id, f.id, (e.action = 'view'), {_DAY})
         e.id as event, e.actor_id, e.occurred_at, case e.action when 'view' then 'support_card' else 'support' end as layer,
         e.purpose, null::uuid as matter, {_DAY} as day,
         case when e.actor_id in (f.worker_id, f.opened_by_id) then 'worker'
           when e.actor_id in (f.signed_by_id, f.approved_by_id) then 'signs'
           when support_file_card(f.id, e.actor_id) then 'area' else 'none' end as ground, k.city_id, k.county_id, f.unit_id
    from network_auditevent e join cases_familysupportfile f on f.id::text = e.subject_id join network_unit k on k.id = f.unit_id
   where e.subject_kind = 'support_file' and {_MONTH}
   order by e.actor_id, f.id, (e.action = 'view'), {_DAY}, e.id)"""
_ALL = f"{_OF_MATTERS} union all {_OF_FILES}"
FUNCTIONS = f"""
create or replace function reading_sample_draw(first date, following date, most int, moment timestamptz)
  returns table (sample uuid, city int, lines int) language plpgsql volatile
  security definer set search_path = public, pg_temp as $$
declare u record; made uuid; n int; all_of_them int;
begin
  delete from cases_sampledreading l using cases_readingsample s where l.sample_id = s.id
     and s.month < (moment - make_interval(years => limit_length('retention.audit')))::date;
  delete from cases_readingsample s where s.month < (moment - make_interval(years => limit_length('retention.audit')))::date;
  for u in select x.id from network_unit x where x.level = 1 and x.valid_to is null
     and not exists (select 1 from cases_readingsample s where s.unit_id = x.id and s.month = first) order by x.id
  loop
    made := gen_random_uuid();
    select count(*) into all_of_them from ({_ALL}) o where o.city_id = u.id;
    insert into cases_readingsample (id, unit_id, month, readings, drawn_at) values (made, u.id, first, all_of_them, moment);
    insert into cases_sampledreading (id, sample_id, event, by_id, at, layer, reason, ground, finding, words)
    select gen_random_uuid(), made, o.event, o.actor_id, o.occurred_at, left(o.layer, 20), left(o.purpose, 20), o.ground, '', ''
      from ({_ALL}) o where o.city_id = u.id order by random() limit most;
    get diagnostics n = row_count;
    sample := made; city := u.id; lines := n;
    return next;
  end loop;
end $$;
create or replace function reading_month(first date, following date)
  returns table (person bigint, days bigint, matters bigint, sampled bigint, unjustified bigint)
  language sql stable security definer set search_path = public, pg_temp as $$
  select o.actor_id, count(distinct (o.matter, o.day)), count(distinct o.matter), count(l.id),
         count(*) filter (where l.finding = 'unjustified')
    from ({_OF_MATTERS}) o left join cases_sampledreading l on l.event = o.event
   where app_user() is not null
     and (app_audit() or holds_today(app_user(), '{{city_leader,county_leader,privacy_officer}}',
                                     array[o.unit_id, o.county_id, o.city_id]))
     and not recused(o.matter)
   group by o.actor_id order by 2 desc, 1 $$;
"""
# As 0290 made them.
BACK = _BEFORE.FUNCTIONS[: _BEFORE.FUNCTIONS.index("revoke all")].replace(
    "create function", "create or replace function"
)


class Migration(migrations.Migration):
    """Two functions; no table changes."""

    dependencies = [("cases", "0290_reading_sample_walls")]
    operations = [migrations.RunSQL(FUNCTIONS, BACK)]
