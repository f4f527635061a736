"""Walls of papers, rules and proposals; a paper once issued is frozen for every login; the key of the case takes
its papers along; and the one question a stranger may ask: is this code valid."""

from django.db import migrations

# Kinds whose act needed the leader; a test compares them with the table of kinds.
LEADERS_KINDS = (
    "notice_accepted",
    "notice_declined",
    "notice_extended",
    "handling_opinion",
    "review_opinion",
    "reexamination_opinion",
    "supervision_order",
    "urging_opinion",
)
_KINDS = ", ".join(f"'{kind}'" for kind in LEADERS_KINDS)

FUNCTIONS = f"""
-- The narrative layer; of an ordinary matter that has left, also what she drew up or her unit issued while she
-- still sees its card; a supervision order whoever drew it up.
create function may_read_paper(c uuid, home int, drafter bigint, paper_kind text) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select may_read_narrative(c) or (may_reread(c) and drafter = app_user())
      or (may_see(c) and (
        ((drafter = app_user() or home = any (app_lead()))
          and not (select x.is_sealed from cases_case x where x.id = c))
        or (paper_kind = 'supervision_order' and drafter = app_user()))) $$;

create function in_her_area(home int) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from network_unit u where u.id = home
    and (u.id = any (app_area()) or u.county_id = any (app_area()) or u.city_id = any (app_area()))) $$;

create function paper_frozen() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'a paper is revoked, never deleted' using errcode = '42501';
  end if;
  if tg_op = 'INSERT' then
    if new.state not in ('draft', 'approved') or new.number <> '' then
      raise exception 'a paper begins as a draft' using errcode = '42501';
    end if;
    if new.state = 'approved' and app_user() is not null
       and (new.approved_by_id is distinct from app_user()
            or (new.kind in ({_KINDS}) and not new.unit_id = any (app_lead()))) then
      raise exception 'the leader of the issuing unit approves' using errcode = '42501';
    end if;
    return new;
  end if;
  if old.wrapped is not null and new.wrapped is null and new.content is null
     and not exists (select 1 from cases_casekey k where k.case_id = old.case_id) then
    return new;
  end if;
  if (new.id, new.case_id, new.kind, new.unit_id, new.source_id, new.source_on, new.wrapped, new.drafted_by_id,
      new.drafted_at, new.replaces_id)
     is distinct from
     (old.id, old.case_id, old.kind, old.unit_id, old.source_id, old.source_on, old.wrapped, old.drafted_by_id,
      old.drafted_at, old.replaces_id) then
    raise exception 'a paper stays what it is' using errcode = '42501';
  end if;
  if old.state in ('issued', 'delivered', 'revoked', 'replaced')
     and (new.content, new.number, new.sha256, new.code_hash, new.approved_by_id, new.approved_at,
          new.issued_by_id, new.issued_at)
     is distinct from
     (old.content, old.number, old.sha256, old.code_hash, old.approved_by_id, old.approved_at,
      old.issued_by_id, old.issued_at) then
    raise exception 'an issued paper is frozen' using errcode = '42501';
  end if;
  if old.state in ('revoked', 'replaced')
     or (new.state is distinct from old.state and (old.state, new.state) not in (
       ('draft', 'approved'), ('approved', 'draft'), ('approved', 'issued'), ('issued', 'delivered'),
       ('draft', 'revoked'), ('approved', 'revoked'), ('issued', 'revoked'), ('delivered', 'revoked'),
       ('issued', 'replaced'), ('delivered', 'replaced'))) then
    raise exception 'a paper does not go back' using errcode = '42501';
  end if;
  if new.approved_by_id is not null and new.approved_by_id is distinct from old.approved_by_id
     and (new.approved_by_id is distinct from app_user()
          or (new.kind in ({_KINDS}) and not new.unit_id = any (app_lead()))) then
    raise exception 'the leader of the issuing unit approves' using errcode = '42501';
  end if;
  if (new.issued_by_id is distinct from old.issued_by_id and new.issued_by_id is distinct from app_user())
     or (new.revoked_by_id is distinct from old.revoked_by_id and new.revoked_by_id is distinct from app_user()) then
    raise exception 'nobody signs for somebody else' using errcode = '42501';
  end if;
  return new;
end $$;

create function proposal_frozen() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  if old.state = 'drafted' and new.state = 'sent' and not new.unit_id = any (app_lead()) then
    raise exception 'the leader of the unit sends' using errcode = '42501';
  end if;
  if (new.unit_id, new.drafted_by_id) is distinct from (old.unit_id, old.drafted_by_id)
     or (old.state <> 'drafted' and
     (new.title, new.department, new.pattern, new.proposal, new.content, new.number, new.sha256, new.code_hash,
      new.sent_by_id, new.sent_at)
     is distinct from
     (old.title, old.department, old.pattern, old.proposal, old.content, old.number, old.sha256, old.code_hash,
      old.sent_by_id, old.sent_at)) then
    raise exception 'a proposal that was sent is frozen' using errcode = '42501';
  end if;
  return new;
end $$;

-- Destroying the key of a case destroys the keys of its papers.
create function papers_die_with_key() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  update cases_document set wrapped = null, content = null, revoke_note = null where case_id = old.case_id;
  return null;
end $$;

-- Valid or not valid, for whoever holds a code; null when the address asked too often. Every question does the same.
create function verify_paper(digest bytea, asker bytea) returns boolean language plpgsql volatile
  security definer set search_path = public, pg_temp as $$
declare within boolean; papers int; proposals int;
begin
  within := stranger_take('paper', asker, limit_length('paper.verify'), interval '10 minutes');
  select count(*) into papers from cases_document where code_hash = digest and state in ('issued', 'delivered');
  select count(*) into proposals from cases_systemicissue where code_hash = digest and state <> 'drafted';
  return case when not within then null else papers + proposals > 0 end;
end $$;

revoke all on function may_read_paper(uuid, int, bigint, text), in_her_area(int), verify_paper(bytea, bytea),
  paper_frozen(), proposal_frozen(), papers_die_with_key() from public;
grant execute on function may_read_paper(uuid, int, bigint, text), in_her_area(int), verify_paper(bytea, bytea) to app;
"""
FUNCTIONS_BACK = """
drop function verify_paper(bytea, bytea);
drop function papers_die_with_key(), proposal_frozen(), paper_frozen(), in_her_area(int),
  may_read_paper(uuid, int, bigint, text);
"""

TABLES = ("cases_document", "cases_proceduredocument", "cases_systemicissue", "cases_issuecase")
ENABLE = "\n".join(
    f"alter table {t} enable row level security; alter table {t} force row level security;" for t in TABLES
)
POLICIES = """
create policy paper_read on cases_document for select to app
  using (may_read_paper(case_id, unit_id, drafted_by_id, kind));
create policy paper_make on cases_document for insert to app
  with check (drafted_by_id = (select app_user()) and (may_open(case_id)
    or (kind = 'supervision_order' and may_see(case_id) and unit_id = any ((select app_lead())::int[]))));
create policy paper_change on cases_document for update to app
  using (may_read_paper(case_id, unit_id, drafted_by_id, kind))
  with check (may_read_paper(case_id, unit_id, drafted_by_id, kind));
create policy paper_recusal on cases_document as restrictive to app using (not recused(case_id));

create policy rule_read on cases_proceduredocument for select to app using ((select app_user()) is not null);
create policy rule_make on cases_proceduredocument for insert to app
  with check (entered_by_id = (select app_user()));

create policy proposal_read on cases_systemicissue for select to app using (in_her_area(unit_id));
create policy proposal_make on cases_systemicissue for insert to app
  with check (drafted_by_id = (select app_user()) and state = 'drafted' and unit_id = any ((select app_area())::int[]));
create policy proposal_change on cases_systemicissue for update to app
  using (unit_id = any ((select app_area())::int[])) with check (unit_id = any ((select app_area())::int[]));

create policy link_read on cases_issuecase for select to app using (may_open(case_id));
create policy link_make on cases_issuecase for insert to app
  with check (linked_by_id = (select app_user()) and may_open(case_id)
    and exists (select 1 from cases_systemicissue i where i.id = issue_id and i.state = 'drafted'));
create policy link_recusal on cases_issuecase as restrictive to app using (not recused(case_id));

create trigger paper_frozen before insert or update or delete on cases_document for each row
  execute function paper_frozen();
create trigger proposal_frozen before update on cases_systemicissue for each row
  execute function proposal_frozen();
create trigger papers_die_with_key after delete on cases_casekey for each row
  execute function papers_die_with_key();
create trigger audit_change after insert or update or delete on cases_document for each row execute function
  audit_change('case', 'case_id', 'kind', 'state', 'unit_id', 'approved_by_id', 'issued_by_id', 'delivered_on');
create trigger audit_change after insert or update or delete on cases_proceduredocument for each row execute function
  audit_change('rule', 'id', 'version', 'in_force_from');
create trigger audit_change after insert or update or delete on cases_systemicissue for each row execute function
  audit_change('proposal', 'id', 'unit_id', 'state', 'adoption', 'replied_on');
create trigger audit_change after insert or update or delete on cases_issuecase for each row execute function
  audit_change('case', 'case_id', 'issue_id');

grant select, insert, update on cases_document, cases_systemicissue to app;
grant select, insert on cases_proceduredocument, cases_issuecase to app;
"""
POLICIES_BACK = "".join(
    f"""
revoke all on {t} from app;
drop trigger audit_change on {t};
do $$ declare p record; begin
  for p in select policyname from pg_policies where schemaname = 'public' and tablename = '{t}' loop
    execute format('drop policy %I on {t}', p.policyname);
  end loop; end $$;
alter table {t} no force row level security; alter table {t} disable row level security;"""
    for t in TABLES
)
TRIGGERS_BACK = """
drop trigger papers_die_with_key on cases_casekey;
drop trigger proposal_frozen on cases_systemicissue;
drop trigger paper_frozen on cases_document;
"""


class Migration(migrations.Migration):
    """The second wall, and what holds above both logins."""

    dependencies = [("cases", "0040_papers"), ("network", "0080_limit_length")]
    operations = [
        migrations.RunSQL(FUNCTIONS, FUNCTIONS_BACK),
        migrations.RunSQL(ENABLE, migrations.RunSQL.noop),
        migrations.RunSQL(POLICIES, TRIGGERS_BACK + POLICIES_BACK),
    ]
