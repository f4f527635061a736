"""Walls of helping hands: the ledger keeps its own balances, a child's supporter is checked by the database as well.

Whoever is helped is read in her village, township and county alone; a supporter reads her own pairings, and the row of the
child never. City and county read figures that the database counts.
"""

from django.db import migrations

from network.deadlines import seeding

_TODAY = "(now() at time zone 'Asia/Shanghai')::date"
FUNCTIONS = """
create function helped_near(home int) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from network_unit u where u.id = home and u.level > 1 and (u.county_id = any (app_area())
    or u.township_id = any (app_area()) or u.id = any (app_area()) or u.village_id = any (app_lead())
    or u.id = any (app_lead()))) $$;
create function helped_by_office(home int) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from network_unit u where u.id = home and u.level > 1 and (u.county_id = any (app_area())
    or u.township_id = any (app_area()) or u.id = any (app_area()))) $$;
create function helped_seen(b uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from outreach_beneficiary x where x.id = b and helped_near(x.unit_id)) $$;
create function supporter_mine(s uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from outreach_supporter x where x.id = s and x.user_id = app_user()) $$;
create function supporter_seen(s uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from outreach_supporter x where x.id = s and (site_near(x.unit_id) or x.user_id = app_user()))
      or exists (select 1 from outreach_supportpairing p where p.supporter_id = s and helped_near(p.unit_id)) $$;
create function supporter_standing(s uuid) returns table (state text, check_until date) language sql stable
  security definer set search_path = public, pg_temp as $$
  select v.state::text, v.check_until from outreach_supporter x join network_volunteer v on v.id = x.volunteer_id
   where x.id = s and supporter_seen(s) $$;
create function pairing_seen(p uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from outreach_supportpairing x
    where x.id = p and (helped_near(x.unit_id) or supporter_mine(x.supporter_id))) $$;
create function pairing_kept(p uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from outreach_supportpairing x where x.id = p and helped_by_office(x.unit_id)) $$;
create function concern_seen(c uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from outreach_careconcern x
    where x.id = c and (helped_by_office(x.unit_id) or x.raised_by_id = app_user())) $$;
create function gift_seen(g uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from outreach_gift x where x.id = g and site_near(x.unit_id)) $$;
create function entry_seen(e uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from outreach_entry x where x.id = e and site_near(x.unit_id)) $$;
create function entry_mine(e uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from outreach_entry x where x.id = e and x.made_by_id = app_user()) $$;
create function helped_at(units int[]) returns int language plpgsql stable
  security definer set search_path = public, pg_temp as $$
begin
  if session_user = 'app' and not keeps_house() then
    raise exception 'only whoever keeps the tree counts what a unit holds' using errcode = '42501';
  end if;
  return (select count(*) from outreach_beneficiary b where b.unit_id = any (units) and b.state in ('proposed', 'confirmed'))
    + (select count(*) from outreach_supporter s where s.unit_id = any (units) and s.gone_on is null)
    + (select count(*) from outreach_account a where a.unit_id = any (units) and a.side = 'held' and a.balance > 0);
end $$;
"""
# Figures of a half-year. Every cell is counted from the rows; what is small is withheld where it is shown.
FIGURES = """
create function help_inside(here int) returns table (id int) language sql stable
  security definer set search_path = public, pg_temp as $$
  select u.id from network_unit h join network_unit u
      on u.city_id = h.id or u.county_id = h.id or u.township_id = h.id or u.village_id = h.id or u.id = h.id
   where h.id = here and site_near(here) $$;
create function help_children(here int, since date, until date, years int)
  returns table (category text, band text, sex text, enrolled int, paired int, mothers int, meetings int, cents bigint,
                 pieces bigint, concerns int)
  language sql stable security definer set search_path = public, pg_temp as $$
  with who as (
    select b.id, b.category::text, b.sex::text, extract(year from age(until, b.born_on))::int as old
      from outreach_beneficiary b join help_inside(here) i on i.id = b.unit_id
     where b.decided_at is not null and b.state in ('confirmed', 'ended')
       and (b.decided_at at time zone 'Asia/Shanghai')::date <= until and (b.ended_on is null or b.ended_on > until)
       and (b.category = 'woman' or age(until, b.born_on) < make_interval(years => years))),
  pairs as (
    select p.* from outreach_supportpairing p join who on who.id = p.beneficiary_id
     where p.begun_on <= until and (p.ended_on is null or p.ended_on > until)),
  used as (
    select e.beneficiary_id, a.item, p.amount from outreach_entry e join outreach_posting p on p.entry_id = e.id
      join outreach_account a on a.id = p.account_id and a.side = 'used' join who on who.id = e.beneficiary_id
     where e.kind = 'use' and e.on between since and until
       and not exists (select 1 from outreach_entry r where r.reverses_id = e.id))
  select who.category, case when old < 6 then '0-5' when old < 12 then '6-11' when old < 16 then '12-15'
      when old < 18 then '16-17' else '18+' end, who.sex, count(*)::int,
    count(*) filter (where exists (select 1 from pairs where pairs.beneficiary_id = who.id))::int,
    count(*) filter (where exists (select 1 from pairs where pairs.beneficiary_id = who.id and pairs.kind = 'caring_mother'))::int,
    coalesce(sum((select count(*) from outreach_carelog l join outreach_supportpairing p on p.id = l.pairing_id
      where p.beneficiary_id = who.id and l.on between since and until)), 0)::int,
    coalesce(sum((select sum(amount) from used where used.beneficiary_id = who.id and item = '')), 0)::bigint,
    coalesce(sum((select sum(amount) from used where used.beneficiary_id = who.id and item <> '')), 0)::bigint,
    coalesce(sum((select count(*) from outreach_careconcern c join outreach_supportpairing p on p.id = c.pairing_id
      where p.beneficiary_id = who.id and (c.raised_at at time zone 'Asia/Shanghai')::date between since and until)), 0)::int
    from who group by 1, 2, 3 $$;
create function help_supporters(here int, since date, until date)
  returns table (kind text, running int, begun int, ended int, given bigint, used bigint, rest bigint, pieces_given bigint,
                 pieces_used bigint, pieces_left bigint)
  language sql stable security definer set search_path = public, pg_temp as $$
  with pairs as (
    select s.kind::text, p.begun_on, p.ended_on from outreach_supportpairing p join help_inside(here) i on i.id = p.unit_id
      join outreach_supporter s on s.id = p.supporter_id where p.begun_on is not null),
  lines as (
    select coalesce(s.kind, '')::text as kind, a.side, a.item = '' as money, e.on, p.amount
      from outreach_posting p join outreach_entry e on e.id = p.entry_id join help_inside(here) i on i.id = e.unit_id
      join outreach_account a on a.id = p.account_id join outreach_gift g on g.id = p.gift_id
      left join outreach_supporter s on s.id = g.supporter_id where e.on <= until),
  kinds as (select kind from pairs union select kind from lines),
  counted as (
    select kind, count(*) filter (where begun_on <= until and (ended_on is null or ended_on > until)) as running,
      count(*) filter (where begun_on between since and until) as begun,
      count(*) filter (where ended_on between since and until) as ended from pairs group by 1),
  summed as (
    select kind, -sum(amount) filter (where side = 'given' and money and lines.on >= since) as given,
      sum(amount) filter (where side = 'used' and money and lines.on >= since) as used,
      sum(amount) filter (where side = 'held' and money) as rest,
      -sum(amount) filter (where side = 'given' and not money and lines.on >= since) as pieces_given,
      sum(amount) filter (where side = 'used' and not money and lines.on >= since) as pieces_used,
      sum(amount) filter (where side = 'held' and not money) as pieces_left from lines group by 1)
  select kinds.kind, coalesce(running, 0)::int, coalesce(begun, 0)::int, coalesce(ended, 0)::int, coalesce(given, 0)::bigint,
    coalesce(used, 0)::bigint, coalesce(rest, 0)::bigint, coalesce(pieces_given, 0)::bigint, coalesce(pieces_used, 0)::bigint,
    coalesce(pieces_left, 0)::bigint
    from kinds left join counted on counted.kind = kinds.kind left join summed on summed.kind = kinds.kind $$;
"""
_ASKED = """helped_near(int), helped_by_office(int), helped_seen(uuid), supporter_mine(uuid), supporter_seen(uuid),
  supporter_standing(uuid), pairing_seen(uuid), pairing_kept(uuid), concern_seen(uuid), gift_seen(uuid), entry_seen(uuid),
  entry_mine(uuid), helped_at(int[]), help_inside(int), help_children(int, date, date, int), help_supporters(int, date, date)"""
RIGHTS = f"""
revoke all on function {_ASKED} from public;
grant execute on function {_ASKED} to app;
"""
FUNCTIONS_BACK = """
drop function help_supporters(int, date, date), help_children(int, date, date, int), help_inside(int), helped_at(int[]),
  entry_mine(uuid), entry_seen(uuid), gift_seen(uuid), concern_seen(uuid), pairing_kept(uuid), pairing_seen(uuid),
  supporter_standing(uuid), supporter_seen(uuid), supporter_mine(uuid), helped_seen(uuid), helped_by_office(int), helped_near(int);
"""
TRIGGERS = f"""
-- A posting moves the balance of its account and what is left of its gift; whoever comes second waits for the first.
create function ledger_post() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
declare side text; fits boolean;
begin
  update outreach_account a set balance = a.balance + new.amount where a.id = new.account_id returning a.side into side;
  select a.unit_id = e.unit_id and a.unit_id = g.unit_id and a.purpose = g.purpose and a.item = g.item and a.measure = g.measure
    into fits from outreach_account a, outreach_entry e, outreach_gift g
   where a.id = new.account_id and e.id = new.entry_id and g.id = new.gift_id;
  if fits is not true then
    raise check_violation using message = 'account, entry and gift are of one book, one purpose and one thing';
  end if;
  if side = 'held' then
    update outreach_gift g set "left" = g."left" + new.amount where g.id = new.gift_id;
  end if;
  return new;
end $$;
create trigger ledger_post before insert on outreach_posting for each row execute function ledger_post();
-- At the end of the transaction every entry is whole: as many lines as it says, adding up to nothing.
create function ledger_whole(e uuid) returns void language plpgsql
  security definer set search_path = public, pg_temp as $$
declare entry outreach_entry; total bigint; many int; before outreach_entry; wrong int;
begin
  select * into entry from outreach_entry x where x.id = e;
  select coalesce(sum(p.amount), 0), count(*) into total, many from outreach_posting p where p.entry_id = e;
  if total <> 0 or many < 2 or many <> entry.lines then
    raise check_violation using message = 'an entry is uneven';
  end if;
  if entry.kind = 'reversal' then
    select * into before from outreach_entry x where x.id = entry.reverses_id;
    select count(*) into wrong from (select account_id, gift_id from outreach_posting where entry_id in (e, before.id)
      group by account_id, gift_id having sum(amount) <> 0) odd;
    if wrong > 0 or before.kind = 'reversal' or before.made_by_id = entry.made_by_id or before.unit_id <> entry.unit_id then
      raise check_violation using message = 'a reversal mirrors one line of somebody else';
    end if;
  end if;
end $$;
revoke all on function ledger_whole(uuid) from public;
create function ledger_entry_whole() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$ begin perform ledger_whole(new.id); return null; end $$;
create function ledger_posting_whole() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$ begin perform ledger_whole(new.entry_id); return null; end $$;
create constraint trigger ledger_whole after insert on outreach_entry deferrable initially deferred
  for each row execute function ledger_entry_whole();
create constraint trigger ledger_whole after insert on outreach_posting deferrable initially deferred
  for each row execute function ledger_posting_whole();
-- What stands in the ledger stands there for good, for its owner too.
create function ledger_kept() returns trigger language plpgsql as $$
begin raise exception 'the ledger only grows' using errcode = '42501'; end $$;
create trigger ledger_kept before update or delete on outreach_entry for each row execute function ledger_kept();
create trigger ledger_kept before update or delete on outreach_posting for each row execute function ledger_kept();
create trigger ledger_kept before delete on outreach_gift for each row execute function ledger_kept();
create trigger ledger_kept before delete on outreach_account for each row execute function ledger_kept();
-- Money comes by the newest way of its unit, on a day on which that way is open; and every gift is entered whole.
create function gift_routed() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  if new.item = '' and not exists (select 1 from (select * from outreach_moneyroute r where r.unit_id = new.unit_id
      order by r.entered_at desc, r.id desc limit 1) r
      where r.id = new.route_id and new.given_on between r.since and r.until) then
    raise check_violation using message = 'money comes by the way that is entered for its unit';
  end if;
  return new;
end $$;
create trigger gift_routed before insert on outreach_gift for each row execute function gift_routed();
create function gift_entered() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  if not exists (select 1 from outreach_posting p join outreach_entry e on e.id = p.entry_id and e.kind = 'gift'
      join outreach_account a on a.id = p.account_id and a.side = 'held'
      where p.gift_id = new.id and p.amount = new.amount) then
    raise check_violation using message = 'a gift is entered in the ledger';
  end if;
  return null;
end $$;
create constraint trigger gift_entered after insert on outreach_gift deferrable initially deferred
  for each row execute function gift_entered();
-- The county confirms; whoever put forward never does (a constraint of the table).
create function beneficiary_confirmed() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  if new.state = 'confirmed' and old.state <> 'confirmed' and app_user() is not null and not exists (
      select 1 from network_unit u where u.id = new.unit_id and u.county_id = any (app_area())) then
    raise exception 'the county confirms' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger beneficiary_confirmed before update on outreach_beneficiary
  for each row execute function beneficiary_confirmed();
-- A pairing with a child runs only while her check holds; a supporter herself changes the day of the last contact alone.
create function pairing_guarded() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  if app_user() is not null and not helped_near(new.unit_id)
     and to_jsonb(new) - 'last_contact_on' is distinct from to_jsonb(old) - 'last_contact_on' then
    raise exception 'the office keeps the pairing' using errcode = '42501';
  end if;
  if new.state = 'active' and old.state <> 'active' and (
       new.runs_since > {_TODAY}
       or new.is_child is distinct from (select age((new.proposed_at at time zone 'Asia/Shanghai')::date, b.born_on) < interval '18 years'
            from outreach_beneficiary b where b.id = new.beneficiary_id)
       or new.is_child and not exists (select 1 from outreach_supporter s join network_volunteer v on v.id = s.volunteer_id
            where s.id = new.supporter_id and v.state = 'active' and v.checked_on <= new.runs_since
              and v.check_until >= new.runs_since)) then
    raise check_violation using message = 'near a child only with a check that holds';
  end if;
  return new;
end $$;
create trigger pairing_guarded before update on outreach_supportpairing
  for each row execute function pairing_guarded();
"""
TRIGGERS_BACK = """
drop trigger pairing_guarded on outreach_supportpairing; drop trigger beneficiary_confirmed on outreach_beneficiary;
drop trigger gift_entered on outreach_gift; drop trigger gift_routed on outreach_gift;
drop trigger ledger_kept on outreach_account; drop trigger ledger_kept on outreach_gift;
drop trigger ledger_kept on outreach_posting; drop trigger ledger_kept on outreach_entry;
drop trigger ledger_whole on outreach_posting; drop trigger ledger_whole on outreach_entry;
drop trigger ledger_post on outreach_posting;
drop function pairing_guarded(), beneficiary_confirmed(), gift_entered(), gift_routed(), ledger_kept(), ledger_posting_whole(),
  ledger_entry_whole(), ledger_whole(uuid), ledger_post();
"""
_ROUND = "when 'visit_round' then round_seen(id) "
_OURS = (
    "when 'beneficiary' then helped_seen(id) when 'pairing' then pairing_seen(id) when 'care_concern' then concern_seen(id) "
    "when 'gift' then gift_seen(id) "
)
_ME = "(select app_user())"
# Table: who reads, who adds, who changes, which columns may change ("": nothing), what the log keeps in plain.
TABLES = {
    "outreach_supporter": (
        "supporter_seen(id) or site_near(unit_id)",
        f"entered_by_id = {_ME} and gone_on is null and site_near(unit_id)",
        "site_near(unit_id)",
        "name, phone, organisation, name_index, wrapped, volunteer_id, user_id, gone_on, why_gone",
        ("supporter", "id", "unit_id", "kind", "number", "volunteer_id", "gone_on", "why_gone"),
    ),
    "outreach_beneficiary": (
        "helped_near(unit_id)",
        f"proposed_by_id = {_ME} and state = 'proposed' and helped_near(unit_id)",
        "helped_near(unit_id)",
        "name, guardian, guardian_phone, name_index, wrapped, source, source_on, state, decided_by_id, decided_at,"
        " reviewed_on, ended_on, ended_for",
        (
            "beneficiary",
            "id",
            "unit_id",
            "number",
            "category",
            "state",
            "reviewed_on",
            "ended_on",
            "ended_for",
        ),
    ),
    "outreach_moneyroute": (
        "site_near(unit_id)",
        f"entered_by_id = {_ME} and site_near(unit_id)",
        "",
        "",
        ("money_route", "id", "unit_id", "is_qualified", "since", "until"),
    ),
    "outreach_account": (
        "site_near(unit_id)",
        "balance = 0 and site_near(unit_id)",
        "",
        "",
        ("account", "id", "unit_id", "purpose", "side", "balance"),
    ),
    "outreach_gift": (
        "site_near(unit_id)",
        f'received_by_id = {_ME} and "left" = 0 and thanked_on is null and site_near(unit_id)',
        "site_near(unit_id)",
        "thanked_on, thanked_how",
        ("gift", "id", "unit_id", "purpose", "amount", "left", "receipt", "thanked_on"),
    ),
    "outreach_entry": (
        "site_near(unit_id)",
        f"made_by_id = {_ME} and site_near(unit_id)",
        "",
        "",
        ("gift_entry", "id", "unit_id", "kind", "on", "lines", "use", "people", "reverses_id"),
    ),
    "outreach_posting": (
        "entry_seen(entry_id)",
        "entry_mine(entry_id) and gift_seen(gift_id)",
        "",
        "",
        ("gift_entry", "entry_id", "account_id", "gift_id", "amount"),
    ),
    "outreach_supportpairing": (
        "helped_near(unit_id) or supporter_mine(supporter_id)",
        f"proposed_by_id = {_ME} and state = 'proposed' and helped_by_office(unit_id)",
        "helped_near(unit_id) or supporter_mine(supporter_id)",
        "state, keeper_id, checked_by_id, agreed_on, agreed_how, guardian_agreed, photos_agreed, begun_on, runs_since,"
        " last_contact_on, ended_on, ended_for, said, said_by",
        (
            "pairing",
            "id",
            "unit_id",
            "kind",
            "state",
            "ends_on",
            "begun_on",
            "runs_since",
            "last_contact_on",
            "ended_on",
            "ended_for",
        ),
    ),
    "outreach_carelog": (
        "pairing_seen(pairing_id)",
        f"written_by_id = {_ME} and pairing_seen(pairing_id)",
        "",
        "",
        ("pairing", "pairing_id", "on"),
    ),
    "outreach_progresscard": (
        "pairing_seen(pairing_id)",
        f"written_by_id = {_ME} and pairing_kept(pairing_id)",
        "",
        "",
        ("pairing", "pairing_id", "on", "year"),
    ),
    "outreach_careconcern": (
        f"helped_by_office(unit_id) or raised_by_id = {_ME}",
        f"raised_by_id = {_ME} and settled_at is null and pairing_seen(pairing_id)",
        "helped_by_office(unit_id)",
        "officer_id, answer, settled_by_id, settled_at",
        ("care_concern", "id", "unit_id", "raised_at", "answer", "settled_at"),
    ),
}


def _reworded(old: str, new: str) -> str:
    """`subject_visible` as it stands, with one phrase replaced; says so when the phrase is not there."""
    return f"""
do $do$ declare body text := pg_get_functiondef('subject_visible(text, uuid)'::regprocedure); begin
  if position($old${old}$old$ in body) = 0 then raise exception 'subject_visible has other words'; end if;
  execute replace(body, $old${old}$old$, $new${new}$new$);
end $do$;"""


def _walls(table: str) -> str:
    read, make, change, columns, told = TABLES[table]
    logged = ", ".join(f"'{each}'" for each in told)
    changes = (
        f"create policy help_change on {table} for update to app using ({change}) with check ({change});"
    )
    return f"""
alter table {table} enable row level security; alter table {table} force row level security;
create policy help_read on {table} for select to app using ({read});
create policy help_make on {table} for insert to app with check ({make});
{changes if change else ""}
create trigger audit_change after insert or update or delete on {table} for each row
  execute function audit_change({logged});
grant select, insert on {table} to app;
{f"grant update ({columns}) on {table} to app;" if change else ""}"""


def _walls_back(table: str) -> str:
    return f"""
revoke all on {table} from app;
drop trigger audit_change on {table};
{f"drop policy help_change on {table};" if TABLES[table][2] else ""}
drop policy help_make on {table}; drop policy help_read on {table};
alter table {table} no force row level security; alter table {table} disable row level security;"""


def complete(apps, schema_editor):
    """Add the limits of helping hands; change none that stands."""
    seeding.complete_policy(apps.get_model("network", "Limit"), apps.get_model("network", "LadderStep"))


class Migration(migrations.Migration):
    """Functions, figures, triggers, row security, rights, limits; the rows of the limits stay when this is taken back."""

    dependencies = [("outreach", "0030_helping"), ("cases", "0278_volunteer_subjects")]
    operations = [
        migrations.RunSQL(FUNCTIONS + FIGURES + RIGHTS, FUNCTIONS_BACK),
        migrations.RunSQL(_reworded(_ROUND, _OURS + _ROUND), _reworded(_OURS + _ROUND, _ROUND)),
        migrations.RunSQL(TRIGGERS, TRIGGERS_BACK),
        migrations.RunSQL(
            "".join(_walls(table) for table in TABLES), "".join(_walls_back(table) for table in TABLES)
        ),
        migrations.RunPython(complete, migrations.RunPython.noop),
    ]
