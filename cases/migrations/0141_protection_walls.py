"""Walls of protection: the content layer of a matter, and rows enter sealed matters alone."""

from django.db import migrations

COLUMNS = {
    "cases_urgentincident": ("state", "noticed_at", "ended_at", "ended_why"),
    "cases_incidentstep": ("incident_id", "step", "done_at"),
    "cases_mandatoryreport": ("agency_kind", "channel", "reported_at", "result_on"),
    "cases_firstcontact": (),
    "cases_safetyscreen": ("advised", "level"),
    "cases_safetyplan": (),
    "cases_evidenceitem": ("kind", "obtained_on", "attachment_id"),
    "cases_protectionorder": ("state", "applicant", "filed_at", "accepted_at", "decided_at", "valid_until"),
    "cases_orderservice": ("order_id", "party", "served_on"),
    "cases_warningletter": ("issued_on",),
    "cases_protectionvisit": ("order_id", "warning_id", "due_on", "done_at"),
    "cases_breach": ("order_id", "warning_id", "happened_at", "police_told_at"),
    "cases_shelterstay": ("started_on", "expected_end", "ended_on"),
}
# What is said once is not rewritten: a later row takes its place.
CHANGES = (
    *("urgentincident", "mandatoryreport", "protectionorder", "protectionvisit"),
    *("shelterstay",),
)


def _walls(table: str, columns: tuple[str, ...]) -> str:
    told = "".join(f", '{column}'" for column in columns)
    changes = table.removeprefix("cases_") in CHANGES
    change = f"""
create policy content_change on {table} for update to app using (may_open(case_id)) with check (may_open(case_id));
grant update on {table} to app;"""
    return f"""
alter table {table} enable row level security;
alter table {table} force row level security;
create policy content_read on {table} for select to app using (may_open(case_id));
create policy content_make on {table} for insert to app
  with check (entered_by_id = (select app_user()) and may_open(case_id)
    and exists (select 1 from cases_case c where c.id = case_id and c.is_sealed));
create policy content_recusal on {table} as restrictive to app using (not recused(case_id));
create trigger audit_change after insert or update or delete on {table} for each row execute function
  audit_change('case', 'case_id'{told});
grant select, insert on {table} to app;""" + (change if changes else "")


def _opened(table: str) -> str:
    changes = table.removeprefix("cases_") in CHANGES
    return f"""
revoke all on {table} from app;
drop trigger audit_change on {table};
drop policy content_recusal on {table};
{f"drop policy content_change on {table};" if changes else ""}
drop policy content_make on {table}; drop policy content_read on {table};
alter table {table} no force row level security; alter table {table} disable row level security;"""


WALLS = "".join(_walls(table, columns) for table, columns in COLUMNS.items())
BACK = "".join(_opened(table) for table in COLUMNS)


class Migration(migrations.Migration):
    """Row security repeats what the querysets say, and that a matter is sealed before anything of this is written."""

    dependencies = [("cases", "0140_protection")]
    operations = [migrations.RunSQL(WALLS, BACK)]
