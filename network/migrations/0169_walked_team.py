"""A patrol is read with its team, also by one who walked it and has left the team since."""

from django.db import migrations

WALLS = """
create function team_walked(t uuid) returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from network_patrol p join network_patrolwalker w on w.patrol_id = p.id
    join network_volunteer x on x.id = w.volunteer_id where p.team_id = t and x.user_id = app_user()) $$;
revoke all on function team_walked(uuid) from public;
grant execute on function team_walked(uuid) to app;
create policy service_walked on network_volunteerteam for select to app using (team_walked(id));
"""
WALLS_BACK = """
drop policy service_walked on network_volunteerteam;
drop function team_walked(uuid);
"""


class Migration(migrations.Migration):
    """One more reader of a team's own row; its members stay where they were."""

    dependencies = [("network", "0168_device_walls")]
    operations = [migrations.RunSQL(WALLS, WALLS_BACK)]
