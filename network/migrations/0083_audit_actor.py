"""A line of the audit log names whoever acts, never somebody else.

Where nobody's scope stands it names nobody, except at the door of the house: coming, going, being turned away.
"""

from django.db import migrations

OWN_NAME = """
drop policy audit_write on network_auditevent;
create policy audit_write on network_auditevent for insert to app
  with check (case when (select app_user()) is not null then actor_id = (select app_user())
                   else actor_id is null or action in ('sign_in', 'sign_out', 'deny') end);
create policy audit_write_worker on network_auditevent for insert to worker with check (true);
"""
BACK = """
drop policy audit_write_worker on network_auditevent;
drop policy audit_write on network_auditevent;
create policy audit_write on network_auditevent for insert to app, worker with check (true);
"""


class Migration(migrations.Migration):
    """One policy becomes two."""

    dependencies = [("network", "0082_two_for_a_reset")]
    operations = [migrations.RunSQL(OWN_NAME, BACK)]
