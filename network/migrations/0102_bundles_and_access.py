"""Urgent messages of one source: a mark on each, and which of them leads; the minutes are a rule of the house.

How long access lasts becomes a row of its own each.
"""

from dataclasses import asdict

from django.db import migrations, models

from network.deadlines import seeding
from network.notifications.rules import RULES


def seed(apps, schema_editor):
    """The rules as the table has them; none that stands is changed."""
    apps.get_model("network", "Setting").objects.bulk_create(
        [apps.get_model("network", "Setting")(**asdict(row)) for row in RULES], ignore_conflicts=True
    )


def complete(apps, schema_editor):
    """Add rows; change none that stands."""
    seeding.complete_policy(apps.get_model("network", "Limit"), apps.get_model("network", "LadderStep"))


def mark():
    """The same column on both tables."""
    return models.CharField(blank=True, db_default="", default="", max_length=32)


class Migration(migrations.Migration):
    """The rows stay when this is taken back."""

    dependencies = [("network", "0101_sessions_cleared")]

    operations = [
        migrations.AddField("outboxmessage", "bundle", mark()),
        migrations.AddField("inboxitem", "bundle", mark()),
        migrations.AddField("inboxitem", "leads", models.BooleanField(db_default=True, default=True)),
        migrations.RunPython(seed, migrations.RunPython.noop),
        migrations.RunPython(complete, migrations.RunPython.noop),
    ]
