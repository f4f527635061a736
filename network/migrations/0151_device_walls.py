"""Walls of phones: hers, and those of people at or below a unit one leads. What was reported lost stays lost."""

from django.db import migrations

from network.deadlines import seeding

WALLS = """
-- Asked at the door, before anybody is signed in: the number is drawn by chance and known to its phone alone.
create function device_revoked(told uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from network_device d where d.mark = told and d.revoked_at is not null) $$;
create function device_near(d uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from network_device x where x.id = d
    and (x.user_id = app_user() or site_near(x.unit_id))) $$;
create function device_stays() returns trigger language plpgsql as $$
begin
  raise exception 'a lost phone stays lost' using errcode = '42501';
end $$;
create trigger device_stays before update on network_device for each row
  when (old.revoked_at is not null and (new.revoked_at is distinct from old.revoked_at
    or new.revoked_by_id is distinct from old.revoked_by_id or new.why is distinct from old.why))
  execute function device_stays();
revoke all on function device_revoked(uuid), device_near(uuid) from public;
grant execute on function device_revoked(uuid), device_near(uuid) to app;

alter table network_device enable row level security; alter table network_device force row level security;
create policy device_read on network_device for select to app
  using (user_id = (select app_user()) or site_near(unit_id));
create policy device_make on network_device for insert to app
  with check (user_id = (select app_user()) and revoked_at is null);
create policy device_change on network_device for update to app
  using (user_id = (select app_user()) or site_near(unit_id))
  with check ((user_id = (select app_user()) or site_near(unit_id))
    and (revoked_by_id is null or revoked_by_id = (select app_user())));
create trigger audit_change after insert or delete or update of revoked_at, unit_id on network_device for each row
  execute function audit_change('device', 'id', 'unit_id', 'user_id', 'revoked_at', 'why');
grant select, insert on network_device to app;
grant update (seen_at, unsent, oldest, session, unit_id, revoked_at, revoked_by_id, why) on network_device to app;
"""
WALLS_BACK = """
revoke all on network_device from app;
drop trigger audit_change on network_device;
drop policy device_change on network_device; drop policy device_make on network_device;
drop policy device_read on network_device;
alter table network_device no force row level security; alter table network_device disable row level security;
drop trigger device_stays on network_device;
drop function device_stays(), device_near(uuid), device_revoked(uuid);
"""


def complete(apps, schema_editor):
    """Add the limits of phones and their queues; change none that stands."""
    seeding.complete_policy(apps.get_model("network", "Limit"), apps.get_model("network", "LadderStep"))


class Migration(migrations.Migration):
    """Functions, row security, rights, limits; the rows of the limits stay when this is taken back."""

    dependencies = [("network", "0150_devices")]
    operations = [
        migrations.RunSQL(WALLS, WALLS_BACK),
        migrations.RunPython(complete, migrations.RunPython.noop),
    ]
