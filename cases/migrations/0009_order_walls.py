"""Walls of supervision orders: whoever sees the card and stands in the issuing unit's area, or may open the case."""

from django.db import migrations

WALLS = """
alter table cases_supervisionorder enable row level security;
alter table cases_supervisionorder force row level security;
create policy order_read on cases_supervisionorder for select to app
  using (may_open(case_id) or (may_see(case_id) and (issuing_unit_id = any ((select app_area())::int[])
    or unit_id = any ((select app_lead())::int[]))));
create policy order_make on cases_supervisionorder for insert to app
  with check (issued_by_id = (select app_user()) and may_see(case_id)
    and issuing_unit_id = any ((select app_lead())::int[]));
create policy order_change on cases_supervisionorder for update to app
  using (may_open(case_id) or (may_see(case_id) and (issuing_unit_id = any ((select app_lead())::int[])
    or unit_id = any ((select app_lead())::int[]))))
  with check (may_open(case_id) or may_see(case_id));
create policy order_recusal on cases_supervisionorder as restrictive to app using (not recused(case_id));
create trigger audit_change after insert or update or delete on cases_supervisionorder for each row
  execute function audit_change('case', 'case_id', 'level', 'reason', 'state', 'issuing_unit_id', 'unit_id');
grant select, insert, update on cases_supervisionorder to app;
"""
BACK = """
revoke all on cases_supervisionorder from app;
drop trigger audit_change on cases_supervisionorder;
drop policy order_recusal on cases_supervisionorder;
drop policy order_change on cases_supervisionorder;
drop policy order_make on cases_supervisionorder;
drop policy order_read on cases_supervisionorder;
alter table cases_supervisionorder no force row level security;
alter table cases_supervisionorder disable row level security;
"""


class Migration(migrations.Migration):
    """Row security repeats what `orders_of` says."""

    dependencies = [("cases", "0008_supervision")]
    operations = [migrations.RunSQL(WALLS, BACK)]
