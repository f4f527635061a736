"""What the levels write about a three-zero village, they write in their own step: a visit is the city's, the last day the rule's."""

from django.db import migrations

GUARD = """
create function threezero_signed() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
declare home network_unit; me int := app_user(); moved boolean := new.state <> old.state;
begin
  select * into home from network_unit where id = new.unit_id;
  if (new.visited_on, new.visited_by_id, new.visit_words) is distinct from (old.visited_on, old.visited_by_id, old.visit_words)
     and not (new.state = 'enrolled' and moved and new.visited_on is null and new.visited_by_id is null and new.visit_words = '')
     and not coalesce(new.state = 'city_sampled' and not moved and new.is_drawn and new.visited_by_id = me
       and home.city_id = any (app_area()) and new.visit_words <> ''
       and new.visited_on >= (new.reviewed_at at time zone 'Asia/Shanghai')::date, false) then
    raise exception 'the city visits' using errcode = '42501';
  end if;
  if new.valid_until is distinct from old.valid_until and not coalesce(
       moved and new.state = 'designated' and new.valid_until =
         (new.designated_at at time zone 'Asia/Shanghai')::date + limit_length('threezero.renewal')
       or moved and new.state = 'renewed' and new.valid_until =
         greatest(old.valid_until, (new.renewed_at at time zone 'Asia/Shanghai')::date) + limit_length('threezero.renewal'), false) then
    raise exception 'a designation runs for the days of the rule' using errcode = '42501';
  end if;
  if (new.designated_by_id, new.designated_at) is distinct from (old.designated_by_id, old.designated_at)
       and not coalesce(moved and new.state = 'designated' and new.designated_by_id = me, false)
     or (new.verified_by_id, new.verified_at) is distinct from (old.verified_by_id, old.verified_at)
       and not coalesce(moved and new.state = 'township_verified' and new.verified_by_id = me, false)
     or (new.reviewed_by_id, new.reviewed_at) is distinct from (old.reviewed_by_id, old.reviewed_at)
       and not coalesce(moved and new.state = 'county_reviewed' and new.reviewed_by_id = me, false)
     or (new.renewed_by_id, new.renewed_at) is distinct from (old.renewed_by_id, old.renewed_at)
       and not coalesce(moved and new.state = 'renewed' and new.renewed_by_id = me, false)
     or (new.signed_by_id, new.signed_at) is distinct from (old.signed_by_id, old.signed_at)
       and not coalesce(moved and new.state = 'self_assessed' and new.signed_by_id = me, false)
     or (new.ended_by_id, new.ended_at, new.reason) is distinct from (old.ended_by_id, old.ended_at, old.reason)
       and not coalesce(moved and new.state in ('suspended', 'withdrawn') and new.ended_by_id = me, false) then
    raise exception 'whoever takes a step signs it' using errcode = '42501';
  end if;
  if (new.monitored_by_id, new.monitored_at) is distinct from (old.monitored_by_id, old.monitored_at)
     and not coalesce(new.state = 'monitored' and new.monitored_by_id = me and home.township_id = any (app_lead()), false) then
    raise exception 'the township looks after its village' using errcode = '42501';
  end if;
  if new.remark is distinct from old.remark
     and not coalesce(moved and new.state in ('enrolled', 'township_verified')
       or new.state = 'monitored' and new.monitored_by_id = me and new.monitored_at is distinct from old.monitored_at, false) then
    raise exception 'a remark belongs to a step' using errcode = '42501';
  end if;
  return new;
end $$;
revoke all on function threezero_signed() from public;
create trigger threezero_signed before update on outreach_threezeroassessment for each row
  when (current_user = 'app') execute function threezero_signed();
"""
BACK = "drop trigger threezero_signed on outreach_threezeroassessment; drop function threezero_signed();"


class Migration(migrations.Migration):
    """One trigger; no table changes."""

    dependencies = [("outreach", "0071_order_of_relief")]
    operations = [migrations.RunSQL(GUARD, BACK)]
