"""Openings of sealed matters: drawn by chance as the worker, read and judged by the audit administrator, counted for leaders.

No row says which matter was opened. Accusations are no rows of the table of matters and are never among them. What a
leader counts leaves out whatever does not exist for her.
"""

from django.db import migrations

from network.deadlines import seeding

_DAY = "(e.occurred_at at time zone 'Asia/Shanghai')::date"
_OPENINGS = f"""
  select distinct on (e.actor_id, c.id, {_DAY})
         e.id as event, e.actor_id, e.occurred_at, e.detail ->> 'layer' as layer, e.purpose, c.id as matter,
         c.owner_id, c.city_id, c.county_id, c.township_id, c.unit_id
    from network_auditevent e join cases_case c on c.id::text = e.subject_id and c.is_sealed
   where e.subject_kind = 'case' and e.action in ('reveal', 'view', 'print') and e.actor_id is not null
     and e.occurred_at >= first::timestamp at time zone 'Asia/Shanghai'
     and e.occurred_at < following::timestamp at time zone 'Asia/Shanghai'
   order by e.actor_id, c.id, {_DAY}, (e.action <> 'reveal'), e.id"""
FUNCTIONS = f"""
create function reading_sample_draw(first date, following date, most int, moment timestamptz)
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
    select count(*) into all_of_them from ({_OPENINGS}) o where o.city_id = u.id;
    insert into cases_readingsample (id, unit_id, month, readings, drawn_at) values (made, u.id, first, all_of_them, moment);
    insert into cases_sampledreading (id, sample_id, event, by_id, at, layer, reason, ground, finding, words)
    select gen_random_uuid(), made, o.event, o.actor_id, o.occurred_at, left(coalesce(o.layer, ''), 20), left(o.purpose, 20),
           case when o.owner_id = o.actor_id then 'owner' else coalesce((
             select a.source from cases_caseaccess a where a.content_object_id = o.matter and a.user_id = o.actor_id
                and a.granted_at <= o.occurred_at + interval '1 minute' and a.until > o.occurred_at
              order by a.opens desc, a.granted_at desc limit 1), 'none') end, '', ''
      from ({_OPENINGS}) o where o.city_id = u.id order by random() limit most;
    get diagnostics n = row_count;
    sample := made; city := u.id; lines := n;
    return next;
  end loop;
end $$;
create function reading_sample_barred(samples uuid[], people bigint[]) returns table (sample uuid, person bigint)
  language sql stable security definer set search_path = public, pg_temp as $$
  select p.s, p.u from unnest(samples, people) as p(s, u)
   where not exists (select 1 from cases_readingsample x where x.id = p.s
                       and holds_today(p.u, '{{audit_admin,city_leader}}', array[x.unit_id])) $$;
create function reading_month(first date, following date)
  returns table (person bigint, days bigint, matters bigint, sampled bigint, unjustified bigint)
  language sql stable security definer set search_path = public, pg_temp as $$
  select o.actor_id, count(*), count(distinct o.matter), count(l.id), count(*) filter (where l.finding = 'unjustified')
    from ({_OPENINGS}) o left join cases_sampledreading l on l.event = o.event
   where app_user() is not null
     and (app_audit() or holds_today(app_user(), '{{city_leader,county_leader,privacy_officer}}',
                                     array[o.unit_id, o.county_id, o.city_id]))
     and not recused(o.matter)
   group by o.actor_id order by 2 desc, 1 $$;
revoke all on function reading_sample_draw(date, date, int, timestamptz), reading_sample_barred(uuid[], bigint[]),
  reading_month(date, date) from public;
grant execute on function reading_sample_draw(date, date, int, timestamptz), reading_sample_barred(uuid[], bigint[]) to worker;
grant execute on function reading_month(date, date) to app;
"""
BACK = """
drop function reading_month(date, date), reading_sample_barred(uuid[], bigint[]),
  reading_sample_draw(date, date, int, timestamptz);
"""
WALLS = """
alter table cases_readingsample enable row level security; alter table cases_readingsample force row level security;
alter table cases_sampledreading enable row level security; alter table cases_sampledreading force row level security;
create policy audit_read on cases_readingsample for select to app using (app_audit());
create policy audit_read on cases_sampledreading for select to app using (app_audit());
create policy audit_judge on cases_sampledreading for update to app using (app_audit() and by_id <> (select app_user())
  and finding = '') with check (app_audit() and found_by_id = (select app_user()));
grant select on cases_readingsample, cases_sampledreading to app;
grant update (finding, words, found_by_id, found_at) on cases_sampledreading to app;
create trigger audit_change after insert or update or delete on cases_readingsample for each row
  execute function audit_change('reading_sample', 'id', 'unit_id', 'month', 'readings');
"""
WALLS_BACK = """
drop trigger audit_change on cases_readingsample;
revoke all on cases_readingsample, cases_sampledreading from app;
drop policy audit_judge on cases_sampledreading; drop policy audit_read on cases_sampledreading;
drop policy audit_read on cases_readingsample;
alter table cases_sampledreading no force row level security; alter table cases_sampledreading disable row level security;
alter table cases_readingsample no force row level security; alter table cases_readingsample disable row level security;
"""
_GLASS = "when 'break_glass' then may_see_glass(id)"
_SAMPLE = "when 'reading_sample' then app_audit() "


def _reworded(old, new):
    """`subject_visible` as it stands, with one phrase replaced; says so when the phrase is not there."""
    return f"""
do $do$ declare body text := pg_get_functiondef('subject_visible(text, uuid)'::regprocedure); begin
  if position($old${old}$old$ in body) = 0 then raise exception 'subject_visible has other words'; end if;
  execute replace(body, $old${old}$old$, $new${new}$new$);
end $do$;"""


def complete(apps, schema_editor):
    """Add the limits of the sample; change none that stands."""
    seeding.complete_policy(apps.get_model("network", "Limit"), apps.get_model("network", "LadderStep"))


class Migration(migrations.Migration):
    """Functions, row security, the subject of its clock, limits."""

    dependencies = [("cases", "0289_reading_samples")]
    operations = [
        migrations.RunSQL(FUNCTIONS, BACK),
        migrations.RunSQL(WALLS, WALLS_BACK),
        migrations.RunSQL(_reworded(_GLASS, _SAMPLE + _GLASS), _reworded(_SAMPLE + _GLASS, _GLASS)),
        migrations.RunPython(complete, migrations.RunPython.noop),
    ]
