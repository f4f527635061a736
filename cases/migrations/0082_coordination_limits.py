"""The limits of coordination: a meeting and its minutes, what was agreed there, a dispute about competence."""

from django.db import migrations

from network.deadlines import seeding


def complete(apps, schema_editor):
    """Add rows; change none that stands."""
    seeding.complete_policy(apps.get_model("network", "Limit"), apps.get_model("network", "LadderStep"))


class Migration(migrations.Migration):
    """The rows stay when this is taken back."""

    dependencies = [("cases", "0081_coordination_walls"), ("network", "0051_agency_walls")]
    operations = [migrations.RunPython(complete, migrations.RunPython.noop)]
