"""A lost phone is shut for everybody; one that was taken off a person goes on for the others, and for her when she is back."""

from django.db import migrations

WALLS = """
create or replace function device_revoked(told uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from network_device d where d.mark = told and d.why in ('lost', 'stolen'))
    or (exists (select 1 from network_device d where d.mark = told)
      and not exists (select 1 from network_device d where d.mark = told and d.revoked_at is null)) $$;
-- Who was on this phone and is no more; told to whoever uses it, and to nobody else.
create function device_taken_off(told uuid) returns setof bigint language sql stable
  security definer set search_path = public, pg_temp as $$
  select distinct d.user_id from network_device d where d.mark = told and d.revoked_at is not null
    and exists (select 1 from network_device m where m.mark = told and m.user_id = app_user() and m.revoked_at is null)
    and not exists (select 1 from network_device u
      where u.mark = told and u.user_id = d.user_id and u.revoked_at is null) $$;
-- Whoever has just reported it lost covers what is open on it, also of people she does not lead.
create function device_open_on(told uuid) returns setof text language sql stable
  security definer set search_path = public, pg_temp as $$
  select d.session from network_device d where d.mark = told and d.session <> ''
    and exists (select 1 from network_device m
      where m.mark = told and m.revoked_by_id = app_user() and m.why in ('lost', 'stolen')) $$;
revoke all on function device_taken_off(uuid), device_open_on(uuid) from public;
grant execute on function device_taken_off(uuid), device_open_on(uuid) to app;
"""
WALLS_BACK = """
drop function device_open_on(uuid), device_taken_off(uuid);
create or replace function device_revoked(told uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from network_device d where d.mark = told and d.revoked_at is not null) $$;
"""


class Migration(migrations.Migration):
    """Three questions."""

    dependencies = [("network", "0167_device_in_use_once")]
    operations = [migrations.RunSQL(WALLS, WALLS_BACK)]
