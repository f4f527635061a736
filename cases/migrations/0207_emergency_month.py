"""Emergency readings of a month by unit, in numbers: for the audit administrator, leaders of counties and the city, and
privacy officers, each as far as her post goes. A matter that does not exist for her is not counted for her."""

from django.db import migrations

MONTH = """
create function glass_month(from_day date, to_day date, at timestamptz)
  returns table (unit_id int, begun bigint, sealed bigint, reviewed bigint, late bigint, improper bigint, waiting bigint)
  language sql stable security definer set search_path = public, pg_temp as $$
  select g.unit_id::int, count(*), count(*) filter (where c.is_sealed), count(*) filter (where g.reviewed_at is not null),
         count(*) filter (where coalesce(g.reviewed_at, at) > g.review_due_at),
         count(*) filter (where g.finding = 'unjustified'), count(*) filter (where g.reviewed_at is null)
    from cases_breakglass g join network_unit u on u.id = g.unit_id join cases_case c on c.id = g.case_id
   where g.began_at >= from_day::timestamp at time zone 'Asia/Shanghai'
     and g.began_at < to_day::timestamp at time zone 'Asia/Shanghai'
     and app_user() is not null
     and (app_audit() or holds_today(app_user(), '{city_leader,county_leader,privacy_officer}',
                                     array[u.id, u.county_id, u.city_id]))
     and not exists (select 1 from cases_recusal r where r.case_id = g.case_id and r.user_id = app_user())
   group by g.unit_id $$;
revoke all on function glass_month(date, date, timestamptz) from public;
grant execute on function glass_month(date, date, timestamptz) to app;
"""
MONTH_BACK = "drop function glass_month(date, date, timestamptz);"


class Migration(migrations.Migration):
    """One function."""

    dependencies = [("cases", "0206_retention_walls")]
    operations = [migrations.RunSQL(MONTH, MONTH_BACK)]
