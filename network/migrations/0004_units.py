"""Imports of divisions write one audit event for a file; hamlet serials are found by an index of their own."""

from django.db import migrations

QUIET_IMPORT = """
create or replace function audit_change() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
declare
  n jsonb := '{}'; o jsonb := '{}'; row jsonb; k text; changed text[] := '{}'; plain jsonb := '{}';
begin
  -- A bulk import writes one event for the file; only the owner's own login may ask for that.
  if current_setting('app.bulk', true) = 'on' and pg_has_role(session_user, current_user, 'member') then
    return null;
  end if;
  if tg_op <> 'DELETE' then n := to_jsonb(new); end if;
  if tg_op <> 'INSERT' then o := to_jsonb(old); end if;
  row := case when tg_op = 'DELETE' then o else n end;
  for k in select jsonb_object_keys(row) loop
    if n -> k is distinct from o -> k then
      changed := changed || k;
      if k = any (tg_argv[2:]) then plain := plain || jsonb_build_object(k, jsonb_build_array(o -> k, n -> k)); end if;
    end if;
  end loop;
  -- A sign-in has its own event; the moment it leaves on the account is none.
  if tg_op = 'UPDATE' and changed <@ array['last_login'] then return null; end if;
  insert into network_auditevent (occurred_at, actor_id, session, action, subject_kind, subject_id, unit_id, purpose, detail)
  values (now(), app_user(), '', 'change', tg_argv[0], coalesce(row ->> tg_argv[1], ''),
          nullif(row ->> 'unit_id', '')::int, '',
          jsonb_build_object('table', tg_table_name, 'op', lower(tg_op), 'fields', to_jsonb(changed), 'values', plain));
  return null;
end $$;
"""
LOUD_IMPORT = """
create or replace function audit_change() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
declare
  n jsonb := case when tg_op = 'DELETE' then '{}' else to_jsonb(new) end;
  o jsonb := case when tg_op = 'INSERT' then '{}' else to_jsonb(old) end;
  k text; changed text[] := '{}'; plain jsonb := '{}'; row jsonb := case when tg_op = 'DELETE' then o else n end;
begin
  for k in select jsonb_object_keys(row) loop
    if n -> k is distinct from o -> k then
      changed := changed || k;
      if k = any (tg_argv[2:]) then plain := plain || jsonb_build_object(k, jsonb_build_array(o -> k, n -> k)); end if;
    end if;
  end loop;
  if tg_op = 'UPDATE' and changed = '{}' then return null; end if;
  insert into network_auditevent (occurred_at, actor_id, session, action, subject_kind, subject_id, unit_id, purpose, detail)
  values (now(), app_user(), '', 'change', tg_argv[0], coalesce(row ->> tg_argv[1], ''),
          nullif(row ->> 'unit_id', '')::int, '',
          jsonb_build_object('table', tg_table_name, 'op', lower(tg_op), 'fields', to_jsonb(changed), 'values', plain));
  return null;
end $$;
"""
HAMLETS = "create index unit_hamlet_code on network_unit (code) where level = 5"


class Migration(migrations.Migration):
    """What the tree needs beyond its tables."""

    dependencies = [("network", "0003_policy")]
    operations = [
        migrations.RunSQL(QUIET_IMPORT, LOUD_IMPORT),
        migrations.RunSQL(HAMLETS, "drop index unit_hamlet_code"),
    ]
