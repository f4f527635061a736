"""Walls of the reception days: leaders and officers of the unit and above; what is published is for everybody."""

from django.db import migrations

from network.deadlines import seeding

WALLS = """
create function in_my_area(home int) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from network_unit u where u.id = home and (u.city_id = any (app_area())
    or u.county_id = any (app_area()) or u.township_id = any (app_area()))) $$;
revoke all on function in_my_area(int) from public;
grant execute on function in_my_area(int) to app;

alter table network_receptionday enable row level security; alter table network_receptionday force row level security;
create policy reception_public on network_receptionday for select to app using (state in ('published', 'held'));
create policy reception_read on network_receptionday for select to app using (in_my_area(unit_id));
create policy reception_make on network_receptionday for insert to app
  with check (unit_id = any ((select app_area())::int[]));
create policy reception_change on network_receptionday for update to app
  using (unit_id = any ((select app_area())::int[])) with check (unit_id = any ((select app_area())::int[]));
create policy reception_worker on network_receptionday for select to worker using (true);

alter table network_receptionslot enable row level security; alter table network_receptionslot force row level security;
create policy slot_read on network_receptionslot for select to app
  using (exists (select 1 from network_receptionday d where d.id = day_id and in_my_area(d.unit_id)));
create policy slot_make on network_receptionslot for insert to app
  with check (exists (select 1 from network_receptionday d where d.id = day_id
    and d.unit_id = any ((select app_area())::int[])));

create trigger audit_change after insert or update or delete on network_receptionday for each row execute function
  audit_change('reception_day', 'id', 'state', 'day', 'slots', 'leader_id', 'substitute_id', 'approved_by_id');
create trigger audit_change after insert or update or delete on network_receptionslot for each row
  execute function audit_change('reception_day', 'day_id', 'number');
grant select, insert, update on network_receptionday to app;
grant select, insert on network_receptionslot to app;
grant select on network_receptionday to worker;
grant usage on all sequences in schema public to app, worker;
"""
BACK = """
revoke all on network_receptionday, network_receptionslot from app, worker;
drop trigger audit_change on network_receptionslot;
drop trigger audit_change on network_receptionday;
drop policy slot_make on network_receptionslot; drop policy slot_read on network_receptionslot;
alter table network_receptionslot no force row level security; alter table network_receptionslot disable row level security;
drop policy reception_worker on network_receptionday; drop policy reception_change on network_receptionday;
drop policy reception_make on network_receptionday; drop policy reception_read on network_receptionday;
drop policy reception_public on network_receptionday;
alter table network_receptionday no force row level security; alter table network_receptionday disable row level security;
drop function in_my_area(int);
"""


def complete(apps, schema_editor):
    """Add the limits of the reception day; change none that stands."""
    seeding.complete_policy(apps.get_model("network", "Limit"), apps.get_model("network", "LadderStep"))


class Migration(migrations.Migration):
    """Row security, and the limits; the rows stay when this is taken back."""

    dependencies = [("network", "0040_reception_days")]
    operations = [
        migrations.RunSQL(WALLS, BACK),
        migrations.RunPython(complete, migrations.RunPython.noop),
    ]
