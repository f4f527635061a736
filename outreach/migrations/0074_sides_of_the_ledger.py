"""A use takes from what is held and puts to what is used, gift by gift; a gift goes from given to held. A care log is of its day."""

from django.db import migrations

GUARD = """
create function ledger_sided(e uuid) returns void language plpgsql
  security definer set search_path = public, pg_temp as $$
declare entry outreach_entry; odd int;
begin
  select * into entry from outreach_entry x where x.id = e;
  if entry.kind = 'reversal' then return; end if;
  select count(*) into odd from outreach_posting p join outreach_account a on a.id = p.account_id
      join outreach_gift g on g.id = p.gift_id
   where p.entry_id = e and (entry.on < g.given_on or not case entry.kind
      when 'gift' then (a.side = 'given' and p.amount = -g.amount) or (a.side = 'held' and p.amount = g.amount)
      else (a.side = 'held' and p.amount < 0) or (a.side = 'used' and p.amount > 0) end);
  if odd > 0 or exists (select 1 from outreach_posting p where p.entry_id = e group by p.gift_id having sum(p.amount) <> 0)
     or (entry.kind = 'gift' and (select count(distinct p.gift_id) from outreach_posting p where p.entry_id = e) <> 1) then
    raise check_violation using message = 'an entry has the sides of its kind';
  end if;
end $$;
revoke all on function ledger_sided(uuid) from public;
create function ledger_entry_sided() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$ begin perform ledger_sided(new.id); return null; end $$;
create function ledger_posting_sided() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$ begin perform ledger_sided(new.entry_id); return null; end $$;
create constraint trigger ledger_sided after insert on outreach_entry deferrable initially deferred
  for each row execute function ledger_entry_sided();
create constraint trigger ledger_sided after insert on outreach_posting deferrable initially deferred
  for each row execute function ledger_posting_sided();
revoke all on function ledger_entry_sided(), ledger_posting_sided() from public;

-- A visit is of a day on which the pairing ran and, of a child, her check held; it is written on that day or later, behind
-- what is written of the pairing already. The last contact is the last visit that is written down.
create function care_of_its_day() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
declare p outreach_supportpairing; written date := (new.written_at at time zone 'Asia/Shanghai')::date;
begin
  select * into p from outreach_supportpairing x where x.id = new.pairing_id for share;
  if p.state is distinct from 'active' or p.runs_since is null or new.on < p.runs_since or new.on > written then
    raise check_violation using message = 'the pairing did not run that day';
  end if;
  if exists (select 1 from outreach_carelog l where l.pairing_id = p.id and l.written_at > new.written_at) then
    raise check_violation using message = 'a visit is written behind what is written already';
  end if;
  if p.is_child and not exists (select 1 from outreach_supporter s join network_volunteer v on v.id = s.volunteer_id
      where s.id = p.supporter_id and v.state = 'active' and new.on between v.checked_on and v.check_until) then
    raise check_violation using message = 'near a child only with a check that holds', constraint = 'pairing_near_child';
  end if;
  return new;
end $$;
create function care_contact_written() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  if new.last_contact_on is distinct from (select max(l.on) from outreach_carelog l where l.pairing_id = new.id) then
    raise check_violation using message = 'the last contact is the last visit that is written down';
  end if;
  return new;
end $$;
revoke all on function care_of_its_day(), care_contact_written() from public;
create trigger care_of_its_day before insert on outreach_carelog for each row
  when (current_user = 'app') execute function care_of_its_day();
create trigger care_contact_written before update on outreach_supportpairing for each row
  when (current_user = 'app' and new.last_contact_on is distinct from old.last_contact_on)
  execute function care_contact_written();
"""
BACK = """
drop trigger care_contact_written on outreach_supportpairing; drop trigger care_of_its_day on outreach_carelog;
drop function care_contact_written(), care_of_its_day();
drop trigger ledger_sided on outreach_posting; drop trigger ledger_sided on outreach_entry;
drop function ledger_posting_sided(), ledger_entry_sided(), ledger_sided(uuid);
"""


class Migration(migrations.Migration):
    """Triggers; no table changes."""

    dependencies = [("outreach", "0073_order_of_families_and_rounds")]
    operations = [migrations.RunSQL(GUARD, BACK)]
