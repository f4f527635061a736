"""Figures add themselves up: statement triggers append what changed, one function folds it, one answers.

Every statement that changes what a row is counted as appends delta rows and never touches a sum, so that no registration
waits for another. A matter is counted where it was when it happened; the move of a unit rewrites no past month. Sealed
matters are counted too, apart, so that whoever shows figures can withhold what would betray one. No login may read or
write the tables.
"""

from django.db import migrations

# How rows of cases_statentry are built: month, measure, category, sealed, source, province … village, place.
_PLACE = "c.province_id, c.city_id, c.county_id, c.township_id, c.village_id, c.unit_id"
_MONTH = "date_trunc('month', {at} at time zone 'Asia/Shanghai')::date"
_ANSWERS = "('petition.handling', 'petition.suggestion', 'petition.review', 'petition.reexamination')"
_MISSED = f"""exists (select 1 from network_clock k where k.subject_kind = 'case' and k.subject_id = c.id
           and k.limit_id in {_ANSWERS} and k.paused_on is null and k.started_at <= c.closed_at
           and coalesce(k.met_at, c.closed_at) > k.due_at)"""
WANTED = f"""
create function stat_of_cases(ids uuid[]) returns setof cases_statentry language sql stable
  security definer set search_path = public, pg_temp as $$
  select row({_MONTH.format(at="m.at")}, m.measure, c.category, c.is_sealed, c.id, {_PLACE})::cases_statentry
    from cases_case c cross join lateral (values
      ('opened', c.opened_at), ('closed', c.closed_at),
      ('in_time', case when c.closed_at is not null and not {_MISSED} then c.closed_at end)) m(measure, at)
   where c.id = any (ids) and m.at is not null $$;
create function stat_of_letters(ids uuid[]) returns setof cases_statentry language sql stable
  security definer set search_path = public, pg_temp as $$
  select row({_MONTH.format(at="r.letter_at")}, 'green', '', c.is_sealed, r.id, {_PLACE})::cases_statentry
    from cases_aidreferral r join cases_case c on c.id = r.case_id
   where r.id = any (ids) and r.letter_at is not null and r.channel <> 'ordinary' $$;
"""
WANTED_BACK = "drop function stat_of_letters(uuid[]), stat_of_cases(uuid[]);"

# Brings the entries of some rows to what they should be and appends the difference; answers how many were otherwise.
SETTLE = """
create function stat_settle(ids uuid[], measures text[], wanted cases_statentry[]) returns int language sql volatile
  security definer set search_path = public, pg_temp as $$
  with want as (select * from unnest(wanted)),
  have as (select * from cases_statentry where source = any (ids) and measure = any (measures)),
  changed as (
    select coalesce(w.source, h.source) as source, coalesce(w.measure, h.measure) as measure, w as new, h as old,
           -- In the same month it stays where it was counted, whoever owes the next step today.
           w.source is not null and h.source is not null and w.month = h.month as stays
      from want w full join have h on h.source = w.source and h.measure = w.measure
     where h.source is null or w.source is null
        or (w.month, w.category, w.sealed) is distinct from (h.month, h.category, h.sealed)),
  gone as (delete from cases_statentry e using changed x
            where e.source = x.source and e.measure = x.measure and (x.new).source is null),
  put as (
    insert into cases_statentry as e (month, measure, category, sealed, source, province, city, county, township, village, place)
    select (new).month, measure, (new).category, (new).sealed, source, (new).province, (new).city, (new).county,
           (new).township, (new).village, (new).place
      from changed where (new).source is not null
    on conflict (source, measure) do update set month = excluded.month, category = excluded.category,
      sealed = excluded.sealed,
      province = case when e.month = excluded.month then e.province else excluded.province end,
      city = case when e.month = excluded.month then e.city else excluded.city end,
      county = case when e.month = excluded.month then e.county else excluded.county end,
      township = case when e.month = excluded.month then e.township else excluded.township end,
      village = case when e.month = excluded.month then e.village else excluded.village end,
      place = case when e.month = excluded.month then e.place else excluded.place end),
  moved as (
    select (old).province, (old).city, (old).county, (old).township, (old).month, measure, (old).category, (old).sealed,
           -1 as n from changed where (old).source is not null
    union all
    select case when stays then (old).province else (new).province end, case when stays then (old).city else (new).city end,
           case when stays then (old).county else (new).county end,
           case when stays then (old).township else (new).township end,
           (new).month, measure, (new).category, (new).sealed, 1 from changed where (new).source is not null),
  told as (
    insert into cases_statdelta (province, city, county, township, month, measure, category, sealed, n)
    select province, city, county, township, month, measure, category, sealed, sum(n) from moved
     group by 1, 2, 3, 4, 5, 6, 7, 8 having sum(n) <> 0)
  select count(*)::int from changed $$;
"""
SETTLE_BACK = "drop function stat_settle(uuid[], text[], cases_statentry[]);"

_MATTERS, _LETTERS = "'{opened,closed,in_time}'", "'{green}'"
TRIGGERS = f"""
create function stat_case_new() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
declare ids uuid[] := array(select id from fresh);
begin
  perform stat_settle(ids, {_MATTERS}, array(select stat_of_cases(ids)));
  return null;
end $$;
create function stat_case_changed() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
declare ids uuid[]; letters uuid[];
begin
  ids := array(select f.id from fresh f join stale s on s.id = f.id
    where (f.opened_at, f.closed_at, f.category, f.is_sealed) is distinct from (s.opened_at, s.closed_at, s.category, s.is_sealed));
  if ids = '{{}}' then return null; end if;
  perform stat_settle(ids, {_MATTERS}, array(select stat_of_cases(ids)));
  letters := array(select r.id from cases_aidreferral r where r.case_id = any (ids) and r.letter_at is not null);
  if letters <> '{{}}' then perform stat_settle(letters, {_LETTERS}, array(select stat_of_letters(letters))); end if;
  return null;
end $$;
create function stat_case_gone() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  perform stat_settle(array(select id from stale), {_MATTERS}, '{{}}');
  return null;
end $$;
create trigger stat_new after insert on cases_case referencing new table as fresh
  for each statement execute function stat_case_new();
create trigger stat_changed after update on cases_case referencing old table as stale new table as fresh
  for each statement execute function stat_case_changed();
create trigger stat_gone after delete on cases_case referencing old table as stale
  for each statement execute function stat_case_gone();

create function stat_letter_said() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
declare ids uuid[] := array(select id from fresh where letter_at is not null);
begin
  if ids <> '{{}}' then perform stat_settle(ids, {_LETTERS}, array(select stat_of_letters(ids))); end if;
  return null;
end $$;
create function stat_letter_changed() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
declare ids uuid[];
begin
  ids := array(select f.id from fresh f join stale s on s.id = f.id
                where (f.letter_at, f.channel) is distinct from (s.letter_at, s.channel));
  if ids <> '{{}}' then perform stat_settle(ids, {_LETTERS}, array(select stat_of_letters(ids))); end if;
  return null;
end $$;
create function stat_letter_gone() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  perform stat_settle(array(select id from stale), {_LETTERS}, '{{}}');
  return null;
end $$;
create trigger stat_new after insert on cases_aidreferral referencing new table as fresh
  for each statement execute function stat_letter_said();
create trigger stat_changed after update on cases_aidreferral referencing old table as stale new table as fresh
  for each statement execute function stat_letter_changed();
create trigger stat_gone after delete on cases_aidreferral referencing old table as stale
  for each statement execute function stat_letter_gone();
"""
TRIGGERS_BACK = """
drop trigger stat_gone on cases_aidreferral; drop trigger stat_changed on cases_aidreferral;
drop trigger stat_new on cases_aidreferral;
drop trigger stat_gone on cases_case; drop trigger stat_changed on cases_case; drop trigger stat_new on cases_case;
drop function stat_letter_gone(), stat_letter_changed(), stat_letter_said();
drop function stat_case_gone(), stat_case_changed(), stat_case_new();
"""

_ALL = ("cases_stat", "cases_statdelta", "cases_statentry", "cases_statdifference")
WALLS = (
    "\n".join(
        f"alter table {t} enable row level security; alter table {t} force row level security;" for t in _ALL
    )
    + """
create policy difference_worker on cases_statdifference for select to worker using (true);
grant select on cases_statdifference to worker;
revoke all on function stat_of_cases(uuid[]), stat_of_letters(uuid[]),
  stat_settle(uuid[], text[], cases_statentry[]) from public;
-- A boundary on a map is no secret: whoever is signed in may read it, the owner alone loads it.
alter table cases_unitoutline enable row level security; alter table cases_unitoutline force row level security;
create policy outline_read on cases_unitoutline for select to app using ((select app_user()) is not null);
grant select on cases_unitoutline to app;
"""
)
WALLS_BACK = """
revoke all on cases_unitoutline from app; drop policy outline_read on cases_unitoutline;
alter table cases_unitoutline no force row level security; alter table cases_unitoutline disable row level security;
revoke all on cases_statdifference from worker; drop policy difference_worker on cases_statdifference;
""" + "\n".join(
    f"alter table {t} no force row level security; alter table {t} disable row level security;" for t in _ALL
)


class Migration(migrations.Migration):
    """Functions, triggers, row security."""

    dependencies = [("cases", "0304_rollups")]
    operations = [
        migrations.RunSQL(WANTED, WANTED_BACK),
        migrations.RunSQL(SETTLE, SETTLE_BACK),
        migrations.RunSQL(TRIGGERS, TRIGGERS_BACK),
        migrations.RunSQL(WALLS, WALLS_BACK),
    ]
