"""A sum of needs, and the words beside it, come from three sheets or more, and so does what two sums differ by.

A sheet is told from the lowest unit on in which it stands with two others: those left over in villages with fewer
join in their township, those left over there in their county, those left over there in the city. So whatever a page
tells less its parts is nothing, or again three sheets. Words begin at the township and ask for five.
"""

from django.db import migrations

_PART = """case h.level when 1 then u.county_id when 2 then u.township_id when 3 then u.village_id else u.id end"""
_INSIDE = """network_unit h join network_unit u
      on u.city_id = h.id or u.county_id = h.id or u.township_id = h.id or u.village_id = h.id or u.id = h.id"""


def _step(level: int, unit: str, of: str) -> str:
    """Sheets left over below join in their unit of this level."""
    enough = f"count(*) filter (where told is null) over (partition by {unit}) >= fewest"
    return f"""select id, part, village_id, township_id, county_id, city_id,
           coalesce(told, case when {level} <= lowest and {enough} then {level} end) as told from {of}"""


TOLD = f"""
-- Filled sheets of an area: the part each lies in, the level of the area, the lowest level from which on it is told.
create function needs_told(here int, per text, fewest int, lowest int)
  returns table (sheet uuid, part int, level int, told int)
  language sql stable security definer set search_path = public, pg_temp as $$
  with filled as (
    select s.id, {_PART} as part, u.village_id, u.township_id, u.county_id, u.city_id, null::int as told
      from {_INSIDE} join outreach_needssheet s on s.unit_id = u.id and s.period = per and s.state = 'filled'
     where h.id = here and site_near(here)),
  villages as ({_step(4, "village_id", "filled")}),
  townships as ({_step(3, "township_id", "villages")}),
  counties as ({_step(2, "county_id", "townships")}),
  cities as ({_step(1, "city_id", "counties")})
  select c.id, c.part, h.level::int, c.told from cities c cross join network_unit h where h.id = here $$;
revoke all on function needs_told(int, text, int, int) from public;
create or replace function needs_summed(here int, per text) returns table (child int, need text, about int)
  language sql stable security definer set search_path = public, pg_temp as $$
  with told as (select * from needs_told(here, per, 3, 4))
  select null::int, c.need::text, nullif(sum(c.women)::int / 5 * 5, 0)
    from told t join outreach_needcount c on c.sheet_id = t.sheet where t.told >= t.level group by c.need
  union all
  select t.part, c.need::text, nullif(sum(c.women)::int / 5 * 5, 0)
    from told t join outreach_needcount c on c.sheet_id = t.sheet where t.told > t.level group by t.part, c.need $$;
create or replace function needs_words(here int, per text) returns table (words text)
  language sql stable security definer set search_path = public, pg_temp as $$
  select x.words::text from needs_told(here, per, 5, 3) t join outreach_needwords x on x.sheet_id = t.sheet
   where t.told >= t.level order by 1 limit 100 $$;
"""
BACK = f"""
create or replace function needs_words(here int, per text) returns table (words text)
  language sql stable security definer set search_path = public, pg_temp as $$
  with answered as (
    select s.id from (select u.id from {_INSIDE} where h.id = here and site_near(here)) w
      join outreach_needssheet s on s.unit_id = w.id and s.period = per and s.state = 'filled')
  select x.words::text from outreach_needwords x join answered on answered.id = x.sheet_id
   where (select count(*) from answered) >= 5 order by 1 limit 100 $$;
create or replace function needs_summed(here int, per text) returns table (child int, need text, about int)
  language sql stable security definer set search_path = public, pg_temp as $$
  select part, c.need::text, nullif(sum(c.women)::int / 5 * 5, 0)
    from (select u.id, {_PART} as part from {_INSIDE} where h.id = here and site_near(here)) w
    join outreach_needssheet s on s.unit_id = w.id and s.period = per and s.state = 'filled'
    join outreach_needcount c on c.sheet_id = s.id
   group by grouping sets ((part, c.need), (c.need)) $$;
drop function needs_told(int, text, int, int);
"""


class Migration(migrations.Migration):
    """Functions alone."""

    dependencies = [("outreach", "0003_needs_of_a_head_away")]
    operations = [migrations.RunSQL(TOLD, BACK)]
