"""The archive of a village is an index walk too, as at every other level of an area."""

from django.db import migrations, models
from django.db.models import F


class Migration(migrations.Migration):
    """One index; goes and comes back without touching a row."""

    dependencies = [("cases", "0002_walls")]
    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                F("village_id"), F("opened_at").desc(), F("id").desc(), name="case_all_village"
            ),
        ),
    ]
