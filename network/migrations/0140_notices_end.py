"""A public notice ends by itself: after its last day nobody reads it, whatever became of the selection."""

from django.db import migrations

_COLUMNS = """
create or replace function selection_notices(town int, one uuid)
  returns table (id uuid, hamlet text, village text, township text, township_id int, name text, public_from date,
                 public_until date)
  language sql stable security definer set search_path = public, pg_temp as $$
  select s.id, u.short_name::text, v.short_name::text, t.short_name::text, t.id, n.name::text, s.public_from,
         s.public_until
    from network_stationheadselection s join network_unit u on u.id = s.unit_id join network_nominee n on n.id = s.chosen_id
      join network_unit v on v.id = u.parent_id join network_unit t on t.id = u.township_id
   where s.state in ('public_notice', 'objection'){until}
     and case when one is null then u.township_id = town else s.id = one end $$;
"""
_UNTIL = " and s.public_until >= (now() at time zone 'Asia/Shanghai')::date"


class Migration(migrations.Migration):
    """One function gets one condition."""

    dependencies = [("network", "0129_station_walls")]
    operations = [migrations.RunSQL(_COLUMNS.format(until=_UNTIL), _COLUMNS.format(until=""))]
