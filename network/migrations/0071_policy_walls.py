"""Walls of versions, leaves and staff sheets: one proposes, another decides, once; the database says so too.

The first wording of a limit or rule is nobody's to overwrite. The calendar is written by the system administrator.
"""

from django.db import migrations

FUNCTIONS = """
create function holds_post(roles text[]) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from network_appointment a join network_user u on u.id = a.user_id and u.is_active
                  where a.user_id = app_user() and a.role = any (roles)
                    and a.starts_on <= (now() at time zone 'Asia/Shanghai')::date
                    and (a.ends_on is null or a.ends_on >= (now() at time zone 'Asia/Shanghai')::date)) $$;

create function second_person() returns trigger language plpgsql as $$
begin
  if old.granted is not null and (new.granted, new.decided_by_id, new.decided_at, new.proposed_by_id)
       is distinct from (old.granted, old.decided_by_id, old.decided_at, old.proposed_by_id) then
    raise exception 'a decision is made once' using errcode = '42501';
  end if;
  if new.granted and old.granted is null and (new.decided_by_id is null or new.decided_by_id = new.proposed_by_id) then
    raise exception 'a second person decides' using errcode = '42501';
  end if;
  return new;
end $$;

-- Running clocks of one limit by level and beginning, for the preview of a change: never a clock, never a subject,
-- and nothing at all of accusations: whether any runs is known to named readers alone.
create function running_clocks(wanted text) returns table (limit_code text, version uuid, level int, starts_on date,
    started_at timestamptz, added int, due_on date, due_at timestamptz, n int)
  language sql stable security definer set search_path = public, pg_temp as $$
  select c.limit_id, c.version_id, u.level, c.starts_on,
         case when l.count_in in ('hours', 'minutes') then c.started_at end, c.extended_days + c.paused_days,
         c.due_on, case when l.count_in in ('hours', 'minutes') then c.due_at end, count(*)::int
    from network_clock c join network_unit u on u.id = c.unit_id join network_limit l on l.code = c.limit_id
   where c.state = 'running' and (wanted = '' or c.limit_id = wanted) and c.limit_id not like 'accusation.%'
     and holds_post(array['system_admin', 'security_admin', 'city_leader'])
   group by 1, 2, 3, 4, 5, 6, 7, 8 $$;

-- Takes back a batch: accounts and posts go as if they had never been, unless somebody signed in or was given work.
create function staff_undo(batch uuid) returns int language plpgsql volatile
  security definer set search_path = public, pg_temp as $$
declare people bigint[]; posts bigint[];
begin
  perform 1 from network_staffsheet s where s.id = batch and s.state = 'done' and now() < s.undo_until
     and holds_post(array['system_admin', 'security_admin']) for update;
  if not found then
    raise exception 'this sheet is not hers to take back' using errcode = '42501';
  end if;
  perform 1 from network_user u join network_staffrow r on r.user_id = u.id where r.sheet_id = batch
    order by u.id for update of u;
  select coalesce(array_agg(r.user_id), '{}'), coalesce(array_agg(r.post_id) filter (where r.post_id is not null), '{}')
    into people, posts from network_staffrow r where r.sheet_id = batch and r.user_id is not null;
  if exists (select 1 from network_user u where u.id = any (people) and u.last_login is not null) then
    return -1;
  end if;
  update network_staffrow set user_id = null, post_id = null, password = null where sheet_id = batch;
  begin
    delete from network_appointment where id = any (posts);
    delete from network_user where id = any (people);
    set constraints all immediate;
  exception when foreign_key_violation then
    return -2;
  end;
  return coalesce(array_length(people, 1), 0);
end $$;
revoke all on function holds_post(text[]), running_clocks(text), staff_undo(uuid) from public;
grant execute on function holds_post(text[]), running_clocks(text), staff_undo(uuid) to app;
"""
FUNCTIONS_BACK = """
drop function staff_undo(uuid), running_clocks(text), second_person(), holds_post(text[]);
"""

_POLICY = ("network_limitversion", "network_settingversion")
_PROPOSED = (*_POLICY, "network_leave", "network_staffsheet")
_ALL = (
    *_PROPOSED,
    *("network_staffrow", "network_ladderstep", "network_calendaryear", "network_calendarday"),
)
ENABLE = "\n".join(
    f"alter table {t} enable row level security; alter table {t} force row level security;" for t in _ALL
)
POLICIES = (
    "\n".join(
        f"""
create policy version_read on {t} for select to app using (true);
create policy version_propose on {t} for insert to app with check (
  proposed_by_id = (select app_user()) and granted is null and (select holds_post(array['system_admin'])));
create policy version_decide on {t} for update to app using (granted is null)
  with check (decided_by_id = (select app_user())
    and (select holds_post(array['system_admin', 'security_admin', 'city_leader'])));
create policy version_worker on {t} for select to worker using (true);"""
        for t in _POLICY
    )
    + "\n".join(
        f"create trigger second_person before update on {t} for each row execute function second_person();"
        for t in _PROPOSED
    )
    + "\n".join(
        f"""
create policy day_read on {t} for select to app, worker using (true);
create policy day_make on {t} for insert to app with check ((select keeps_house()));
create policy day_change on {t} for update to app
  using ((select keeps_house())) with check ((select keeps_house()));"""
        for t in ("network_calendaryear", "network_calendarday")
    )
    + """
create policy recounted on network_calendaryear for update to worker using (true) with check (recount_from is null);
create policy step_read on network_ladderstep for select to app, worker using (true);
create policy step_propose on network_ladderstep for insert to app with check (exists (
  select 1 from network_limitversion v where v.id = version_id and v.granted is null
     and v.proposed_by_id = (select app_user())));

create policy leave_read on network_leave for select to app using (granted or user_id = (select app_user())
  or substitute_id = (select app_user()) or proposed_by_id = (select app_user()) or (select arranges_at(unit_id)));
create policy leave_ask on network_leave for insert to app
  with check (proposed_by_id = (select app_user()) and granted is null);
create policy leave_change on network_leave for update to app
  using (user_id = (select app_user()) or proposed_by_id = (select app_user()) or arranges_at(unit_id))
  with check (user_id = (select app_user()) or decided_by_id is not null);
create policy leave_worker on network_leave for select to worker using (true);

create policy sheet_read on network_staffsheet for select to app
  using ((select holds_post(array['system_admin', 'security_admin'])));
create policy sheet_make on network_staffsheet for insert to app with check (
  proposed_by_id = (select app_user()) and granted is null and (select keeps_house()));
create policy sheet_change on network_staffsheet for update to app
  using ((select holds_post(array['system_admin', 'security_admin'])));
create policy row_read on network_staffrow for select to app
  using ((select holds_post(array['system_admin', 'security_admin'])));
create policy row_make on network_staffrow for insert to app with check ((select keeps_house()));
create policy row_change on network_staffrow for update to app
  using ((select holds_post(array['system_admin', 'security_admin'])));
create policy sheet_worker on network_staffsheet for select to worker using (true);
create policy sheet_expire on network_staffsheet for update to worker using (true) with check (wrapped is null);
"""
)
# Leads the unit or one above it, or keeps the posts of the whole house.
ARRANGES = """
create function arranges_at(u int) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select holds_post(array['security_admin']) or exists (select 1 from network_unit x where x.id = u
    and (x.id = any (app_lead()) or x.parent_id = any (app_lead()) or x.township_id = any (app_lead()))) $$;
revoke all on function arranges_at(int) from public;
grant execute on function arranges_at(int) to app;
"""
POLICIES_BACK = (
    "\n".join(f"drop trigger second_person on {t};" for t in _PROPOSED)
    + "".join(
        f"""
do $$ declare p record; begin
  for p in select policyname from pg_policies where schemaname = 'public' and tablename = '{t}' loop
    execute format('drop policy %I on {t}', p.policyname);
  end loop; end $$;
alter table {t} no force row level security; alter table {t} disable row level security;"""
        for t in _ALL
    )
    + "drop function arranges_at(int);"
)

AUDIT = """
create trigger audit_change after insert or update or delete on network_limitversion for each row execute function
  audit_change('limit', 'limit_id', 'from_day', 'length', 'remind_before', 'extension', 'reason', 'source', 'granted', 'decided_by_id');
create trigger audit_change after insert or update or delete on network_settingversion for each row execute function
  audit_change('setting', 'setting_id', 'from_day', 'value', 'reason', 'source', 'granted', 'decided_by_id');
create trigger audit_change after insert or update or delete on network_leave for each row execute function
  audit_change('user', 'user_id', 'substitute_id', 'unit_id', 'starts_on', 'ends_on', 'ended_on', 'granted', 'decided_by_id');
create trigger audit_change after insert or update or delete on network_staffsheet for each row execute function
  audit_change('staff_sheet', 'id', 'state', 'good', 'made', 'granted', 'decided_by_id', 'undone_by_id');
"""
AUDIT_BACK = "\n".join(f"drop trigger audit_change on {t};" for t in _PROPOSED)

GRANTS = """
grant select, insert, update on network_limitversion, network_settingversion, network_leave, network_staffsheet,
  network_staffrow to app;
grant select on network_limitversion, network_settingversion, network_leave to worker;
grant select (id, proposed_by_id, decided_by_id, state, touched_at, slips_until, wrapped) on network_staffsheet to worker;
grant update (wrapped) on network_staffsheet to worker;
grant update (recount_from) on network_calendaryear to worker;
revoke insert, update on network_limit from app;
revoke update, delete on network_ladderstep from app;
revoke update on network_setting from app;
grant usage on all sequences in schema public to app, worker;
"""
GRANTS_BACK = """
grant update on network_setting to app;
grant update, delete on network_ladderstep to app;
grant insert, update on network_limit to app;
revoke update (recount_from) on network_calendaryear from worker;
revoke all on network_limitversion, network_settingversion, network_leave, network_staffsheet, network_staffrow
  from app, worker;
"""


class Migration(migrations.Migration):
    """Functions, policies, audit and rights."""

    dependencies = [("network", "0070_policy_versions")]
    operations = [
        migrations.RunSQL(FUNCTIONS, FUNCTIONS_BACK),
        migrations.RunSQL(ENABLE, migrations.RunSQL.noop),
        migrations.RunSQL(ARRANGES + POLICIES, POLICIES_BACK),
        migrations.RunSQL(AUDIT, AUDIT_BACK),
        migrations.RunSQL(GRANTS, GRANTS_BACK),
    ]
