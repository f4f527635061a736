"""More kinds of body and the reading of samples, side by side so far."""

from django.db import migrations


class Migration(migrations.Migration):
    """Nothing but the order."""

    dependencies = [("cases", "0280_more_kinds_of_body"), ("cases", "0290_reading_sample_walls")]
    operations = []
