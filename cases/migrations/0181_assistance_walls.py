"""Walls of rights assistance: the content layer of a matter; two kinds enter sealed matters alone.

Kind, body and wish are written once: of a row only what follows is written in. A report to the police is owed from its
notice on, so the minute of the notice is never rewritten either.
"""

from django.db import migrations

WALLS = """
alter table cases_rightsassistance enable row level security;
alter table cases_rightsassistance force row level security;
create policy content_read on cases_rightsassistance for select to app using (may_open(case_id));
create policy content_make on cases_rightsassistance for insert to app
  with check (entered_by_id = (select app_user()) and may_open(case_id)
    and (kind not in ('harassment', 'trafficking')
         or exists (select 1 from cases_case c where c.id = case_id and c.is_sealed)));
create policy content_change on cases_rightsassistance for update to app
  using (may_open(case_id)) with check (may_open(case_id));
create policy content_recusal on cases_rightsassistance as restrictive to app using (not recused(case_id));
create trigger audit_change after insert or update or delete on cases_rightsassistance for each row execute function
  audit_change('case', 'case_id', 'state', 'begun_on', 'told_at', 'outcome', 'in_writing', 'result_on', 'delivered',
               'delivered_on', 'ended_for');
grant select, insert on cases_rightsassistance to app;
grant update (state, begun_on, told_at, channel, receipt, outcome, in_writing, result, result_on, delivered,
              delivered_on, ended_for, why, ended_at) on cases_rightsassistance to app;
"""
BACK = """
revoke all on cases_rightsassistance from app;
drop trigger audit_change on cases_rightsassistance;
drop policy content_recusal on cases_rightsassistance;
drop policy content_change on cases_rightsassistance;
drop policy content_make on cases_rightsassistance;
drop policy content_read on cases_rightsassistance;
alter table cases_rightsassistance no force row level security;
alter table cases_rightsassistance disable row level security;
"""


class Migration(migrations.Migration):
    """Row security repeats what the querysets say."""

    dependencies = [("cases", "0180_rights_assistance"), ("network", "0099_assistance_limits")]
    operations = [migrations.RunSQL(WALLS, BACK)]
