"""Monthly sums, what waits to be added, what each row was counted as; outlines of units."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0301_reports_counted"), ("network", "0182_first_on_the_phone")]

    operations = [
        migrations.CreateModel(
            name="Stat",
            fields=[
                ("month", models.DateField()),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            ("opened", "Matters received"),
                            ("closed", "Matters closed"),
                            ("in_time", "closed in time"),
                            ("green", "introductions by the green channel"),
                            ("rounds", "rounds of visits made"),
                            ("open", "open at the end of the month"),
                            ("late", "late at the end of the month"),
                        ],
                        max_length=10,
                    ),
                ),
                ("category", models.CharField(blank=True, max_length=30)),
                ("sealed", models.BooleanField()),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "scope_id",
                        "measure",
                        "month",
                        "category",
                        "sealed",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("scope_id", models.IntegerField()),
                ("n", models.IntegerField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StatDelta",
            fields=[
                ("month", models.DateField()),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            ("opened", "Matters received"),
                            ("closed", "Matters closed"),
                            ("in_time", "closed in time"),
                            ("green", "introductions by the green channel"),
                            ("rounds", "rounds of visits made"),
                            ("open", "open at the end of the month"),
                            ("late", "late at the end of the month"),
                        ],
                        max_length=10,
                    ),
                ),
                ("category", models.CharField(blank=True, max_length=30)),
                ("sealed", models.BooleanField()),
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("province", models.IntegerField(null=True)),
                ("city", models.IntegerField(null=True)),
                ("county", models.IntegerField(null=True)),
                ("township", models.IntegerField(null=True)),
                ("n", models.IntegerField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="StatDifference",
            fields=[
                ("month", models.DateField()),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            ("opened", "Matters received"),
                            ("closed", "Matters closed"),
                            ("in_time", "closed in time"),
                            ("green", "introductions by the green channel"),
                            ("rounds", "rounds of visits made"),
                            ("open", "open at the end of the month"),
                            ("late", "late at the end of the month"),
                        ],
                        max_length=10,
                    ),
                ),
                ("category", models.CharField(blank=True, max_length=30)),
                ("sealed", models.BooleanField()),
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("found_at", models.DateTimeField()),
                ("scope_id", models.IntegerField()),
                ("counted", models.IntegerField()),
                ("expected", models.IntegerField()),
            ],
            options={
                "ordering": ["-found_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="UnitOutline",
            fields=[
                (
                    "unit",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="network.unit",
                    ),
                ),
                ("rings", models.JSONField()),
                ("loaded_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="StatEntry",
            fields=[
                ("month", models.DateField()),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            ("opened", "Matters received"),
                            ("closed", "Matters closed"),
                            ("in_time", "closed in time"),
                            ("green", "introductions by the green channel"),
                            ("rounds", "rounds of visits made"),
                            ("open", "open at the end of the month"),
                            ("late", "late at the end of the month"),
                        ],
                        max_length=10,
                    ),
                ),
                ("category", models.CharField(blank=True, max_length=30)),
                ("sealed", models.BooleanField()),
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "source", "measure", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("source", models.UUIDField()),
                ("province", models.IntegerField(null=True)),
                ("city", models.IntegerField(null=True)),
                ("county", models.IntegerField(null=True)),
                ("township", models.IntegerField(null=True)),
                ("village", models.IntegerField(null=True)),
                ("place", models.IntegerField()),
            ],
            options={
                "indexes": [models.Index(fields=["township", "month"], name="stat_entry_township")],
            },
        ),
    ]
