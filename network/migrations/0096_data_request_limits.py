"""How soon a request about somebody's own data is answered; the law says "promptly", the number is our own rule."""

from django.db import migrations

from network.deadlines import seeding


def complete(apps, schema_editor):
    """Add rows; change none that stands."""
    seeding.complete_policy(apps.get_model("network", "Limit"), apps.get_model("network", "LadderStep"))


class Migration(migrations.Migration):
    """The rows stay when this is taken back."""

    dependencies = [("network", "0095_break_glass_limits")]
    operations = [migrations.RunPython(complete, migrations.RunPython.noop)]
