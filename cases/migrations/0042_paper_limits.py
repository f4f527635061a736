"""How often one address may ask whether a paper is valid."""

from django.db import migrations

from network.deadlines import seeding


def complete(apps, schema_editor):
    """Add rows; change none that stands."""
    seeding.complete_policy(apps.get_model("network", "Limit"), apps.get_model("network", "LadderStep"))


class Migration(migrations.Migration):
    """The rows stay when this is taken back."""

    dependencies = [("cases", "0041_paper_walls"), ("network", "0030_count_pieces")]
    operations = [migrations.RunPython(complete, migrations.RunPython.noop)]
