"""How near a limitation is stands in the row of the limits, no longer in the word of the list."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """A label alone."""

    dependencies = [("cases", "0211_circle_walls")]
    operations = [
        migrations.AlterField(
            model_name="legalaidreferral",
            name="urgency",
            field=models.CharField(
                choices=[
                    ("none", "not urgent"),
                    ("limitation", "a limitation is about to end"),
                    ("preservation", "urgent preservation or advance enforcement"),
                ],
                max_length=12,
            ),
        ),
    ]
