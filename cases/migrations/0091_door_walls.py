"""Walls of the public door. Whoever has no account reaches a matter through these functions and nothing else.

A function that is asked with number and code answers with stages and dates; one that writes adds a sealed note or a
rating. `door_land` ends the door's own hold on what it registered: afterwards it owns, registered and lent nothing.
"""

from django.db import migrations

TABLES = """
alter table cases_returncode enable row level security; alter table cases_returncode force row level security;
create policy code_read on cases_returncode for select to app using (may_open(case_id));
create policy code_give on cases_returncode for insert to app
  with check (given_by_id = (select app_user()) and may_open(case_id));
create policy code_replace on cases_returncode for update to app using (may_open(case_id))
  with check (given_by_id = (select app_user()) and may_open(case_id));
create policy code_recusal on cases_returncode as restrictive to app using (not recused(case_id));
alter table cases_rating enable row level security; alter table cases_rating force row level security;
create policy rating_read on cases_rating for select to app using (may_open(case_id));
create policy rating_recusal on cases_rating as restrictive to app using (not recused(case_id));
create trigger audit_change after insert or update or delete on cases_returncode for each row
  execute function audit_change('case', 'case_id', 'how', 'given_by_id');
create trigger audit_change after insert or update or delete on cases_rating for each row
  execute function audit_change('case', 'case_id');
grant select, insert, update on cases_returncode to app;
grant select on cases_rating to app;
"""
TABLES_BACK = """
revoke all on cases_returncode, cases_rating from app;
drop trigger audit_change on cases_rating; drop trigger audit_change on cases_returncode;
drop policy rating_recusal on cases_rating; drop policy rating_read on cases_rating;
alter table cases_rating no force row level security; alter table cases_rating disable row level security;
drop policy code_recusal on cases_returncode; drop policy code_replace on cases_returncode;
drop policy code_give on cases_returncode; drop policy code_read on cases_returncode;
alter table cases_returncode no force row level security; alter table cases_returncode disable row level security;
"""

COUNTING = """
create function door_limit(what text) returns int language sql stable
  security definer set search_path = public, pg_temp as
  $$ select limit_length('door.' || what) $$;

-- Counts one use of the door and says whether it is still within the limit of its kind.
create function door_take(k text, m bytea) returns boolean language sql volatile
  security definer set search_path = public, pg_temp as
  $$ select stranger_take(k, m, door_limit(k), make_interval(mins => door_limit('window'))) $$;

-- The same for a letter, in the name of the door.
create function door_letter(m bytea) returns boolean language plpgsql volatile
  security definer set search_path = public, pg_temp as $$
begin
  if app_user() is distinct from door_user() then
    raise exception 'only the public door counts its letters' using errcode = '42501';
  end if;
  return door_take('letters', m);
end $$;
"""
COUNTING_BACK = """
drop function door_letter(bytea), door_take(text, bytea), door_limit(text);
"""

ASKING = """
create function door_matter(asked text, code bytea) returns setof cases_case language sql stable
  security definer set search_path = public, pg_temp as $$
  select c.* from cases_returncode r join cases_case c on c.id = r.case_id
   where r.mark = code and c.number = asked and c.phase in ('open', 'closed') $$;

create function door_may_rate(c cases_case, at timestamptz) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select case when c.closed_at is not null
              then c.stage not in ('withdrawn', 'merged') and at < c.closed_at + make_interval(days => door_limit('rating'))
              else not c.is_sealed and c.stage in ('answered', 'reported', 'under_review', 'review_answered',
                                                   'under_reexamination', 'reexamination_hearing') end $$;

-- Wrong guesses are counted before anything is answered, one at a time for the address and then for the number, so
-- that side by side no more are tried than one after the other. A wrong number and a wrong code are the same miss.
create function door_ask(asked text, code bytea, number_mark bytea, address_mark bytea, at timestamptz)
  returns table (verdict text, sealed boolean, stage text, received_on date, accepted_on date, answered_on date,
                 closed_on date, may_rate boolean, rated text)
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare c cases_case; p cases_petition; zone text := 'Asia/Shanghai';
begin
  perform stranger_wait(78, address_mark);
  perform stranger_wait(79, number_mark);
  if stranger_counted('address', address_mark) >= door_limit('asks_by_address')
     or stranger_counted('number', number_mark) >= door_limit('asks_by_number') then
    verdict := 'wait'; return next; return;
  end if;
  select * into c from door_matter(asked, code);
  if c.id is null then
    perform stranger_note('address', address_mark, make_interval(mins => door_limit('window')));
    perform stranger_note('number', number_mark, make_interval(mins => door_limit('window')));
    verdict := 'miss'; return next; return;
  end if;
  select * into p from cases_petition where case_id = c.id;
  verdict := 'found'; sealed := c.is_sealed; received_on := c.received_on;
  may_rate := door_may_rate(c, at);
  rated := (select r.satisfaction from cases_rating r where r.case_id = c.id);
  if c.is_sealed then
    stage := case when c.closed_at is not null then 'ended' when c.stage = 'registered' then 'registered' else 'handling' end;
    return next; return;
  end if;
  stage := case
    when c.stage in ('guided_out', 'declined') then 'told'
    when c.closed_at is not null then 'ended'
    when c.stage in ('answered', 'reported', 'review_answered') then 'answered'
    when c.stage in ('under_review', 'under_reexamination', 'reexamination_hearing') then 'review'
    when c.stage in ('handling', 'hearing') then 'handling'
    when c.stage = 'accepted' then 'accepted' else 'registered' end;
  accepted_on := (p.accepted_at at time zone zone)::date;
  answered_on := (p.answered_at at time zone zone)::date;
  closed_on := (c.closed_at at time zone zone)::date;
  return next;
end $$;

-- The wrapped key of her own matter, so that what she adds is sealed like everything else in it. Nothing that the key
-- would open can be read from here.
create function door_key(asked text, code bytea) returns table (case_id uuid, wrapped bytea) language sql stable
  security definer set search_path = public, pg_temp as $$
  select c.id, k.wrapped from door_matter(asked, code) c join cases_casekey k on k.case_id = c.id $$;

create function door_add(asked text, code bytea, event_id uuid, sealed_note bytea, at timestamptz) returns boolean
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare c cases_case;
begin
  select * into c from door_matter(asked, code);
  if c.id is null then return false; end if;
  perform stranger_wait(80, code);
  if exists (select 1 from cases_event e where e.id = event_id and e.case_id = c.id) then return true; end if;
  if not door_take('additions', code) then return false; end if;
  insert into cases_event (id, case_id, verb, from_stage, to_stage, by_id, unit_id, occurred_at, recorded_at, note, detail)
  values (event_id, c.id, 'she_added', c.stage, c.stage, null, c.unit_id, at, clock_timestamp(), sealed_note, '{}');
  if c.owner_id is not null then
    insert into network_outboxmessage (id, key, recipient_id, kind, subject_kind, subject_id, due_at, state, attempts,
                                       last_error, posted_at)
    values (gen_random_uuid(), 'she_wrote:' || event_id, c.owner_id, 'she_wrote', 'case', c.id, now(), 'due', 0, '', now());
  end if;
  return true;
end $$;

create function door_rate(asked text, code bytea, choice text, sealed_words bytea, at timestamptz) returns boolean
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare c cases_case;
begin
  select * into c from door_matter(asked, code);
  if c.id is null or not door_may_rate(c, at) or choice not in ('satisfied', 'mostly', 'unsatisfied') then
    return false;
  end if;
  insert into cases_rating (case_id, satisfaction, words, rated_at, changed_at) values (c.id, choice, sealed_words, at, at)
  on conflict (case_id) do update set satisfaction = choice, words = sealed_words, changed_at = at;
  return true;
end $$;
"""
ASKING_BACK = """
drop function door_rate(text, bytea, text, bytea, timestamptz), door_add(text, bytea, uuid, bytea, timestamptz);
drop function door_key(text, bytea), door_ask(text, bytea, bytea, bytea, timestamptz);
drop function door_may_rate(cases_case, timestamptz), door_matter(text, bytea);
"""

LANDING = """
-- From the door to the desk: owner and registrar are whoever takes over, her clocks and loans follow. Only what the
-- door itself has just registered and still holds.
create function door_land(landed uuid, to_unit int, to_user bigint) returns void language plpgsql volatile
  security definer set search_path = public, pg_temp as $$
declare n int;
begin
  if app_user() is null or app_user() is distinct from door_user() then
    raise exception 'only the public door lands what it registered' using errcode = '42501';
  end if;
  update cases_case set owner_id = to_user, registered_by_id = to_user, unit_id = to_unit, taken_up_at = null
   where id = landed and owner_id = door_user() and registered_by_id = door_user();
  get diagnostics n = row_count;
  if n <> 1 then raise exception 'not at the door' using errcode = '42501'; end if;
  update network_clock set owner_id = to_user, unit_id = to_unit where subject_kind = 'case' and subject_id = landed;
  update cases_caseaccess set granted_by_id = to_user where content_object_id = landed and granted_by_id = door_user();
end $$;

-- The number that was given with a code of the door, for a form that was sent twice.
create function door_again(code bytea) returns text language sql stable
  security definer set search_path = public, pg_temp as $$
  select c.number from cases_returncode r join cases_case c on c.id = r.case_id
   where r.mark = code and r.given_by_id = door_user() and app_user() = door_user() $$;
"""
LANDING_BACK = "drop function door_again(bytea), door_land(uuid, int, bigint);"

OPEN = (
    "door_letter(bytea)",
    "door_ask(text, bytea, bytea, bytea, timestamptz)",
    "door_key(text, bytea)",
    "door_add(text, bytea, uuid, bytea, timestamptz)",
    "door_rate(text, bytea, text, bytea, timestamptz)",
    "door_land(uuid, int, bigint)",
    "door_again(bytea)",
)
INNER = (
    "door_take(text, bytea)",
    "door_limit(text)",
    "door_matter(text, bytea)",
    "door_may_rate(cases_case, timestamptz)",
)
GRANTS = f"""
revoke all on function {", ".join((*OPEN, *INNER))} from public;
grant execute on function {", ".join(OPEN)} to app;
"""


class Migration(migrations.Migration):
    """Row security and functions of the door."""

    dependencies = [("cases", "0090_door")]
    operations = [
        migrations.RunSQL(TABLES, TABLES_BACK),
        migrations.RunSQL(COUNTING, COUNTING_BACK),
        migrations.RunSQL(ASKING, ASKING_BACK),
        migrations.RunSQL(LANDING, LANDING_BACK),
        migrations.RunSQL(GRANTS, migrations.RunSQL.noop),
    ]
