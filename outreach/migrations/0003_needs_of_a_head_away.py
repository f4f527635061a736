"""Whoever stands in for a station head on leave fills her hamlet's sheet."""

from django.db import migrations

_LIVE = """a.starts_on <= (now() at time zone 'Asia/Shanghai')::date
      and (a.ends_on is null or a.ends_on >= (now() at time zone 'Asia/Shanghai')::date)"""
_BEFORE = f"""
create or replace function needs_mine(home int) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select app_user() is not null and (
    exists (select 1 from network_unit h where h.id = home and h.village_id = any (app_lead()))
    or exists (select 1 from network_appointment a join network_user p on p.id = a.user_id and p.is_active
                where a.user_id = app_user() and a.unit_id = home and a.role = 'station_head' and {_LIVE})) $$;
"""
# As `LeaveQuerySet.away` has it: granted, lasting today, from one to the next as far as three, by somebody who holds a
# post of her own at the hamlet or above and is no administrator.
_NOW = f"""
create function head_stood_for(home int) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  with recursive away(person, depth) as (
    select a.user_id, 0 from network_appointment a where a.unit_id = home and a.role = 'station_head' and {_LIVE}
    union
    select l.substitute_id, away.depth + 1 from away join network_leave l on l.user_id = away.person and l.granted
     where away.depth < 3 and l.starts_on <= (now() at time zone 'Asia/Shanghai')::date
       and least(coalesce(l.ended_on, l.ends_on), l.ends_on) >= (now() at time zone 'Asia/Shanghai')::date)
  select app_user() is not null
    and exists (select 1 from away where person = app_user() and depth > 0)
    and exists (select 1 from network_unit h join network_appointment a
                  on a.unit_id in (h.id, h.village_id, h.township_id, h.county_id, h.city_id)
                  join network_user p on p.id = a.user_id and p.is_active
                where h.id = home and a.user_id = app_user() and {_LIVE})
    and not exists (select 1 from network_appointment a where a.user_id = app_user() and {_LIVE}
                      and a.role in ('system_admin', 'security_admin', 'audit_admin')) $$;
create or replace function needs_mine(home int) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select app_user() is not null and (
    exists (select 1 from network_unit h where h.id = home and h.village_id = any (app_lead()))
    or exists (select 1 from network_appointment a join network_user p on p.id = a.user_id and p.is_active
                where a.user_id = app_user() and a.unit_id = home and a.role = 'station_head' and {_LIVE})
    or head_stood_for(home)) $$;
revoke all on function head_stood_for(int) from public;
grant execute on function head_stood_for(int) to app;
"""


class Migration(migrations.Migration):
    """`needs_mine` knows of leaves."""

    dependencies = [("outreach", "0002_walls"), ("network", "0169_walked_team")]
    operations = [migrations.RunSQL(_NOW, _BEFORE + "drop function head_stood_for(int);")]
