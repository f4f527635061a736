"""Walls of award rounds: families are read along their line, marks by their juror alone until all are given.

How many families a unit passes on, and how many titles there are, is counted here, one after the other. Nothing here reads
a matter. Whoever takes a family back takes its key, its words, its people and its photograph in the same breath.
"""

from django.db import migrations

from network.deadlines import seeding

_TODAY = "(now() at time zone 'Asia/Shanghai')::date"
_NAMES = """award_known(uuid), family_kept(uuid), family_led(uuid), family_drafted(uuid), family_judged(uuid),
  award_takes(uuid), family_empty(uuid), family_take_back(uuid), family_withdraw_kept(uuid), family_withdraw(bytea, bytea),
  families_forget(uuid), families_take_down(), family_photos(), family_flower(uuid, bytea),
  families_shown(int, uuid, int, int), families_in_notice(uuid), family_notices(), family_reading(uuid)"""
_APP = _NAMES.replace("family_empty(uuid), family_take_back(uuid), ", "").replace(
    "families_take_down(), family_photos(), ", ""
)
FUNCTIONS = f"""
create function award_known(r uuid) returns boolean language sql stable security definer
  set search_path = public, pg_temp as $$
  select app_user() is not null and exists (select 1 from outreach_awardround x where x.id = r) $$;
create function family_kept(f uuid) returns boolean language sql stable security definer
  set search_path = public, pg_temp as $$
  select exists (select 1 from outreach_familynomination x where x.id = f and site_near(x.unit_id)) $$;
create function family_led(f uuid) returns boolean language sql stable security definer
  set search_path = public, pg_temp as $$
  select exists (select 1 from outreach_familynomination x join outreach_awardround r on r.id = x.round_id
    where x.id = f and r.unit_id = any (app_area())) $$;
create function family_drafted(f uuid) returns boolean language sql stable security definer
  set search_path = public, pg_temp as $$
  select family_kept(f) and exists (select 1 from outreach_familynomination x where x.id = f and x.state = 'drafted') $$;
create function family_judged(f uuid) returns boolean language sql stable security definer
  set search_path = public, pg_temp as $$
  select family_led(f) and not exists (select 1 from outreach_jurymark m
    where m.family_id = f and m.points is null and not m.is_recused) $$;
create function award_takes(r uuid) returns boolean language sql stable security definer
  set search_path = public, pg_temp as $$
  select app_user() is not null and exists (select 1 from outreach_awardround x where x.id = r and x.state = 'nominations') $$;
-- A juror reads the words of a story and nothing else: no name, no place, nobody who put it forward.
create function family_reading(m uuid) returns table (family uuid, wrapped bytea, story bytea, tradition bytea, motto bytea,
    virtues jsonb)
  language sql stable security definer set search_path = public, pg_temp as $$
  select f.id, f.wrapped, f.story, f.tradition, f.motto, f.virtues
    from outreach_jurymark x join outreach_familynomination f on f.id = x.family_id
   where x.id = m and x.juror_id = app_user() and not x.is_recused and f.state in ('discussed', 'recommended') $$;

-- What is left is a row that counts: unit, round, days.
create function family_empty(f uuid) returns void language plpgsql volatile security definer
  set search_path = public, pg_temp as $$
begin
  delete from outreach_familyobjection where family_id = f;
  delete from outreach_jurymark where family_id = f;
  delete from outreach_familyperson where family_id = f;
  update outreach_familynomination set wrapped = null, family_name = null, story = null, tradition = null, motto = null,
    photo = null, virtues = '[]', visitor_id = null, companion_id = null where id = f;
  update network_clock set state = 'cancelled', met_at = now(), met_by_id = null, next_ring_at = null
    where subject_kind = 'family_nomination' and subject_id = f and state in ('running', 'paused');
end $$;
create function family_take_back(f uuid) returns boolean language plpgsql volatile security definer
  set search_path = public, pg_temp as $$
declare stood text;
begin
  select state into stood from outreach_familynomination where id = f for update;
  if stood is null or stood = 'withdrawn' then return false; end if;
  perform family_empty(f);
  update outreach_familynomination set state = 'withdrawn', title = '', flowers = 0, statement_on = null where id = f;
  return true;
end $$;
create function family_withdraw_kept(f uuid) returns boolean language plpgsql volatile security definer
  set search_path = public, pg_temp as $$
begin
  if not family_kept(f) then raise exception 'this family is not hers' using errcode = '42501'; end if;
  return family_take_back(f);
end $$;
-- One adult's own code is enough, and which of them it was is written nowhere.
create function family_withdraw(mark bytea, asker bytea) returns table (verdict text, family uuid)
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare f uuid;
begin
  if not stranger_take('fam_code', asker, limit_length('family.codes'), interval '10 minutes') then
    return query select 'wait'::text, null::uuid; return;
  end if;
  select p.family_id into f from outreach_familyperson p where p.code = mark;
  if f is null or not family_take_back(f) then return query select 'miss'::text, null::uuid; return; end if;
  return query select 'done'::text, f;
end $$;
-- When a round is over, whoever was not chosen is nobody's business any more.
create function families_forget(r uuid) returns setof uuid language plpgsql volatile security definer
  set search_path = public, pg_temp as $$
declare f uuid;
begin
  if not exists (select 1 from outreach_awardround x where x.id = r and x.unit_id = any (app_area())
                  and x.state in ('awarded', 'called_off')) then
    raise exception 'this round is not over, or not hers' using errcode = '42501';
  end if;
  for f in select x.id from outreach_familynomination x where x.round_id = r and x.state = 'not_chosen' loop
    perform family_empty(f); return next f;
  end loop;
end $$;
create function families_take_down() returns int language plpgsql volatile security definer
  set search_path = public, pg_temp as $$
declare f uuid; n int := 0;
begin
  for f in select x.id from outreach_familynomination x
            where x.state = 'awarded' and x.shown_until < {_TODAY} and x.wrapped is not null loop
    perform family_empty(f); n := n + 1;
  end loop;
  return n;
end $$;
create function family_photos() returns setof uuid language sql stable security definer
  set search_path = public, pg_temp as $$
  select x.id from outreach_familynomination x where x.photo is not null $$;

-- What everybody may see: families with a title, until they take it back or their time is over.
create function families_shown(county int, one uuid, most int, skip int)
  returns table (id uuid, unit text, county_name text, year int, title text, awarded_on date, wrapped bytea, family_name bytea,
                 story bytea, tradition bytea, motto bytea, virtues jsonb, photo uuid, flowers int)
  language sql stable security definer set search_path = public, pg_temp as $$
  select x.id, u.short_name::text, c.short_name::text, r.year::int, x.title::text, x.awarded_on, x.wrapped, x.family_name,
         x.story, x.tradition, x.motto, x.virtues, x.photo, x.flowers
    from outreach_familynomination x join network_unit u on u.id = x.unit_id join network_unit c on c.id = u.county_id
      join outreach_awardround r on r.id = x.round_id
   where x.state = 'awarded' and x.wrapped is not null and x.shown_until >= {_TODAY}
     and (one is null or x.id = one) and (county is null or u.county_id = county)
   order by x.awarded_on desc, x.id desc limit least(most, 60) offset greatest(skip, 0) $$;
create function family_notices() returns table (id uuid, name text, unit text, public_until date)
  language sql stable security definer set search_path = public, pg_temp as $$
  select r.id, r.name::text, u.short_name::text, r.public_until from outreach_awardround r join network_unit u on u.id = r.unit_id
   where r.state = 'public_notice' and r.public_until >= {_TODAY} order by r.public_until, r.id $$;
create function families_in_notice(r uuid) returns table (id uuid, unit text, title text, wrapped bytea, family_name bytea)
  language sql stable security definer set search_path = public, pg_temp as $$
  select x.id, u.short_name::text, x.title_sought::text, x.wrapped, x.family_name
    from outreach_familynomination x join outreach_awardround a on a.id = x.round_id join network_unit u on u.id = x.unit_id
   where a.id = r and a.state = 'public_notice' and a.public_until >= {_TODAY} and x.state = 'in_notice' order by u.code, x.id $$;
create function family_flower(f uuid, asker bytea) returns int language plpgsql volatile security definer
  set search_path = public, pg_temp as $$
declare n int;
begin
  if not exists (select 1 from families_shown(null, f, 1, 0)) then return -1; end if;
  if not stranger_take('flower', asker, limit_length('family.line'), interval '10 minutes') then return null; end if;
  update outreach_familynomination set flowers = flowers + 1 where id = f returning flowers into n;
  return n;
end $$;
revoke all on function {_NAMES} from public;
grant execute on function {_APP} to app;
grant execute on function families_take_down(), family_photos() to worker;

-- How many families a list may hold. At the county at least one stays behind, so that staying behind says nothing.
create function family_list_begins() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select 1 from outreach_awardround r where r.id = new.round_id and r.state = 'discussion') then
    raise check_violation using message = 'a list is made while families are talked over';
  end if;
  new.candidates := (select count(*) from outreach_familynomination x where x.round_id = new.round_id
    and x.at_unit_id = new.unit_id and x.state in ('discussed', 'recommended'));
  return new;
end $$;
create function family_list_places(l uuid) returns int language sql stable security definer
  set search_path = public, pg_temp as $$
  select case when u.level = 2 and x.candidates > 1 then least(p.places, x.candidates - 1) else p.places end
    from outreach_familylist x join network_unit u on u.id = x.unit_id join outreach_awardround r on r.id = x.round_id
      cross join lateral (select (case when r.unit_id = u.id then r.award_places when u.level = 2 then r.county_places
        when u.level = 3 then r.township_places else r.village_places end)::int as places) p
   where x.id = l $$;
create function family_is_listed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform 1 from outreach_familylist x where x.id = new.list_id for update;
  if (select count(*) from outreach_familylisted y where y.list_id = new.list_id) >= family_list_places(new.list_id) then
    raise check_violation using message = 'this list has no place left';
  end if;
  if not exists (select 1 from outreach_familynomination x join outreach_familylist l on l.id = new.list_id
      where x.id = new.family_id and x.round_id = l.round_id and x.at_unit_id = l.unit_id
        and x.state in ('discussed', 'recommended')) then
    raise check_violation using message = 'this family does not stand before this unit';
  end if;
  return new;
end $$;
create function family_moves() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if old.state = 'withdrawn' then raise check_violation using message = 'it was taken back'; end if;
  if (new.state, new.at_unit_id) is not distinct from (old.state, old.at_unit_id) then return new; end if;
  if new.state in ('recommended', 'in_notice') then
    if not exists (select 1 from outreach_familylisted y join outreach_familylist l on l.id = y.list_id
        where y.family_id = new.id and l.unit_id = old.at_unit_id) then
      raise check_violation using message = 'it stands on no list';
    end if;
    if new.state = 'recommended' and new.at_unit_id is distinct from (select u.parent_id from network_unit u where u.id = old.at_unit_id)
       or new.state = 'in_notice' and old.at_unit_id is distinct from (select r.unit_id from outreach_awardround r where r.id = new.round_id)
    then raise check_violation using message = 'level by level'; end if;
  end if;
  if new.state in ('chosen', 'awarded') and new.state <> old.state and not exists (
      select 1 from outreach_awardround r where r.id = new.round_id
         and (old.state, r.state) in (('in_notice', 'public_notice'), ('chosen', 'decided'))
         and (app_user() is null or r.unit_id = any (app_area()))) then
    raise check_violation using message = 'titles are given and shown by the unit of the round, after its notice';
  end if;
  if new.state = 'nominated' and (not exists (select 1 from outreach_familyperson p where p.family_id = new.id and p.is_adult)
      or exists (select 1 from outreach_familyperson p where p.family_id = new.id and p.in_photo and p.photo is distinct from new.photo)) then
    raise check_violation using message = 'a consent is missing';
  end if;
  if new.state = 'chosen' then
    perform 1 from outreach_awardround r where r.id = new.round_id for update;
    if (select count(*) from outreach_familynomination x where x.round_id = new.round_id and x.id <> new.id
          and x.state in ('chosen', 'awarded'))
       >= (select r.award_places from outreach_awardround r where r.id = new.round_id) then
      raise check_violation using message = 'every title is given';
    end if;
  end if;
  return new;
end $$;
create trigger family_list_begins before insert on outreach_familylist for each row execute function family_list_begins();
create trigger family_is_listed before insert on outreach_familylisted for each row execute function family_is_listed();
create trigger family_moves before update on outreach_familynomination for each row execute function family_moves();
revoke all on function family_list_places(uuid) from public;
create index clock_family_owner on network_clock (owner_id)
  where subject_kind in ('award_round', 'family_nomination') and state in ('running', 'paused');
"""
FUNCTIONS_BACK = f"""
drop index clock_family_owner;
drop trigger family_moves on outreach_familynomination; drop trigger family_is_listed on outreach_familylisted;
drop trigger family_list_begins on outreach_familylist;
drop function family_moves(), family_is_listed(), family_list_places(uuid), family_list_begins(), {_NAMES};
"""
_SITE = "when 'site' then place_near(id) "
_OURS = "when 'award_round' then award_known(id) when 'family_nomination' then family_kept(id) "


def _reworded(old: str, new: str) -> str:
    """`subject_visible` as it stands, with one phrase replaced; says so when the phrase is not there."""
    return f"""
do $do$ declare body text := pg_get_functiondef('subject_visible(text, uuid)'::regprocedure); begin
  if position($old${old}$old$ in body) = 0 then raise exception 'subject_visible has other words'; end if;
  execute replace(body, $old${old}$old$, $new${new}$new$);
end $do$;"""


_ME = "(select app_user())"
_STANDS = "unit_id = any ((select app_area())::int[])"
_LEADS = f"({_STANDS} or unit_id = any ((select app_lead())::int[]))"
_FAMILY = ("family_nomination", "family_id")
# Table: who reads, who adds, who changes, which columns, who deletes ("": nobody), what the log keeps in plain.
TABLES = {
    "outreach_awardround": (
        f"{_ME} is not null",
        f"opened_by_id = {_ME} and state = 'opened' and {_STANDS}",
        _STANDS,
        "state, public_from, public_until, decided_by_id, awarded_on",
        "",
        ("award_round", "id", "unit_id", "state", "public_from", "public_until", "awarded_on"),
    ),
    "outreach_familynomination": (
        "site_near(unit_id)",
        f"entered_by_id = {_ME} and state = 'drafted' and at_unit_id = unit_id and flowers = 0"
        " and site_near(unit_id) and award_takes(round_id)",
        "site_near(unit_id)",
        "state, at_unit_id, title_sought, wrapped, family_name, story, tradition, motto, virtues, photo, statement_on,"
        " submitted_on, visited_on, visitor_id, companion_id, title, awarded_on, shown_until",
        "",
        (
            "family_nomination",
            "id",
            "unit_id",
            "at_unit_id",
            "state",
            "submitted_on",
            "visited_on",
            "awarded_on",
        ),
    ),
    "outreach_familyperson": (
        "family_kept(family_id)",
        f"entered_by_id = {_ME} and family_drafted(family_id)",
        "",
        "",
        "family_drafted(family_id)",
        (*_FAMILY, "is_adult", "in_photo", "consented_on", "consent_version"),
    ),
    "outreach_familydiscussion": (
        "site_near(unit_id)",
        f"entered_by_id = {_ME} and site_near(unit_id)",
        "",
        "",
        "",
        ("award_round", "round_id", "unit_id", "held_on", "households"),
    ),
    "outreach_familylist": (
        "site_near(unit_id)",
        f"made_by_id = {_ME} and {_LEADS}",
        "",
        "",
        "",
        ("award_round", "round_id", "unit_id", "candidates"),
    ),
    "outreach_familylisted": (
        "family_kept(family_id)",
        "family_kept(family_id)",
        "",
        "",
        "",
        (*_FAMILY, "list_id"),
    ),
    "outreach_jurymark": (
        f"juror_id = {_ME} or family_judged(family_id)",
        f"seated_by_id = {_ME} and points is null and family_led(family_id)",
        f"juror_id = {_ME} and given_at is null",
        "points, is_recused, given_at",
        "",
        (*_FAMILY, "juror_id", "given_at"),
    ),
    "outreach_familyobjection": (
        "family_kept(family_id)",
        f"taken_by_id = {_ME} and upheld is null and family_kept(family_id)",
        "family_led(family_id)",
        "upheld, answer, answered_by_id",
        "",
        (*_FAMILY, "about", "taken_on", "upheld"),
    ),
}


def _walls(table: str) -> str:
    read, make, change, columns, drop, told = TABLES[table]
    logged = ", ".join(f"'{each}'" for each in told)
    after = f"juror_id = {_ME}" if table == "outreach_jurymark" else change
    changes = f"""
create policy outreach_change on {table} for update to app using ({change}) with check ({after});
grant update ({columns}) on {table} to app;"""
    drops = f"""
create policy outreach_drop on {table} for delete to app using ({drop}); grant delete on {table} to app;"""
    return f"""
alter table {table} enable row level security; alter table {table} force row level security;
create policy outreach_read on {table} for select to app using ({read});
create policy outreach_make on {table} for insert to app with check ({make});
create trigger audit_change after insert or update or delete on {table} for each row
  execute function audit_change({logged});
grant select, insert on {table} to app;{changes if change else ""}{drops if drop else ""}"""


def _walls_back(table: str) -> str:
    _read, _make, change, _columns, drop, _told = TABLES[table]
    return f"""
revoke all on {table} from app; drop trigger audit_change on {table};
{f"drop policy outreach_drop on {table};" if drop else ""}{f"drop policy outreach_change on {table};" if change else ""}
drop policy outreach_make on {table}; drop policy outreach_read on {table};
alter table {table} no force row level security; alter table {table} disable row level security;"""


def complete(apps, schema_editor):
    """Add the limits of award rounds; change none that stands."""
    seeding.complete_policy(apps.get_model("network", "Limit"), apps.get_model("network", "LadderStep"))


class Migration(migrations.Migration):
    """Functions, row security, rights, limits; the rows of the limits stay when this is taken back."""

    dependencies = [("outreach", "0040_families"), ("cases", "0266_outbox_walls")]
    operations = [
        migrations.RunSQL(FUNCTIONS, FUNCTIONS_BACK),
        migrations.RunSQL(_reworded(_SITE, _SITE + _OURS), _reworded(_SITE + _OURS, _SITE)),
        migrations.RunSQL(
            "".join(_walls(table) for table in TABLES), "".join(_walls_back(table) for table in TABLES)
        ),
        migrations.RunSQL("grant usage on all sequences in schema public to app;", migrations.RunSQL.noop),
        migrations.RunPython(complete, migrations.RunPython.noop),
    ]
