"""The limits of family support: the writer's hours, the review and its darkness, the last day, what is deleted when."""

from django.db import migrations

from network.deadlines import seeding


def complete(apps, schema_editor):
    """Add rows; change none that stands."""
    seeding.complete_policy(apps.get_model("network", "Limit"), apps.get_model("network", "LadderStep"))


class Migration(migrations.Migration):
    """The rows stay when this is taken back."""

    dependencies = [("network", "0110_privacy_on_the_ladder")]
    operations = [migrations.RunPython(complete, migrations.RunPython.noop)]
