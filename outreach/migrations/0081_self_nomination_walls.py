"""Walls of self-nominations and of corrections: strangers pass through functions alone, chairs answer for their own ground.

What was counted stands, unless a correction that keeps the old numbers stands beside it.
"""

from django.db import migrations

from network.deadlines import seeding

_TODAY = "(now() at time zone 'Asia/Shanghai')::date"
_DOOR = """family_offer_rounds(), family_offer_make(uuid, uuid, int, text, text, bytea, bytea, bytea, bytea, bytea, bytea, int, bytea),
  family_offer_ask(text, bytea, bytea), family_offer_back(text, bytea, bytea)"""
_DESK = "family_offer_near(int), family_offer_seen(uuid)"
_WORK = "family_offers_waiting(), family_offers_end()"
_EMPTY = "wrapped = null, name = null, phone = null, family_name = null, story = null"
_STOP = """update network_clock set state = 'cancelled', met_at = now(), met_by_id = null, next_ring_at = null
     where subject_kind = 'family_offer' and state in ('running', 'paused') and subject_id"""
FUNCTIONS = f"""
-- Chairs of the village or township it was sent to, and of the township above a village; nobody above them.
create function family_offer_near(home int) returns boolean language sql stable security definer
  set search_path = public, pg_temp as $$
  select exists (select 1 from network_unit u where u.id = home
    and (u.id = any (app_lead()) or u.township_id = any (app_lead()))) $$;
create function family_offer_seen(o uuid) returns boolean language sql stable security definer
  set search_path = public, pg_temp as $$
  select exists (select 1 from outreach_familyoffer x where x.id = o and family_offer_near(x.unit_id)) $$;

create function family_offer_rounds() returns table (id uuid, name text, unit int, unit_name text, nominate_until date)
  language sql stable security definer set search_path = public, pg_temp as $$
  select r.id, r.name::text, u.id, u.short_name::text, r.nominate_until
    from outreach_awardround r join network_unit u on u.id = r.unit_id
   where r.state = 'nominations' and r.nominate_until >= {_TODAY} order by r.nominate_until, r.id $$;
create function family_offer_make(pk uuid, award uuid, home int, sought text, num text, mark bytea, w bytea, nm bytea, ph bytea,
    fam bytea, st bytea, version int, asker bytea) returns text language plpgsql volatile security definer
  set search_path = public, pg_temp as $$
begin
  if exists (select 1 from outreach_familyoffer x where x.id = pk and x.code = mark) then return 'kept'; end if;
  if not exists (select 1 from family_offer_rounds() r join network_unit u on u.id = home
      and r.unit in (u.id, u.city_id, u.county_id, u.township_id)
     where r.id = award and u.level in (3, 4) and u.valid_to is null) then return 'gone'; end if;
  if not stranger_take('fam_offer', asker, limit_length('family.offers'), interval '1 hour') then return 'wait'; end if;
  insert into outreach_familyoffer (id, round_id, unit_id, state, title_sought, number, code, wrapped, name, phone, family_name,
      story, consent_version, proposed_at)
    values (pk, award, home, 'proposed', sought, num, mark, w, nm, ph, fam, st, version, now())
    on conflict do nothing;
  return case when exists (select 1 from outreach_familyoffer x where x.id = pk and x.code = mark) then 'kept' else 'gone' end;
end $$;
create function family_offer_ask(num text, mark bytea, asker bytea) returns table (verdict text, state text, round text,
    unit text, proposed_on date, decided_on date, goes text)
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  if not stranger_take('fam_code', asker, limit_length('family.codes'), interval '10 minutes') then
    return query select 'wait'::text, ''::text, ''::text, ''::text, null::date, null::date, ''::text; return;
  end if;
  return query select 'known'::text, x.state::text, r.name::text, u.short_name::text,
      (x.proposed_at at time zone 'Asia/Shanghai')::date, (x.decided_at at time zone 'Asia/Shanghai')::date,
      coalesce(f.state, '')::text
    from outreach_familyoffer x join outreach_awardround r on r.id = x.round_id join network_unit u on u.id = x.unit_id
      left join outreach_familynomination f on f.id = x.family_id
   where x.number = num and x.code = mark;
end $$;
-- Before anybody has consented, whoever put the family forward takes it back; afterwards each adult has a code of her own.
create function family_offer_back(num text, mark bytea, asker bytea) returns table (verdict text, family uuid)
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare o outreach_familyoffer; going text;
begin
  if not stranger_take('fam_code', asker, limit_length('family.codes'), interval '10 minutes') then
    return query select 'wait'::text, null::uuid; return;
  end if;
  select x.* into o from outreach_familyoffer x where x.number = num and x.code = mark for update;
  if o.id is null or o.state not in ('proposed', 'taken_up') then return query select 'miss'::text, null::uuid; return; end if;
  if o.family_id is not null then
    select f.state into going from outreach_familynomination f where f.id = o.family_id for update;
    if going not in ('drafted', 'withdrawn') then return query select 'hers'::text, null::uuid; return; end if;
    perform family_take_back(o.family_id);
  end if;
  update outreach_familyoffer x set state = 'taken_back', decided_at = coalesce(x.decided_at, now()), {_EMPTY} where x.id = o.id;
  {_STOP} = o.id;
  return query select 'done'::text, o.family_id;
end $$;

-- For the clock's work: who waits and is not watched yet; what is over holds nothing any more.
create function family_offers_waiting() returns table (id uuid, unit int, came date) language sql stable security definer
  set search_path = public, pg_temp as $$
  select x.id, x.unit_id, (x.proposed_at at time zone 'Asia/Shanghai')::date from outreach_familyoffer x
   where x.state = 'proposed' and not exists (select 1 from network_clock c
     where c.subject_kind = 'family_offer' and c.subject_id = x.id) order by x.proposed_at limit 200 $$;
create function family_offers_end() returns table (lapsed int, emptied int, forgotten int) language plpgsql volatile
  security definer set search_path = public, pg_temp as $$
declare l int; e int; g int;
begin
  with over as (update outreach_familyoffer x set state = 'lapsed', decided_at = now(), {_EMPTY}
      from outreach_awardround r where r.id = x.round_id and x.state = 'proposed' and r.state <> 'nominations' returning x.id),
    stopped as ({_STOP} in (select over.id from over) returning 1)
    select (select count(*) from over) + 0 * (select count(*) from stopped) into l;
  with over as (update outreach_familyoffer x set {_EMPTY} from outreach_familynomination f
      where f.id = x.family_id and x.state = 'taken_up' and x.wrapped is not null and f.state <> 'drafted' returning 1)
    select count(*) into e from over;
  with over as (update outreach_familyoffer x set code = null where x.code is not null and x.state <> 'proposed'
      and x.decided_at < now() - make_interval(days => limit_length('family.offer_kept')) returning 1)
    select count(*) into g from over;
  return query select l, e, g;
end $$;

create function family_offer_moves() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.state is distinct from old.state and (old.state, new.state) not in (('proposed', 'taken_up'), ('proposed', 'declined'),
      ('proposed', 'taken_back'), ('taken_up', 'taken_back'), ('proposed', 'lapsed')) then
    raise check_violation using message = 'it was answered';
  end if;
  if app_user() is not null and old.state <> 'proposed' and new.state = old.state then
    raise check_violation using message = 'what was answered stands';
  end if;
  if app_user() is not null and new.decided_by_id is distinct from old.decided_by_id
     and new.decided_by_id is distinct from app_user() then
    raise exception 'whoever answers signs' using errcode = '42501';
  end if;
  if coalesce(new.name, old.name) is distinct from old.name or coalesce(new.phone, old.phone) is distinct from old.phone
     or coalesce(new.family_name, old.family_name) is distinct from old.family_name
     or coalesce(new.story, old.story) is distinct from old.story
     or coalesce(new.wrapped, old.wrapped) is distinct from old.wrapped then
    raise check_violation using message = 'nobody writes in the name of a family';
  end if;
  if new.family_id is not null and not exists (select 1 from outreach_familynomination f
      where f.id = new.family_id and f.round_id = new.round_id and f.put_forward = 'self') then
    raise check_violation using message = 'the family of this round that was put forward by itself';
  end if;
  return new;
end $$;
revoke all on function {_DOOR}, {_DESK}, {_WORK}, family_offer_moves() from public;
grant execute on function {_DOOR}, {_DESK} to app;
grant execute on function {_WORK} to worker;
create trigger family_offer_moves before update on outreach_familyoffer for each row execute function family_offer_moves();
alter table outreach_familyoffer enable row level security; alter table outreach_familyoffer force row level security;
create policy outreach_read on outreach_familyoffer for select to app using (family_offer_near(unit_id));
create policy outreach_change on outreach_familyoffer for update to app
  using (family_offer_near(unit_id)) with check (family_offer_near(unit_id)
    and state in ('taken_up', 'declined') and decided_by_id = (select app_user()));
create trigger audit_change after insert or update or delete on outreach_familyoffer for each row
  execute function audit_change('family_offer', 'id', 'unit_id', 'state', 'consent_version', 'family_id');
grant select, update (state, decided_by_id, decided_at, family_id, wrapped, name, phone, family_name, story)
  on outreach_familyoffer to app;
drop index clock_family_owner;
create index clock_family_owner on network_clock (owner_id)
  where subject_kind in ('award_round', 'family_nomination', 'family_offer') and state in ('running', 'paused');
"""
FUNCTIONS_BACK = f"""
drop index clock_family_owner;
create index clock_family_owner on network_clock (owner_id)
  where subject_kind in ('award_round', 'family_nomination') and state in ('running', 'paused');
revoke all on outreach_familyoffer from app; drop trigger audit_change on outreach_familyoffer;
drop policy outreach_change on outreach_familyoffer; drop policy outreach_read on outreach_familyoffer;
alter table outreach_familyoffer no force row level security; alter table outreach_familyoffer disable row level security;
drop trigger family_offer_moves on outreach_familyoffer;
drop function family_offer_moves(), {_WORK}, {_DESK}, {_DOOR};
"""
CORRECTIONS = """
alter table outreach_activitycorrection enable row level security;
alter table outreach_activitycorrection force row level security;
create policy outreach_read on outreach_activitycorrection for select to app using (activity_seen(activity_id));
create policy outreach_make on outreach_activitycorrection for insert to app
  with check (entered_by_id = (select app_user()) and activity_open(activity_id, '{counted}'));
create trigger audit_change after insert or update or delete on outreach_activitycorrection for each row
  execute function audit_change('activity', 'activity_id', 'was', 'now');
grant select, insert on outreach_activitycorrection to app;
grant update (counted_on) on outreach_activity to app;
"""
CORRECTIONS_BACK = """
revoke update (counted_on) on outreach_activity from app;
revoke all on outreach_activitycorrection from app; drop trigger audit_change on outreach_activitycorrection;
drop policy outreach_make on outreach_activitycorrection; drop policy outreach_read on outreach_activitycorrection;
alter table outreach_activitycorrection no force row level security;
alter table outreach_activitycorrection disable row level security;
"""
_GUARD = """
create or replace function activity_guard() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  if old.state = 'counted' and (to_jsonb(new) - 'owner_id' - 'unit_id') <> (to_jsonb(old) - 'owner_id' - 'unit_id'){unless} then
    raise check_violation using message = 'what was counted stands';
  end if;
  if new.held_on is distinct from old.held_on and exists (select 1 from outreach_speaker s
      where s.activity_id = new.id and s.kind in ('doctor', 'lawyer') and s.licence_until < new.held_on) then
    raise check_violation using message = 'a licence does not cover the day';
  end if;
  return new;
end $$;
"""
_NUMBERS = "women, men, children, families, examined, advised, cost_cents"
_WORN = " - ".join(f"'{name}'" for name in _NUMBERS.split(", "))


def _as_json(row: str) -> str:
    """The numbers of a row as a correction keeps them."""
    pairs = ", ".join(f"'{name}', {row}.{name}" for name in _NUMBERS.split(", "))
    return f"jsonb_build_object({pairs})"


# The numbers alone, and only from what a correction of the same person calls the old ones to what it calls the new ones.
_CORRECTED = f"""
     and not (to_jsonb(new) - {_WORN} = to_jsonb(old) - {_WORN} and exists (
       select 1 from outreach_activitycorrection c where c.activity_id = new.id and c.was = {_as_json("old")}
          and c.now = {_as_json("new")} and (app_user() is null or c.entered_by_id = app_user())))"""
_FAMILY = "when 'family_nomination' then family_kept(id) "
_OFFER = "when 'family_offer' then family_offer_seen(id) "


def _reworded(old: str, new: str) -> str:
    """`subject_visible` as it stands, with one phrase replaced; says so when the phrase is not there."""
    return f"""
do $do$ declare body text := pg_get_functiondef('subject_visible(text, uuid)'::regprocedure); begin
  if position($old${old}$old$ in body) = 0 then raise exception 'subject_visible has other words'; end if;
  execute replace(body, $old${old}$old$, $new${new}$new$);
end $do$;"""


def complete(apps, schema_editor):
    """Add the limits of self-nominations and corrections; change none that stands."""
    seeding.complete_policy(apps.get_model("network", "Limit"), apps.get_model("network", "LadderStep"))


class Migration(migrations.Migration):
    """Functions, row security, rights, limits; the rows of the limits stay when this is taken back."""

    dependencies = [("outreach", "0080_self_nomination")]
    operations = [
        migrations.RunSQL(FUNCTIONS, FUNCTIONS_BACK),
        migrations.RunSQL(CORRECTIONS, CORRECTIONS_BACK),
        migrations.RunSQL(_GUARD.format(unless=_CORRECTED), _GUARD.format(unless="")),
        migrations.RunSQL(_reworded(_FAMILY, _FAMILY + _OFFER), _reworded(_FAMILY + _OFFER, _FAMILY)),
        migrations.RunPython(complete, migrations.RunPython.noop),
    ]
