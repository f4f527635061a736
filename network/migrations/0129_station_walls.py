"""Walls of places, stations and selections: read along the line, written by whoever keeps, organises or confirms there.

Places are read by every colleague, as service windows are; what stands about persons only by the village, the township
and above. Two times of a station's head never touch the same day, by two constraints of the database.
"""

from django.db import migrations

from network.deadlines import seeding

FUNCTIONS = """
create function site_near(home int) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from network_unit u where u.id = home and (u.city_id = any (app_area())
    or u.county_id = any (app_area()) or u.township_id = any (app_area())
    or u.village_id = any (app_lead()) or u.id = any (app_lead()))) $$;
create function selection_near(s uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from network_stationheadselection x where x.id = s and site_near(x.unit_id)) $$;
create function inspection_near(i uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from network_inspection x where x.id = i and site_near(x.unit_id)) $$;
create function place_near(s uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from network_site x where x.id = s and site_near(x.unit_id)) $$;
create function head_near(h uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from network_stationhead x where x.id = h and site_near(x.unit_id)) $$;

-- What everybody may read while a notice runs: who was chosen, where, and until when; of one, or of a township.
create function selection_notices(town int, one uuid)
  returns table (id uuid, hamlet text, village text, township text, township_id int, name text, public_from date,
                 public_until date)
  language sql stable security definer set search_path = public, pg_temp as $$
  select s.id, u.short_name::text, v.short_name::text, t.short_name::text, t.id, n.name::text, s.public_from,
         s.public_until
    from network_stationheadselection s join network_unit u on u.id = s.unit_id join network_nominee n on n.id = s.chosen_id
      join network_unit v on v.id = u.parent_id join network_unit t on t.id = u.township_id
   where s.state in ('public_notice', 'objection')
     and case when one is null then u.township_id = town else s.id = one end $$;
revoke all on function site_near(int), selection_near(uuid), inspection_near(uuid), place_near(uuid), head_near(uuid),
  selection_notices(int, uuid) from public;
grant execute on function site_near(int), selection_near(uuid), inspection_near(uuid), place_near(uuid), head_near(uuid),
  selection_notices(int, uuid) to app;

-- Confirmed after the last day of the notice, with every objection answered, by the township or above.
create function selection_confirmed() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  if exists (select 1 from network_objection o where o.selection_id = new.id and o.upheld is null) then
    raise check_violation using message = 'an objection is not answered';
  end if;
  if app_user() is not null and not in_my_area(new.unit_id) then
    raise exception 'the township confirms' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger selection_confirmed before update of state on network_stationheadselection for each row
  when (old.state is distinct from new.state and new.state in ('confirmed', 'in_term'))
  execute function selection_confirmed();
alter table network_stationheadselection add constraint selection_after_the_notice check (
  confirmed_at is null or (confirmed_at at time zone 'Asia/Shanghai')::date > public_until);

-- 0 or 1 head of a station on any day.
alter table network_stationhead add constraint head_one_of_a_station exclude using gist (
  int4range(unit_id, unit_id, '[]') with &&, daterange(starts_on, ended_on, '[]') with &&);
alter table network_appointment add constraint appointment_one_head exclude using gist (
  int4range(unit_id, unit_id, '[]') with &&, daterange(starts_on, ends_on, '[]') with &&)
  where (role = 'station_head' and is_primary);

-- Whose periods about stations somebody holds; which visits are owed below a unit.
create index clock_station_owner on network_clock (owner_id)
  where subject_kind in ('selection', 'station_head', 'inspection', 'site') and state in ('running', 'paused');
create index clock_site_unit on network_clock (unit_id, due_at) where subject_kind = 'site' and state = 'running';
"""
FUNCTIONS_BACK = """
drop index clock_site_unit, clock_station_owner;
alter table network_appointment drop constraint appointment_one_head;
alter table network_stationhead drop constraint head_one_of_a_station;
alter table network_stationheadselection drop constraint selection_after_the_notice;
drop trigger selection_confirmed on network_stationheadselection;
drop function selection_confirmed(), selection_notices(int, uuid), head_near(uuid), place_near(uuid),
  inspection_near(uuid), selection_near(uuid), site_near(int);
"""
_ME = "(select app_user())"
_COLLEAGUE = f"{_ME} is not null"
_SHOWN = "exists (select 1 from network_site s where s.id = site_id and s.published_since is not null)"
# Table: who reads, who adds, who changes, which columns may change (all: ""), what the log keeps in plain.
TABLES = {
    "network_site": (
        f"published_since is not null or {_COLLEAGUE}",
        f"changed_by_id = {_ME} and site_near(unit_id)",
        "site_near(unit_id)",
        "",
        ("site", "id", "unit_id", "opened_on", "closed_on", "published_since"),
    ),
    "network_sitefunction": (
        f"{_COLLEAGUE} or {_SHOWN}",
        "place_near(site_id)",
        "place_near(site_id)",
        "until",
        ("site", "site_id", "unit_id", "function", "since", "until"),
    ),
    "network_stationhead": (
        f"site_near(unit_id) or user_id = {_ME}",
        "in_my_area(unit_id)",
        "in_my_area(unit_id)",
        "ended_on, ended_for",
        ("station_head", "id", "unit_id", "user_id", "starts_on", "ends_on", "ended_on", "ended_for"),
    ),
    "network_stationheadselection": (
        "site_near(unit_id)",
        f"announced_by_id = {_ME} and state = 'announced' and site_near(unit_id)",
        "site_near(unit_id)",
        "",
        ("selection", "id", "unit_id", "state", "public_from", "public_until", "confirmed_at"),
    ),
    "network_nominee": (
        "selection_near(selection_id)",
        "selection_near(selection_id)",
        "selection_near(selection_id)",
        "name, reasons, votes, struck, account_id",
        ("selection", "selection_id", "struck"),
    ),
    "network_objection": (
        "selection_near(selection_id)",
        f"taken_by_id = {_ME} and upheld is null and selection_near(selection_id)",
        "selection_near(selection_id)",
        "upheld, answer, answered_by_id, answered_at",
        ("selection", "selection_id", "ground", "upheld", "answered_at"),
    ),
    "network_inspection": (
        "site_near(unit_id)",
        f"inspector_id = {_ME} and in_my_area(unit_id)",
        "",
        "",
        ("inspection", "id", "unit_id", "site_id", "held_on"),
    ),
    "network_finding": (
        "inspection_near(inspection_id)",
        "inspection_near(inspection_id) and mended_on is null",
        "inspection_near(inspection_id)",
        "mended_on, mended_by_id",
        ("inspection", "inspection_id", "item", "is_fine", "due_on", "mended_on"),
    ),
    "network_succession": (
        "site_near(unit_id)",
        f"signed_by_id = {_ME} and in_my_area(unit_id)",
        "",
        "",
        ("succession", "id", "unit_id", "from_user_id", "to_user_id", "signed_at"),
    ),
}


def _walls(table: str) -> str:
    read, make, change, columns, told = TABLES[table]
    logged = ", ".join(f"'{each}'" for each in told)
    changes = (
        f"create policy station_change on {table} for update to app using ({change}) with check ({change});"
    )
    update = f"grant update{f' ({columns})' if columns else ''} on {table} to app;"
    return f"""
alter table {table} enable row level security; alter table {table} force row level security;
create policy station_read on {table} for select to app using ({read});
create policy station_make on {table} for insert to app with check ({make});
{changes if change else ""}
create trigger audit_change after insert or update or delete on {table} for each row
  execute function audit_change({logged});
grant select, insert on {table} to app;
{update if change else ""}"""


def _walls_back(table: str) -> str:
    change = TABLES[table][2]
    return f"""
revoke all on {table} from app;
drop trigger audit_change on {table};
{f"drop policy station_change on {table};" if change else ""}
drop policy station_make on {table}; drop policy station_read on {table};
alter table {table} no force row level security; alter table {table} disable row level security;"""


RIGHTS = "grant usage on all sequences in schema public to app;"


def complete(apps, schema_editor):
    """Add the limits of stations and selections; change none that stands."""
    seeding.complete_policy(apps.get_model("network", "Limit"), apps.get_model("network", "LadderStep"))


class Migration(migrations.Migration):
    """Functions, constraints, row security, rights, limits; the rows of the limits stay when this is taken back."""

    dependencies = [("network", "0128_stations")]
    operations = [
        migrations.RunSQL(FUNCTIONS, FUNCTIONS_BACK),
        migrations.RunSQL(
            "".join(_walls(table) for table in TABLES), "".join(_walls_back(table) for table in TABLES)
        ),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
        migrations.RunPython(complete, migrations.RunPython.noop),
    ]
