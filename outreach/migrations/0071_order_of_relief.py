"""The order of relief and of screening stands in the database as well: whoever has a login and no verb takes no step out of turn.

A step of an application is written before its state and by whoever takes it; nobody writes one she does not take. Papers and
the number of a lifetime are given while they are to be completed. Counts of a screening are those of its list.
"""

from django.db import migrations

# verb, from, to, the lowest level whose desk takes it, whether a leader does.
_STEPS = """(values
  ('complete_papers', 'nominated', 'papers_complete', 4, false), ('check_village', 'papers_complete', 'village_checked', 4, false),
  ('check_township', 'village_checked', 'township_checked', 3, false), ('verify_relief', 'township_checked', 'county_verified', 2, true),
  ('refuse_relief', 'township_checked', 'rejected', 2, true), ('sum_relief', 'county_verified', 'city_summed', 1, false),
  ('submit_relief', 'city_summed', 'province_submitted', 1, true), ('approve_relief', 'province_submitted', 'approved', 1, false),
  ('reject_relief', 'province_submitted', 'rejected', 1, false), ('pay_relief', 'approved', 'paid', 2, false),
  ('close_relief', 'paid', 'closed', 2, false), ('close_relief', 'rejected', 'closed', 2, false),
  ('send_back_relief', 'village_checked', 'nominated', 4, false), ('send_back_relief', 'township_checked', 'nominated', 3, false),
  ('send_back_relief', 'county_verified', 'nominated', 2, false), ('withdraw_relief', 'nominated', 'withdrawn', 4, false),
  ('withdraw_relief', 'papers_complete', 'withdrawn', 4, false), ('withdraw_relief', 'village_checked', 'withdrawn', 4, false),
  ('withdraw_relief', 'township_checked', 'withdrawn', 3, false), ('withdraw_relief', 'county_verified', 'withdrawn', 2, false)
) as s (verb, origin, target, level, leads)"""
# The lowest level at whose desk an application stands in a state.
_DESK = """(values ('nominated', 4), ('papers_complete', 4), ('village_checked', 3), ('township_checked', 2), ('county_verified', 1),
  ('city_summed', 1), ('province_submitted', 1), ('approved', 2), ('rejected', 2), ('paid', 2)) as d (state, level)"""
_CHECKS = "('check_village', 'check_township', 'verify_relief', 'sum_relief')"
_SEALED = "wrapped, name, phone, id_number, bank, account, diagnosis, hospital, cost, reimbursed"
_NAMES = """relief_desk_fits(int, int, text), relief_target(text), relief_ordered(), relief_begun(), relief_step_written(),
  relief_step_taken(), relief_papers_kept(), screening_ordered(), screening_count_fits()"""
RELIEF = f"""
create function relief_desk_fits(home int, desk int, standing text) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from network_unit h join network_unit k on k.id = desk
      and k.id in (h.id, h.township_id, h.county_id, h.city_id)
    where h.id = home and k.level <= coalesce((select d.level from {_DESK} where d.state = standing), 4)) $$;
create function relief_target(step text) returns text language sql immutable as $$
  select case when step = 'nominate_relief' then 'nominated'
    else (select s.target from {_STEPS} where s.verb = step limit 1) end $$;
create function relief_begun() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  if new.answered_on is not null or new.paid_on is not null or new.paid is not null or new.told_on is not null
     or new.ended_at is not null then
    raise check_violation using message = 'an application begins with nothing answered';
  end if;
  return new;
end $$;
create function relief_ordered() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
declare step record; mine outreach_reliefstep; me int := app_user();
begin
  if new.state not in ('closed', 'withdrawn') and not relief_desk_fits(new.unit_id, new.desk_id, new.state) then
    raise check_violation using message = 'it does not stand at this desk';
  end if;
  if (new.paid_on, new.paid) is distinct from (old.paid_on, old.paid) and (new.state <> 'paid' or old.state <> 'approved')
     or new.answered_on is distinct from old.answered_on
        and (old.state <> 'province_submitted' or new.state not in ('approved', 'rejected'))
     or new.told_on is distinct from old.told_on and (new.state <> 'closed' or old.state = 'closed')
     or new.ended_at is distinct from old.ended_at and (new.state not in ('closed', 'withdrawn') or new.state = old.state) then
    raise check_violation using message = 'this day is not written in this step';
  end if;
  if new.state = old.state then return new; end if;
  select * into step from {_STEPS} where s.origin = old.state and s.target = new.state;
  if step.verb is null then raise check_violation using message = 'no such step'; end if;
  if not exists (select 1 from network_unit u where u.id = old.desk_id and u.level <= step.level)
     or (step.leads and old.desk_id <> all (app_lead())) then
    raise exception 'another post takes this step' using errcode = '42501';
  end if;
  select * into mine from outreach_reliefstep r where r.application_id = new.id order by r.id desc limit 1;
  if mine.by_id is distinct from me or mine.verb <> step.verb then
    raise exception 'whoever takes a step writes it' using errcode = '42501';
  end if;
  if step.verb in {_CHECKS} and exists (select 1 from outreach_reliefstep r
      where r.application_id = new.id and r.by_id = me and r.id <> mine.id and r.verb in {_CHECKS}
        and r.id > coalesce((select max(b.id) from outreach_reliefstep b
              where b.application_id = new.id and b.verb = 'send_back_relief'), 0)) then
    raise exception 'somebody else looks' using errcode = '42501';
  end if;
  if new.state = 'paid' and (new.paid_on < new.answered_on or new.paid is distinct from
      (select w.amount from outreach_reliefwindow w where w.id = new.window_id)) then
    raise check_violation using message = 'the amount of the year, once it is approved';
  end if;
  return new;
end $$;
-- A step is written where the application stands, once the one before was taken, and is taken in the same breath.
create function relief_step_written() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
declare card outreach_cancerreliefapplication; before text;
begin
  select * into card from outreach_cancerreliefapplication x where x.id = new.application_id;
  select r.verb into before from outreach_reliefstep r where r.application_id = new.application_id order by r.id desc limit 1;
  if new.unit_id is distinct from card.desk_id
     or (new.verb = 'nominate_relief' and before is not null)
     or (new.verb <> 'nominate_relief' and (relief_target(before) is distinct from card.state
           or not exists (select 1 from {_STEPS} where s.verb = new.verb and s.origin = card.state))) then
    raise check_violation using message = 'no such step';
  end if;
  return new;
end $$;
create function relief_step_taken() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
declare last text; stands text;
begin
  select r.verb into last from outreach_reliefstep r where r.application_id = new.application_id order by r.id desc limit 1;
  select x.state into stands from outreach_cancerreliefapplication x where x.id = new.application_id;
  if relief_target(last) is distinct from stands then
    raise check_violation using message = 'a step that is written is taken';
  end if;
  return null;
end $$;
create function relief_papers_kept() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
declare standing text;
begin
  select x.state into standing from outreach_cancerreliefapplication x where x.id = new.id;
  if standing = 'nominated' then return new; end if;
  if standing not in ('papers_complete', 'village_checked', 'township_checked', 'county_verified')
     or num_nonnulls({", ".join(f"new.{each.strip()}" for each in _SEALED.split(","))}) > 0
     or (new.hardship, new.source, new.holds_from, new.holds_until, new.grade, new.seen, new.consented_on, new.consent_how)
        is distinct from (old.hardship, old.source, old.holds_from, old.holds_until, old.grade, old.seen, old.consented_on, old.consent_how)
  then
    raise check_violation using message = 'papers that are complete are emptied or left alone';
  end if;
  return new;
end $$;
"""
SCREENING = """
create function screening_ordered() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
declare home network_unit; listed int; came int;
begin
  select * into home from network_unit u where u.id = new.unit_id;
  if new.held_on is distinct from old.held_on then
    raise check_violation using message = 'the day of a screening stands';
  end if;
  select count(*), count(*) filter (where s.attended) into listed, came from outreach_screeningslot s where s.round_id = new.id;
  if (new.invited, new.attended) is distinct from (old.invited, old.attended)
     and not (new.state in ('invited', 'held') and old.state in ('planned', 'invited') and new.names_gone_at is null
       and (new.invited, new.attended) = (listed, came)) then
    raise check_violation using message = 'counts are those of the list';
  end if;
  if new.state = old.state then return new; end if;
  if (old.state, new.state) not in (('planned', 'invited'), ('invited', 'held'), ('held', 'counted'), ('planned', 'called_off'),
      ('invited', 'called_off')) then
    raise check_violation using message = 'no such step';
  end if;
  if new.state = 'invited' and listed = 0 then raise check_violation using message = 'nobody stands on the list'; end if;
  if not (case new.state
    when 'counted' then screening_counted(new.id) and exists (select 1 from outreach_screeningcount c where c.round_id = new.id)
    when 'called_off' then home.id = any (app_lead()) or home.township_id = any (app_lead() || app_area())
    else home.id = any (app_lead()) end) then
    raise exception 'another post takes this step' using errcode = '42501';
  end if;
  return new;
end $$;
create function screening_count_fits() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  if new.entered_by_id is distinct from app_user() or not exists (select 1 from outreach_screeninground r
      where r.id = new.round_id and r.state in ('held', 'counted') and new.examined <= r.attended) then
    raise check_violation using message = 'the hospital counts whoever came, once the day is over';
  end if;
  return new;
end $$;
"""
TRIGGERS = f"""
create trigger relief_begun before insert on outreach_cancerreliefapplication for each row
  when (current_user = 'app') execute function relief_begun();
create trigger relief_ordered before update on outreach_cancerreliefapplication for each row
  when (current_user = 'app') execute function relief_ordered();
create trigger relief_step_written before insert on outreach_reliefstep for each row
  when (current_user = 'app') execute function relief_step_written();
create constraint trigger relief_step_taken after insert on outreach_reliefstep deferrable initially deferred for each row
  when (current_user = 'app') execute function relief_step_taken();
create trigger relief_papers_kept before update on outreach_reliefpapers for each row
  when (current_user = 'app') execute function relief_papers_kept();
create trigger screening_ordered before update on outreach_screeninground for each row
  when (current_user = 'app') execute function screening_ordered();
create trigger screening_count_fits before insert or update on outreach_screeningcount for each row
  when (current_user = 'app') execute function screening_count_fits();
revoke all on function {_NAMES} from public;
"""
BACK = f"""
drop trigger screening_count_fits on outreach_screeningcount; drop trigger screening_ordered on outreach_screeninground;
drop trigger relief_papers_kept on outreach_reliefpapers; drop trigger relief_step_taken on outreach_reliefstep;
drop trigger relief_step_written on outreach_reliefstep; drop trigger relief_ordered on outreach_cancerreliefapplication;
drop trigger relief_begun on outreach_cancerreliefapplication;
drop function {_NAMES};
"""
_OPENS = "if relief_opens(app) is not true or number is null then"
_STILL_OPEN = (
    "if relief_opens(app) is not true or number is null or not exists (select 1 from"
    " outreach_cancerreliefapplication x where x.id = app and x.state = 'nominated') then"
)


def _reworded(old: str, new: str) -> str:
    """`relief_ask` as it stands, with one phrase replaced; says so when the phrase is not there."""
    return f"""
do $do$ declare body text := pg_get_functiondef('relief_ask(uuid, bytea)'::regprocedure); begin
  if position($old${old}$old$ in body) = 0 then raise exception 'relief_ask has other words'; end if;
  execute replace(body, $old${old}$old$, $new${new}$new$);
end $do$;"""


class Migration(migrations.Migration):
    """Functions and triggers; no table changes."""

    dependencies = [("outreach", "0070_nobody_for_herself")]
    operations = [
        migrations.RunSQL(RELIEF + SCREENING + TRIGGERS, BACK),
        migrations.RunSQL(_reworded(_OPENS, _STILL_OPEN), _reworded(_STILL_OPEN, _OPENS)),
    ]
