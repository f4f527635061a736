"""Walls of requests about personal data: the content layer of a matter; what was asked is never rewritten."""

from django.db import migrations

WALLS = """
alter table cases_datarequest enable row level security;
alter table cases_datarequest force row level security;
create policy content_read on cases_datarequest for select to app using (may_open(case_id));
create policy content_make on cases_datarequest for insert to app
  with check (entered_by_id = (select app_user()) and may_open(case_id));
create policy content_change on cases_datarequest for update to app
  using (may_open(case_id)) with check (may_open(case_id));
create policy content_recusal on cases_datarequest as restrictive to app using (not recused(case_id));
create policy reading_only on cases_datarequest as restrictive for insert to app
  with check (case_id not in (select my_readings()));
create policy reading_only_change on cases_datarequest as restrictive for update to app
  using (case_id not in (select my_readings()));
create policy reading_only_delete on cases_datarequest as restrictive for delete to app
  using (case_id not in (select my_readings()));
create trigger audit_change after insert or update or delete on cases_datarequest for each row execute function
  audit_change('case', 'case_id', 'right', 'state', 'proof', 'court_told', 'decided_by_id', 'done_on');
grant select, insert on cases_datarequest to app;
grant update (state, proof, checked_by_id, checked_at, answer, court_told, decided_by_id, decided_at, outcome, done_on)
  on cases_datarequest to app;
"""
BACK = """
revoke all on cases_datarequest from app;
drop trigger audit_change on cases_datarequest;
drop policy reading_only_delete on cases_datarequest; drop policy reading_only_change on cases_datarequest;
drop policy reading_only on cases_datarequest; drop policy content_recusal on cases_datarequest;
drop policy content_change on cases_datarequest; drop policy content_make on cases_datarequest;
drop policy content_read on cases_datarequest;
alter table cases_datarequest no force row level security; alter table cases_datarequest disable row level security;
"""


class Migration(migrations.Migration):
    """Row security repeats what the querysets say."""

    dependencies = [("cases", "0172_data_requests"), ("network", "0096_data_request_limits")]
    operations = [migrations.RunSQL(WALLS, BACK)]
