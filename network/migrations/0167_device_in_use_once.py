"""A phone in use once for each person; whoever was taken off it and comes back has a new row."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """The rows that are out of use stay as they are."""

    dependencies = [("network", "0166_bulletin_walls")]
    operations = [
        migrations.RemoveConstraint(model_name="device", name="device_once"),
        migrations.AddConstraint(
            model_name="device",
            constraint=models.UniqueConstraint(
                condition=models.Q(("revoked_at", None)), fields=("mark", "user"), name="device_in_use_once"
            ),
        ),
    ]
