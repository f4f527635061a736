"""Walls of children's matters: names and story are rows that nobody reads without live leave, whoever owns the matter.

`child_shut` repeats what the ORM asks. `minor_grant_guard` lets leave be given by somebody else alone, once, and
without a decision only while somebody is in danger.
"""

from django.db import migrations

COLUMNS = {
    "cases_minor": ("person_id", "stated_age", "stated_on", "own_labour"),
    "cases_minoraccessgrant": (
        *("reader_id", "source", "reason", "hours", "approving_unit_id", "granted", "decided_by_id", "until"),
        *("reviewed_by_id", "review_found"),
    ),
}

FUNCTIONS = """
create function is_childs(c uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select may_see(c) and exists (select 1 from cases_case x where x.id = c and x.is_sealed and (
      exists (select 1 from cases_minor m where m.case_id = c)
      or exists (select 1 from cases_petition p where p.case_id = c
                  and (p.safety = 'minor' or (p.safety = 'urgent' and p.concerns_child))))) $$;
create function child_shut(c uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select is_childs(c) and not exists (select 1 from cases_minoraccessgrant g
    where g.case_id = c and g.reader_id = app_user() and g.granted and g.until > now()) $$;
-- Which matter a leader decides about: its number and nothing else. She may hold no card of it.
create function minor_grant_number(asked uuid) returns text language sql stable
  security definer set search_path = public, pg_temp as $$
  select x.number from cases_minoraccessgrant g join cases_case x on x.id = g.case_id
   where g.id = asked and not recused(x.id)
     and (g.reader_id = app_user() or g.approving_unit_id = any (app_lead())) $$;
-- How often names or story were read under one leave.
create function minor_grant_uses(asked uuid) returns int language sql stable
  security definer set search_path = public, pg_temp as $$
  select count(*)::int from cases_minoraccessgrant g
    join network_auditevent e on e.subject_kind = 'case' and e.subject_id = g.case_id::text
     and e.action = 'reveal' and e.detail ->> 'grant' = g.id::text
   where g.id = asked and not recused(g.case_id)
     and (g.reader_id = app_user() or g.approving_unit_id = any (app_lead()) or may_open(g.case_id)) $$;

create function minor_grant_guard() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  if app_user() is null then return new; end if;
  if tg_op = 'INSERT' then
    if new.source = 'asked' and (new.granted is not null or new.reader_id <> app_user()) then
      raise check_violation using message = 'leave is asked for by the reader and decided later';
    end if;
    if new.source = 'danger' and not exists (select 1 from cases_case x where x.id = new.case_id and x.is_urgent)
       and not exists (select 1 from cases_urgentincident i where i.case_id = new.case_id and i.state = 'open') then
      raise check_violation using message = 'only danger opens without a decision';
    end if;
    return new;
  end if;
  if (old.case_id, old.reader_id, old.source, old.approving_unit_id, old.hours)
     is distinct from (new.case_id, new.reader_id, new.source, new.approving_unit_id, new.hours) then
    raise check_violation using message = 'a leave is for one reader and one matter';
  end if;
  if old.granted is distinct from new.granted and (old.granted is not null or new.decided_by_id is distinct from app_user()
     or exists (select 1 from cases_case x where x.id = new.case_id and x.owner_id = app_user())) then
    raise check_violation using message = 'leave is decided once, by somebody else';
  end if;
  if old.until is not null and new.until > old.until then
    raise check_violation using message = 'a leave never grows longer';
  end if;
  return new;
end $$;
revoke all on function minor_grant_guard(), minor_grant_number(uuid), minor_grant_uses(uuid) from public;
grant execute on function minor_grant_number(uuid), minor_grant_uses(uuid) to app;
create trigger minor_grant_guard before insert or update on cases_minoraccessgrant
  for each row execute function minor_grant_guard();
"""
FUNCTIONS_BACK = """
drop trigger minor_grant_guard on cases_minoraccessgrant;
drop function minor_grant_guard(), minor_grant_uses(uuid), minor_grant_number(uuid), child_shut(uuid), is_childs(uuid);
"""
WALLS = """
create policy content_read on cases_minor for select to app using (may_open(case_id));
create policy content_make on cases_minor for insert to app
  with check (entered_by_id = (select app_user()) and may_open(case_id));
create policy content_change on cases_minor for update to app using (may_open(case_id)) with check (may_open(case_id));
grant select, insert, update (birth_date, stated_age, stated_on, own_labour) on cases_minor to app;

create policy grant_read on cases_minoraccessgrant for select to app using (
  reader_id = (select app_user()) or may_open(case_id) or approving_unit_id = any ((select app_lead())::int[]));
create policy grant_ask on cases_minoraccessgrant for insert to app
  with check (entered_by_id = (select app_user()) and may_open(case_id));
create policy grant_decide on cases_minoraccessgrant for update to app
  using (reader_id = (select app_user()) or approving_unit_id = any ((select app_lead())::int[]))
  with check (reader_id = (select app_user()) or approving_unit_id = any ((select app_lead())::int[]));
grant select, insert, update (granted, decided_by_id, decided_at, answer, until, reviewed_by_id, reviewed_at,
  review_found, review_words) on cases_minoraccessgrant to app;

create policy child_read on cases_person as restrictive for select to app using (not child_shut(case_id));
create policy child_read on cases_narrative as restrictive for select to app using (not child_shut(case_id));
""" + "".join(
    f"""
alter table {table} enable row level security;
alter table {table} force row level security;
create policy content_recusal on {table} as restrictive to app using (not recused(case_id));
create trigger audit_change after insert or update or delete on {table} for each row execute function
  audit_change('case', 'case_id'{"".join(f", '{column}'" for column in columns)});"""
    for table, columns in COLUMNS.items()
)
WALLS_BACK = """
drop policy child_read on cases_narrative; drop policy child_read on cases_person;
drop policy grant_decide on cases_minoraccessgrant; drop policy grant_ask on cases_minoraccessgrant;
drop policy grant_read on cases_minoraccessgrant;
drop policy content_change on cases_minor; drop policy content_make on cases_minor; drop policy content_read on cases_minor;
""" + "".join(
    f"""
revoke all on {table} from app;
drop trigger audit_change on {table};
drop policy content_recusal on {table};
alter table {table} no force row level security; alter table {table} disable row level security;"""
    for table in COLUMNS
)


class Migration(migrations.Migration):
    """Row security repeats what the layers say."""

    dependencies = [("cases", "0175_minors"), ("network", "0097_minor_limits")]
    operations = [migrations.RunSQL(FUNCTIONS + WALLS, WALLS_BACK + FUNCTIONS_BACK)]
