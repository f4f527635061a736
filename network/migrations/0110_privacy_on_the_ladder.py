"""A step of a ladder may call the privacy officer of the city."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """A choice more; no row changes."""

    dependencies = [("network", "0102_bundles_and_access")]

    operations = [
        migrations.AlterField(
            model_name="ladderstep",
            name="recipient",
            field=models.CharField(
                choices=[
                    ("owner", "owner"),
                    ("officer", "designated officer"),
                    ("leader", "supervising leader"),
                    ("duty", "whoever is on duty"),
                    ("privacy", "privacy officer of the city"),
                ],
                max_length=10,
                verbose_name="recipient",
            ),
        ),
    ]
