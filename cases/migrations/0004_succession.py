"""What a person holds and what a unit holds, counted and given on whole: also what the one who arranges may not open.

Both functions run as the owner, so they ask for the caller's own right again: she leads the unit, the unit above
or the township over it. A matter she is recused from is neither counted nor moved by her.
"""

from django.db import migrations

FUNCTIONS = """
create function arranges(u int) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from network_unit x where x.id = u
    and (x.id = any (app_lead()) or x.parent_id = any (app_lead()) or x.township_id = any (app_lead()))) $$;

create function cases_held(person int, at_unit int) returns int language sql stable
  security definer set search_path = public, pg_temp as $$
  select count(*)::int from cases_case x
   where x.owner_id = person and x.closed_at is null and (at_unit is null or x.unit_id = at_unit)
     and arranges(x.unit_id) and not recused(x.id) $$;

-- Whether any of her matters there is hidden from the caller: the unit above has to arrange those.
create function cases_hidden_from_me(person int, at_unit int) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from cases_case x where x.owner_id = person and x.unit_id = at_unit
     and x.closed_at is null and arranges(x.unit_id) and recused(x.id)) $$;

-- A sealed matter never goes to the one who arranges; a taker with a conflict of interest never gets it.
create function cases_hand_over(person int, taker int, at_unit int, to_unit int, moment timestamptz) returns int
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare moved uuid[];
begin
  if not arranges(at_unit) or not exists (select 1 from network_appointment a join network_unit u on u.id = at_unit
       where a.user_id = taker and a.unit_id = to_unit and to_unit in (u.id, u.parent_id)
         and a.starts_on <= (moment at time zone 'Asia/Shanghai')::date
         and (a.ends_on is null or a.ends_on >= (moment at time zone 'Asia/Shanghai')::date)) then
    raise exception 'this hand-over is not hers to arrange' using errcode = '42501';
  end if;
  select coalesce(array_agg(t.id), '{}') into moved from (
    select x.id from cases_case x
     where x.owner_id = person and x.unit_id = at_unit and x.closed_at is null and not recused(x.id)
       and not (x.is_sealed and taker = app_user() and person <> taker)
       and not exists (select 1 from cases_recusal r where r.case_id = x.id and r.user_id = taker)
     order by x.id for update) t;
  insert into cases_event (id, case_id, verb, from_stage, to_stage, by_id, unit_id, occurred_at, recorded_at, detail)
    select gen_random_uuid(), x.id, 'hand_over', x.stage, x.stage, app_user(), x.unit_id, moment, clock_timestamp(),
           jsonb_build_object('from_unit', at_unit, 'from_owner', person, 'to_owner', taker)
      from cases_case x where x.id = any (moved);
  update cases_case set owner_id = taker, unit_id = to_unit, version = version + 1 where id = any (moved);
  update network_clock set owner_id = taker, unit_id = to_unit
   where subject_kind = 'case' and subject_id = any (moved) and state in ('running', 'paused');
  return coalesce(array_length(moved, 1), 0);
end $$;

create function cases_open_at(units int[]) returns int language sql stable
  security definer set search_path = public, pg_temp as $$
  select count(*)::int from cases_case where unit_id = any (units) and closed_at is null $$;

revoke all on function arranges(int), cases_held(int, int), cases_hidden_from_me(int, int),
  cases_hand_over(int, int, int, int, timestamptz), cases_open_at(int[]) from public;
grant execute on function arranges(int), cases_held(int, int), cases_hidden_from_me(int, int),
  cases_hand_over(int, int, int, int, timestamptz), cases_open_at(int[]) to app;
"""
BACK = """
drop function cases_open_at(int[]), cases_hand_over(int, int, int, int, timestamptz),
  cases_hidden_from_me(int, int), cases_held(int, int), arranges(int);
"""


class Migration(migrations.Migration):
    """Functions only; no table changes."""

    dependencies = [("cases", "0003_village_archive"), ("network", "0002_walls")]
    operations = [migrations.RunSQL(FUNCTIONS, BACK)]
