"""Walls of the rota: read along the line of the unit and by its experts, kept by the unit's own desk."""

from django.db import migrations

from network.deadlines import seeding

FUNCTIONS = """
create function rota_near(home int) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select in_my_area(home)
      or exists (select 1 from network_unit u where u.id = any (app_area()) and home in (u.county_id, u.city_id))
      or exists (select 1 from network_expert e where e.unit_id = home and e.user_id = app_user())
      or exists (select 1 from network_appointment a where a.unit_id = home and a.user_id = app_user()
           and a.role = 'duty_officer' and a.starts_on <= (now() at time zone 'Asia/Shanghai')::date
           and (a.ends_on is null or a.ends_on >= (now() at time zone 'Asia/Shanghai')::date)) $$;
create function rota_mine(expert uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from network_expert e where e.id = expert and e.user_id = app_user()) $$;
create function rota_asked(shift uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from network_shiftswap s join network_expert e on e.id = s.to_id
                  where s.shift_id = shift and s.accepted is null and e.user_id = app_user()) $$;
revoke all on function rota_near(int), rota_mine(uuid), rota_asked(uuid) from public;
grant execute on function rota_near(int), rota_mine(uuid), rota_asked(uuid) to app;
"""
DESK = "unit_id = any ((select app_area())::int[])"
HERS = f"({DESK} or rota_mine(expert_id))"
# Table: who writes it, who may take rows away, what the log keeps in plain.
TABLES = {
    "network_expert": (
        DESK,
        DESK,
        "",
        ("expert", "id", "kind", "user_id", "unit_id", "licence_until", "term_until"),
    ),
    "network_availability": (HERS, HERS, HERS, ("expert", "expert_id", "weekday", "begins", "ends")),
    "network_availabilityexception": (HERS, HERS, HERS, ("expert", "expert_id", "day")),
    "network_dutyshift": (
        f"{HERS} and (stands_for_id is null or rota_asked(stands_for_id))",
        f"({HERS} or rota_asked(id))",
        DESK,
        ("shift", "id", "state", "expert_id", "day", "begins", "ends", "minutes"),
    ),
    "network_shiftswap": (
        "asked_by_id = (select app_user()) and rota_near(unit_id)",
        f"({DESK} or asked_by_id = (select app_user()) or rota_mine(to_id))",
        "",
        ("shift", "shift_id", "to_id", "accepted"),
    ),
    "network_slotbooking": (
        "booked_by_id = (select app_user()) and rota_near(unit_id)",
        "rota_near(unit_id)",
        "",
        ("booking", "id", "state", "kind", "starts_at"),
    ),
    "network_dutyslot": (
        "exists (select 1 from network_dutyshift s where s.id = shift_id"
        f" and (s.{DESK} or rota_mine(s.expert_id)))",
        "rota_near(unit_id)",
        "",
        ("shift", "shift_id", "booking_id"),
    ),
}
WALLS = "\n".join(
    f"""
alter table {table} enable row level security;
alter table {table} force row level security;
create policy rota_read on {table} for select to app using (rota_near(unit_id));
create policy rota_make on {table} for insert to app with check ({make});
create policy rota_change on {table} for update to app using ({change}) with check ({change});
{f"create policy rota_drop on {table} for delete to app using ({drop});" if drop else ""}
create trigger audit_change after insert or update or delete on {table} for each row execute function
  audit_change({", ".join(f"'{word}'" for word in logged)});
grant select, insert{", delete" if drop else ""} on {table} to app;"""
    for table, (make, change, drop, logged) in TABLES.items()
)
RIGHTS = """
grant update on network_expert, network_availability, network_availabilityexception, network_dutyshift,
  network_shiftswap, network_slotbooking to app;
grant update (booking_id, shift_id) on network_dutyslot to app;
-- A chair goes to another shift only when that one stands for its own: what a colleague accepted, and nothing else.
create function chair_stays() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  if not exists (select 1 from network_dutyshift s where s.id = new.shift_id and s.stands_for_id = old.shift_id) then
    raise insufficient_privilege;
  end if;
  return new;
end $$;
create trigger chair_stays before update of shift_id on network_dutyslot for each row
  when (old.shift_id is distinct from new.shift_id) execute function chair_stays();
create policy rota_worker on network_expert for select to worker using (true);
create policy rota_worker on network_dutyshift to worker using (true) with check (true);
grant select on network_expert, network_dutyshift to worker;
grant update (state) on network_dutyshift to worker;
grant usage on all sequences in schema public to app, worker;
"""
BACK = (
    "drop trigger chair_stays on network_dutyslot; drop function chair_stays();\n"
    "drop policy rota_worker on network_dutyshift; drop policy rota_worker on network_expert;\n"
    + "\n".join(
        f"""
revoke all on {table} from app, worker;
drop trigger audit_change on {table};
{f"drop policy rota_drop on {table};" if drop else ""}
drop policy rota_change on {table}; drop policy rota_make on {table}; drop policy rota_read on {table};
alter table {table} no force row level security; alter table {table} disable row level security;"""
        for table, (_make, _change, drop, _logged) in TABLES.items()
    )
    + "\ndrop function rota_asked(uuid), rota_mine(uuid), rota_near(int);"
)


def complete(apps, schema_editor):
    """Add the limits of rota and consultations; change none that stands."""
    seeding.complete_policy(apps.get_model("network", "Limit"), apps.get_model("network", "LadderStep"))


class Migration(migrations.Migration):
    """Row security, rights, and the limits; the rows of the limits stay when this is taken back."""

    dependencies = [("network", "0088_rota")]
    operations = [
        migrations.RunSQL(FUNCTIONS + WALLS + RIGHTS, BACK),
        migrations.RunPython(complete, migrations.RunPython.noop),
    ]
