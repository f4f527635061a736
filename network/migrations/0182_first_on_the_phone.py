"""A phone is lost for everybody when whoever had it first says so, or somebody else about her: nobody who came later shuts it."""

from django.db import migrations

FIRST = """
-- Who uses this phone the longest; told to whoever is on it or takes somebody off it.
create function device_first(told uuid) returns table (person bigint, home int) language sql stable
  security definer set search_path = public, pg_temp as $$
  select d.user_id, d.unit_id::int from network_device d where d.mark = told and d.revoked_at is null
     and exists (select 1 from network_device m where m.mark = told and (m.user_id = app_user() or device_near(m.id)))
   order by d.first_at, d.id limit 1 $$;
revoke all on function device_first(uuid) from public;
grant execute on function device_first(uuid) to app;
create or replace function device_revoked(told uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from network_device d where d.mark = told and d.why in ('lost', 'stolen')
      and (d.revoked_by_id is distinct from d.user_id or not exists (
        select 1 from network_device e where e.mark = told and e.first_at < d.first_at
           and (e.revoked_at is null or e.revoked_at > d.revoked_at))))
    or (exists (select 1 from network_device d where d.mark = told)
      and not exists (select 1 from network_device d where d.mark = told and d.revoked_at is null)) $$;
"""
BACK = """
create or replace function device_revoked(told uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from network_device d where d.mark = told and d.why in ('lost', 'stolen'))
    or (exists (select 1 from network_device d where d.mark = told)
      and not exists (select 1 from network_device d where d.mark = told and d.revoked_at is null)) $$;
drop function device_first(uuid);
"""


class Migration(migrations.Migration):
    """Two questions."""

    dependencies = [("network", "0178_volunteer_guards")]
    operations = [migrations.RunSQL(FIRST, BACK)]
