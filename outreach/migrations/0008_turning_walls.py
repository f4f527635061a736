"""What the night's work reads and writes of sheets and rounds, and which hamlets have a station."""

from django.db import migrations

WORKER = """
create function stations_of_today() returns setof int language sql stable
  security definer set search_path = public, pg_temp as $$
  select distinct f.unit_id from network_sitefunction f join network_unit u on u.id = f.unit_id and u.valid_to is null
   where f.function = 'feedback_station' and f.until is null $$;
revoke all on function stations_of_today() from public;
grant execute on function stations_of_today() to worker;
create policy outreach_worker on outreach_needssheet to worker using (true) with check (true);
create policy outreach_worker on outreach_visitround to worker using (true) with check (true);
grant select, insert, update (state, owner_id) on outreach_needssheet to worker;
grant select, insert, update (doer_id) on outreach_visitround to worker;
"""
WORKER_BACK = """
revoke all on outreach_needssheet, outreach_visitround from worker;
drop policy outreach_worker on outreach_visitround; drop policy outreach_worker on outreach_needssheet;
drop function stations_of_today();
"""


class Migration(migrations.Migration):
    """Rights of the worker."""

    dependencies = [("outreach", "0007_owed_by_itself")]
    operations = [migrations.RunSQL(WORKER, WORKER_BACK)]
