"""Whoever asks the functions of the owner, and whoever moves a matter, has the right to.

Numbers are drawn by whoever holds a post, or by the public door; a unit's open matters are counted for whoever
closes units. The functions run as the owner, so they ask themselves; the logins of the house are not asked. A card of one's area is seen, not taken: owner, unit
and seal are changed by the owner, the leader of exactly the unit and whoever was lent the matter to write.
"""

from django.db import migrations

ASKED = """
create function draws_numbers() returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select session_user <> 'app' or app_user() = door_user() or exists (
    select 1 from network_appointment a join network_user u on u.id = a.user_id and u.is_active
     where a.user_id = app_user() and a.starts_on <= (now() at time zone 'Asia/Shanghai')::date
       and (a.ends_on is null or a.ends_on >= (now() at time zone 'Asia/Shanghai')::date)) $$;

create or replace function take_numbers(series text, n int) returns int language plpgsql volatile
  security definer set search_path = public, pg_temp as $$
declare first int;
begin
  if draws_numbers() is not true or n < 1 then
    raise exception 'these numbers are not hers to draw' using errcode = '42501';
  end if;
  insert into cases_numberseries (key, last) values (series, n)
  on conflict (key) do update set last = cases_numberseries.last + n returning last - n + 1 into first;
  return first;
end $$;
create or replace function next_number(series text) returns int language sql volatile
  security definer set search_path = public, pg_temp as $$ select take_numbers(series, 1) $$;

create or replace function cases_open_at(units int[]) returns int language plpgsql stable
  security definer set search_path = public, pg_temp as $$
begin
  if session_user = 'app' and not holds_post(array['system_admin']) then
    raise exception 'only whoever keeps the tree counts what a unit holds' using errcode = '42501';
  end if;
  return (select count(*)::int from cases_case where unit_id = any (units) and closed_at is null);
end $$;
revoke all on function draws_numbers() from public;
"""
ASKED_BACK = """
create or replace function cases_open_at(units int[]) returns int language sql stable
  security definer set search_path = public, pg_temp as $$
  select count(*)::int from cases_case where unit_id = any (units) and closed_at is null $$;
create or replace function next_number(series text) returns int language sql volatile
  security definer set search_path = public, pg_temp as $$
  insert into cases_numberseries (key, last) values (series, 1)
  on conflict (key) do update set last = cases_numberseries.last + 1 returning last $$;
create or replace function take_numbers(series text, n int) returns int language sql volatile
  security definer set search_path = public, pg_temp as $$
  insert into cases_numberseries (key, last) values (series, n)
  on conflict (key) do update set last = cases_numberseries.last + n returning last - n + 1 $$;
drop function draws_numbers();
"""

MOVED = """
create function moves_case() returns trigger language plpgsql as $$
begin
  if current_user = 'app' and not coalesce(
       old.owner_id = app_user() or (not old.is_sealed and old.unit_id = any (app_lead()))
       or old.id in (select my_writes()), false) then
    raise exception 'this matter is not hers to move' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger moves_case before update on cases_case for each row
  when (old.owner_id is distinct from new.owner_id or old.unit_id is distinct from new.unit_id
        or old.is_sealed is distinct from new.is_sealed)
  execute function moves_case();
"""
MOVED_BACK = "drop trigger moves_case on cases_case; drop function moves_case();"


class Migration(migrations.Migration):
    """Functions and one trigger; no table changes."""

    dependencies = [("cases", "0122_moves_end_loans"), ("network", "0083_audit_actor")]
    operations = [migrations.RunSQL(ASKED, ASKED_BACK), migrations.RunSQL(MOVED, MOVED_BACK)]
