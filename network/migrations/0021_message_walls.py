"""Walls of the deliveries and choices, grants by column, audit of what is changed, and the seeded rules.

A choice is its owner's alone. Deliveries are seen by the system administrator, without the columns that say for
whom: the web's login has no right to read those.
"""

from dataclasses import asdict

from django.db import migrations

from network.notifications.rules import RULES

WALLS = """
create function keeps_house() returns boolean language sql stable
  security definer set search_path = public, pg_temp as $$
  select exists (select 1 from network_appointment a join network_user u on u.id = a.user_id and u.is_active
                  where a.user_id = app_user() and a.role = 'system_admin'
                    and a.starts_on <= (now() at time zone 'Asia/Shanghai')::date
                    and (a.ends_on is null or a.ends_on >= (now() at time zone 'Asia/Shanghai')::date)) $$;
revoke all on function keeps_house() from public;
grant execute on function keeps_house() to app;

alter table network_delivery enable row level security; alter table network_delivery force row level security;
create policy delivery_house on network_delivery for select to app using ((select keeps_house()));
create policy delivery_worker on network_delivery to worker using (true) with check (true);

alter table network_messagechoice enable row level security; alter table network_messagechoice force row level security;
create policy choice_mine on network_messagechoice to app
  using (user_id = (select app_user())) with check (user_id = (select app_user()));
create policy choice_worker on network_messagechoice for select to worker using (true);

grant select (id, channel, kind, urgent, day, state, attempts, reason, due_at, posted_at, ended_at)
  on network_delivery to app;
grant select, insert, update, delete on network_delivery to worker;
grant select, insert, update on network_messagechoice to app;
grant select on network_messagechoice to worker;
grant select, update on network_setting to app;
grant select on network_setting to worker;
grant update (digested_at) on network_inboxitem to worker;

create trigger audit_change after insert or update or delete on network_messagechoice for each row
  execute function audit_change('message_choice', 'user_id', 'by_email', 'by_webhook');
create trigger audit_change after insert or update or delete on network_setting for each row
  execute function audit_change('setting', 'code', 'value', 'source');
"""
WALLS_BACK = """
drop trigger audit_change on network_setting;
drop trigger audit_change on network_messagechoice;
revoke update (digested_at) on network_inboxitem from worker;
revoke all on network_setting, network_messagechoice, network_delivery from app, worker;
revoke select (id, channel, kind, urgent, day, state, attempts, reason, due_at, posted_at, ended_at)
  on network_delivery from app;
drop policy choice_worker on network_messagechoice; drop policy choice_mine on network_messagechoice;
alter table network_messagechoice no force row level security; alter table network_messagechoice disable row level security;
drop policy delivery_worker on network_delivery; drop policy delivery_house on network_delivery;
alter table network_delivery no force row level security; alter table network_delivery disable row level security;
drop function keeps_house();
"""


def seed(apps, schema_editor):
    """The rules as the table has them."""
    apps.get_model("network", "Setting").objects.bulk_create(
        [apps.get_model("network", "Setting")(**asdict(row)) for row in RULES], ignore_conflicts=True
    )


class Migration(migrations.Migration):
    """The rules stay when this is taken back."""

    dependencies = [("network", "0020_message_channels")]
    operations = [
        migrations.RunSQL(WALLS, WALLS_BACK),
        migrations.RunPython(seed, migrations.RunPython.noop),
    ]
