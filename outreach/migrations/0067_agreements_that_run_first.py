"""Agreements that run stand on top, what lapses next first; no table changes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """The order of a list."""

    dependencies = [
        ("outreach", "0066_helping_goes_over"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="cooperationagreement",
            options={
                "ordering": [
                    models.OrderBy(models.F("ended_on"), descending=True, nulls_first=True),
                    "ends_on",
                    "id",
                ]
            },
        ),
    ]
