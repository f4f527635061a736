"""An accusation whose period is over finds two readers again, so that somebody begins its destruction and another ends it.

The house looks after the seats of closed ones from that day on: a reader who serves no more leaves hers, and empty seats
are filled from the list. Nobody else hears of it.
"""

from django.db import migrations

OVER = """
-- Closed, its period over, not destroyed yet.
create function accusation_is_over(c uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from cases_accusation x where x.id = c and x.closed_at is not null and x.destroyed_at is null
    and ((x.closed_at at time zone 'Asia/Shanghai')::date
         + make_interval(years => limit_length('retention.accusation')))::date < today_here()) $$;

create or replace function seats_deserted() returns setof uuid language sql stable
  security definer set search_path = public, pg_temp as $$
  select r.id from cases_accusationreader r join cases_accusation x on x.id = r.accusation_id
   where r.until_at is null and (x.closed_at is null or accusation_is_over(x.id))
     and not reads_accusation(x.id, r.user_id) $$;

-- Open ones that nobody reads, and those whose period is over that fewer than two read. Nobody is in danger any more then.
create or replace function accusations_unread()
  returns table (accusation uuid, city int, state text, received date, referred date, urgent boolean, knows_her boolean)
  language sql stable security definer set search_path = public, pg_temp as $$
  select x.id, x.city_id, x.state::text, x.received_on, x.referred_on, x.is_urgent and x.closed_at is null,
         x.name is not null
    from cases_accusation x
    cross join lateral (select count(*) as sit from cases_accusationreader r
                         where r.accusation_id = x.id and r.until_at is null) s
   where (x.closed_at is null and s.sit = 0) or (s.sit < 2 and accusation_is_over(x.id)) $$;

-- Whoever reads one whose period is over.
create function seats_over() returns table (reader uuid, person bigint) language sql stable
  security definer set search_path = public, pg_temp as $$
  select r.id, r.user_id::bigint from cases_accusationreader r
   where r.until_at is null and accusation_is_over(r.accusation_id) $$;

revoke all on function accusation_is_over(uuid), seats_over() from public;
grant execute on function seats_over() to worker;
"""
BACK = """
create or replace function seats_deserted() returns setof uuid language sql stable
  security definer set search_path = public, pg_temp as $$
  select r.id from cases_accusationreader r
    join cases_accusation x on x.id = r.accusation_id and x.closed_at is null
   where r.until_at is null and not reads_accusation(x.id, r.user_id) $$;
create or replace function accusations_unread()
  returns table (accusation uuid, city int, state text, received date, referred date, urgent boolean, knows_her boolean)
  language sql stable security definer set search_path = public, pg_temp as $$
  select x.id, x.city_id, x.state::text, x.received_on, x.referred_on, x.is_urgent, x.name is not null
    from cases_accusation x where x.closed_at is null
     and not exists (select 1 from cases_accusationreader r where r.accusation_id = x.id and r.until_at is null) $$;
drop function seats_over(), accusation_is_over(uuid);
"""


class Migration(migrations.Migration):
    """Functions alone."""

    dependencies = [("cases", "0240_receipts_end"), ("network", "0140_notices_end")]
    operations = [migrations.RunSQL(OVER, BACK)]
