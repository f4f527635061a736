"""Nobody decides about her own pairing, hears of a concern about it, or signs in another's name; a supporter reads while she may come.

Also: whoever stepped aside from an application is not told by the sums how it goes, and a concern belongs to its pairing.
"""

from django.db import migrations

_TODAY = "(now() at time zone 'Asia/Shanghai')::date"
FUNCTIONS = f"""
create or replace function concern_seen(c uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from outreach_careconcern x join outreach_supportpairing p on p.id = x.pairing_id
    where x.id = c and (x.raised_by_id = app_user()
      or (helped_by_office(x.unit_id) and not supporter_mine(p.supporter_id)))) $$;
create function pairing_mine(p uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from outreach_supportpairing x where x.id = p and supporter_mine(x.supporter_id)) $$;
-- Cards and visits: the office, and the supporter while the pairing runs and, of a child, while her check holds.
create function pairing_told(p uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from outreach_supportpairing x where x.id = p and (helped_near(x.unit_id)
    or (supporter_mine(x.supporter_id) and x.state in ('active', 'paused') and (not x.is_child or exists (
          select 1 from outreach_supporter s join network_volunteer v on v.id = s.volunteer_id
           where s.id = x.supporter_id and v.state = 'active' and v.check_until >= {_TODAY}))))) $$;
revoke all on function pairing_mine(uuid), pairing_told(uuid) from public;
grant execute on function pairing_mine(uuid), pairing_told(uuid) to app;
create policy read_while_it_runs on outreach_progresscard as restrictive for select to app using (pairing_told(pairing_id));
create policy read_while_it_runs on outreach_carelog as restrictive for select to app using (pairing_told(pairing_id));
create policy not_her_own on outreach_careconcern as restrictive for select to app
  using (raised_by_id = (select app_user()) or not pairing_mine(pairing_id));
create policy not_her_own_settled on outreach_careconcern as restrictive for update to app using (not pairing_mine(pairing_id));
create function concern_of_its_pairing() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  if not exists (select 1 from outreach_supportpairing p where p.id = new.pairing_id and p.unit_id = new.unit_id) then
    raise check_violation using message = 'a concern lies where its pairing lies';
  end if;
  return new;
end $$;
create trigger concern_of_its_pairing before insert on outreach_careconcern
  for each row execute function concern_of_its_pairing();
create function pairing_signed() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  if app_user() is null then return new; end if;
  if supporter_mine(new.supporter_id)
     and to_jsonb(new) - 'last_contact_on' is distinct from to_jsonb(old) - 'last_contact_on' then
    raise exception 'nobody decides about her own pairing' using errcode = '42501';
  end if;
  if new.checked_by_id is distinct from old.checked_by_id and new.checked_by_id is distinct from app_user() then
    raise exception 'a check is signed by whoever made it' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger pairing_signed before update on outreach_supportpairing for each row execute function pairing_signed();
create function beneficiary_signed() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  if app_user() is not null and new.decided_by_id is distinct from old.decided_by_id
     and new.decided_by_id is distinct from app_user() then
    raise exception 'a decision is signed by whoever made it' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger beneficiary_signed before update on outreach_beneficiary for each row execute function beneficiary_signed();
"""
BACK = """
drop trigger beneficiary_signed on outreach_beneficiary; drop function beneficiary_signed();
drop trigger pairing_signed on outreach_supportpairing; drop function pairing_signed();
drop trigger concern_of_its_pairing on outreach_careconcern; drop function concern_of_its_pairing();
drop policy not_her_own_settled on outreach_careconcern; drop policy not_her_own on outreach_careconcern;
drop policy read_while_it_runs on outreach_carelog; drop policy read_while_it_runs on outreach_progresscard;
drop function pairing_told(uuid), pairing_mine(uuid);
create or replace function concern_seen(c uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from outreach_careconcern x
    where x.id = c and (helped_by_office(x.unit_id) or x.raised_by_id = app_user())) $$;
"""
_COUNTED = "x.state <> 'withdrawn'"
_NOT_HERS = f"{_COUNTED} and not relief_barred(x.id)"


def _reworded(old: str, new: str) -> str:
    """`relief_sums` as it stands, with one phrase replaced; says so when the phrase is not there."""
    return f"""
do $do$ declare body text := pg_get_functiondef('relief_sums(int, int)'::regprocedure); begin
  if position($old${old}$old$ in body) = 0 then raise exception 'relief_sums has other words'; end if;
  execute replace(body, $old${old}$old$, $new${new}$new$);
end $do$;"""


class Migration(migrations.Migration):
    """Policies, triggers, functions."""

    dependencies = [("outreach", "0067_agreements_that_run_first")]
    operations = [
        migrations.RunSQL(FUNCTIONS, BACK),
        migrations.RunSQL(_reworded(_COUNTED, _NOT_HERS), _reworded(_NOT_HERS, _COUNTED)),
    ]
