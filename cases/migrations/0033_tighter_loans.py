"""The second wall as strict as the first: a superior lends to herself alone, for a day, never to write; a message
about a matter she is recused from does not exist; nobody asks the database who is recused from what."""

from django.db import migrations

TIGHT = """
drop policy loan_make on cases_caseaccess;
drop policy loan_change on cases_caseaccess;
drop policy loan_end on cases_caseaccess;
create policy loan_make on cases_caseaccess for insert to app
  with check (granted_by_id = (select app_user()) and may_lend(content_object_id)
    and (may_open(content_object_id)
      or (user_id = (select app_user()) and not writes and until <= now() + interval '25 hours')));
create policy loan_change on cases_caseaccess for update to app
  using (may_lend(content_object_id) and (may_open(content_object_id) or user_id = (select app_user())))
  with check (may_lend(content_object_id) and (may_open(content_object_id)
      or (user_id = (select app_user()) and not writes and until <= now() + interval '25 hours')));
create policy inbox_recusal on network_inboxitem as restrictive to app
  using (subject_kind <> 'case' or subject_id not in (select my_recusals()));
revoke execute on function case_barred(uuid[], bigint[]) from app;
revoke delete on cases_caseaccess from app;
"""
BACK = """
grant delete on cases_caseaccess to app;
grant execute on function case_barred(uuid[], bigint[]) to app;
drop policy inbox_recusal on network_inboxitem;
drop policy loan_change on cases_caseaccess;
drop policy loan_make on cases_caseaccess;
create policy loan_make on cases_caseaccess for insert to app
  with check (granted_by_id = (select app_user()) and may_lend(content_object_id));
create policy loan_change on cases_caseaccess for update to app
  using (may_lend(content_object_id)) with check (may_lend(content_object_id));
create policy loan_end on cases_caseaccess for delete to app using (may_lend(content_object_id));
"""


class Migration(migrations.Migration):
    """Policies and rights only."""

    dependencies = [("cases", "0032_ledger_limits")]
    operations = [migrations.RunSQL(TIGHT, BACK)]
