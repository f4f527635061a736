"""How many days a body takes to answer (item 57), counted beside the yearly rate; of few answers nothing is told."""

from django.db import migrations

DAYS = """
create function referral_answer_days(from_day date, to_day date)
  returns table (agency int, days numeric, green_days numeric) language sql stable
  security definer set search_path = public, pg_temp as $$
  with counted as (
    select r.agency_id, r.channel <> 'ordinary' as green, r.answered_on - r.presented_on as took
      from cases_aidreferral r join cases_case c on c.id = r.case_id
     where r.presented_on >= from_day and r.presented_on < to_day and r.answered_on >= r.presented_on
       and leads_over(c.unit_id) and not recused(c.id)),
  grouped as (
    select agency_id, count(*) as n, count(*) filter (where green) as quick,
           percentile_cont(0.5) within group (order by took) as middle,
           percentile_cont(0.5) within group (order by took) filter (where green) as green_middle
      from counted group by agency_id)
  select agency_id, case when n >= few then round(middle::numeric, 1) end,
         case when quick >= few then round(green_middle::numeric, 1) end
    from grouped, limit_length('referral.few') few $$;
revoke all on function referral_answer_days(date, date) from public;
grant execute on function referral_answer_days(date, date) to app;
"""


class Migration(migrations.Migration):
    """The same area and the same silence as the rate."""

    dependencies = [("cases", "0181_assistance_walls")]
    operations = [migrations.RunSQL(DAYS, "drop function referral_answer_days(date, date);")]
