"""Walls of guardians and of what was noted of a child: the content layer. Names stand among the people of the matter."""

from django.db import migrations

COLUMNS = {
    "cases_guardian": ("minor_id", "relation", "is_accused", "contact_is_safe", "ended_at"),
    "cases_behaviournote": ("minor_id", "behaviour_of_concern", "source", "seen_on"),
}
# Whether the other side of a matter has this name or number; asked when a guardian is named, by whoever may open it.
FUNCTION = """
create function names_respondent(c uuid, told_name bytea, told_phone bytea) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select may_open(c) and exists (select 1 from cases_person p where p.case_id = c and p.role = 'respondent'
    and (p.name_index = told_name or p.phone_index = told_phone)) $$;
revoke all on function names_respondent(uuid, bytea, bytea) from public;
grant execute on function names_respondent(uuid, bytea, bytea) to app;
create policy child_read on cases_behaviournote as restrictive for select to app using (not child_shut(case_id));
create policy content_change on cases_guardian for update to app using (may_open(case_id)) with check (may_open(case_id));
grant update (ended_at) on cases_guardian to app;
"""
FUNCTION_BACK = """
drop policy content_change on cases_guardian;
drop policy child_read on cases_behaviournote;
drop function names_respondent(uuid, bytea, bytea);
"""
WALLS = "".join(
    f"""
alter table {table} enable row level security;
alter table {table} force row level security;
create policy content_read on {table} for select to app using (may_open(case_id));
create policy content_make on {table} for insert to app
  with check (entered_by_id = (select app_user()) and may_open(case_id));
create policy content_recusal on {table} as restrictive to app using (not recused(case_id));
create trigger audit_change after insert or update or delete on {table} for each row execute function
  audit_change('case', 'case_id'{"".join(f", '{column}'" for column in columns)});
grant select, insert on {table} to app;"""
    for table, columns in COLUMNS.items()
)
BACK = "".join(
    f"""
revoke all on {table} from app;
drop trigger audit_change on {table};
drop policy content_recusal on {table}; drop policy content_make on {table}; drop policy content_read on {table};
alter table {table} no force row level security; alter table {table} disable row level security;"""
    for table in COLUMNS
)


class Migration(migrations.Migration):
    """Row security repeats what the layers say."""

    dependencies = [("cases", "0177_guardians")]
    operations = [migrations.RunSQL(WALLS + FUNCTION, FUNCTION_BACK + BACK)]
