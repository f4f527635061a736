"""Walls of imports and exports: hers alone, or the second person's; gapless numbers by the handful; undo.

The worker sees when a file has outlived its time and destroys its key; it never reads a reason or a row.
"""

from django.db import migrations

FUNCTIONS = """
-- The first of n numbers of a gapless series; the row stays locked until the caller commits.
create function take_numbers(series text, n int) returns int language sql volatile
  security definer set search_path = public, pg_temp as $$
  insert into cases_numberseries (key, last) values (series, n)
  on conflict (key) do update set last = cases_numberseries.last + n returning last - n + 1 $$;

-- Yes or no for each row of a file: an ordinary matter of the same day whose card she sees names the same person.
-- Sealed matters of others never answer, so nobody can ask this list who hides behind one.
create function ledger_known(row_numbers int[], days date[], names bytea[], phones bytea[], ids bytea[])
  returns setof int language sql stable security definer set search_path = public, pg_temp as $$
  with k as (select * from unnest(row_numbers, days, names, phones, ids) as t(n, day, name, phone, id_number)),
  hit as (
    select k.n, k.day, p.case_id from k join cases_person p on p.name_index = k.name where k.name is not null
    union select k.n, k.day, p.case_id from k join cases_person p on p.phone_index = k.phone where k.phone is not null
    union select k.n, k.day, p.case_id from k join cases_person p on p.id_number_index = k.id_number
      where k.id_number is not null)
  select distinct h.n from hit h join cases_case c on c.id = h.case_id and c.received_on = h.day
   where app_user() is not null and (not c.is_sealed or c.owner_id = app_user()) and may_see(c.id) $$;

create function may_approve_export(home int) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from network_unit u where u.id = home
    and (u.id = any (app_lead()) or u.county_id = any (app_lead()) or u.city_id = any (app_lead()))) $$;

-- Matters of a file that nobody has touched: as they were written, and no other table knows them.
create function import_untouched(file uuid) returns setof uuid language plpgsql stable
  security definer set search_path = public, pg_temp as $$
declare fk record; touched uuid[] := '{}'; more uuid[];
  ours text[] := array['cases_casekey', 'cases_petition', 'cases_narrative', 'cases_safecontact', 'cases_person',
                       'cases_event', 'cases_importedmatter', 'cases_caseaccess'];
begin
  for fk in
    select c.conrelid::regclass::text as tbl, a.attname as col
      from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
     where c.contype = 'f' and c.confrelid = 'cases_case'::regclass and not c.conrelid::regclass::text = any (ours)
  loop
    execute format('select coalesce(array_agg(x.%I), ''{}'') from %s x join cases_importedmatter m
                     on m.case_id = x.%I where m.source_id = $1', fk.col, fk.tbl, fk.col) into more using file;
    touched := touched || more;
  end loop;
  return query
    select c.id from cases_importedmatter m join cases_ledgerimport f on f.id = m.source_id
      join cases_case c on c.id = m.case_id
     where m.source_id = file and c.version = 1 and c.owner_id = f.by_id and c.unit_id = f.unit_id
       and not c.id = any (touched)
       and array['import'] = (select array_agg(e.verb::text) from cases_event e where e.case_id = c.id)
       and not exists (select 1 from cases_caseaccess a where a.content_object_id = c.id
                        and a.source not in ('supervision', 'rung'))
       and not exists (select 1 from network_clock k where k.subject_kind = 'case' and k.subject_id = c.id
                        and (k.state <> 'running' or k.extended_days > 0 or k.paused_days > 0));
end $$;

-- How many of a file's matters were worked on meanwhile; for the page that asks before taking back.
create function import_touched(file uuid) returns int language sql stable
  security definer set search_path = public, pg_temp as $$
  select (select count(*)::int from cases_importedmatter m where m.source_id = file)
       - (select count(*)::int from import_untouched(file))
   where exists (select 1 from cases_ledgerimport f where f.id = file and f.by_id = app_user()) $$;

-- Takes back what a file made, as long as nobody worked on it. Numbers at the end of their series are given back;
-- numbers with later ones behind them stay void and are counted.
create function import_undo(file uuid, out removed int, out kept int, out void_numbers int) language plpgsql
  security definer set search_path = public, pg_temp as $$
declare gone uuid[]; series text[]; numbers int[]; s record; freed int := 0; back int;
begin
  perform 1 from cases_ledgerimport f where f.id = file and f.by_id = app_user() and f.state = 'undoing'
     and now() < f.undo_until for update;
  if not found then
    raise exception 'this import is not hers to take back' using errcode = '42501';
  end if;
  perform 1 from cases_case c join cases_importedmatter m on m.case_id = c.id where m.source_id = file
    order by c.id for update of c;
  select coalesce(array_agg(u), '{}') into gone from import_untouched(file) u;
  select coalesce(array_agg(case when c.number like 'M-%' then 'M-' || c.city_id || '-' || split_part(c.number, '-', 2)
                                 else regexp_replace(c.number, '-[0-9]+$', '') end order by c.id), '{}'),
         coalesce(array_agg(substring(c.number from '[0-9]+$')::int order by c.id), '{}')
    into series, numbers from cases_case c where c.id = any (gone);
  delete from network_inboxitem where subject_kind = 'case' and subject_id = any (gone);
  delete from network_outboxmessage where subject_kind = 'case' and subject_id = any (gone);
  delete from network_rung r using network_clock k
   where k.id = r.clock_id and k.subject_kind = 'case' and k.subject_id = any (gone);
  delete from network_clock where subject_kind = 'case' and subject_id = any (gone);
  delete from cases_caseaccess where content_object_id = any (gone);
  delete from cases_importedmatter where case_id = any (gone);
  delete from cases_event where case_id = any (gone);
  delete from cases_person where case_id = any (gone);
  delete from cases_safecontact where case_id = any (gone);
  delete from cases_narrative where case_id = any (gone);
  delete from cases_petition where case_id = any (gone);
  delete from cases_casekey where case_id = any (gone);
  delete from cases_case where id = any (gone);
  for s in select distinct key from unnest(series) as key order by key loop
    perform 1 from cases_numberseries where key = s.key for update;
    select count(*) into back from (
      select u.n, row_number() over (order by u.n desc) as r from unnest(series, numbers) as u(key, n)
       where u.key = s.key) t
      join cases_numberseries x on x.key = s.key and t.n = x.last - t.r + 1;
    update cases_numberseries set last = last - back where key = s.key;
    delete from cases_numberseries where key = s.key and last = 0;
    freed := freed + back;
  end loop;
  removed := coalesce(array_length(gone, 1), 0);
  kept := (select count(*)::int from cases_importedmatter where source_id = file);
  void_numbers := removed - freed;
end $$;

revoke all on function take_numbers(text, int), ledger_known(int[], date[], bytea[], bytea[], bytea[]),
  may_approve_export(int), import_untouched(uuid), import_touched(uuid), import_undo(uuid) from public;
grant execute on function take_numbers(text, int), ledger_known(int[], date[], bytea[], bytea[], bytea[]),
  may_approve_export(int), import_touched(uuid), import_undo(uuid) to app;
"""
FUNCTIONS_BACK = """
drop function import_undo(uuid), import_touched(uuid), import_untouched(uuid), may_approve_export(int),
  ledger_known(int[], date[], bytea[], bytea[], bytea[]), take_numbers(text, int);
"""

TABLES = ("cases_ledgerimport", "cases_columnmemory", "cases_importedmatter", "cases_ledgerexport")
ENABLE = "\n".join(
    f"alter table {t} enable row level security; alter table {t} force row level security;" for t in TABLES
)
POLICIES = """
create policy import_mine on cases_ledgerimport to app
  using (by_id = (select app_user())) with check (by_id = (select app_user()));
create policy import_worker on cases_ledgerimport for select to worker using (true);
create policy import_destroy on cases_ledgerimport for update to worker using (true) with check (wrapped is null);

create policy memory_area on cases_columnmemory to app
  using (unit_id = any ((select app_area())::int[])) with check (unit_id = any ((select app_area())::int[]));

create policy origin_read on cases_importedmatter for select to app using (may_open(case_id));
create policy origin_make on cases_importedmatter for insert to app
  with check (may_open(case_id) and exists (select 1 from cases_ledgerimport f where f.id = source_id));
create policy origin_recusal on cases_importedmatter as restrictive to app using (not recused(case_id));

create policy export_read on cases_ledgerexport for select to app
  using (by_id = (select app_user()) or may_approve_export(home_id));
create policy export_ask on cases_ledgerexport for insert to app
  with check (by_id = (select app_user()) and decided_by_id is null);
create policy export_change on cases_ledgerexport for update to app
  using (by_id = (select app_user()) or may_approve_export(home_id))
  with check (by_id = (select app_user()) or (decided_by_id = (select app_user()) and may_approve_export(home_id)));
create policy export_worker on cases_ledgerexport for select to worker using (true);
create policy export_destroy on cases_ledgerexport for update to worker using (true) with check (wrapped is null);

-- Nobody is her own second person, and a decision is made once: the database says so too.
create function export_second_person() returns trigger language plpgsql as $$
begin
  if new.decided_by_id is distinct from old.decided_by_id
     and (old.decided_by_id is not null or new.decided_by_id = new.by_id or new.decided_by_id <> app_user()) then
    raise exception 'a second person decides, once' using errcode = '42501';
  end if;
  if old.state = 'waiting' and new.state in ('queued', 'ready') and new.decided_by_id is null then
    raise exception 'nobody has agreed yet' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger export_second_person before update on cases_ledgerexport for each row
  execute function export_second_person();

create trigger audit_change after insert or update or delete on cases_ledgerimport for each row execute function
  audit_change('import', 'id', 'state', 'size', 'good', 'broken', 'made', 'removed', 'kept', 'void_numbers', 'destroyed_at');
create trigger audit_change after insert or update or delete on cases_columnmemory for each row execute function
  audit_change('column_memory', 'id', 'unit_id', 'column');
create trigger audit_change after insert or update or delete on cases_importedmatter for each row execute function
  audit_change('case', 'case_id', 'source_id', 'row');
create trigger audit_change after insert or update or delete on cases_ledgerexport for each row execute function
  audit_change('export', 'id', 'copy_number', 'ledger', 'first_day', 'last_day', 'category', 'state', 'rows',
               'decided_by_id', 'expires_at', 'downloads', 'destroyed_at');
"""
_POLICIES_BACK = "".join(
    f"""
drop trigger audit_change on {t};
do $$ declare p record; begin
  for p in select policyname from pg_policies where schemaname = 'public' and tablename = '{t}' loop
    execute format('drop policy %I on {t}', p.policyname);
  end loop; end $$;
alter table {t} no force row level security; alter table {t} disable row level security;"""
    for t in TABLES
)
POLICIES_BACK = (
    "drop trigger export_second_person on cases_ledgerexport; drop function export_second_person();"
    + _POLICIES_BACK
)

GRANTS = """
grant select, insert, update on cases_ledgerimport, cases_columnmemory, cases_ledgerexport to app;
grant select, insert on cases_importedmatter to app;
grant select (id, by_id, state, uploaded_at, touched_at, undo_until, wrapped, destroyed_at) on cases_ledgerimport to worker;
grant update (state, wrapped, destroyed_at) on cases_ledgerimport to worker;
grant select (id, by_id, state, asked_at, touched_at, expires_at, wrapped, destroyed_at) on cases_ledgerexport to worker;
grant update (state, wrapped, destroyed_at) on cases_ledgerexport to worker;
grant usage on all sequences in schema public to app, worker;
"""
GRANTS_BACK = "revoke all on cases_ledgerimport, cases_columnmemory, cases_importedmatter, cases_ledgerexport from app, worker;"


class Migration(migrations.Migration):
    """Row security for the four tables; the functions that need the owner's sight."""

    dependencies = [("cases", "0030_ledgers"), ("network", "0002_walls")]
    operations = [
        migrations.RunSQL(FUNCTIONS, FUNCTIONS_BACK),
        migrations.RunSQL(ENABLE, migrations.RunSQL.noop),
        migrations.RunSQL(POLICIES, POLICIES_BACK),
        migrations.RunSQL(GRANTS, GRANTS_BACK),
    ]
