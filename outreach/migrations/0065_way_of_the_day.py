"""Money comes by the newest way that is open on the day of the gift; one entered for days to come refuses none of today."""

from django.db import migrations

_ROUTED = """
create or replace function gift_routed() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  if new.item = '' and not exists (select 1 from (select * from outreach_moneyroute r where r.unit_id = new.unit_id{among}
      order by r.entered_at desc, r.id desc limit 1) r
      where r.id = new.route_id and new.given_on between r.since and r.until) then
    raise check_violation using message = 'money comes by the way that is entered for its unit';
  end if;
  return new;
end $$;
"""
_OF_THE_DAY = " and new.given_on between r.since and r.until"


class Migration(migrations.Migration):
    """One function; no table changes."""

    dependencies = [("outreach", "0063_insurance_once_walls")]
    operations = [migrations.RunSQL(_ROUTED.format(among=_OF_THE_DAY), _ROUTED.format(among=""))]
