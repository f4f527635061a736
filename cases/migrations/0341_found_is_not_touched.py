"""The words a matter is found by are made with it: they do not say that somebody has worked on it."""

from django.db import migrations

UNTOUCHED = """
create or replace function import_untouched(file uuid) returns setof uuid language plpgsql stable
  security definer set search_path = public, pg_temp as $$
declare fk record; touched uuid[] := '{{}}'; more uuid[];
  ours text[] := array['cases_casekey', 'cases_petition', 'cases_narrative', 'cases_safecontact', 'cases_person',
                       'cases_event', 'cases_importedmatter', 'cases_caseaccess'{more}];
begin
  for fk in
    select c.conrelid::regclass::text as tbl, a.attname as col
      from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
     where c.contype = 'f' and c.confrelid = 'cases_case'::regclass and not c.conrelid::regclass::text = any (ours)
  loop
    execute format('select coalesce(array_agg(x.%I), ''{{}}'') from %s x join cases_importedmatter m
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
"""


class Migration(migrations.Migration):
    """One function; no table changes."""

    dependencies = [("cases", "0335_work_order_walls")]
    operations = [
        migrations.RunSQL(UNTOUCHED.format(more=", 'cases_casetext'"), UNTOUCHED.format(more="")),
    ]
