"""How long a superior lends a card to herself is a row of the limits; the second wall reads it there, with an hour to spare."""

from django.db import migrations

HOURS = """
create function reason_hours() returns int language sql stable set search_path = public, pg_temp as $$
  select 1 + coalesce(
    (select v.length from network_limitversion v where v.limit_id = 'access.reason' and v.granted
        and v.from_day <= (now() at time zone 'Asia/Shanghai')::date order by v.from_day desc limit 1),
    (select l.length from network_limit l where l.code = 'access.reason'), 24)::int
$$;
revoke all on function reason_hours() from public;
grant execute on function reason_hours() to app;
"""
DROP = "drop function reason_hours();"
POLICIES = """
drop policy loan_make on cases_caseaccess;
drop policy loan_change on cases_caseaccess;
create policy loan_make on cases_caseaccess for insert to app
  with check (granted_by_id = (select app_user()) and may_lend(content_object_id)
    and (may_open(content_object_id)
      or (user_id = (select app_user()) and not writes and until <= now() + {hours})));
create policy loan_change on cases_caseaccess for update to app
  using (may_lend(content_object_id) and (may_open(content_object_id) or user_id = (select app_user())))
  with check (may_lend(content_object_id) and (may_open(content_object_id)
      or (user_id = (select app_user()) and not writes and until <= now() + {hours})));
"""
BY_THE_ROW = POLICIES.format(hours="make_interval(hours => (select reason_hours()))")
A_DAY = POLICIES.format(hours="interval '25 hours'")


class Migration(migrations.Migration):
    """One function and two policies."""

    dependencies = [("cases", "0182_answer_days"), ("network", "0102_bundles_and_access")]
    operations = [migrations.RunSQL(HOURS, DROP), migrations.RunSQL(BY_THE_ROW, A_DAY)]
