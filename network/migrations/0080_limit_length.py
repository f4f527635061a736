"""The length of a limit as it stands today, for the functions of the database that count by one."""

from django.db import migrations

LENGTH = """
create function limit_length(limit_code text) returns int language sql stable
  security definer set search_path = public, pg_temp as $$
  select coalesce(
    (select v.length from network_limitversion v
      where v.limit_id = limit_code and v.granted and v.from_day <= (now() at time zone 'Asia/Shanghai')::date
      order by v.from_day desc limit 1),
    (select l.length from network_limit l where l.code = limit_code)) $$;
revoke all on function limit_length(text) from public;
"""
BACK = "drop function limit_length(text);"


class Migration(migrations.Migration):
    """Called by other functions of the owner alone."""

    dependencies = [("network", "0072_staff_limits")]
    operations = [migrations.RunSQL(LENGTH, BACK)]
