"""After how many years files may go to the archive."""

from django.db import migrations

from network.deadlines import seeding


def complete(apps, schema_editor):
    """Add rows; change none that stands."""
    seeding.complete_policy(apps.get_model("network", "Limit"), apps.get_model("network", "LadderStep"))


class Migration(migrations.Migration):
    """The rows stay when this is taken back."""

    dependencies = [("network", "0141_city_posts")]
    operations = [migrations.RunPython(complete, migrations.RunPython.noop)]
