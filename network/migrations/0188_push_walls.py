"""Walls of the subscriptions: hers alone, sealed from the web once written, gone with the phone, the person or the next one."""

from dataclasses import asdict

from django.db import migrations

from network.notifications.rules import RULES

WALLS = """
-- Asked when somebody signs in or out, before or after there is a scope: whoever had this phone is told on it no more.
-- The number is drawn by chance and known to its phone alone; `stays` keeps hers.
create function push_leaves(told uuid, stays bigint) returns void language sql
  security definer set search_path = public, pg_temp as $$
  delete from network_pushsubscription s using network_device d
   where s.device_id = d.id and d.mark = told and s.user_id is distinct from stays $$;
revoke all on function push_leaves(uuid, bigint) from public;
grant execute on function push_leaves(uuid, bigint) to app;

create function push_ends_with_phone() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  delete from network_pushsubscription s using network_device d
   where s.device_id = d.id and (d.id = new.id or (new.why in ('lost', 'stolen') and d.mark = new.mark));
  return null;
end $$;
create trigger push_ends_with_phone after update of revoked_at on network_device for each row
  when (new.revoked_at is not null) execute function push_ends_with_phone();
create function push_ends_with_person() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  delete from network_pushsubscription where user_id = new.id;
  return null;
end $$;
create trigger push_ends_with_person after update of is_active on network_user for each row
  when (not new.is_active) execute function push_ends_with_person();
revoke all on function push_ends_with_phone(), push_ends_with_person() from public;

alter table network_pushsubscription enable row level security; alter table network_pushsubscription force row level security;
create policy push_mine on network_pushsubscription to app
  using (user_id = (select app_user()))
  with check (user_id = (select app_user()) and exists (select 1 from network_device d
    where d.id = device_id and d.user_id = app_user() and d.revoked_at is null));
create policy push_worker on network_pushsubscription to worker using (true) with check (false);
grant select (id, user_id, device_id, service, made_at), insert, delete on network_pushsubscription to app;
grant select, delete on network_pushsubscription to worker;
create trigger audit_change after insert or delete on network_pushsubscription for each row
  execute function audit_change('push', 'id', 'user_id', 'device_id');
"""
WALLS_BACK = """
drop trigger audit_change on network_pushsubscription;
revoke all on network_pushsubscription from app, worker;
revoke select (id, user_id, device_id, service, made_at) on network_pushsubscription from app;
drop policy push_worker on network_pushsubscription; drop policy push_mine on network_pushsubscription;
alter table network_pushsubscription no force row level security; alter table network_pushsubscription disable row level security;
drop trigger push_ends_with_person on network_user; drop trigger push_ends_with_phone on network_device;
drop function push_ends_with_person(), push_ends_with_phone(), push_leaves(uuid, bigint);
"""


def seed(apps, schema_editor):
    """The rules as the table has them; none that stands is changed."""
    apps.get_model("network", "Setting").objects.bulk_create(
        [apps.get_model("network", "Setting")(**asdict(row)) for row in RULES], ignore_conflicts=True
    )


class Migration(migrations.Migration):
    """The rule stays when this is taken back."""

    dependencies = [("network", "0187_push")]
    operations = [
        migrations.RunSQL(WALLS, WALLS_BACK),
        migrations.RunPython(seed, migrations.RunPython.noop),
    ]
