"""The whole ladder of supervision and the limits of every route: what the tables added since the first seed."""

from django.db import migrations

from network.deadlines import seeding


def complete(apps, schema_editor):
    """Add rows; change none that stands."""
    seeding.complete_policy(apps.get_model("network", "Limit"), apps.get_model("network", "LadderStep"))


class Migration(migrations.Migration):
    """The rows stay when this is taken back."""

    dependencies = [("network", "0009_clocks_change")]
    operations = [migrations.RunPython(complete, migrations.RunPython.noop)]
