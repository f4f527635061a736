"""Visits that somebody was asked to make go over with her post, counted and given on by the database."""

from django.db import migrations

FUNCTIONS = """
create function visits_held(person int, at_unit int) returns int language sql stable
  security definer set search_path = public, pg_temp as $$
  select count(*)::int from cases_outreachvisit v
   where v.doer_id = person and v.state = 'asked' and not v.is_dark and (at_unit is null or v.unit_id = at_unit)
     and arranges(v.unit_id) $$;
create function visits_hand_over(person int, taker int, at_unit int) returns int language plpgsql volatile
  security definer set search_path = public, pg_temp as $$
declare moved uuid[];
begin
  if not arranges(at_unit) or not exists (select 1 from network_appointment a join network_unit u on u.id = at_unit
       where a.user_id = taker and a.unit_id in (u.id, u.village_id, u.township_id)) then
    raise exception 'this hand-over is not hers to arrange' using errcode = '42501';
  end if;
  select coalesce(array_agg(t.id), '{}') into moved from (
    select v.id from cases_outreachvisit v
     where v.doer_id = person and v.unit_id = at_unit and v.state = 'asked' and not v.is_dark order by v.id for update) t;
  update cases_outreachvisit set doer_id = taker where id = any (moved);
  update network_clock set owner_id = taker
   where subject_kind = 'outreach_visit' and subject_id = any (moved) and state in ('running', 'paused');
  return coalesce(array_length(moved, 1), 0);
end $$;
revoke all on function visits_held(int, int), visits_hand_over(int, int, int) from public;
grant execute on function visits_held(int, int), visits_hand_over(int, int, int) to app;
"""


class Migration(migrations.Migration):
    """Functions only; no table changes."""

    dependencies = [("cases", "0230_registrar_leaves")]
    operations = [
        migrations.RunSQL(FUNCTIONS, "drop function visits_hand_over(int, int, int), visits_held(int, int);")
    ]
