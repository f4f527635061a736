"""Walls of the network: tree columns by trigger, append-only audit, grants, row security of messages and clocks.

Functions marked SECURITY DEFINER run as the owner and touch rows the caller may not see.
"""

from django.db import migrations

SETTINGS = """
create function app_user() returns bigint language sql stable parallel safe as
  $$ select nullif(current_setting('app.user_id', true), '')::bigint $$;
create function app_area() returns int[] language sql stable parallel safe as
  $$ select coalesce(nullif(current_setting('app.area', true), '')::int[], '{}') $$;
create function app_lead() returns int[] language sql stable parallel safe as
  $$ select coalesce(nullif(current_setting('app.lead', true), '')::int[], '{}') $$;
create function app_audit() returns boolean language sql stable parallel safe as
  $$ select coalesce(current_setting('app.audit', true), '') = 'on' $$;
"""
SETTINGS_BACK = "drop function app_audit(), app_lead(), app_area(), app_user();"

TREE = """
create function unit_ancestors() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
declare p network_unit%rowtype;
begin
  if new.parent_id is not null then
    select * into p from network_unit where id = new.parent_id;
    if p.level <> new.level - 1 then
      raise exception 'a unit of level % cannot stand under level %', new.level, p.level using errcode = '23514';
    end if;
  end if;
  new.province_id := case when new.level = 0 then new.id else p.province_id end;
  new.city_id     := case when new.level = 1 then new.id else p.city_id end;
  new.county_id   := case when new.level = 2 then new.id else p.county_id end;
  new.township_id := case when new.level = 3 then new.id else p.township_id end;
  new.village_id  := case when new.level = 4 then new.id else p.village_id end;
  return new;
end $$;
create trigger unit_ancestors before insert or update of parent_id, level on network_unit
  for each row execute function unit_ancestors();

-- Copies a unit's ancestors onto any row that carries unit_id; tables attach it themselves.
create function follow_unit() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
declare u network_unit%rowtype;
begin
  select * into strict u from network_unit where id = new.unit_id;
  new.province_id := u.province_id; new.city_id := u.city_id; new.county_id := u.county_id;
  new.township_id := u.township_id; new.village_id := u.village_id;
  return new;
end $$;

-- Moves a unit under another parent and lets every table with ancestor columns follow, in one transaction.
create function move_unit(moved int, target int) returns jsonb language plpgsql
  security definer set search_path = public, pg_temp as $$
declare t record; n bigint; counts jsonb := '{}'; u network_unit%rowtype; col text;
begin
  select * into strict u from network_unit where id = moved for update;
  perform 1 from network_unit where id = target for update;
  update network_unit set parent_id = target where id = moved;
  col := case u.level when 0 then 'province_id' when 1 then 'city_id' when 2 then 'county_id'
              when 3 then 'township_id' when 4 then 'village_id' else 'id' end;
  execute format($q$
    with m as (select * from network_unit where id = $1)
    update network_unit d set
      province_id = m.province_id,
      city_id = case when m.level < 1 then d.city_id else m.city_id end,
      county_id = case when m.level < 2 then d.county_id else m.county_id end,
      township_id = case when m.level < 3 then d.township_id else m.township_id end
    from m where d.%I = $1 and d.id <> $1$q$, col) using moved;
  get diagnostics n = row_count;
  counts := counts || jsonb_build_object('network_unit', n + 1);
  for t in
    select c.relname from pg_class c join pg_namespace s on s.oid = c.relnamespace
     where s.nspname = 'public' and c.relkind = 'r' and c.relname <> 'network_unit'
       and 5 = (select count(*) from pg_attribute a where a.attrelid = c.oid and not a.attisdropped
                 and a.attname in ('unit_id', 'province_id', 'city_id', 'county_id', 'township_id'))
  loop
    execute format($q$
      update %I x set province_id = u.province_id, city_id = u.city_id, county_id = u.county_id,
                      township_id = u.township_id, village_id = u.village_id
      from network_unit u where u.id = x.unit_id and u.%I = $1$q$, t.relname, col) using moved;
    get diagnostics n = row_count;
    counts := counts || jsonb_build_object(t.relname, n);
  end loop;
  return counts;
end $$;
revoke all on function move_unit(int, int) from public;
"""
TREE_BACK = """
drop function move_unit(int, int);
drop trigger unit_ancestors on network_unit;
drop function follow_unit(), unit_ancestors();
"""

AUDIT = """
create function audit_stamp() returns trigger language plpgsql as $$
begin
  new.xid := pg_current_xact_id()::text::bigint;
  new.recorded_at := clock_timestamp();
  return new;
end $$;
create trigger audit_stamp before insert on network_auditevent for each row execute function audit_stamp();

create function audit_refuse() returns trigger language plpgsql as $$
begin raise exception 'the audit log only grows' using errcode = '42501'; end $$;
create trigger audit_refuse before update or delete on network_auditevent
  for each row execute function audit_refuse();
create trigger audit_refuse_truncate before truncate on network_auditevent
  for each statement execute function audit_refuse();
create trigger seal_refuse before update or delete on network_auditseal
  for each row execute function audit_refuse();
create trigger seal_refuse_truncate before truncate on network_auditseal
  for each statement execute function audit_refuse();

-- Row changes: names of the changed columns; values only of the plain columns named in the trigger.
create function audit_change() returns trigger language plpgsql
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
create trigger audit_change after insert or update or delete on network_unit for each row
  execute function audit_change('unit', 'id', 'code', 'parent_id', 'valid_from', 'valid_to', 'successor_id');
create trigger audit_change after insert or update or delete on network_user for each row
  execute function audit_change('user', 'id', 'username', 'is_active', 'must_change_password');
create trigger audit_change after insert or update or delete on network_appointment for each row
  execute function audit_change('appointment', 'id', 'user_id', 'unit_id', 'role', 'starts_on', 'ends_on', 'is_primary');
create trigger audit_change after insert or update or delete on network_limit for each row
  execute function audit_change('limit', 'code', 'length', 'count_in', 'remind_before', 'source');
create trigger audit_change after insert or update or delete on network_ladderstep for each row
  execute function audit_change('limit', 'limit_id', 'step', 'after', 'levels_up', 'recipient', 'kind');
create trigger audit_change after insert or update or delete on network_calendaryear for each row
  execute function audit_change('calendar_year', 'year', 'is_official', 'notice_no');

create function audit_digest(e network_auditevent) returns bytea language sql stable as $$
  select sha256(convert_to(jsonb_build_array(e.id, e.occurred_at at time zone 'UTC', e.recorded_at at time zone 'UTC',
    e.actor_id, e.session, host(e.ip), e.action, e.subject_kind, e.subject_id, e.unit_id, e.purpose, e.detail)::text,
    'UTF8')) $$;

-- Chains events whose transaction is older than every running one; returns how many it sealed.
create function audit_seal(batch int) returns int language plpgsql
  security definer set search_path = public, pg_temp as $$
declare last bytea; pos bigint; e network_auditevent; n int := 0; horizon bigint;
begin
  perform pg_advisory_xact_lock(77, 1);
  horizon := pg_snapshot_xmin(pg_current_snapshot())::text::bigint;
  select s.hash, s.position into last, pos from network_auditseal s order by s.position desc limit 1;
  last := coalesce(last, sha256('sisterhood')); pos := coalesce(pos, 0);
  for e in select a.* from network_auditevent a
            where not exists (select 1 from network_auditseal s where s.event_id = a.id) and a.xid < horizon
            order by a.id limit batch
  loop
    last := sha256(last || audit_digest(e)); pos := pos + 1; n := n + 1;
    insert into network_auditseal (event_id, position, hash, sealed_at) values (e.id, pos, last, clock_timestamp());
  end loop;
  return n;
end $$;

-- Walks the whole chain; first_bad is the id of the first event whose seal does not fit, or null.
create function audit_verify(out events bigint, out sealed bigint, out unsealed bigint, out first_bad bigint)
  language plpgsql security definer set search_path = public, pg_temp as $$
declare last bytea := sha256('sisterhood'); expected bigint := 0; s record; e network_auditevent;
begin
  select count(*) into events from network_auditevent;
  select count(*) into sealed from network_auditseal;
  unsealed := (select count(*) from network_auditevent a
                where not exists (select 1 from network_auditseal x where x.event_id = a.id));
  for s in select * from network_auditseal order by position loop
    select * into e from network_auditevent where id = s.event_id;
    expected := expected + 1;
    if e.id is null or s.position <> expected or s.hash <> sha256(last || audit_digest(e)) then
      first_bad := s.event_id; return;
    end if;
    last := s.hash;
  end loop;
end $$;
revoke all on function audit_seal(int), audit_verify() from public;
"""
AUDIT_BACK = """
drop function audit_verify(), audit_seal(int), audit_digest(network_auditevent);
drop trigger audit_change on network_calendaryear;
drop trigger audit_change on network_ladderstep;
drop trigger audit_change on network_limit;
drop trigger audit_change on network_appointment;
drop trigger audit_change on network_user;
drop trigger audit_change on network_unit;
drop function audit_change();
drop trigger seal_refuse_truncate on network_auditseal;
drop trigger seal_refuse on network_auditseal;
drop trigger audit_refuse_truncate on network_auditevent;
drop trigger audit_refuse on network_auditevent;
drop trigger audit_stamp on network_auditevent;
drop function audit_refuse(), audit_stamp();
"""

GRANTS = """
do $$ begin
  if not exists (select 1 from pg_roles where rolname = 'app') then
    raise exception 'roles are missing: run manage.py create_roles first';
  end if;
end $$;
grant usage on schema public to app, worker;
grant select on django_content_type, auth_permission to app, worker;
grant select, insert, update, delete on django_session, django_admin_log to app;
grant select, insert, update, delete on axes_accessattempt, axes_accessattemptexpiration to app;
grant select, insert on axes_accesslog, axes_accessfailurelog to app;
grant select, insert, update on network_unit, network_user, network_appointment to app;
grant select, insert on network_unitmove, network_handover to app;
grant select on network_unit, network_user, network_appointment to worker;
grant insert on network_auditevent to app, worker;
grant select on network_auditevent to app;
grant select, insert on network_auditanchor to worker;
grant select, insert, update on network_limit, network_ladderstep, network_calendaryear, network_calendarday to app;
grant delete on network_ladderstep to app;
grant select on network_limit, network_ladderstep, network_calendaryear, network_calendarday to worker;
grant select, insert, update on network_clock to app;
grant select, insert, update on network_clock to worker;
grant select on network_rung to app;
grant select, insert on network_rung to worker;
grant select on network_jobrun to app;
grant select, insert, update on network_jobrun to worker;
grant insert on network_outboxmessage to app;
grant select, insert, update on network_outboxmessage to worker;
grant select, update on network_inboxitem to app;
grant select, insert on network_inboxitem to worker;
grant execute on function move_unit(int, int) to app;
grant execute on function audit_seal(int) to worker;
grant execute on function audit_verify() to worker, app;
grant usage on all sequences in schema public to app, worker;
alter table network_clock set (autovacuum_vacuum_scale_factor = 0.01);
"""
GRANTS_BACK = """
alter table network_clock reset (autovacuum_vacuum_scale_factor);
revoke all on all tables in schema public from app, worker;
revoke all on all sequences in schema public from app, worker;
revoke all on function audit_verify(), audit_seal(int), move_unit(int, int) from app, worker;
"""

# A subject is something a clock or a message points at. Upper apps replace this function by one that knows it.
POLICIES = """
create function subject_visible(kind text, id uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$ select false $$;

alter table network_clock enable row level security; alter table network_clock force row level security;
create policy clock_app on network_clock to app
  using (subject_visible(subject_kind, subject_id)) with check (subject_visible(subject_kind, subject_id));
create policy clock_worker on network_clock to worker using (true) with check (true);

alter table network_rung enable row level security; alter table network_rung force row level security;
create policy rung_app on network_rung for select to app
  using (exists (select 1 from network_clock c where c.id = clock_id));
create policy rung_worker on network_rung to worker using (true) with check (true);

alter table network_outboxmessage enable row level security; alter table network_outboxmessage force row level security;
create policy outbox_post on network_outboxmessage for insert to app with check (app_user() is not null);
create policy outbox_worker on network_outboxmessage to worker using (true) with check (true);

alter table network_inboxitem enable row level security; alter table network_inboxitem force row level security;
create policy inbox_mine on network_inboxitem to app
  using (user_id = (select app_user())) with check (user_id = (select app_user()));
create policy inbox_worker on network_inboxitem to worker using (true) with check (true);

alter table network_auditevent enable row level security; alter table network_auditevent force row level security;
create policy audit_write on network_auditevent for insert to app, worker with check (true);
create policy audit_read on network_auditevent for select to app using ((select app_audit()));
"""
POLICIES_BACK = """
drop policy audit_read on network_auditevent; drop policy audit_write on network_auditevent;
alter table network_auditevent no force row level security; alter table network_auditevent disable row level security;
drop policy inbox_worker on network_inboxitem; drop policy inbox_mine on network_inboxitem;
alter table network_inboxitem no force row level security; alter table network_inboxitem disable row level security;
drop policy outbox_worker on network_outboxmessage; drop policy outbox_post on network_outboxmessage;
alter table network_outboxmessage no force row level security; alter table network_outboxmessage disable row level security;
drop policy rung_worker on network_rung; drop policy rung_app on network_rung;
alter table network_rung no force row level security; alter table network_rung disable row level security;
drop policy clock_worker on network_clock; drop policy clock_app on network_clock;
alter table network_clock no force row level security; alter table network_clock disable row level security;
drop function subject_visible(text, uuid);
"""


class Migration(migrations.Migration):
    """Everything a table definition cannot say."""

    dependencies = [
        ("network", "0001_initial"),
        ("sessions", "0001_initial"),
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("axes", "0010_accessattemptexpiration"),
    ]
    operations = [
        migrations.RunSQL(SETTINGS, SETTINGS_BACK),
        migrations.RunSQL(TREE, TREE_BACK),
        migrations.RunSQL(AUDIT, AUDIT_BACK),
        migrations.RunSQL(POLICIES, POLICIES_BACK),
        migrations.RunSQL(GRANTS, GRANTS_BACK),
    ]
