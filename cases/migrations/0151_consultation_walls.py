"""Walls of consultations: a session is open to whoever may open its matter and to whom a live grant opens it; a legal
record to its adviser and the readers of the narrative; a process note and its key to their author alone.
"""

from django.db import migrations

from cases.consultations.notice_text import FIRST

FUNCTIONS = """
create function attends(session uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from cases_sessiongrant g where g.session_id = session and g.user_id = app_user()
                    and g.until > now() and not recused(g.case_id)) $$;
create function holds_session(session uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select attends(session) and exists (select 1 from cases_consultation c where c.id = session
    and c.holder_id = app_user()) $$;
create function attends_case(c uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select not recused(c) and exists (select 1 from cases_sessiongrant g where g.case_id = c
    and g.user_id = app_user() and g.until > now()) $$;
create function counsels(c uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select not recused(c) and exists (select 1 from cases_sessiongrant g join cases_consultation s on s.id = g.session_id
    where g.case_id = c and g.user_id = app_user() and g.until > now() and s.kind = 'psychological'
      and s.holder_id = app_user()) $$;
create function called_to(crisis uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from cases_crisiscall k where k.crisis_id = crisis and k.user_id = app_user()
                    and k.until > now() and not recused(k.case_id)) $$;

-- A colleague is asked to take over the shift of this booking, and it is she who acts.
create function asked_for_booking(booking uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from network_dutyslot d join network_shiftswap w on w.shift_id = d.shift_id
                   join network_expert e on e.id = w.to_id
                  where d.booking_id = booking and w.accepted is null and e.user_id = app_user()) $$;

-- Whoever works on sessions takes the matters first, in the order of their ids; the same order as everybody. Whoever
-- takes a shift over then takes the sessions booked in it, before any chair.
create function hold_matters(sessions uuid[], bookings uuid[]) returns int language plpgsql volatile
  security definer set search_path = public, pg_temp as $$
declare n int := 0; c uuid;
begin
  for c in select distinct s.case_id from cases_consultation s
            where (s.id = any (sessions) and (attends(s.id) or may_open(s.case_id)))
               or (s.booking_id = any (bookings) and asked_for_booking(s.booking_id)) order by 1 loop
    perform 1 from cases_case where id = c for key share;
    n := n + 1;
  end loop;
  perform 1 from cases_consultation s where s.booking_id = any (bookings) and asked_for_booking(s.booking_id)
    order by s.id for update;
  return n;
end $$;

-- A card for somebody who works on a session of a matter that is not hers.
create function session_card(c uuid, person bigint, till timestamptz) returns void language sql volatile
  security definer set search_path = public, pg_temp as $$
  insert into cases_caseaccess as held (content_object_id, user_id, until, permission_id, source, granted_at,
                                        granted_by_id, reason, opens, writes, is_closed)
  select c, person, till, p.id, 'session', now(), app_user(), '', false, false, false
    from auth_permission p join django_content_type t on t.id = p.content_type_id
   where t.app_label = 'cases' and p.codename = 'lend_card'
  on conflict (user_id, permission_id, content_object_id) do update
     set until = excluded.until, granted_at = excluded.granted_at where held.until < excluded.until $$;

-- A chair changed hands: the sessions on it go to the colleague who took it, unless she must not have one of them.
create function session_moved(booking uuid, person_before bigint, person_after bigint) returns boolean
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare s cases_consultation; till timestamptz;
begin
  if person_after is distinct from app_user() or not exists (
    select 1 from network_dutyslot d join network_dutyshift h on h.id = d.shift_id
      join network_expert e on e.id = h.expert_id
     where d.booking_id = booking and e.user_id = app_user()) then
    raise insufficient_privilege;
  end if;
  for s in select * from cases_consultation x where x.booking_id = booking and x.holder_id = person_before
              and x.state in ('booked', 'walked_in', 'checked_in') for update loop
    if exists (select 1 from cases_recusal r where r.case_id = s.case_id and r.user_id = person_after) then
      return false;
    end if;
    select max(g.until) into till from cases_sessiongrant g
     where g.session_id = s.id and g.user_id = person_before and g.until > now();
    till := coalesce(till, s.ends_at);
    update cases_consultation set holder_id = person_after where id = s.id;
    update cases_sessiongrant set until = now()
     where session_id = s.id and user_id = person_before and until > now();
    insert into cases_sessiongrant (id, session_id, case_id, user_id, until, granted_by_id, granted_at)
    values (gen_random_uuid(), s.id, s.case_id, person_after, till, person_after, now());
    if not exists (select 1 from cases_sessiongrant g where g.case_id = s.case_id and g.user_id = person_before
                      and g.until > now()) then
      update cases_caseaccess set until = now() where content_object_id = s.case_id and user_id = person_before
         and source = 'session' and until > now();
    end if;
    perform session_card(s.case_id, person_after, till);
  end loop;
  return true;
end $$;

-- The session of an expert is in crisis: the first desk on call with somebody who may know of the matter hears,
-- and sees the card. A desk's people hold a post at the unit or above, or stand in for one (three links at most).
create function crisis_called(crisis uuid, people bigint[], desks int[]) returns setof bigint
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare k cases_crisis; s cases_consultation; u network_unit; person bigint; till timestamptz;
  today date := (now() at time zone 'Asia/Shanghai')::date;
begin
  select * into k from cases_crisis where id = crisis;
  if k.id is null or not holds_session(k.session_id) or k.pressed_by_id <> app_user() then
    raise insufficient_privilege;
  end if;
  select * into s from cases_consultation where id = k.session_id;
  select * into u from network_unit where id = s.unit_id;
  select max(g.until) into till from cases_sessiongrant g where g.session_id = k.session_id and g.user_id = app_user();
  for person in
    with recursive asked (user_id, link) as (
      select a.user_id, 0 from network_appointment a
       where a.unit_id in (u.id, u.county_id, u.city_id) and a.starts_on <= today
         and (a.ends_on is null or a.ends_on >= today)
         and a.role in ('duty_officer', 'county_officer', 'county_leader', 'city_officer', 'city_leader',
                        'township_chair')
      union
      select l.substitute_id, asked.link + 1 from asked join network_leave l on l.user_id = asked.user_id
       where l.granted and l.starts_on <= today and coalesce(l.ended_on, l.ends_on) >= today and asked.link < 3),
    fit as (
      select d.user_id, d.desk from unnest(people, desks) as d (user_id, desk) join network_user p on p.id = d.user_id
       where p.is_active and d.user_id <> app_user() and d.user_id in (select asked.user_id from asked)
         and not exists (select 1 from cases_recusal r where r.case_id = k.case_id and r.user_id = d.user_id))
    select distinct fit.user_id from fit where fit.desk = (select min(fit.desk) from fit) loop
    insert into cases_crisiscall (id, crisis_id, case_id, user_id, until)
    values (gen_random_uuid(), crisis, k.case_id, person, till) on conflict do nothing;
    perform session_card(k.case_id, person, till);
    return next person;
  end loop;
end $$;

-- The last session of a booking has ended: its chairs are free again, or stay hers when it was held. The matter may
-- lie with another county by now, whose people do not see this rota; so whoever sees the sessions asks here.
create function chairs_released(booking uuid, held boolean, moment timestamptz) returns boolean
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  if not exists (select 1 from cases_consultation c where c.booking_id = booking
                    and (may_open(c.case_id) or attends(c.id)))
     or exists (select 1 from cases_consultation c where c.booking_id = booking and c.ended_at is null) then
    return false;
  end if;
  update network_slotbooking set state = case when held then 'done' else 'cancelled' end, ended_at = moment
   where id = booking and ended_at is null;
  if not found or held then
    return found;
  end if;
  perform 1 from network_dutyslot where booking_id = booking order by id for no key update;
  update network_dutyslot set booking_id = null where booking_id = booking;
  return true;
end $$;

-- Sessions since a plan was made, for its counsellor alone: how many were held, how many she did not come to.
create function plan_counted(plan uuid, out held bigint, out missed bigint) language sql stable
  security definer set search_path = public, pg_temp as $$
  select count(*) filter (where came), count(*) filter (where not came) from (
    select s.began_at is not null or exists (select 1 from cases_crisis k where k.session_id = s.id) as came
      from cases_careplan p join cases_consultation s
        on s.case_id = p.case_id and s.holder_id = p.counsellor_id and s.kind = 'psychological'
     where p.id = plan and p.counsellor_id = app_user() and not recused(p.case_id)
       and s.ended_at >= p.made_at and s.state <> 'cancelled') as x $$;

revoke all on function attends(uuid), holds_session(uuid), attends_case(uuid), counsels(uuid), called_to(uuid),
  hold_matters(uuid[], uuid[]), session_card(uuid, bigint, timestamptz), session_moved(uuid, bigint, bigint),
  crisis_called(uuid, bigint[], int[]), plan_counted(uuid), chairs_released(uuid, boolean, timestamptz), asked_for_booking(uuid) from public;
grant execute on function attends(uuid), holds_session(uuid), attends_case(uuid), counsels(uuid), called_to(uuid),
  hold_matters(uuid[], uuid[]), session_moved(uuid, bigint, bigint), crisis_called(uuid, bigint[], int[]),
  plan_counted(uuid), chairs_released(uuid, boolean, timestamptz) to app;
"""
ME = "(select app_user())"
OPEN = "(may_open(case_id) or attends({session}))"
# Table: who reads, who makes, who changes (empty: nobody), what the log keeps in plain.
TABLES = {
    "cases_consultation": (
        OPEN.format(session="id"),
        f"booked_by_id = {ME} and may_open(case_id)",
        OPEN.format(session="id"),
        ("state", "holder_id", "starts_at"),
    ),
    "cases_sessiongrant": (
        f"(user_id = {ME} or may_open(case_id))",
        f"granted_by_id = {ME} and may_open(case_id)",
        "may_open(case_id)",
        ("session_id", "user_id", "until"),
    ),
    "cases_legalconsultation": (
        "(holds_session(session_id) or may_read_narrative(case_id))",
        f"entered_by_id = {ME} and holds_session(session_id)",
        "holds_session(session_id)",
        (),
    ),
    "cases_counsellingconsent": (
        OPEN.format(session="session_id"),
        f"entered_by_id = {ME} and {OPEN.format(session='session_id')}",
        "",
        ("notice_id", "signed_how", "signed_on", "recording_allowed"),
    ),
    "cases_processnote": (
        f"author_id = {ME}",
        f"author_id = {ME} and holds_session(session_id)",
        "",
        (),
    ),
    "cases_crisis": (
        f"({OPEN.format(session='session_id')} or called_to(id))",
        f"pressed_by_id = {ME} and holds_session(session_id)",
        f"({OPEN.format(session='session_id')} or called_to(id))",
        ("answered_by_id", "answered_at", "noted_at"),
    ),
    "cases_crisiscall": (
        f"(user_id = {ME} or may_open(case_id) or attends_case(case_id))",
        "false",
        "",
        ("user_id",),
    ),
    "cases_careplan": (
        f"counsellor_id = {ME}",
        f"counsellor_id = {ME} and counsels(case_id)",
        f"counsellor_id = {ME}",
        (),
    ),
}
WALLS = "\n".join(
    f"""
alter table {table} enable row level security;
alter table {table} force row level security;
create policy content_read on {table} for select to app using ({read});
create policy content_make on {table} for insert to app with check ({make});
{f"create policy content_change on {table} for update to app using ({change}) with check ({change});" if change else ""}
create policy content_recusal on {table} as restrictive to app using (not recused(case_id));
create trigger audit_change after insert or update or delete on {table} for each row execute function
  audit_change('case', 'case_id'{"".join(f", '{column}'" for column in logged)});
grant select, insert{", update" if change else ""} on {table} to app;"""
    for table, (read, make, change, logged) in TABLES.items()
)
REST = f"""
alter table cases_processnotekey enable row level security;
alter table cases_processnotekey force row level security;
create policy key_of_author on cases_processnotekey to app using (author_id = {ME})
  with check (author_id = {ME} and exists (select 1 from cases_processnote n where n.id = note_id
    and n.author_id = {ME}));
create trigger audit_change after insert or update or delete on cases_processnotekey for each row execute function
  audit_change('session', 'note_id');
grant select, insert on cases_processnotekey to app;
create trigger audit_change after insert or update or delete on cases_counsellingnotice for each row execute function
  audit_change('notice', 'version', 'in_force_from');
grant select on cases_counsellingnotice to app;
create policy event_of_session on cases_event for insert to app
  with check (by_id = {ME} and note is null and verb like 'session\\_%' and attends_case(case_id));
create policy event_of_crisis on cases_event for insert to app
  with check (by_id = {ME} and note is null and verb = 'session_answer_crisis'
    and exists (select 1 from cases_crisis k where k.case_id = cases_event.case_id and called_to(k.id)));
revoke update on cases_consultation, cases_sessiongrant, cases_crisis, cases_careplan from app;
grant update (state, topic, outcome, minutes, next_on, began_at, ended_at) on cases_consultation to app;
grant update (until) on cases_sessiongrant to app;
grant update (answered_by_id, answered_at, note, noted_at) on cases_crisis to app;
grant update (ended_at, ended_how) on cases_careplan to app;
grant usage on all sequences in schema public to app, worker;
"""
BACK = (
    """
drop policy event_of_crisis on cases_event; drop policy event_of_session on cases_event;
revoke all on cases_counsellingnotice, cases_processnotekey from app;
drop trigger audit_change on cases_counsellingnotice;
drop trigger audit_change on cases_processnotekey;
drop policy key_of_author on cases_processnotekey;
alter table cases_processnotekey no force row level security; alter table cases_processnotekey disable row level security;
"""
    + "\n".join(
        f"""
revoke all on {table} from app;
drop trigger audit_change on {table};
drop policy content_recusal on {table};
{f"drop policy content_change on {table};" if change else ""}
drop policy content_make on {table}; drop policy content_read on {table};
alter table {table} no force row level security; alter table {table} disable row level security;"""
        for table, (_read, _make, change, _logged) in TABLES.items()
    )
    + """
drop function plan_counted(uuid), chairs_released(uuid, boolean, timestamptz), crisis_called(uuid, bigint[], int[]), session_moved(uuid, bigint, bigint),
  session_card(uuid, bigint, timestamptz), hold_matters(uuid[], uuid[]), asked_for_booking(uuid), called_to(uuid),
  counsels(uuid), attends_case(uuid), holds_session(uuid), attends(uuid);
"""
)


def first_notice(apps, schema_editor):
    """The first wording of the consent sheet."""
    apps.get_model("cases", "CounsellingNotice").objects.get_or_create(
        version=1, defaults={"in_force_from": "2026-01-01", "text": FIRST}
    )


class Migration(migrations.Migration):
    """Row security repeats what the querysets say; the sheet stays when this is taken back."""

    dependencies = [("cases", "0150_consultations"), ("network", "0089_rota_walls")]
    operations = [
        migrations.RunSQL(FUNCTIONS + WALLS + REST, BACK),
        migrations.RunPython(first_notice, migrations.RunPython.noop),
    ]
