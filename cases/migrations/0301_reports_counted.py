"""强制报告数 (R-8, domain.md §8.2): how many reports were made, over a whole area and in whole steps; never whose."""

from django.db import migrations

# From the township up; fewer than five is nothing, and no answer says whether there was one. It is not counted by child,
# category or place: no row of any list can be joined to it.
FUNCTIONS = """
create function reports_made(here int, since date, until date) returns int language sql stable
  security definer set search_path = public, pg_temp as $$
  select nullif(count(*)::int / 5 * 5, 0)
    from network_unit h join network_unit u on h.id in (u.id, u.city_id, u.county_id, u.township_id)
    join cases_case c on c.unit_id = u.id join cases_mandatoryreport r on r.case_id = c.id
   where h.id = here and h.level between 1 and 3 and site_near(here)
     and (r.reported_at at time zone 'Asia/Shanghai')::date between since and until $$;
revoke all on function reports_made(int, date, date) from public;
grant execute on function reports_made(int, date, date) to app;
"""


class Migration(migrations.Migration):
    """One function; no table changes."""

    dependencies = [("cases", "0294_walls_of_phone_words"), ("network", "0182_first_on_the_phone")]
    operations = [migrations.RunSQL(FUNCTIONS, "drop function reports_made(int, date, date);")]
