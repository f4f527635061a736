"""A new password for a guarded account: asked by one administrator, agreed to by another, fetched once."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import sisterhood.lib.identifiers

WALLS = """
alter table network_passwordreset enable row level security;
alter table network_passwordreset force row level security;
create policy reset_read on network_passwordreset for select to app
  using ((select holds_post(array['system_admin', 'security_admin'])));
create policy reset_ask on network_passwordreset for insert to app with check (
  proposed_by_id = (select app_user()) and person_id <> proposed_by_id and granted is null and used_at is null
  and (select keeps_house()));
create policy reset_change on network_passwordreset for update to app
  using ((select holds_post(array['system_admin', 'security_admin'])) and used_at is null)
  with check ((used_at is null or (granted and proposed_by_id = (select app_user())))
    and (granted or used_at is null)
    and (decided_by_id = (select app_user()) or proposed_by_id = (select app_user()))
    and (proposed_by_id = (select app_user()) or (decided_by_id <> person_id
      and (select holds_post(array['security_admin'])))));
create trigger second_person before update on network_passwordreset for each row execute function second_person();
create trigger audit_change after insert or update or delete on network_passwordreset for each row execute function
  audit_change('user', 'person_id', 'proposed_by_id', 'decided_by_id', 'granted', 'used_at');
grant select, insert, update on network_passwordreset to app;
"""
WALLS_BACK = """
revoke all on network_passwordreset from app;
drop trigger audit_change on network_passwordreset;
drop trigger second_person on network_passwordreset;
drop policy reset_change on network_passwordreset; drop policy reset_ask on network_passwordreset;
drop policy reset_read on network_passwordreset;
alter table network_passwordreset no force row level security;
alter table network_passwordreset disable row level security;
"""


class Migration(migrations.Migration):
    """The table and its walls."""

    dependencies = [("network", "0081_roles_of_a_list")]

    operations = [
        migrations.CreateModel(
            name="PasswordReset",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sisterhood.lib.identifiers.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("proposed_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("granted", models.BooleanField(null=True)),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-proposed_at"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("person"),
                        condition=models.Q(("granted", None)),
                        name="password_reset_one_open",
                    )
                ],
            },
        ),
        migrations.RunSQL(WALLS, WALLS_BACK),
    ]
