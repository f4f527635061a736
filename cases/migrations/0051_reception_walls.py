"""Walls of the visits. The card is for leaders and officers of exactly the unit; the sheet is for who receives her,
who wrote her down and the unit's leader, and once sealed for whoever opens its matter. For somebody who must not
receive her, neither exists."""

from django.db import migrations

FUNCTIONS = """
create function visit_barred(v uuid, who bigint) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from cases_receptionrecusal r where r.visit_id = v and r.user_id = who)
    or exists (select 1 from cases_receptionsheet s join cases_recusal r on r.case_id = s.case_id
                where s.visit_id = v and r.user_id = who) $$;

create function may_see_visit(v uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from cases_receptionvisit x where x.id = v and x.unit_id = any (app_area())
    and not visit_barred(v, app_user())) $$;

create function near_visit(v uuid, writer bigint) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select writer = app_user()
    or exists (select 1 from cases_receptionvisit x where x.id = v and x.receiver_id = app_user()) $$;

create function leads_visit(v uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from cases_receptionvisit x where x.id = v and x.unit_id = any (app_lead())) $$;

create function may_see_commitment(c uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from cases_leadercommitment x where x.id = c and not recused(x.case_id)
    and (x.leader_id = app_user() or may_open(x.case_id))) $$;

-- The first place nobody holds. A visit hidden from whoever asks holds its place all the same.
create function reception_free_slot(d uuid) returns bigint language sql stable
  security definer set search_path = public, pg_temp as $$
  select s.id from network_receptionslot s join network_receptionday r on r.id = s.day_id
   where s.day_id = d and r.unit_id = any (app_area())
     and not exists (select 1 from cases_receptionvisit v where v.slot_id = s.id and v.state <> 'called_off')
   order by s.number limit 1 $$;

-- Whether anybody still waits or sits, visible to whoever closes the day or not: yes or no, no number.
create function reception_waits(d uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from cases_receptionvisit v join network_receptionday r on r.id = v.day_id
    where r.id = d and r.unit_id = any (app_area()) and v.state in ('arrived', 'called', 'seated')) $$;

-- Whoever closes or moves a day does it for all bookings, also for one she must not see.
create function reception_missed(d uuid) returns void language sql volatile
  security definer set search_path = public, pg_temp as $$
  update cases_receptionvisit v set state = 'missed' from network_receptionday r
   where r.id = v.day_id and r.id = d and r.state = 'held' and r.unit_id = any (app_area()) and v.state = 'booked' $$;

create function reception_move(old_day uuid, new_day uuid) returns void language sql volatile
  security definer set search_path = public, pg_temp as $$
  update cases_receptionvisit v set day_id = n.id, on_day = n.day, slot_id = s.id
    from network_receptionday o join network_receptionday n on n.id = o.moved_to_id
    join network_receptionslot s on s.day_id = n.id
   where o.id = old_day and n.id = new_day and o.state = 'cancelled' and o.unit_id = any (app_area())
     and v.day_id = o.id and v.state = 'booked' and s.number = v.number $$;

-- The screen in the corridor: numbers and rooms of today's reception, nothing else, without a sign-in.
create function door_calls(d uuid, today date) returns table (number int, state text, room text)
  language sql stable security definer set search_path = public, pg_temp as $$
  select v.number::int, v.state::text, v.room::text from cases_receptionvisit v
    join network_receptionday r on r.id = v.day_id
   where r.id = d and r.day = today and r.state = 'published' and v.state in ('arrived', 'called')
   order by v.called_at desc nulls last, v.number $$;

-- Which of these pairs a message must not reach; read by the sweep.
create function visits_barred(visits uuid[], users bigint[]) returns table (visit_id uuid, user_id bigint)
  language sql stable security definer set search_path = public, pg_temp as $$
  select p.v, p.u from unnest(visits, users) as p(v, u) where visit_barred(p.v, p.u) $$;

create or replace function subject_visible(kind text, id uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as
  $$ select case kind when 'case' then may_see(id) when 'visit' then may_see_visit(id)
       when 'commitment' then may_see_commitment(id) else false end $$;

revoke all on function visit_barred(uuid, bigint), reception_free_slot(uuid), reception_waits(uuid),
  reception_missed(uuid), reception_move(uuid, uuid), door_calls(uuid, date), visits_barred(uuid[], bigint[])
  from public;
grant execute on function reception_free_slot(uuid), reception_waits(uuid), reception_missed(uuid),
  reception_move(uuid, uuid), door_calls(uuid, date) to app;
grant execute on function visits_barred(uuid[], bigint[]) to worker;
"""
FUNCTIONS_BACK = """
create or replace function subject_visible(kind text, id uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as
  $$ select case kind when 'case' then may_see(id) else false end $$;
drop function visits_barred(uuid[], bigint[]), door_calls(uuid, date), reception_move(uuid, uuid),
  reception_missed(uuid), reception_waits(uuid), reception_free_slot(uuid), may_see_commitment(uuid),
  leads_visit(uuid), near_visit(uuid, bigint), may_see_visit(uuid), visit_barred(uuid, bigint);
"""

TABLES = (
    "cases_receptionvisit",
    "cases_receptionsheet",
    "cases_receptionrecusal",
    "cases_leadercommitment",
)
ENABLE = "\n".join(
    f"alter table {t} enable row level security; alter table {t} force row level security;" for t in TABLES
)
_SHEET = """
case when not is_sealed then near_visit(visit_id, entered_by_id) or leads_visit(visit_id)
     when case_id is null then near_visit(visit_id, entered_by_id)
     else may_open(case_id) end"""
POLICIES = f"""
create policy visit_read on cases_receptionvisit for select to app
  using (unit_id = any ((select app_area())::int[]));
create policy visit_make on cases_receptionvisit for insert to app
  with check (unit_id = any ((select app_area())::int[]) and registered_by_id = (select app_user()));
create policy visit_change on cases_receptionvisit for update to app
  using (unit_id = any ((select app_area())::int[])) with check (unit_id = any ((select app_area())::int[]));
create policy visit_recusal on cases_receptionvisit as restrictive to app
  using (id not in (select my_barred_visits()));

create policy sheet_read on cases_receptionsheet for select to app using ({_SHEET});
create policy sheet_make on cases_receptionsheet for insert to app
  with check (entered_by_id = (select app_user()) and may_see_visit(visit_id));
create policy sheet_change on cases_receptionsheet for update to app using ({_SHEET})
  with check (may_see_visit(visit_id));
create policy sheet_recusal on cases_receptionsheet as restrictive to app using (may_see_visit(visit_id));

create policy barred_make on cases_receptionrecusal for insert to app
  with check (declared_by_id = (select app_user()) and may_see_visit(visit_id));
create policy barred_read on cases_receptionrecusal for select to app using (may_see_visit(visit_id));

create policy commitment_read on cases_leadercommitment for select to app
  using (leader_id = (select app_user()) or may_open(case_id));
create policy commitment_make on cases_leadercommitment for insert to app
  with check (leader_id = (select app_user()) and may_open(case_id));
create policy commitment_change on cases_leadercommitment for update to app
  using (leader_id = (select app_user())) with check (leader_id = (select app_user()));
create policy commitment_recusal on cases_leadercommitment as restrictive to app using (not recused(case_id));
create policy event_of_commitment on cases_event for insert to app
  with check (by_id = (select app_user()) and verb = 'end_commitment' and note is null
    and exists (select 1 from cases_leadercommitment d where d.case_id = cases_event.case_id
                 and d.leader_id = (select app_user())));
create policy commitment_worker on cases_leadercommitment for select to worker using (true);

create trigger audit_change after insert or update or delete on cases_receptionvisit for each row execute function
  audit_change('visit', 'id', 'day_id', 'number', 'state', 'receiver_id');
create trigger audit_change after insert or update or delete on cases_receptionsheet for each row
  execute function audit_change('visit', 'visit_id', 'outcome');
create trigger audit_change after insert or update or delete on cases_receptionrecusal for each row
  execute function audit_change('visit', 'visit_id', 'user_id');
create trigger audit_change after insert or update or delete on cases_leadercommitment for each row
  execute function audit_change('case', 'case_id', 'leader_id', 'state');
"""
BARRED = """
create function my_barred_visits() returns setof uuid language sql stable
  security definer set search_path = public, pg_temp as $$
  select visit_id from cases_receptionrecusal where user_id = app_user()
  union select s.visit_id from cases_receptionsheet s join cases_recusal r on r.case_id = s.case_id
         where r.user_id = app_user() $$;
"""
BARRED_BACK = "drop function my_barred_visits();"
POLICIES_BACK = "drop policy event_of_commitment on cases_event;" + "".join(
    f"""
drop trigger audit_change on {t};
do $$ declare p record; begin
  for p in select policyname from pg_policies where schemaname = 'public' and tablename = '{t}' loop
    execute format('drop policy %I on {t}', p.policyname);
  end loop; end $$;
alter table {t} no force row level security; alter table {t} disable row level security;"""
    for t in TABLES
)
GRANTS = """
grant select, insert, update on cases_receptionvisit, cases_receptionsheet, cases_leadercommitment to app;
grant select, insert on cases_receptionrecusal to app;
grant select (id, case_id) on cases_leadercommitment to worker;
"""
GRANTS_BACK = "revoke all on cases_receptionvisit, cases_receptionsheet, cases_receptionrecusal, cases_leadercommitment from app, worker;"


class Migration(migrations.Migration):
    """Row security for the four tables; the functions that need the owner's sight."""

    dependencies = [("cases", "0050_reception_visits")]
    operations = [
        migrations.RunSQL(FUNCTIONS, FUNCTIONS_BACK),
        migrations.RunSQL(BARRED, BARRED_BACK),
        migrations.RunSQL(ENABLE, migrations.RunSQL.noop),
        migrations.RunSQL(POLICIES, POLICIES_BACK),
        migrations.RunSQL(GRANTS, GRANTS_BACK),
    ]
