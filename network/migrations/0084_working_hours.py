"""A limit may be counted in office hours of working days."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One more way of counting."""

    dependencies = [
        ("network", "0083_audit_actor"),
    ]

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
                    ("working_hours", "working hours"),
                    ("pieces", "pieces"),
                ],
                max_length=20,
                verbose_name="counted in",
            ),
        ),
    ]
