"""Walls of slips, reviews and demands: the content layer, row security forced, every change audited."""

from django.db import migrations

AUTHOR = {
    "cases_slip": "from_user_id",
    "cases_review": "entered_by_id",
    "cases_investigation": "entered_by_id",
}
COLUMNS = {
    "cases_slip": ("kind", "from_unit_id", "to_unit_id", "decision", "report_decision"),
    "cases_review": ("stage", "asked_on", "is_external", "outcome"),
    "cases_investigation": ("state", "sent_on", "replied_on", "urged_on"),
}
WALLS = "\n".join(
    f"""
alter table {table} enable row level security;
alter table {table} force row level security;
create policy content_read on {table} for select to app using (may_open(case_id));
create policy content_make on {table} for insert to app
  with check ({author} = (select app_user()) and may_open(case_id));
create policy content_change on {table} for update to app using (may_open(case_id)) with check (may_open(case_id));
create policy content_recusal on {table} as restrictive to app using (not recused(case_id));
create trigger audit_change after insert or update or delete on {table} for each row execute function
  audit_change('case', 'case_id', {", ".join(f"'{column}'" for column in COLUMNS[table])});
grant select, insert, update on {table} to app;"""
    for table, author in AUTHOR.items()
)
BACK = "\n".join(
    f"""
revoke all on {table} from app;
drop trigger audit_change on {table};
drop policy content_recusal on {table};
drop policy content_change on {table};
drop policy content_make on {table};
drop policy content_read on {table};
alter table {table} no force row level security;
alter table {table} disable row level security;"""
    for table in AUTHOR
)


class Migration(migrations.Migration):
    """The same sentences as for the other tables of a case."""

    dependencies = [("cases", "0006_routes")]
    operations = [migrations.RunSQL(WALLS, BACK)]
