"""Walls: a follow-up is content of its case, added and never changed; a saved filter is hers alone."""

from django.db import migrations

WALLS = """
alter table cases_followup enable row level security;
alter table cases_followup force row level security;
create policy content_read on cases_followup for select to app using (may_open(case_id));
create policy content_make on cases_followup for insert to app
  with check (by_id = (select app_user()) and may_open(case_id));
create policy content_recusal on cases_followup as restrictive to app using (not recused(case_id));
create trigger audit_change after insert or update or delete on cases_followup for each row
  execute function audit_change('case', 'case_id', 'way', 'result', 'satisfaction', 'next_on');
grant select, insert on cases_followup to app;

alter table cases_savedview enable row level security;
alter table cases_savedview force row level security;
create policy hers on cases_savedview to app
  using (user_id = (select app_user())) with check (user_id = (select app_user()));
create trigger audit_change after insert or update or delete on cases_savedview for each row
  execute function audit_change('saved_view', 'id', 'user_id');
grant select, insert, delete on cases_savedview to app;
"""
BACK = """
revoke all on cases_savedview, cases_followup from app;
drop trigger audit_change on cases_savedview;
drop policy hers on cases_savedview;
alter table cases_savedview no force row level security;
alter table cases_savedview disable row level security;
drop trigger audit_change on cases_followup;
drop policy content_recusal on cases_followup;
drop policy content_make on cases_followup;
drop policy content_read on cases_followup;
alter table cases_followup no force row level security;
alter table cases_followup disable row level security;
"""


class Migration(migrations.Migration):
    """The same sentences as for the other tables of a case."""

    dependencies = [("cases", "0100_ledger_and_follow_up")]
    operations = [migrations.RunSQL(WALLS, BACK)]
