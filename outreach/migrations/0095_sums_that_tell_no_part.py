"""R-7 (domain.md §8.2): no part below five follows from a sum beside it.

Of a township only what was asked for and enrolled is told, down to whole steps of five; of a village neither. The rest is
told from the county up, and there only where every table that fits what is told leaves each township more than one
number (decision 177). A sum of counties adds what is told of them, so that it tells nothing more.
"""

from django.db import migrations

# Whether every table that fits the bands of `parts` and the sum leaves each part more than one number, nought among them.
_RULES = """
create function sum_tells_no_part(parts int[], whole int) returns boolean language sql immutable as $$
  select whole - coalesce(sum(n / 5 * 5), 0) between 1 and 4 * (count(*) - 1) from unnest(parts) n $$;
-- How many came is known of each part: two must have been examined, and five women or more are well.
create function findings_tell_no_part(came int[], found int) returns boolean language sql immutable as $$
  select count(*) filter (where n > 0) > 1 and coalesce(sum(n), 0) >= 10 and coalesce(found, 0) <= coalesce(sum(n), 0) - 5
    from unnest(came) n $$;
revoke all on function sum_tells_no_part(int[], int), findings_tell_no_part(int[], int) from public;
"""
_HEAD = "language sql stable security definer set search_path = public, pg_temp as $$"
# The unit that is asked about, and the townships in it.
_TOWNS = """
  with place as (select p.id, p.level from network_unit p where p.id = here and p.level between 1 and 3 and site_near(here)),
  counted as (select u.township_id as town, {counts}
      from place p join network_unit u on u.city_id = p.id or u.county_id = p.id or u.township_id = p.id
      {rows}
     group by u.township_id),
  towns as (select t.id, t.county_id, t.valid_to is null as stands, coalesce(c.wide, 0) as wide, {narrow}
      from place p join network_unit t on t.level = 3 and (t.id = p.id or t.county_id = p.id or t.city_id = p.id)
      left join counted c on c.town = t.id),
  counties as (select county_id, sum(wide) as wide, {sums}, coalesce(sum(wide / 5 * 5) filter (where stands), 0) as steps,
      sum_tells_no_part(array_agg(wide::int) filter (where stands), sum(wide)::int) as safe from towns group by county_id),
  told as (select county_id, case when safe then wide else nullif(steps, 0) end as wide, {withheld} from counties)
"""
_TOLD = """
  select t.id, nullif(t.wide / 5 * 5, 0)::int, {nothing} from towns t, place p where p.level = 2
  union all select null, nullif(t.wide / 5 * 5, 0)::int, {nothing} from towns t, place p where p.level = 3
  union all select null, t.wide::int, {each} from told t, place p where p.level = 2
  union all select t.county_id, t.wide::int, {each} from told t, place p where p.level = 1
  union all select null, sum(t.wide)::int, {all} from told t, place p where p.level = 1 having count(*) > 0 $$;
"""


def _sums(signature: str, narrow: tuple[str, ...], counts: str, rows: str) -> str:
    """Applications or enrolments: `wide` is the widest count, the narrow ones stand in it."""
    withheld = ", ".join(f"case when safe then {name} end as {name}" for name in narrow)
    told = _TOWNS.format(
        counts=counts,
        rows=rows,
        narrow=", ".join(f"coalesce(c.{name}, 0) as {name}" for name in narrow),
        sums=", ".join(f"sum({name}) as {name}" for name in narrow),
        withheld=withheld,
    )
    return f"create or replace function {signature} {_HEAD}{told}" + _TOLD.format(
        nothing=", ".join("null::int" for _name in narrow),
        each=", ".join(f"t.{name}::int" for name in narrow),
        all=", ".join(f"sum(t.{name})::int" for name in narrow),
    )


RELIEF = _sums(
    "relief_sums(here int, of_year int) returns table (child int, asked int, approved int, paid int, yuan int)",
    ("approved", "given", "yuan"),
    """count(*) as wide, count(*) filter (where x.state = 'approved' or x.paid_on is not null) as approved,
      count(*) filter (where x.paid_on is not null) as given, coalesce(sum(x.paid), 0) as yuan""",
    """join outreach_cancerreliefapplication x on x.unit_id = u.id and x.state <> 'withdrawn' and not relief_barred(x.id)
      join outreach_reliefwindow y on y.id = x.window_id and y.year = of_year""",
)
INSURANCE = _sums(
    "insurance_sums(here int, of_year int) returns table (child int, enrolled int, claims int)",
    ("claimed",),
    """count(*) as wide, coalesce(sum((select count(*) from outreach_insuranceclaimhelp c
        where c.enrolment_id = e.id and c.answer = 'paid')), 0) as claimed""",
    """join outreach_insuranceenrolment e on e.unit_id = u.id
      join outreach_insuranceplan p2 on p2.id = e.plan_id and extract(year from p2.starts_on) = of_year""",
)
_PART = (
    "case h.level when 1 then u.county_id when 2 then u.township_id when 3 then u.village_id else u.id end"
)
_INSIDE = """network_unit h join network_unit u
      on u.city_id = h.id or u.county_id = h.id or u.township_id = h.id or u.village_id = h.id or u.id = h.id"""
SCREENING = f"""
create or replace function screening_sums(here int, of_year int) returns table (child int, due int, invited int, attended int,
  abnormal int, followed_up int) {_HEAD}
  with held as (select {_PART} as part, h.level as level, u.county_id, u.township_id, r.due, r.invited, r.attended,
      c.abnormal, c.followed_up from {_INSIDE}
      join outreach_screeninground r on r.unit_id = u.id and r.year = of_year and r.state <> 'called_off'
      left join outreach_screeningcount c on c.round_id = r.id
     where h.id = here and site_near(here)),
  towns as (select county_id, township_id, sum(attended)::int as came, sum(abnormal) as abnormal, sum(followed_up) as followed_up
      from held where level <= 2 group by county_id, township_id),
  counties as (select county_id, sum(abnormal) as abnormal, sum(followed_up) as followed_up,
      findings_tell_no_part(array_agg(came), sum(abnormal)::int) as safe from towns group by county_id),
  told as (select county_id, coalesce(abnormal, 0) as abnormal, coalesce(followed_up, 0) as followed_up
      from counties where safe)
  select part, sum(due)::int, sum(invited)::int, sum(attended)::int,
    case when min(level) = 1 and part is not null then (select t.abnormal from told t where t.county_id = part)::int
         when part is null then (select sum(t.abnormal) from told t)::int end,
    case when min(level) = 1 and part is not null then (select t.followed_up from told t where t.county_id = part)::int
         when part is null then (select sum(t.followed_up) from told t)::int end
    from held group by grouping sets ((part), ()) having count(*) > 0 $$;
"""
BACK = f"""
create or replace function screening_sums(here int, of_year int) returns table (child int, due int, invited int, attended int,
  abnormal int, followed_up int) {_HEAD}
  select part, sum(r.due)::int, sum(r.invited)::int, sum(r.attended)::int,
    case when min(w.h) + (part is not null)::int <= 2 then sum(c.abnormal)::int else nullif(sum(c.abnormal)::int / 5 * 5, 0) end,
    case when min(w.h) + (part is not null)::int <= 2 then sum(c.followed_up)::int else nullif(sum(c.followed_up)::int / 5 * 5, 0) end
    from (select u.id, {_PART} as part, h.level as h from {_INSIDE} where h.id = here and site_near(here)) w
    join outreach_screeninground r on r.unit_id = w.id and r.year = of_year and r.state <> 'called_off'
    left join outreach_screeningcount c on c.round_id = r.id
   group by grouping sets ((part), ()) having count(r.id) > 0 $$;
create or replace function relief_sums(here int, of_year int) returns table (child int, asked int, approved int, paid int, yuan int)
  {_HEAD}
  with counted as (
    select part, min(w.h) + (part is not null)::int as level, count(*)::int as asked,
      (count(*) filter (where x.state = 'approved' or x.paid_on is not null))::int as approved,
      (count(*) filter (where x.paid_on is not null))::int as paid, coalesce(sum(x.paid), 0)::int as yuan
      from (select u.id, {_PART} as part, h.level as h from {_INSIDE} where h.id = here and site_near(here)) w
      join outreach_cancerreliefapplication x on x.unit_id = w.id and x.state <> 'withdrawn' and not relief_barred(x.id)
      join outreach_reliefwindow y on y.id = x.window_id and y.year = of_year
     group by grouping sets ((part), ()) having count(x.id) > 0)
  select part, case when level <= 2 then asked else nullif(asked / 5 * 5, 0) end,
    case when level <= 2 then approved else nullif(approved / 5 * 5, 0) end,
    case when level <= 2 then paid else nullif(paid / 5 * 5, 0) end, case when level <= 2 then yuan end from counted $$;
create or replace function insurance_sums(here int, of_year int) returns table (child int, enrolled int, claims int) {_HEAD}
  with counted as (
    select part, min(w.h) + (part is not null)::int as level, count(*)::int as enrolled,
      coalesce(sum((select count(*) from outreach_insuranceclaimhelp c
                     where c.enrolment_id = e.id and c.answer = 'paid')), 0)::int as claims
      from (select u.id, {_PART} as part, h.level as h from {_INSIDE} where h.id = here and site_near(here)) w
      join outreach_insuranceenrolment e on e.unit_id = w.id
      join outreach_insuranceplan p on p.id = e.plan_id and extract(year from p.starts_on) = of_year
     group by grouping sets ((part), ()) having count(e.id) > 0)
  select part, case when level <= 2 then enrolled else nullif(enrolled / 5 * 5, 0) end,
    case when level <= 2 then claims else nullif(claims / 5 * 5, 0) end from counted $$;
drop function findings_tell_no_part(int[], int), sum_tells_no_part(int[], int);
"""


class Migration(migrations.Migration):
    """Three functions, as they are asked already, and the two rules they follow."""

    dependencies = [("outreach", "0081_self_nomination_walls")]
    operations = [migrations.RunSQL(_RULES + RELIEF + INSURANCE + SCREENING, BACK)]
