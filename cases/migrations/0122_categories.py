"""Sub-items of the seven classes, and on the petition which one and what it concerns across the classes."""

import django.db.models.deletion
from django.db import migrations, models

import sisterhood.lib.identifiers

ROOTS = [
    ("political", "political rights"),
    ("person", "personal rights and dignity"),
    ("culture_education", "culture and education"),
    ("labour_social_security", "labour and social security"),
    ("property", "property rights"),
    ("marriage_family", "marriage and family"),
    ("general", "general"),
]


def _flag(name):
    return migrations.AddField(
        model_name="petition", name=name, field=models.BooleanField(db_default=False, default=False)
    )


class Migration(migrations.Migration):
    """One table, five columns; walls and rows follow."""

    dependencies = [("cases", "0121_sources_of_access")]
    operations = [
        migrations.CreateModel(
            name="CategoryItem",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=sisterhood.lib.identifiers.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("root", models.CharField(choices=ROOTS, max_length=24)),
                ("code", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=30)),
                ("position", models.PositiveSmallIntegerField()),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(null=True)),
            ],
            options={
                "ordering": ["position", "starts_on", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("root"),
                        models.F("code"),
                        condition=models.Q(("ends_on", None)),
                        name="category_item_code",
                    ),
                    models.UniqueConstraint(
                        models.F("root"),
                        models.F("name"),
                        condition=models.Q(("ends_on", None)),
                        name="category_item_name",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="category_item_days",
                    ),
                ],
            },
        ),
        _flag("concerns_child"),
        _flag("concerns_violence"),
        _flag("concerns_elderly"),
        _flag("concerns_disability"),
        migrations.AddField(
            model_name="petition",
            name="item",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.categoryitem",
            ),
        ),
    ]
