"""Helping hands go over also where whoever arranges it sees none of them: the city, for a leader of a county.

Counting and giving are functions that ask `arranges` of the unit, as those of health do; whoever arranges reads no row.
"""

from django.db import migrations

_KINDS = "('beneficiary', 'pairing', 'care_concern', 'gift')"
_OPEN = "('proposed', 'checked', 'agreed', 'active', 'paused')"
_INSIDE = "at_unit in (u.id, u.village_id, u.township_id, u.county_id, u.city_id)"
_THERE = f"case when at_unit is null then helping_arranged(u.id) else {_INSIDE} end"
FUNCTIONS = f"""
create function helping_arranged(home int) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from network_unit u where u.id = home and (arranges(u.id) or arranges(u.village_id)
    or arranges(u.township_id) or arranges(u.county_id) or arranges(u.city_id))) $$;
-- What somebody holds of helping hands at a unit and below it (null: wherever the one who asks arranges).
create function helping_held(person bigint, at_unit int) returns int language sql stable
  security definer set search_path = public, pg_temp as $$
  select case when at_unit is not null and arranges(at_unit) is not true then 0 else (
    (select count(*) from outreach_supportpairing p join network_unit u on u.id = p.unit_id
      where p.keeper_id = person and p.state in {_OPEN} and {_THERE})
    + (select count(*) from network_clock c join network_unit u on u.id = c.unit_id
      where c.owner_id = person and c.subject_kind in {_KINDS} and c.state in ('running', 'paused') and {_THERE})) end::int $$;
create function helping_hand_over(person bigint, taker bigint, at_unit int) returns int language plpgsql volatile
  security definer set search_path = public, pg_temp as $$
declare moved int; kept int;
begin
  if arranges(at_unit) is not true or not exists (select 1 from network_appointment a join network_unit u on u.id = at_unit
      where a.user_id = taker and a.unit_id in (u.id, u.parent_id)
        and a.starts_on <= (now() at time zone 'Asia/Shanghai')::date
        and (a.ends_on is null or a.ends_on >= (now() at time zone 'Asia/Shanghai')::date)) then
    raise exception 'this hand-over is not hers to arrange' using errcode = '42501';
  end if;
  update network_clock c set owner_id = taker from network_unit u
   where u.id = c.unit_id and {_INSIDE} and c.owner_id = person and c.subject_kind in {_KINDS}
     and c.state in ('running', 'paused');
  get diagnostics moved = row_count;
  update outreach_supportpairing p set keeper_id = taker from network_unit u
   where u.id = p.unit_id and {_INSIDE} and p.keeper_id = person and p.state in {_OPEN};
  get diagnostics kept = row_count;
  update outreach_careconcern k set officer_id = taker from network_unit u
   where u.id = k.unit_id and {_INSIDE} and k.officer_id = person and k.settled_at is null;
  return moved + kept;
end $$;
revoke all on function helping_arranged(int), helping_held(bigint, int), helping_hand_over(bigint, bigint, int) from public;
grant execute on function helping_arranged(int), helping_held(bigint, int), helping_hand_over(bigint, bigint, int) to app;
"""
FUNCTIONS_BACK = (
    "drop function helping_hand_over(bigint, bigint, int), helping_held(bigint, int), helping_arranged(int);"
)
# Whoever arranges gives a pairing to another keeper, and changes nothing else of it.
_GUARDED = """
create or replace function pairing_guarded() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  if app_user() is not null and not helped_near(new.unit_id)
     and to_jsonb(new) - 'last_contact_on' is distinct from to_jsonb(old) - 'last_contact_on'{arranged} then
    raise exception 'the office keeps the pairing' using errcode = '42501';
  end if;
  if new.state = 'active' and old.state <> 'active' and (
       new.runs_since > (now() at time zone 'Asia/Shanghai')::date
       or new.is_child is distinct from (select age((new.proposed_at at time zone 'Asia/Shanghai')::date, b.born_on) < interval '18 years'
            from outreach_beneficiary b where b.id = new.beneficiary_id)
       or new.is_child and not exists (select 1 from outreach_supporter s join network_volunteer v on v.id = s.volunteer_id
            where s.id = new.supporter_id and v.state = 'active' and v.checked_on <= new.runs_since
              and v.check_until >= new.runs_since)) then
    raise check_violation using message = 'near a child only with a check that holds'{named};
  end if;
  return new;
end $$;
"""
_ARRANGED = """
     and not (to_jsonb(new) - 'keeper_id' = to_jsonb(old) - 'keeper_id' and helping_arranged(new.unit_id))"""
_NAMED = ", constraint = 'pairing_near_child'"


class Migration(migrations.Migration):
    """Functions only; no table changes. The wall of a child's check has a name from now on, so that it is told in words."""

    dependencies = [("outreach", "0065_way_of_the_day"), ("cases", "0004_succession")]
    operations = [
        migrations.RunSQL(FUNCTIONS, FUNCTIONS_BACK),
        migrations.RunSQL(
            _GUARDED.format(arranged=_ARRANGED, named=_NAMED), _GUARDED.format(arranged="", named="")
        ),
    ]
