"""An emergency reading and the tables that came beside it: it writes in none of them, and a child's matter opens to it.

Whoever breaks glass is told of, reviewed and out again within the hour; asking for leave on top would take away what it
is for. She asks for no leave either: while she reads, she writes nothing.
"""

from django.db import migrations

# As in 0171: what is not the matter's own.
FREE = "'cases_recusal', 'cases_breakglass', 'cases_crisis', 'cases_crisiscall'"
LATER = f"""
do $$ declare t record; test text := 'case_id is null or case_id not in (select my_readings())'; begin
  for t in select c.relname::text as name from pg_class c
             join pg_attribute a on a.attrelid = c.oid and a.attname = 'case_id' and not a.attisdropped
            where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relrowsecurity
              and c.relname not in ({FREE}) and not exists (
                select 1 from pg_policies p where p.tablename = c.relname and p.policyname = 'reading_only_delete') loop
    execute format('drop policy if exists reading_only on %I', t.name);
    execute format('drop policy if exists reading_only_change on %I', t.name);
    execute format('create policy reading_only on %I as restrictive for insert to app with check (%s)', t.name, test);
    execute format('create policy reading_only_change on %I as restrictive for update to app using (%s)', t.name, test);
    execute format('create policy reading_only_delete on %I as restrictive for delete to app using (%s)', t.name, test);
  end loop; end $$;
"""  # noqa: S608 - names of this file alone
SHUT = """
create or replace function child_shut(c uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select is_childs(c) and c not in (select my_readings()) and not exists (select 1 from cases_minoraccessgrant g
    where g.case_id = c and g.reader_id = app_user() and g.granted and g.until > now()) $$;
"""
SHUT_BACK = """
create or replace function child_shut(c uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select is_childs(c) and not exists (select 1 from cases_minoraccessgrant g
    where g.case_id = c and g.reader_id = app_user() and g.granted and g.until > now()) $$;
"""


class Migration(migrations.Migration):
    """Taken back, the policies go with those of 0171."""

    dependencies = [("cases", "0185_reason_hours")]
    operations = [
        migrations.RunSQL(LATER, migrations.RunSQL.noop),
        migrations.RunSQL(SHUT, SHUT_BACK),
    ]
