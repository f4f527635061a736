"""The limits of children's matters: how long leave to read lasts, until when danger is looked at afterwards."""

from django.db import migrations

from network.deadlines import seeding


def complete(apps, schema_editor):
    """Add rows; change none that stands."""
    seeding.complete_policy(apps.get_model("network", "Limit"), apps.get_model("network", "LadderStep"))


class Migration(migrations.Migration):
    """The rows stay when this is taken back."""

    dependencies = [("network", "0096_data_request_limits")]
    operations = [migrations.RunPython(complete, migrations.RunPython.noop)]
