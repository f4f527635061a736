"""Numbers of law that stand in a hint beside a field: when legal aid helps first, when a divorce may not be asked for."""

from django.db import migrations

from network.deadlines import seeding


def complete(apps, schema_editor):
    """Add rows; change none that stands."""
    seeding.complete_policy(apps.get_model("network", "Limit"), apps.get_model("network", "LadderStep"))


class Migration(migrations.Migration):
    """The rows stay when this is taken back."""

    dependencies = [("network", "0117_cover_limits")]
    operations = [migrations.RunPython(complete, migrations.RunPython.noop)]
