"""Walls of contact circles and support plans: who agreed and how far it is are content; words about the child are shut.

The rows with words, and the day on which she comes of age, follow `child_shut`: without leave nobody finds them, whoever
owns the matter. Whoever is accused enters no circle, and leaves it in the moment in which she is accused.
"""

from django.db import migrations

CONTENT = {
    "cases_minorcontactcircle": (
        *("minor_id", "guardian_id", "situation", "state", "manner", "consented_on", "child_voice"),
        *("last_contact_on", "last_parent_contact", "ended_for"),
    ),
    "cases_circlemember": ("circle_id", "role", "agreed_on", "entrusted_on", "checked_on", "ended_at"),
    "cases_minorsupportplan": (
        *("minor_id", "state", "guardian_id", "manner", "consented_on", "child_voice", "school", "agreed_on"),
        *("ends_by", "reviewed_on", "ended_for"),
    ),
}
SHUT = {
    "cases_comingofage": ("minor_id",),
    "cases_circlecontact": ("circle_id", "member_id", "kind", "held_on"),
    "cases_plangoal": ("plan_id", "met_on"),
    "cases_planstep": ("plan_id", "goal_id", "member_id", "due_on", "became", "ended_on"),
    "cases_planreview": ("plan_id", "held_on"),
}
CHANGED = {
    "cases_minorcontactcircle": (
        *("state", "guardian_id", "manner", "consented_on", "child_voice", "last_contact_on"),
        *("last_parent_contact", "ended_for", "ended_at"),
    ),
    "cases_circlemember": ("checked_on", "ended_at"),
    "cases_minorsupportplan": (
        *("state", "guardian_id", "manner", "consented_on", "child_voice", "school", "agreed_on", "ends_by"),
        *("reviewed_on", "ended_for", "ended_at"),
    ),
    "cases_plangoal": ("met_on",),
    "cases_planstep": ("became", "ended_on"),
}
# As in 0171 and 0190: an emergency reading writes in no table of a matter.
READING = "case_id is null or case_id not in (select my_readings())"
WALLS = (
    "".join(
        f"""
alter table {table} enable row level security;
alter table {table} force row level security;
create policy content_read on {table} for select to app using (may_open(case_id));
create policy content_make on {table} for insert to app
  with check (entered_by_id = (select app_user()) and may_open(case_id));
create policy content_recusal on {table} as restrictive to app using (not recused(case_id));
create policy reading_only on {table} as restrictive for insert to app with check ({READING});
create policy reading_only_change on {table} as restrictive for update to app using ({READING});
create policy reading_only_delete on {table} as restrictive for delete to app using ({READING});
create trigger audit_change after insert or update or delete on {table} for each row execute function
  audit_change('case', 'case_id'{"".join(f", '{column}'" for column in columns)});
grant select, insert on {table} to app;"""
        for table, columns in (CONTENT | SHUT).items()
    )
    + "".join(
        f"""
create policy content_change on {table} for update to app using (may_open(case_id)) with check (may_open(case_id));
grant update ({", ".join(columns)}) on {table} to app;"""
        for table, columns in CHANGED.items()
    )
    + "".join(
        f"""
create policy child_read on {table} as restrictive for select to app using (not child_shut(case_id));"""
        for table in SHUT
    )
)
BACK = (
    "".join(f"\ndrop policy child_read on {table};" for table in SHUT)
    + "".join(f"\ndrop policy content_change on {table};" for table in CHANGED)
    + "".join(
        f"""
revoke all on {table} from app;
drop trigger audit_change on {table};
drop policy reading_only_delete on {table}; drop policy reading_only_change on {table};
drop policy reading_only on {table};
drop policy content_recusal on {table}; drop policy content_make on {table}; drop policy content_read on {table};
alter table {table} no force row level security; alter table {table} disable row level security;"""
        for table in CONTENT | SHUT
    )
)
ACCUSED = """
-- Whether this person of a matter is accused in it: its other side, or a guardian of whom that was said.
create function person_accused(p uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from cases_person x where x.id = p and (x.role = 'respondent'
    or exists (select 1 from cases_guardian g where g.person_id = x.id and g.is_accused))) $$;
create function names_accused(c uuid, told_name bytea, told_phone bytea) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select may_open(c) and exists (select 1 from cases_person p where p.case_id = c
    and (p.name_index = told_name or p.phone_index = told_phone) and person_accused(p.id)) $$;
create function guardian_accused(asked uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from cases_guardian g
    join cases_person p on p.id = g.person_id
    join cases_person o on o.case_id = p.case_id and (o.id = p.id or o.name_index = p.name_index or o.phone_index = p.phone_index)
   where g.id = asked and may_open(g.case_id) and person_accused(o.id)) $$;

create function circle_member_guard() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  if app_user() is null then return new; end if;
  if not exists (select 1 from cases_person p join cases_minorcontactcircle r on r.id = new.circle_id
                  where p.id = new.person_id and p.case_id = new.case_id and r.case_id = new.case_id
                    and r.state = 'standing') then
    raise check_violation using message = 'a circle has adults of its own matter alone';
  end if;
  if exists (select 1 from cases_person p join cases_person o on o.case_id = p.case_id
               and (o.id = p.id or o.name_index = p.name_index or o.phone_index = p.phone_index)
              where p.id = new.person_id and person_accused(o.id)) then
    raise check_violation using message = 'who is accused stands in no circle';
  end if;
  return new;
end $$;
create trigger circle_member_guard before insert on cases_circlemember
  for each row execute function circle_member_guard();

-- Somebody of a circle turned out to be accused: out in the same moment, with an event and no word why.
create function circle_out(p uuid) returns void language plpgsql volatile
  security definer set search_path = public, pg_temp as $$
declare r record;
begin
  if not person_accused(p) then return; end if;
  for r in
    select m.id, m.case_id, c.unit_id, c.stage from cases_person o
      join cases_person x on x.case_id = o.case_id and x.id <> o.id
       and (x.name_index = o.name_index or x.phone_index = o.phone_index)
      join cases_circlemember m on m.person_id = x.id and m.ended_at is null
      join cases_case c on c.id = m.case_id
     where o.id = p
  loop
    update cases_circlemember set ended_at = now() where id = r.id;
    insert into cases_event (id, case_id, verb, from_stage, to_stage, unit_id, occurred_at, recorded_at, detail)
    values (gen_random_uuid(), r.case_id, 'member_out', r.stage, r.stage, r.unit_id, now(), clock_timestamp(),
            jsonb_build_object('member', r.id));
  end loop;
end $$;
create function circle_guardian_told() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  perform circle_out(new.person_id);
  return null;
end $$;
create function circle_person_told() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  perform circle_out(new.id);
  return null;
end $$;
create trigger circle_guardian_told after insert or update of is_accused on cases_guardian
  for each row when (new.is_accused) execute function circle_guardian_told();
create trigger circle_person_told after insert or update of role, name_index, phone_index on cases_person
  for each row when (new.role in ('respondent', 'guardian')) execute function circle_person_told();
revoke all on function person_accused(uuid), circle_out(uuid), circle_member_guard(), circle_guardian_told(),
  circle_person_told(), names_accused(uuid, bytea, bytea), guardian_accused(uuid) from public;
grant execute on function names_accused(uuid, bytea, bytea), guardian_accused(uuid) to app;
"""
ACCUSED_BACK = """
drop trigger circle_person_told on cases_person;
drop trigger circle_guardian_told on cases_guardian;
drop trigger circle_member_guard on cases_circlemember;
drop function circle_person_told(), circle_guardian_told(), circle_out(uuid), circle_member_guard();
drop function guardian_accused(uuid), names_accused(uuid, bytea, bytea), person_accused(uuid);
"""
GROWING = """
-- What one circle or plan leaves behind when it ends by itself: no clock runs, an event says so, its owner is told.
create function circle_settle(c uuid, r uuid, parts uuid[], told text, at timestamptz) returns void language plpgsql volatile
  security definer set search_path = public, pg_temp as $$
begin
  update network_clock set state = 'cancelled', met_at = at, next_ring_at = null
   where subject_kind = 'case' and subject_id = c and part = any (parts) and state in ('running', 'paused');
  insert into cases_event (id, case_id, verb, from_stage, to_stage, unit_id, occurred_at, recorded_at, detail)
  select gen_random_uuid(), c, told, x.stage, x.stage, x.unit_id, at, clock_timestamp(), '{}' from cases_case x where x.id = c;
  insert into network_outboxmessage (id, key, recipient_id, kind, subject_kind, subject_id, due_at, state, attempts,
                                     last_error, posted_at)
  select gen_random_uuid(), 'child_ended:' || r, x.owner_id, 'child_ended', 'case', c, now(), 'due', 0, '', now()
    from cases_case x where x.id = c and x.owner_id is not null;
end $$;
create function circles_end(today date, at timestamptz) returns int language plpgsql volatile
  security definer set search_path = public, pg_temp as $$
declare r record; n int := 0;
begin
  for r in
    select p.id, p.case_id, (select a.comes_on <= today from cases_comingofage a where a.minor_id = p.minor_id) as grown
      from cases_minorsupportplan p
     where p.state in ('drafted', 'running') and (p.ends_by < today
       or exists (select 1 from cases_comingofage a where a.minor_id = p.minor_id and a.comes_on <= today))
     order by p.id for update skip locked
  loop
    update cases_minorsupportplan set state = 'ended', ended_at = at,
      ended_for = case when r.grown then 'of_age' else 'time_over' end where id = r.id;
    perform circle_settle(r.case_id, r.id,
      r.id || array(select s.id from cases_planstep s where s.plan_id = r.id), 'plan_ends', at);
    n := n + 1;
  end loop;
  for r in
    select c.id, c.case_id from cases_minorcontactcircle c
     where c.state = 'standing'
       and exists (select 1 from cases_comingofage a where a.minor_id = c.minor_id and a.comes_on <= today)
     order by c.id for update skip locked
  loop
    update cases_minorcontactcircle set state = 'ended', ended_at = at, ended_for = 'of_age' where id = r.id;
    perform circle_settle(r.case_id, r.id, array[r.id], 'circle_ends', at);
    n := n + 1;
  end loop;
  return n;
end $$;
-- Words about the child, and names of the adults around her, a while after it ended; counts and days stay.
create function circles_forget(before timestamptz) returns int language plpgsql volatile
  security definer set search_path = public, pg_temp as $$
declare n int := 0; m int;
begin
  update cases_plangoal g set goal = null from cases_minorsupportplan p
   where p.id = g.plan_id and p.ended_at < before and g.goal is not null;
  get diagnostics m = row_count; n := n + m;
  update cases_planstep s set what = null from cases_minorsupportplan p
   where p.id = s.plan_id and p.ended_at < before and s.what is not null;
  get diagnostics m = row_count; n := n + m;
  update cases_planreview v set guardian_said = null, child_said = null, school_said = null, found = null
    from cases_minorsupportplan p where p.id = v.plan_id and p.ended_at < before and v.found is not null;
  get diagnostics m = row_count; n := n + m;
  update cases_circlecontact k set note = null from cases_minorcontactcircle c
   where c.id = k.circle_id and c.ended_at < before and k.note is not null;
  get diagnostics m = row_count; n := n + m;
  update cases_person x set name = null, phone = null, name_index = null, phone_index = null
    from cases_circlemember m join cases_minorcontactcircle c on c.id = m.circle_id
   where m.person_id = x.id and c.ended_at < before and x.name_index is not null;
  get diagnostics m = row_count; n := n + m;
  return n;
end $$;
revoke all on function circle_settle(uuid, uuid, uuid[], text, timestamptz), circles_end(date, timestamptz),
  circles_forget(timestamptz) from public;
grant execute on function circles_end(date, timestamptz), circles_forget(timestamptz) to worker;
"""
GROWING_BACK = """
drop function circles_forget(timestamptz), circles_end(date, timestamptz);
drop function circle_settle(uuid, uuid, uuid[], text, timestamptz);
"""


class Migration(migrations.Migration):
    """Row security repeats what the layers say; taken back with the tables."""

    dependencies = [("cases", "0210_contact_circles"), ("network", "0116_circle_limits")]
    operations = [
        migrations.RunSQL(WALLS, BACK),
        migrations.RunSQL(ACCUSED, ACCUSED_BACK),
        migrations.RunSQL(GROWING, GROWING_BACK),
    ]
