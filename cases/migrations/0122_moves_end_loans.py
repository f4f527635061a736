"""When a unit moves, what its area lent ends for people whose area it is not any more.

Loans by reason and by the ladder come from an area alone. Loans of an owner, a hand-over or a decision stay. The row
of the move is the moment: the ancestor columns of the matters have followed by then.
"""

from django.db import migrations

TRIGGER = """
create function loans_follow_move() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  update cases_caseaccess l set until = now()
    from cases_case c
   where c.id = l.content_object_id and l.until > now() and l.source in ('reason', 'rung')
     and new.unit_id in (c.unit_id, c.village_id, c.township_id, c.county_id, c.city_id)
     and not exists (select 1 from network_appointment a
       where a.user_id = l.user_id
         and a.role in ('city_leader', 'city_officer', 'county_leader', 'county_officer', 'township_chair')
         and a.unit_id in (c.unit_id, c.township_id, c.county_id, c.city_id)
         and a.starts_on <= (now() at time zone 'Asia/Shanghai')::date
         and (a.ends_on is null or a.ends_on >= (now() at time zone 'Asia/Shanghai')::date));
  return null;
end $$;
revoke all on function loans_follow_move() from public;
create trigger loans_follow_move after insert on network_unitmove for each row execute function loans_follow_move();
"""
BACK = """
drop trigger loans_follow_move on network_unitmove;
drop function loans_follow_move();
"""


class Migration(migrations.Migration):
    """One trigger."""

    dependencies = [("cases", "0122_categories"), ("network", "0082_two_for_a_reset")]
    operations = [migrations.RunSQL(TRIGGER, BACK)]
