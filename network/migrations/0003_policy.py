"""Limits, ladders and the calendar 2004–2035: seeded from the tables."""

from django.db import migrations

from network.deadlines import seeding


def seed(apps, schema_editor):
    """Write the tables' rows where none stand yet."""
    seeding.seed_policy(apps.get_model("network", "Limit"), apps.get_model("network", "LadderStep"))
    seeding.seed_calendar(apps.get_model("network", "CalendarYear"), apps.get_model("network", "CalendarDay"))


class Migration(migrations.Migration):
    """The rows stay when this is taken back; a second run adds only what is missing."""

    dependencies = [("network", "0002_walls")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
