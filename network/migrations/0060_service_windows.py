"""Service windows: a table, who reads it (everybody what is published) and who writes it (whose area it is)."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

WALLS = """
alter table network_servicewindow enable row level security;
alter table network_servicewindow force row level security;
create policy window_read on network_servicewindow for select to app
  using (published_since is not null or app_user() is not null);
create policy window_make on network_servicewindow for insert to app
  with check (changed_by_id = (select app_user()) and unit_id = any ((select app_area())::int[]));
create policy window_change on network_servicewindow for update to app
  using (unit_id = any ((select app_area())::int[]))
  with check (changed_by_id = (select app_user()) and unit_id = any ((select app_area())::int[]));
create trigger audit_change after insert or update or delete on network_servicewindow for each row
  execute function audit_change('unit', 'unit_id', 'published_since');
grant select, insert, update on network_servicewindow to app;
"""
BACK = """
revoke all on network_servicewindow from app;
drop trigger audit_change on network_servicewindow;
drop policy window_change on network_servicewindow;
drop policy window_make on network_servicewindow;
drop policy window_read on network_servicewindow;
alter table network_servicewindow no force row level security;
alter table network_servicewindow disable row level security;
"""


class Migration(migrations.Migration):
    """One row for a unit."""

    dependencies = [("network", "0051_agency_walls")]
    operations = [
        migrations.CreateModel(
            name="ServiceWindow",
            fields=[
                (
                    "unit",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="window",
                        serialize=False,
                        to="network.unit",
                    ),
                ),
                ("address", models.CharField(max_length=120, verbose_name="office address")),
                ("phone", models.CharField(max_length=40, verbose_name="phone")),
                ("weekly", models.JSONField(default=dict)),
                ("hours_note", models.CharField(blank=True, max_length=200, verbose_name="about the hours")),
                ("note", models.CharField(blank=True, max_length=400, verbose_name="note for colleagues")),
                ("published_since", models.DateField(null=True)),
                ("changed_at", models.DateTimeField()),
                (
                    "changed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"verbose_name": "service window"},
        ),
        migrations.RunSQL(WALLS, BACK),
    ]
