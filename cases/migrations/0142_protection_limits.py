"""The limits of protection: minutes of the danger track, hours of the court, reminders, visits, shelter."""

from django.db import migrations

from network.deadlines import seeding


def complete(apps, schema_editor):
    """Add rows; change none that stands."""
    seeding.complete_policy(apps.get_model("network", "Limit"), apps.get_model("network", "LadderStep"))


class Migration(migrations.Migration):
    """The rows stay when this is taken back."""

    dependencies = [("cases", "0141_protection_walls"), ("network", "0086_duty_on_the_ladder")]
    operations = [migrations.RunPython(complete, migrations.RunPython.noop)]
