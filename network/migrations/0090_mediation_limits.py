"""The limits of mediation: a month to finish, thirty days to ask the court, follow-ups, the size of a committee."""

from django.db import migrations

from network.deadlines import seeding


def complete(apps, schema_editor):
    """Add rows; change none that stands."""
    seeding.complete_policy(apps.get_model("network", "Limit"), apps.get_model("network", "LadderStep"))


class Migration(migrations.Migration):
    """The rows stay when this is taken back."""

    dependencies = [("network", "0089_rota_walls")]
    operations = [migrations.RunPython(complete, migrations.RunPython.noop)]
