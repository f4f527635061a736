"""Two limits more: confirming whoever is put forward, and checking a pairing. Nothing of either waited on a desk before."""

from typing import Any

from django.db import migrations

from network.deadlines import seeding


def _complete(apps: Any, schema_editor: Any) -> None:
    seeding.complete_policy(apps.get_model("network", "Limit"), apps.get_model("network", "LadderStep"))


class Migration(migrations.Migration):
    """The table grows."""

    dependencies = [("network", "0188_push_walls")]
    operations = [migrations.RunPython(_complete, migrations.RunPython.noop)]
