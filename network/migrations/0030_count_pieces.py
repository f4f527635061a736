"""A limit may count pieces: how many matters one file may hold, how many files a day."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Choices only; nothing changes in the database."""

    dependencies = [("network", "0021_message_walls")]
    operations = [
        migrations.AlterField(
            model_name="limit",
            name="count_in",
            field=models.CharField(
                choices=[
                    ("calendar_days", "days"),
                    ("working_days", "working days"),
                    ("hours", "hours"),
                    ("minutes", "minutes"),
                    ("pieces", "pieces"),
                ],
                max_length=20,
                verbose_name="counted in",
            ),
        ),
    ]
