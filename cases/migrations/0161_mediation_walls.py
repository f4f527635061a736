"""Walls of mediation: the content layer of a matter, and the gate a second time.

`mediation_gate` lets no mediation stand beyond the gate while something speaks against it, whoever writes the row and
from where: what was found never shrinks, both sides are heard alone, an exception is granted by somebody else and
lifts neither a child nor a crime, and danger and protection orders are lifted by nothing.
"""

from django.db import migrations

COLUMNS = {
    "cases_mediation": (
        "state",
        "flags",
        "mediator_id",
        "exception_id",
        "consented_on",
        "effective_on",
        "court_said",
    ),
    "cases_mediationscreen": ("mediation_id", "side", "heard_on"),
    "cases_mediationexception": ("mediation_id", "subjects", "granted", "decided_by_id"),
    "cases_mediationconsent": ("mediation_id", "side", "given_on", "one_room", "ended_at"),
    "cases_mediationsession": ("mediation_id", "meets_at", "separate_rooms", "began_at", "ended_at"),
    "cases_mediationagreement": ("mediation_id", "is_oral", "effective_on", "perform_by"),
    "cases_agreementfollowup": ("mediation_id", "limit", "done_on", "kept"),
}
# What is said once is not rewritten; of these rows only what comes later is written in.
CHANGES = {
    "cases_mediation": "",
    "cases_mediationexception": "(granted, decided_by_id, decided_at, decision)",
    "cases_mediationconsent": "(ended_at)",
    "cases_mediationsession": "(began_at, ended_at, record)",
    "cases_agreementfollowup": "(done_on, kept, note)",
}


def _walls(table: str, columns: tuple[str, ...]) -> str:
    told = "".join(f", '{column}'" for column in columns)
    change = f"""
create policy content_change on {table} for update to app using (may_open(case_id)) with check (may_open(case_id));
grant update {CHANGES.get(table, "")} on {table} to app;"""
    return f"""
alter table {table} enable row level security;
alter table {table} force row level security;
create policy content_read on {table} for select to app using (may_open(case_id));
create policy content_make on {table} for insert to app
  with check (entered_by_id = (select app_user()) and may_open(case_id));
create policy content_recusal on {table} as restrictive to app using (not recused(case_id));
create trigger audit_change after insert or update or delete on {table} for each row execute function
  audit_change('case', 'case_id'{told});
grant select, insert on {table} to app;""" + (change if table in CHANGES else "")


def _opened(table: str) -> str:
    return f"""
revoke all on {table} from app;
drop trigger audit_change on {table};
drop policy content_recusal on {table};
{f"drop policy content_change on {table};" if table in CHANGES else ""}
drop policy content_make on {table}; drop policy content_read on {table};
alter table {table} no force row level security; alter table {table} disable row level security;"""


WALLS = "".join(_walls(table, columns) for table, columns in COLUMNS.items())
BACK = "".join(_opened(table) for table in COLUMNS)
GATE = """
create function mediation_gate() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
declare beyond text[] := '{consented,scheduled,in_session,adjourned,agreed_written,agreed_oral,performing,performed,breached}';
        together text[] := '{consented,scheduled,in_session,agreed_written,agreed_oral}';
        today date := (now() at time zone 'Asia/Shanghai')::date;
begin
  if tg_op = 'UPDATE' and not (old.flags <@ new.flags and old.case_id = new.case_id) then
    raise check_violation using message = 'what was found stays';
  end if;
  if new.state = any (beyond) then
    if jsonb_array_length(new.flags) > 0 and not (new.flags <@ '["violence", "fear", "control"]' and exists (
         select 1 from cases_mediationexception e
          where e.id = new.exception_id and e.mediation_id = new.id and e.granted and e.decided_by_id <> e.entered_by_id)) then
      raise check_violation using message = 'not suitable for mediation';
    end if;
    if (select count(distinct s.side) from cases_mediationscreen s where s.mediation_id = new.id) < 2 then
      raise check_violation using message = 'each side is heard alone first';
    end if;
  end if;
  if new.state = any (together) and (tg_op = 'INSERT' or old.state <> new.state) and (
       exists (select 1 from cases_case c where c.id = new.case_id and c.is_urgent)
       or exists (select 1 from cases_urgentincident i where i.case_id = new.case_id and i.state = 'open')
       or exists (select 1 from cases_protectionorder o where o.case_id = new.case_id
                   and (o.state in ('drafted', 'filed', 'accepted', 'reconsidered')
                        or (o.state = 'granted' and o.valid_until >= today)))) then
    raise check_violation using message = 'no mediation in danger or under a protection order';
  end if;
  return new;
end $$;
revoke all on function mediation_gate() from public;
create trigger mediation_gate before insert or update on cases_mediation for each row execute function mediation_gate();
"""
GATE_BACK = "drop trigger mediation_gate on cases_mediation; drop function mediation_gate();"


class Migration(migrations.Migration):
    """Row security repeats what the querysets say; the gate repeats what the verbs say."""

    dependencies = [("cases", "0160_mediation"), ("network", "0090_mediation_limits")]
    operations = [migrations.RunSQL(WALLS + GATE, GATE_BACK + BACK)]
