"""The narrow table behind the search for words."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """One table; rights, triggers and functions follow."""

    dependencies = [("cases", "0315_return_walls"), ("network", "0193_initials_and_shortcuts")]
    operations = [
        migrations.CreateModel(
            name="CaseText",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="cases.case",
                    ),
                ),
                ("number", models.CharField(max_length=32)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.unit"
                    ),
                ),
                ("province_id", models.IntegerField(editable=False, null=True)),
                ("city_id", models.IntegerField(editable=False, null=True)),
                ("county_id", models.IntegerField(editable=False, null=True)),
                ("township_id", models.IntegerField(editable=False, null=True)),
                ("village_id", models.IntegerField(editable=False, null=True)),
                ("opened_at", models.DateTimeField()),
                ("place", models.TextField(default="")),
                ("told", models.TextField(default="")),
                (
                    "tokens",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), default=list, size=None
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            "casetext",
            django.contrib.postgres.indexes.GinIndex(fields=["tokens"], name="case_text_tokens"),
        ),
    ]
