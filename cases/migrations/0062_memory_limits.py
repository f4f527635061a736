"""The numbers of petitioner memory: from how many people on a visit is collective, how far back a repeat reaches,
how often one person may ask. What was registered before is counted by the same number."""

from django.db import migrations

from network.deadlines import seeding

GROUPS = "update cases_petition set is_collective = true where group_size >= 5"


def complete(apps, schema_editor):
    """Add rows; change none that stands."""
    seeding.complete_policy(apps.get_model("network", "Limit"), apps.get_model("network", "LadderStep"))


class Migration(migrations.Migration):
    """The rows stay when this is taken back."""

    dependencies = [("cases", "0061_memory_walls")]
    operations = [
        migrations.RunPython(complete, migrations.RunPython.noop),
        migrations.RunSQL(GROUPS, migrations.RunSQL.noop),
    ]
