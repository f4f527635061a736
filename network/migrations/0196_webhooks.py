"""Where events go, every event on its way, and their walls."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import sisterhood.lib.identifiers

WALLS = """
create function webhook_post(told_kind text, told_number text, moment timestamptz) returns bigint language sql volatile
  security definer set search_path = public, pg_temp as $$
  with posted as (
    insert into network_webhookevent (id, webhook_id, kind, number, happened_at, state, due_at, attempts, reason)
    select gen_random_uuid(), w.id, told_kind, told_number, moment, 'due', clock_timestamp(), 0, ''
      from network_webhook w where w.stopped_at is null and app_user() is not null
    returning 1)
  select count(*) from posted $$;
revoke all on function webhook_post(text, text, timestamptz) from public;
grant execute on function webhook_post(text, text, timestamptz) to app;

alter table network_webhook enable row level security; alter table network_webhook force row level security;
create policy hook_keep on network_webhook for all to app
  using ((select holds_post(array['system_admin']))) with check ((select holds_post(array['system_admin'])));
create policy hook_worker on network_webhook to worker using (true) with check (true);
create trigger audit_change after insert or update or delete on network_webhook for each row
  execute function audit_change('webhook', 'id', 'unit_id', 'made_by_id', 'stopped_for');
grant select, insert on network_webhook to app;
grant update (failures, stopped_at, stopped_for) on network_webhook to app;
grant select on network_webhook to worker;
grant update (failures, stopped_at, stopped_for) on network_webhook to worker;

alter table network_webhookevent enable row level security; alter table network_webhookevent force row level security;
create policy event_read on network_webhookevent for select to app
  using ((select holds_post(array['system_admin'])));
create policy event_again on network_webhookevent for update to app
  using ((select holds_post(array['system_admin'])) and state in ('dead', 'sent')) with check (state = 'due');
create policy event_worker on network_webhookevent to worker using (true) with check (true);
-- Whoever keeps the addresses sees no matter, and so no number of one.
grant select (id, webhook_id, kind, happened_at, state, due_at, attempts, lease_until, token, answered, reason, ended_at)
  on network_webhookevent to app;
grant update (state, due_at, attempts, reason, ended_at, lease_until, token, answered) on network_webhookevent to app;
grant select, update, delete on network_webhookevent to worker;
"""
WALLS_BACK = """
revoke all on network_webhookevent, network_webhook from app, worker;
drop policy event_worker on network_webhookevent; drop policy event_again on network_webhookevent;
drop policy event_read on network_webhookevent;
alter table network_webhookevent no force row level security;
alter table network_webhookevent disable row level security;
drop trigger audit_change on network_webhook;
drop policy hook_worker on network_webhook; drop policy hook_keep on network_webhook;
alter table network_webhook no force row level security; alter table network_webhook disable row level security;
drop function webhook_post(text, text, timestamptz);
"""


class Migration(migrations.Migration):
    """Tables, the function that posts, row security."""

    dependencies = [("network", "0195_token_walls")]

    operations = [
        migrations.CreateModel(
            name="Webhook",
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
                ("name", models.CharField(max_length=60)),
                ("url", models.CharField(max_length=300)),
                ("salt", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
                ("failures", models.PositiveIntegerField(default=0)),
                ("stopped_at", models.DateTimeField(null=True)),
                (
                    "stopped_for",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("hand", "stopped by the administrator"),
                            ("failures", "stopped by itself after too many failures in a row"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.unit"
                    ),
                ),
            ],
            options={
                "ordering": ["-made_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="WebhookEvent",
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
                ("kind", models.CharField(max_length=20)),
                ("number", models.CharField(max_length=32)),
                ("happened_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("due", "waits to be sent"),
                            ("leased", "on its way"),
                            ("sent", "taken by the program"),
                            ("dead", "given up"),
                        ],
                        default="due",
                        max_length=8,
                    ),
                ),
                ("due_at", models.DateTimeField()),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("lease_until", models.DateTimeField(null=True)),
                ("token", models.UUIDField(null=True)),
                ("answered", models.PositiveSmallIntegerField(null=True)),
                ("reason", models.CharField(blank=True, max_length=16)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "webhook",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="network.webhook",
                    ),
                ),
            ],
            options={
                "ordering": ["-happened_at", "-id"],
            },
        ),
        migrations.AddConstraint(
            model_name="webhook",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("stopped_at", None), ("stopped_for", "")),
                    models.Q(("stopped_at__isnull", False), models.Q(("stopped_for", ""), _negated=True)),
                    _connector="OR",
                ),
                name="webhook_stopped_for",
            ),
        ),
        migrations.AddIndex(
            model_name="webhookevent",
            index=models.Index(
                condition=models.Q(("state__in", ("due", "leased"))),
                fields=["due_at", "id"],
                name="webhook_due",
            ),
        ),
        migrations.AddIndex(
            model_name="webhookevent",
            index=models.Index(fields=["webhook", "-happened_at", "-id"], name="webhook_log"),
        ),
        migrations.RunSQL(WALLS, WALLS_BACK),
    ]
