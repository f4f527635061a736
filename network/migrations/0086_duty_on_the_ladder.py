"""A step of a ladder may call whoever is on duty."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """A choice more; no row changes."""

    dependencies = [("network", "0084_working_hours")]

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
                ],
                max_length=10,
                verbose_name="recipient",
            ),
        ),
    ]
