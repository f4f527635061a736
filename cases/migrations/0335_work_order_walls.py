"""Walls of work orders: whoever entered one finds it; that another did is answered without saying who or what."""

from django.db import migrations

WALLS = """
create function work_order_known(told bytea) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select app_user() is not null and exists (select 1 from cases_workorder w where w.mark = told) $$;
revoke all on function work_order_known(bytea) from public;
grant execute on function work_order_known(bytea) to app;

alter table cases_workorder enable row level security; alter table cases_workorder force row level security;
create policy order_read on cases_workorder for select to app using (entered_by_id = (select app_user()));
create policy order_make on cases_workorder for insert to app
  with check (entered_by_id = (select app_user()));
create policy order_recusal on cases_workorder as restrictive for select to app using (not recused(case_id));
create policy reading_only on cases_workorder as restrictive for insert to app with check (case_id not in (select my_readings()));
create policy reading_only_change on cases_workorder as restrictive for update to app using (case_id not in (select my_readings()));
create policy reading_only_delete on cases_workorder as restrictive for delete to app using (case_id not in (select my_readings()));
create trigger audit_change after insert or update or delete on cases_workorder for each row
  execute function audit_change('case', 'case_id', 'source', 'entered_by_id');
grant select, insert on cases_workorder to app;
"""
WALLS_BACK = """
revoke all on cases_workorder from app;
drop trigger audit_change on cases_workorder;
drop policy reading_only on cases_workorder; drop policy reading_only_change on cases_workorder;
drop policy reading_only_delete on cases_workorder;
drop policy order_recusal on cases_workorder; drop policy order_make on cases_workorder;
drop policy order_read on cases_workorder;
alter table cases_workorder no force row level security; alter table cases_workorder disable row level security;
drop function work_order_known(bytea);
"""


class Migration(migrations.Migration):
    """One question, row security."""

    dependencies = [("cases", "0334_work_orders")]
    operations = [migrations.RunSQL(WALLS, WALLS_BACK)]
