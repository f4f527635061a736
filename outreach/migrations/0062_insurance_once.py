from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("outreach", "0061_three_zero_facts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="insuranceenrolment",
            name="id_index",
            field=models.BinaryField(max_length=32, null=True),
        ),
        migrations.AddConstraint(
            model_name="insuranceenrolment",
            constraint=models.UniqueConstraint(
                models.F("plan"),
                models.F("unit"),
                models.F("id_index"),
                condition=models.Q(("ended_on", None)),
                name="insurance_enrolled_once",
            ),
        ),
    ]
