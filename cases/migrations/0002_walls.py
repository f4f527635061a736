"""Walls of the cases: card and content layers, recusal, loans, numbering.

Every policy reads the transaction-local settings of the scope. Functions marked SECURITY DEFINER run
as the owner, so no policy recurses.
"""

from django.db import migrations

CONTENT = {
    "cases_person": ("may_open(case_id)", "entered_by_id", "case_id"),
    "cases_safecontact": ("may_open(case_id)", "entered_by_id", "case_id"),
    "cases_narrative": ("may_read_narrative(case_id)", "entered_by_id", "case_id"),
    "cases_event": ("may_open(case_id)", "by_id", "case_id"),
    "cases_attachment": ("may_open(case_id)", "entered_by_id", "case_id"),
    "cases_handlingopinion": ("may_read_narrative(case_id)", "drafted_by_id", "case_id"),
}

FUNCTIONS = """
create function recused(c uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as
  $$ select exists (select 1 from cases_recusal r where r.case_id = c and r.user_id = app_user()) $$;
create function my_recusals() returns setof uuid language sql stable
  security definer set search_path = public, pg_temp as
  $$ select case_id from cases_recusal where user_id = app_user() $$;
create function my_loans() returns setof uuid language sql stable
  security definer set search_path = public, pg_temp as
  $$ select content_object_id from cases_caseaccess where user_id = app_user() and until > now() $$;
create function my_writes() returns setof uuid language sql stable
  security definer set search_path = public, pg_temp as
  $$ select content_object_id from cases_caseaccess where user_id = app_user() and writes and until > now() $$;

create function has_loan(c uuid, layer text) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from cases_caseaccess a join auth_permission p on p.id = a.permission_id
                  where a.content_object_id = c and a.user_id = app_user() and a.until > now()
                    and (layer = 'any' or (layer = 'opens' and a.opens) or p.codename = layer)) $$;

create function may_see(c uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from cases_case x where x.id = c and not recused(c)
    and (x.owner_id = app_user() or has_loan(c, 'any')
      or (not x.is_sealed and (x.registered_by_id = app_user() or x.unit_id = any (app_lead())
        or x.city_id = any (app_area()) or x.county_id = any (app_area()) or x.township_id = any (app_area()))))) $$;

create function may_open(c uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from cases_case x where x.id = c and not recused(c)
    and (x.owner_id = app_user() or (not x.is_sealed and x.unit_id = any (app_lead())) or has_loan(c, 'opens'))) $$;

create function may_read_narrative(c uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from cases_case x where x.id = c and not recused(c)
    and (x.owner_id = app_user() or (not x.is_sealed and x.unit_id = any (app_lead()))
      or has_loan(c, 'lend_narrative'))) $$;

-- The registrar of an ordinary matter rereads her own entries; of a sealed one she keeps a receipt only.
create function may_reread(c uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from cases_case x where x.id = c and not recused(c)
    and not x.is_sealed and x.registered_by_id = app_user()) $$;

create function may_lend(c uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from cases_case x where x.id = c and not recused(c)
    and (x.owner_id = app_user() or c in (select my_writes())
      or (not x.is_sealed and (x.unit_id = any (app_lead()) or x.city_id = any (app_area())
          or x.county_id = any (app_area()) or x.township_id = any (app_area()))))) $$;

create or replace function subject_visible(kind text, id uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as
  $$ select case kind when 'case' then may_see(id) else false end $$;

-- Gapless: the row stays locked until the registration commits or rolls back.
create function next_number(series text) returns int language sql volatile
  security definer set search_path = public, pg_temp as $$
  insert into cases_numberseries (key, last) values (series, 1)
  on conflict (key) do update set last = cases_numberseries.last + 1 returning last $$;

-- Who can see this case: for those who may open it.
create function case_readers(c uuid)
  returns table (user_id int, source text, opens boolean, until timestamptz, codename text)
  language sql stable security definer set search_path = public, pg_temp as $$
  select a.user_id, a.source, a.opens, a.until, p.codename from cases_caseaccess a
    join auth_permission p on p.id = a.permission_id
   where a.content_object_id = c and a.until > now() and may_open(c) $$;
create function case_openings(c uuid, since timestamptz) returns int
  language sql stable security definer set search_path = public, pg_temp as $$
  select count(*)::int from network_auditevent e
   where e.subject_kind = 'case' and e.subject_id = c::text and e.action = 'view' and e.occurred_at >= since
     and may_open(c) $$;
-- Which of these pairs a message must not reach; read by the sweep, which sees no case content.
create function case_barred(cases uuid[], users bigint[]) returns table (case_id uuid, user_id bigint)
  language sql stable security definer set search_path = public, pg_temp as $$
  select p.c, p.u from unnest(cases, users) as p(c, u) join cases_case x on x.id = p.c
   where exists (select 1 from cases_recusal r where r.case_id = p.c and r.user_id = p.u)
      or (x.is_sealed and x.owner_id is distinct from p.u and not exists (
            select 1 from cases_caseaccess a where a.content_object_id = p.c and a.user_id = p.u and a.until > now())) $$;
revoke all on function next_number(text), case_readers(uuid), case_openings(uuid, timestamptz),
  case_barred(uuid[], bigint[]) from public;
"""
FUNCTIONS_BACK = """
drop function case_barred(uuid[], bigint[]), case_openings(uuid, timestamptz), case_readers(uuid);
drop function next_number(text);
create or replace function subject_visible(kind text, id uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$ select false $$;
drop function may_lend(uuid), may_reread(uuid), may_read_narrative(uuid), may_open(uuid), may_see(uuid);
drop function has_loan(uuid, text), my_writes(), my_loans(), my_recusals(), recused(uuid);
"""

TRIGGERS = """
create trigger follow_unit before insert or update of unit_id on cases_case
  for each row execute function follow_unit();

create function case_loans_follow() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  update cases_caseaccess set next_due_at = new.next_due_at, is_closed = new.closed_at is not null
   where content_object_id = new.id;
  return null;
end $$;
create trigger case_loans_follow after update of next_due_at, closed_at on cases_case for each row
  when (old.next_due_at is distinct from new.next_due_at or old.closed_at is distinct from new.closed_at)
  execute function case_loans_follow();

create function loan_follows_case() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  select next_due_at, closed_at is not null into new.next_due_at, new.is_closed
    from cases_case where id = new.content_object_id;
  return new;
end $$;
create trigger loan_follows_case before insert on cases_caseaccess for each row
  execute function loan_follows_case();

create function clock_moves_case() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  if new.subject_kind = 'case' then
    update cases_case c set next_due_at = d.due
      from (select min(due_at) as due from network_clock
             where subject_kind = 'case' and subject_id = new.subject_id and state = 'running') d
     where c.id = new.subject_id and c.next_due_at is distinct from d.due;
  end if;
  return null;
end $$;
create trigger clock_moves_case after insert or update of state, due_at on network_clock
  for each row execute function clock_moves_case();

create trigger audit_change after insert or update or delete on cases_case for each row execute function
  audit_change('case', 'id', 'unit_id', 'owner_id', 'phase', 'stage', 'is_sealed', 'is_urgent', 'next_due_at', 'closed_at');
create trigger audit_change after insert or update or delete on cases_petition for each row execute function
  audit_change('case', 'case_id', 'state', 'route', 'accepted_at', 'answered_at', 'decline_reason');
create trigger audit_change after insert or update or delete on cases_caseaccess for each row execute function
  audit_change('case', 'content_object_id', 'user_id', 'permission_id', 'until', 'source', 'opens', 'writes');
create trigger audit_change after insert or update or delete on cases_recusal for each row execute function
  audit_change('case', 'case_id', 'user_id', 'source');
create trigger audit_change after insert or update or delete on cases_person for each row execute function
  audit_change('case', 'case_id', 'role');
create trigger audit_change after insert or update or delete on cases_safecontact for each row execute function
  audit_change('case', 'case_id', 'may_call', 'may_text', 'may_wechat', 'may_leave_message', 'may_write');
create trigger audit_change after insert or update or delete on cases_narrative for each row execute function
  audit_change('case', 'case_id');
create trigger audit_change after insert or update or delete on cases_event for each row execute function
  audit_change('case', 'case_id', 'verb', 'from_stage', 'to_stage', 'occurred_at');
create trigger audit_change after insert or update or delete on cases_attachment for each row execute function
  audit_change('case', 'case_id', 'content_type', 'size', 'sha256');
create trigger audit_change after insert or update or delete on cases_handlingopinion for each row execute function
  audit_change('case', 'case_id', 'outcome', 'approved_at', 'delivered_on');
create trigger audit_change after insert or update or delete on cases_casekey for each row execute function
  audit_change('case', 'case_id');
create trigger audit_change after insert or update or delete on cases_accessrequest for each row execute function
  audit_change('case', 'case_id', 'asked_by_id', 'decided_by_id', 'granted');
"""
_AUDITED = (
    "case petition caseaccess recusal person safecontact narrative event attachment handlingopinion casekey accessrequest"
).split()
TRIGGERS_BACK = (
    "\n".join(f"drop trigger audit_change on cases_{name};" for name in _AUDITED)
    + """
drop trigger clock_moves_case on network_clock;
drop trigger loan_follows_case on cases_caseaccess;
drop trigger case_loans_follow on cases_case;
drop trigger follow_unit on cases_case;
drop function clock_moves_case(), loan_follows_case(), case_loans_follow();
"""
)

_ALL = [
    *CONTENT,
    "cases_case",
    "cases_petition",
    "cases_casekey",
    "cases_caseaccess",
    "cases_recusal",
    "cases_accessrequest",
]
ENABLE = "\n".join(
    f"alter table {t} enable row level security; alter table {t} force row level security;" for t in _ALL
)

# One opaque CASE for the card: the planner keeps the index walk that the list asked for.
CARD = """
case when is_sealed then owner_id = (select app_user()) or id in (select my_loans())
     else owner_id = (select app_user()) or registered_by_id = (select app_user())
       or unit_id = any ((select app_lead())::int[]) or city_id = any ((select app_area())::int[])
       or county_id = any ((select app_area())::int[]) or township_id = any ((select app_area())::int[])
       or id in (select my_loans()) end"""
POLICIES = f"""
create policy card on cases_case for select to app using ({CARD});
create policy card_register on cases_case for insert to app with check (registered_by_id = (select app_user()));
create policy card_change on cases_case for update to app
  using (owner_id = (select app_user()) or id in (select my_writes())
    or (not is_sealed and (unit_id = any ((select app_lead())::int[]) or unit_id = any ((select app_area())::int[]))))
  with check ({CARD});
create policy recusal on cases_case as restrictive to app using (id not in (select my_recusals()));
create policy card_worker on cases_case for select to worker using (true);

create policy work on cases_petition for select to app using (may_open(case_id) or may_reread(case_id));
create policy work_register on cases_petition for insert to app with check (may_open(case_id));
create policy work_change on cases_petition for update to app using (may_open(case_id)) with check (may_see(case_id));

create policy key_read on cases_casekey for select to app using (may_open(case_id) or may_reread(case_id));
create policy key_make on cases_casekey for insert to app with check (may_open(case_id));

create policy loan_read on cases_caseaccess for select to app
  using (user_id = (select app_user()) or granted_by_id = (select app_user()) or may_lend(content_object_id));
create policy loan_make on cases_caseaccess for insert to app
  with check (granted_by_id = (select app_user()) and may_lend(content_object_id));
create policy loan_change on cases_caseaccess for update to app
  using (may_lend(content_object_id)) with check (may_lend(content_object_id));
create policy loan_end on cases_caseaccess for delete to app using (may_lend(content_object_id));
create policy loan_worker on cases_caseaccess to worker using (true) with check (source = 'rung' and not opens and not writes);

create policy recusal_read on cases_recusal for select to app using (may_open(case_id));
create policy recusal_make on cases_recusal for insert to app
  with check (declared_by_id = (select app_user()) and (may_open(case_id) or user_id = (select app_user())));

create policy request_read on cases_accessrequest for select to app
  using (asked_by_id = (select app_user()) or may_lend(case_id));
create policy request_make on cases_accessrequest for insert to app
  with check (asked_by_id = (select app_user()) and may_see(case_id));
create policy request_decide on cases_accessrequest for update to app
  using (may_lend(case_id) and asked_by_id <> (select app_user()))
  with check (decided_by_id = (select app_user()));
""" + "\n".join(
    f"""
create policy content_read on {t} for select to app
  using ({layer} or ({author} = (select app_user()) and may_reread({case})));
create policy content_make on {t} for insert to app
  with check ({author} = (select app_user()) and (may_open({case}) or may_reread({case})));
create policy content_change on {t} for update to app using ({layer}) with check ({layer});
create policy content_recusal on {t} as restrictive to app using (not recused({case}));"""
    for t, (layer, author, case) in CONTENT.items()
)
POLICIES_BACK = "".join(
    f"""
do $$ declare p record; begin
  for p in select policyname from pg_policies where schemaname = 'public' and tablename = '{t}' loop
    execute format('drop policy %I on {t}', p.policyname);
  end loop; end $$;
alter table {t} no force row level security; alter table {t} disable row level security;"""
    for t in _ALL
)

GRANTS = """
grant select, insert, update on cases_case, cases_petition, cases_person, cases_safecontact, cases_narrative,
  cases_handlingopinion, cases_accessrequest to app;
grant select, insert on cases_event, cases_attachment, cases_casekey, cases_recusal to app;
grant select, insert, update, delete on cases_caseaccess to app;
grant select (id, number, kind, unit_id, is_sealed, is_urgent, stage, owner_id, next_due_at, closed_at) on cases_case to worker;
grant select, insert, update on cases_caseaccess to worker;
grant execute on function next_number(text), case_readers(uuid), case_openings(uuid, timestamptz) to app;
grant execute on function case_barred(uuid[], bigint[]) to worker, app;
grant usage on all sequences in schema public to app, worker;
"""
GRANTS_BACK = """
revoke all on cases_case, cases_petition, cases_person, cases_safecontact, cases_narrative, cases_handlingopinion,
  cases_accessrequest, cases_event, cases_attachment, cases_casekey, cases_recusal, cases_caseaccess from app, worker;
revoke all on function next_number(text), case_readers(uuid), case_openings(uuid, timestamptz),
  case_barred(uuid[], bigint[]) from app, worker;
"""


class Migration(migrations.Migration):
    """Row security repeats both layers of the ORM scope."""

    dependencies = [("cases", "0001_initial"), ("network", "0002_walls")]
    operations = [
        migrations.RunSQL(FUNCTIONS, FUNCTIONS_BACK),
        migrations.RunSQL(TRIGGERS, TRIGGERS_BACK),
        migrations.RunSQL(ENABLE, migrations.RunSQL.noop),
        migrations.RunSQL(POLICIES, POLICIES_BACK),
        migrations.RunSQL(GRANTS, GRANTS_BACK),
    ]
