"""Walls of volunteers, teams, hours and patrols: along the line, for whoever serves herself, and for those beside her.

Beside her is who belongs to a team of hers or walks a patrol with her. Hours grow only: a correction is a row of its own,
by somebody who is neither the woman herself nor whoever credited it.
"""

from django.db import migrations

from network.deadlines import seeding

FUNCTIONS = """
create function volunteer_is_me(v uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from network_volunteer x where x.id = v and x.user_id = app_user()) $$;
create function team_is_mine(t uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from network_teammember m join network_volunteer x on x.id = m.volunteer_id
    where m.team_id = t and m.until is null and x.user_id = app_user()) $$;
create function patrol_is_mine(p uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from network_patrolwalker w join network_volunteer x on x.id = w.volunteer_id
    where w.patrol_id = p and x.user_id = app_user()) $$;
create function volunteer_kept(v uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from network_volunteer x where x.id = v and site_near(x.unit_id)) $$;
create function volunteer_near(v uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select volunteer_kept(v) or volunteer_is_me(v)
    or exists (select 1 from network_teammember m where m.volunteer_id = v and m.until is null and team_is_mine(m.team_id))
    or exists (select 1 from network_patrolwalker w where w.volunteer_id = v and patrol_is_mine(w.patrol_id)) $$;
create function team_kept(t uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from network_volunteerteam x where x.id = t and site_near(x.unit_id)) $$;
create function team_near(t uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$ select team_kept(t) or team_is_mine(t) $$;
create function patrol_kept(p uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from network_patrol x where x.id = p and site_near(x.unit_id)) $$;
create function patrol_near(p uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$ select patrol_kept(p) or patrol_is_mine(p) $$;
create function found_place_near(f uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from network_foundplace x where x.id = f and patrol_near(x.patrol_id)) $$;

-- Whose service somebody may credit: of those she sees, and of those who are at home where she holds a post.
create function volunteer_served(v uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select volunteer_near(v) or exists (
    select 1 from network_volunteer x join network_unit u on u.id = x.unit_id
      join network_appointment a on a.user_id = app_user() and a.starts_on <= (now() at time zone 'Asia/Shanghai')::date
        and (a.ends_on is null or a.ends_on >= (now() at time zone 'Asia/Shanghai')::date)
      join network_unit home on home.id = a.unit_id
     where x.id = v and (a.unit_id in (u.id, u.village_id, u.township_id) or home.village_id = u.village_id)) $$;
create function volunteer_of(person bigint) returns uuid language sql stable
  security definer set search_path = public, pg_temp as $$
  select x.id from network_volunteer x
   where x.user_id = person and x.state in ('active', 'paused') and volunteer_served(x.id) $$;
create function hours_correctable(entry uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from network_hoursentry e join network_volunteer x on x.id = e.volunteer_id
    where e.id = entry and e.corrects_id is null and in_my_area(x.unit_id)
      and x.user_id is distinct from app_user() and e.credited_by_id is distinct from app_user()) $$;
-- Her account goes with her consent; she herself does not see the row any more afterwards.
create function volunteer_forget(v uuid) returns boolean language plpgsql volatile
  security definer set search_path = public, pg_temp as $$
begin
  if not (volunteer_kept(v) or volunteer_is_me(v)) then
    raise exception 'she is not hers to forget' using errcode = '42501';
  end if;
  update network_volunteer set user_id = null where id = v and state = 'left' and why_left = 'consent';
  return found;
end $$;
-- What keeps a unit from being closed, for whoever keeps the tree and sees no volunteer.
create function volunteers_at(units int[]) returns int language plpgsql stable
  security definer set search_path = public, pg_temp as $$
begin
  if session_user = 'app' and not keeps_house() then
    raise exception 'only whoever keeps the tree counts what a unit holds' using errcode = '42501';
  end if;
  return (select count(*) from network_volunteer v where v.unit_id = any (units) and v.state <> 'left')
    + (select count(*) from network_volunteerteam t where t.unit_id = any (units) and t.ended_on is null);
end $$;
revoke all on function volunteers_at(int[]), volunteer_is_me(uuid), team_is_mine(uuid), patrol_is_mine(uuid), volunteer_kept(uuid),
  volunteer_near(uuid), team_kept(uuid), team_near(uuid), patrol_kept(uuid), patrol_near(uuid), found_place_near(uuid),
  volunteer_served(uuid), volunteer_of(bigint), hours_correctable(uuid), volunteer_forget(uuid) from public;
grant execute on function volunteers_at(int[]), volunteer_is_me(uuid), team_is_mine(uuid), patrol_is_mine(uuid), volunteer_kept(uuid),
  volunteer_near(uuid), team_kept(uuid), team_near(uuid), patrol_kept(uuid), patrol_near(uuid), found_place_near(uuid),
  volunteer_served(uuid), volunteer_of(bigint), hours_correctable(uuid), volunteer_forget(uuid) to app;

-- Whose periods about volunteers somebody holds.
create index clock_service_owner on network_clock (owner_id)
  where subject_kind in ('volunteer', 'team', 'found_place') and state in ('running', 'paused');
"""
FUNCTIONS_BACK = """
drop index clock_service_owner;
drop function volunteers_at(int[]), volunteer_forget(uuid), hours_correctable(uuid), volunteer_of(bigint), volunteer_served(uuid),
  found_place_near(uuid), patrol_near(uuid), patrol_kept(uuid), team_near(uuid), team_kept(uuid), volunteer_near(uuid),
  volunteer_kept(uuid), patrol_is_mine(uuid), team_is_mine(uuid), volunteer_is_me(uuid);
"""
_ME = "(select app_user())"
_OF_PATROL = "exists (select 1 from network_patrol p where p.id = patrol_id and p.unit_id = network_foundplace.unit_id)"
# Table: who reads, who adds, who changes, which columns may change (all: ""), what the log keeps in plain.
TABLES = {
    "network_volunteer": (
        "volunteer_near(id) or site_near(unit_id)",
        f"entered_by_id = {_ME} and state = 'applied' and site_near(unit_id)",
        f"site_near(unit_id) or user_id = {_ME}",
        "",
        ("volunteer", "id", "unit_id", "state", "applied_on", "check_until", "ended_on"),
    ),
    "network_volunteertraining": (
        "volunteer_near(volunteer_id)",
        f"entered_by_id = {_ME} and volunteer_kept(volunteer_id)",
        "",
        "",
        ("volunteer", "volunteer_id", "topic", "held_on"),
    ),
    "network_contactarea": (
        "volunteer_near(volunteer_id)",
        f"entered_by_id = {_ME} and volunteer_kept(volunteer_id)",
        "volunteer_kept(volunteer_id) or volunteer_is_me(volunteer_id)",
        "until",
        ("volunteer", "volunteer_id", "unit_id", "households", "since", "until"),
    ),
    "network_volunteerteam": (
        "site_near(unit_id) or team_is_mine(id)",
        f"entered_by_id = {_ME} and site_near(unit_id)",
        "site_near(unit_id)",
        "insured_until, ended_on",
        ("team", "id", "unit_id", "kind", "near_children", "insured_until", "ended_on"),
    ),
    "network_teammember": (
        "team_near(team_id) or volunteer_near(volunteer_id)",
        "team_kept(team_id)",
        "team_kept(team_id) or volunteer_kept(volunteer_id) or volunteer_is_me(volunteer_id)",
        "until, leads",
        ("team", "team_id", "volunteer_id", "since", "until", "leads"),
    ),
    "network_teamlog": (
        "team_near(team_id)",
        f"written_by_id = {_ME} and team_near(team_id)",
        "",
        "",
        ("team", "team_id", "month", "meetings", "activities", "reached"),
    ),
    "network_hoursentry": (
        "volunteer_near(volunteer_id)",
        f"credited_by_id = {_ME} and case when corrects_id is null then volunteer_served(volunteer_id)"
        " else hours_correctable(corrects_id) end",
        "",
        "",
        ("volunteer", "volunteer_id", "minutes", "served_on", "source_kind", "corrects_id", "why"),
    ),
    "network_volunteerexport": (
        f"by_id = {_ME} or in_my_area(unit_id)",
        f"by_id = {_ME} and in_my_area(unit_id)",
        "",
        "",
        ("volunteer_export", "id", "unit_id", "first_day", "last_day", "rows"),
    ),
    "network_patrol": (
        "site_near(unit_id) or patrol_is_mine(id)",
        f"planned_by_id = {_ME} and state = 'planned' and site_near(unit_id)",
        "site_near(unit_id) or patrol_is_mine(id)",
        "state, started_at, ended_at, ended_by_id, closed_at, weather, helped",
        ("patrol", "id", "unit_id", "state", "begins_at", "ends_at", "started_at", "ended_at"),
    ),
    "network_patrolstop": (
        "patrol_near(patrol_id)",
        "patrol_kept(patrol_id)",
        "",
        "",
        ("patrol", "patrol_id", "site_id"),
    ),
    "network_patrolwalker": (
        "patrol_near(patrol_id)",
        "patrol_kept(patrol_id)",
        "",
        "",
        ("patrol", "patrol_id", "volunteer_id"),
    ),
    "network_patrolcall": (
        "patrol_near(patrol_id)",
        f"entered_by_id = {_ME} and patrol_near(patrol_id)",
        "",
        "",
        ("patrol", "patrol_id", "number", "called_at"),
    ),
    "network_foundplace": (
        "patrol_near(patrol_id)",
        f"seen_by_id = {_ME} and state = 'noted' and patrol_near(patrol_id) and {_OF_PATROL}",
        "patrol_near(patrol_id)",
        "state, given_at, given_by_id, settled, answer, settled_at, settled_by_id",
        ("found_place", "id", "unit_id", "hazard", "state", "given_at", "settled", "settled_at"),
    ),
}
# What the night's work reads, and what it closes.
WORKER = """
create policy service_worker on network_patrol to worker using (true) with check (true);
create policy service_worker on network_patrolwalker for select to worker using (true);
create policy service_worker on network_volunteer for select to worker using (true);
grant select, update (state, closed_at) on network_patrol to worker;
grant select on network_patrolwalker, network_volunteer to worker;
"""
WORKER_BACK = """
revoke all on network_patrol, network_patrolwalker, network_volunteer from worker;
drop policy service_worker on network_volunteer; drop policy service_worker on network_patrolwalker;
drop policy service_worker on network_patrol;
"""


def _walls(table: str) -> str:
    read, make, change, columns, told = TABLES[table]
    logged = ", ".join(f"'{each}'" for each in told)
    changes = (
        f"create policy service_change on {table} for update to app using ({change}) with check ({change});"
    )
    update = f"grant update{f' ({columns})' if columns else ''} on {table} to app;"
    return f"""
alter table {table} enable row level security; alter table {table} force row level security;
create policy service_read on {table} for select to app using ({read});
create policy service_make on {table} for insert to app with check ({make});
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
{f"drop policy service_change on {table};" if change else ""}
drop policy service_make on {table}; drop policy service_read on {table};
alter table {table} no force row level security; alter table {table} disable row level security;"""


def complete(apps, schema_editor):
    """Add the limits of volunteers and patrols; change none that stands."""
    seeding.complete_policy(apps.get_model("network", "Limit"), apps.get_model("network", "LadderStep"))


class Migration(migrations.Migration):
    """Functions, row security, rights, limits; the rows of the limits stay when this is taken back."""

    dependencies = [("network", "0155_volunteers")]
    operations = [
        migrations.RunSQL(FUNCTIONS, FUNCTIONS_BACK),
        migrations.RunSQL(
            "".join(_walls(table) for table in TABLES), "".join(_walls_back(table) for table in TABLES)
        ),
        migrations.RunSQL(WORKER, WORKER_BACK),
        migrations.RunPython(complete, migrations.RunPython.noop),
    ]
