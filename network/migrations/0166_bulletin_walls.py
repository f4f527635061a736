"""Walls of bulletins: read by their office and by whomever they speak to; published and withdrawn by a leader alone."""

from django.db import migrations

from network.deadlines import seeding

FUNCTIONS = """
create function bulletin_reaches(b uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from network_bulletin n
    join network_appointment a on a.user_id = app_user() and jsonb_exists(n.roles, a.role)
      and a.starts_on <= (now() at time zone 'Asia/Shanghai')::date
      and (a.ends_on is null or a.ends_on >= (now() at time zone 'Asia/Shanghai')::date)
    join network_user p on p.id = a.user_id and p.is_active
    join network_unit h on h.id = a.unit_id
   where n.id = b and n.state in ('published', 'withdrawn')
     and n.below_id in (h.province_id, h.city_id, h.county_id, h.township_id, h.village_id, h.id)) $$;
create function bulletin_kept(b uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from network_bulletin n
                  where n.id = b and (n.unit_id = any (app_area()) or n.unit_id = any (app_lead()))) $$;
revoke all on function bulletin_reaches(uuid), bulletin_kept(uuid) from public;
grant execute on function bulletin_reaches(uuid), bulletin_kept(uuid) to app;

-- Whoever leads the unit answers for what goes out and for what is taken back.
create function bulletin_led() returns trigger language plpgsql
  security definer set search_path = public, pg_temp as $$
begin
  if app_user() is not null and not new.unit_id = any (app_lead()) then
    raise exception 'the leader of the unit publishes' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger bulletin_led before update of state on network_bulletin for each row
  when (old.state is distinct from new.state and new.state in ('published', 'withdrawn', 'replaced'))
  execute function bulletin_led();
"""
FUNCTIONS_BACK = """
drop trigger bulletin_led on network_bulletin;
drop function bulletin_led(), bulletin_kept(uuid), bulletin_reaches(uuid);
"""
_ME = "(select app_user())"
_KEPT = "(unit_id = any ((select app_area())::int[]) or unit_id = any ((select app_lead())::int[]))"
WALLS = f"""
alter table network_bulletin enable row level security; alter table network_bulletin force row level security;
create policy bulletin_read on network_bulletin for select to app using ({_KEPT} or bulletin_reaches(id));
create policy bulletin_make on network_bulletin for insert to app
  with check (written_by_id = {_ME} and state = 'draft' and {_KEPT});
create policy bulletin_change on network_bulletin for update to app using ({_KEPT}) with check ({_KEPT});
create trigger audit_change after insert or update or delete on network_bulletin for each row
  execute function audit_change('bulletin', 'id', 'unit_id', 'below_id', 'version', 'state', 'reminded_on');
grant select, insert, update on network_bulletin to app;

alter table network_bulletinreading enable row level security;
alter table network_bulletinreading force row level security;
create policy reading_read on network_bulletinreading for select to app
  using (user_id = {_ME} or bulletin_kept(bulletin_id));
create policy reading_make on network_bulletinreading for insert to app
  with check (user_id = {_ME} and bulletin_reaches(bulletin_id));
create trigger audit_change after insert or update or delete on network_bulletinreading for each row
  execute function audit_change('bulletin', 'bulletin_id', 'user_id', 'opened_at');
grant select, insert on network_bulletinreading to app;
grant usage on all sequences in schema public to app;
"""
WALLS_BACK = """
revoke all on network_bulletinreading, network_bulletin from app;
drop trigger audit_change on network_bulletinreading;
drop policy reading_make on network_bulletinreading; drop policy reading_read on network_bulletinreading;
alter table network_bulletinreading no force row level security;
alter table network_bulletinreading disable row level security;
drop trigger audit_change on network_bulletin;
drop policy bulletin_change on network_bulletin; drop policy bulletin_make on network_bulletin;
drop policy bulletin_read on network_bulletin;
alter table network_bulletin no force row level security; alter table network_bulletin disable row level security;
"""


def complete(apps, schema_editor):
    """Add the limits of bulletins, rounds and sheets; change none that stands."""
    seeding.complete_policy(apps.get_model("network", "Limit"), apps.get_model("network", "LadderStep"))


class Migration(migrations.Migration):
    """Functions, row security, rights, limits; the rows of the limits stay when this is taken back."""

    dependencies = [("network", "0165_bulletins")]
    operations = [
        migrations.RunSQL(FUNCTIONS, FUNCTIONS_BACK),
        migrations.RunSQL(WALLS, WALLS_BACK),
        migrations.RunPython(complete, migrations.RunPython.noop),
    ]
