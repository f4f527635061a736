"""What is the whole city's own is done at the city: a privacy officer of a county neither reads nor calls off a cut of the log."""

from django.db import migrations

CITY = """
-- As holds_post, for a post at a city.
create function holds_city_post(roles text[]) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from network_appointment a join network_user u on u.id = a.user_id and u.is_active
                   join network_unit p on p.id = a.unit_id and p.level = 1
                  where a.user_id = app_user() and a.role = any (roles)
                    and a.starts_on <= (now() at time zone 'Asia/Shanghai')::date
                    and (a.ends_on is null or a.ends_on >= (now() at time zone 'Asia/Shanghai')::date)) $$;
revoke all on function holds_city_post(text[]) from public;
grant execute on function holds_city_post(text[]) to app;
"""
CUTS = """
create or replace function audit_cut_front() returns table (through bigint, hash bytea, events bigint,
  first_at timestamptz, last_at timestamptz, before timestamptz) language sql stable
  security definer set search_path = public, pg_temp as $$
  select f.through, f.hash, f.events, f.first_at, f.last_at, f.before from audit_front() f
   where f.through is not null and {holds}('{{audit_admin,privacy_officer}}') $$;
alter policy cut_read on network_auditcut using ({holds}('{{audit_admin,privacy_officer}}'));
alter policy cut_call_off on network_auditcut
  using (confirmed_at is null and called_off_at is null and {holds}('{{audit_admin,privacy_officer}}'));
"""
BACK = CUTS.format(holds="holds_post") + "drop function holds_city_post(text[]);"


class Migration(migrations.Migration):
    """A function and the policies that ask it."""

    dependencies = [("network", "0140_notices_end")]
    operations = [migrations.RunSQL(CITY + CUTS.format(holds="holds_city_post"), BACK)]
