"""Folding, counting again, the stand at the end of a month, and the functions that answer.

`stat_figures` adds what is not folded yet in the same statement: a fold is one transaction, so one snapshot sees each
delta once. Whoever asks is answered for her own area alone.
"""

from django.db import migrations

_SCOPES = "unnest(array[d.province, d.city, d.county, d.township]) s(scope)"
_KEY = "measure, month, category, sealed"
# Folded and unfolded sums together; one statement, one snapshot.
_SUMS = f"""
    select scope_id as scope, {_KEY}, n from cases_stat where {{where_stat}}
    union all
    select s.scope, d.measure, d.month, d.category, d.sealed, d.n
      from cases_statdelta d cross join lateral {_SCOPES} where s.scope is not null and {{where_delta}}"""
KEEP = f"""
create function stat_fold(most int) returns int language sql volatile
  security definer set search_path = public, pg_temp as $$
  with taken as (
    delete from cases_statdelta where id in (
      select id from cases_statdelta order by id limit most for update skip locked) returning *),
  summed as (
    select s.scope, d.measure, d.month, d.category, d.sealed, sum(d.n) as n
      from taken d cross join lateral {_SCOPES} where s.scope is not null group by 1, 2, 3, 4, 5),
  kept as (
    insert into cases_stat (scope_id, {_KEY}, n)
    select scope, {_KEY}, n from summed where n <> 0 order by scope, {_KEY}
    on conflict (scope_id, {_KEY}) do update set n = cases_stat.n + excluded.n)
  select count(*)::int from taken $$;

-- Entries against the rows they speak of, some rows at a time; rows that somebody is changing are hers to count.
create function stat_recount_cases(after uuid, most int) returns table (last uuid, wrong int) language plpgsql volatile
  security definer set search_path = public, pg_temp as $$
declare ids uuid[]; free uuid[];
begin
  ids := array(select id from cases_case where id > after order by id limit most);
  last := ids[cardinality(ids)];
  if last is null then  -- at the end, entries whose row is gone
    ids := array(select distinct e.source from cases_statentry e where e.measure = any ('{{opened,closed,in_time}}')
                  and not exists (select 1 from cases_case x where x.id = e.source));
    wrong := stat_settle(ids, '{{opened,closed,in_time}}', '{{}}');
    return next;
    return;
  end if;
  free := array(select id from cases_case where id = any (ids) for share skip locked);
  wrong := stat_settle(free, '{{opened,closed,in_time}}', array(select stat_of_cases(free)));
  return next;
end $$;
create function stat_recount_letters(after uuid, most int) returns table (last uuid, wrong int) language plpgsql volatile
  security definer set search_path = public, pg_temp as $$
declare ids uuid[]; free uuid[];
begin
  ids := array(select id from cases_aidreferral where id > after order by id limit most);
  last := ids[cardinality(ids)];
  if last is null then  -- at the end, entries whose row is gone
    ids := array(select distinct e.source from cases_statentry e where e.measure = any ('{{green}}')
                  and not exists (select 1 from cases_aidreferral x where x.id = e.source));
    wrong := stat_settle(ids, '{{green}}', '{{}}');
    return next;
    return;
  end if;
  free := array(select r.id from cases_aidreferral r join cases_case c on c.id = r.case_id
                 where r.id = any (ids) for share of r, c skip locked);
  wrong := stat_settle(free, '{{green}}', array(select stat_of_letters(free)));
  return next;
end $$;

-- Sums against entries: what differs is written down and mended by a delta for that unit alone.
create function stat_reconcile(moment timestamptz) returns int language sql volatile
  security definer set search_path = public, pg_temp as $$
  with held as (select pg_advisory_xact_lock(hashtextextended('figures are counted again', 0))),
  counted as (
    select scope, {_KEY}, sum(n)::int as n from ({
    _SUMS.format(
        where_stat="measure not in ('open', 'late') and exists (select 1 from held)",
        where_delta="d.measure not in ('open', 'late')",
    )
}) x group by 1, 2, 3, 4, 5),
  expected as (
    select s.scope, d.measure, d.month, d.category, d.sealed, count(*)::int as n
      from cases_statentry d cross join lateral {_SCOPES} where s.scope is not null group by 1, 2, 3, 4, 5),
  wrong as (
    select scope, {_KEY}, coalesce(c.n, 0) as counted, coalesce(e.n, 0) as expected
      from counted c full join expected e using (scope, {_KEY}) where coalesce(c.n, 0) <> coalesce(e.n, 0)),
  told as (
    insert into cases_statdifference (found_at, scope_id, {_KEY}, counted, expected)
    select moment, scope, {_KEY}, counted, expected from wrong),
  mended as (
    insert into cases_statdelta (province, {_KEY}, n) select scope, {_KEY}, expected - counted from wrong)
  select count(*)::int from wrong $$;

-- How many matters are open and late at a moment, as the stand of that month; a month that is over is reckoned from the
-- periods of its matters.
create function stat_stand(first date, moment timestamptz, live boolean) returns int language sql volatile
  security definer set search_path = public, pg_temp as $$
  with rows as (
    select c.province_id, c.city_id, c.county_id, c.township_id, c.is_sealed,
           case when live then coalesce(c.next_due_at <= moment, false) else exists (
             select 1 from network_clock k where k.subject_kind = 'case' and k.subject_id = c.id and k.paused_on is null
                and k.due_at <= moment and k.state <> 'paused' and coalesce(k.met_at, c.closed_at, 'infinity') > moment)
           end as is_late
      from cases_case c where c.opened_at < moment and (c.closed_at is null or c.closed_at >= moment)),
  expected as (
    select s.scope, m.measure, first as month, ''::text as category, r.is_sealed as sealed, count(*)::int as n
      from rows r cross join lateral unnest(array[r.province_id, r.city_id, r.county_id, r.township_id]) s(scope)
     cross join lateral (values ('open', true), ('late', r.is_late)) m(measure, is_so)
     where s.scope is not null and m.is_so group by 1, 2, 5),
  counted as (
    select scope, {_KEY}, sum(n)::int as n from ({
    _SUMS.format(
        where_stat="measure in ('open', 'late') and month = first",
        where_delta="d.measure in ('open', 'late') and d.month = first",
    )
}) x group by 1, 2, 3, 4, 5),
  moved as (
    insert into cases_statdelta (province, {_KEY}, n)
    select scope, {_KEY}, coalesce(e.n, 0) - coalesce(c.n, 0)
      from counted c full join expected e using (scope, {_KEY}) where coalesce(c.n, 0) <> coalesce(e.n, 0)
    returning 1)
  select count(*)::int from moved $$;
create function stat_stands() returns setof date language sql stable
  security definer set search_path = public, pg_temp as
  $$ select distinct month from cases_stat where measure = 'open' union select month from cases_statdelta where measure = 'open' $$;
"""
KEEP_BACK = """
drop function stat_stands(), stat_stand(date, timestamptz, boolean), stat_reconcile(timestamptz);
drop function stat_recount_letters(uuid, int), stat_recount_cases(uuid, int), stat_fold(int);
"""

# What hangs on a matter the reader is recused from: in no figure of hers (domain.md 7.2: no row, no count).
_HIDDEN = """(select my_recusals() union
    select r.id from cases_aidreferral r where r.case_id in (select my_recusals()))"""
ANSWER = f"""
-- Units of the levels city to township whose figures she may read: her area, and what a statistician counts for.
create function stat_scopes() returns int[] language sql stable
  security definer set search_path = public, pg_temp as $$
  with mine as (
    select case when app_user() is null then '{{}}'::int[] else app_area() || array(
      select a.unit_id from network_appointment a join network_user p on p.id = a.user_id and p.is_active
       where a.user_id = app_user() and a.role = 'statistician' and a.starts_on <= today_here()
         and (a.ends_on is null or a.ends_on >= today_here())) end as ids)
  select coalesce(array_agg(u.id), '{{}}') from network_unit u, mine
   where u.level between 1 and 3 and (u.id = any (ids) or u.county_id = any (ids) or u.city_id = any (ids)) $$;

create function stat_figures(scopes int[], first date, following date)
  returns table (scope int, month date, measure text, category text, sealed boolean, n bigint)
  language sql stable security definer set search_path = public, pg_temp as $$
  with open_to as (select array(select unnest(scopes) intersect select unnest(stat_scopes())) as ids)
  select x.scope, x.month, x.measure, x.category, x.sealed, sum(x.n) from ({
    _SUMS.format(
        where_stat="scope_id = any (array(select unnest(ids) from open_to)) and month >= first and month < following",
        where_delta="s.scope = any (array(select unnest(ids) from open_to)) and d.month >= first and d.month < following",
    )
}
    union all
    select s.scope, e.measure, e.month, e.category, e.sealed, -1 from cases_statentry e
     cross join lateral (values (e.province), (e.city), (e.county), (e.township)) s (scope)
     where e.source in {_HIDDEN} and s.scope = any (array(select unnest(ids) from open_to))
       and e.month >= first and e.month < following
  ) x group by 1, 2, 3, 4, 5 having sum(x.n) <> 0 $$;

-- Villages of a township, answered on the fly from what was counted there.
create function stat_below(town int, first date, following date)
  returns table (scope int, month date, measure text, category text, sealed boolean, n bigint)
  language sql stable security definer set search_path = public, pg_temp as $$
  select e.village, e.month, e.measure, e.category, e.sealed, count(*) from cases_statentry e
   where town = any (stat_scopes()) and e.township = town and e.village is not null
     and e.month >= first and e.month < following and e.source not in {_HIDDEN}
   group by 1, 2, 3, 4, 5 $$;

-- Open, soon due and late now: by county for a city, as one row for a county; nothing below it. A null unit is the
-- city's own office.
create function stat_now(scope int, moment timestamptz, soon timestamptz)
  returns table (unit int, sealed boolean, n_open bigint, n_soon bigint, n_late bigint)
  language sql stable security definer set search_path = public, pg_temp as $$
  select c.county_id, c.is_sealed, count(*),
         count(*) filter (where c.next_due_at > moment and c.next_due_at <= soon),
         count(*) filter (where c.next_due_at <= moment)
    from cases_case c
   where c.closed_at is null and scope = any (stat_scopes())
     and (c.city_id = scope or (c.county_id = scope)) and c.id not in (select my_recusals())
   group by 1, 2 $$;
"""
ANSWER_BACK = """
drop function stat_now(int, timestamptz, timestamptz), stat_below(int, date, date), stat_figures(int[], date, date);
drop function stat_scopes();
"""
GRANTS = """
revoke all on function stat_fold(int), stat_recount_cases(uuid, int), stat_recount_letters(uuid, int),
  stat_reconcile(timestamptz), stat_stand(date, timestamptz, boolean), stat_stands(), stat_scopes(),
  stat_figures(int[], date, date), stat_below(int, date, date), stat_now(int, timestamptz, timestamptz) from public;
grant execute on function stat_fold(int), stat_recount_cases(uuid, int), stat_recount_letters(uuid, int),
  stat_reconcile(timestamptz), stat_stand(date, timestamptz, boolean), stat_stands() to worker;
grant execute on function stat_scopes(), stat_figures(int[], date, date), stat_below(int, date, date),
  stat_now(int, timestamptz, timestamptz) to app;
"""
# What was there before the triggers is counted once.
COUNT_ALL = """
do $do$ declare a uuid := '00000000-0000-0000-0000-000000000000'; r record; begin
  loop
    select * into r from stat_recount_cases(a, 5000); exit when r.last is null; a := r.last;
  end loop;
  a := '00000000-0000-0000-0000-000000000000';
  loop
    select * into r from stat_recount_letters(a, 5000); exit when r.last is null; a := r.last;
  end loop;
end $do$;
"""


class Migration(migrations.Migration):
    """Functions and who may call them."""

    dependencies = [("cases", "0305_rollup_walls")]
    operations = [
        migrations.RunSQL(KEEP, KEEP_BACK),
        migrations.RunSQL(ANSWER, ANSWER_BACK),
        migrations.RunSQL(GRANTS, migrations.RunSQL.noop),
        migrations.RunSQL(COUNT_ALL, migrations.RunSQL.noop),
    ]
