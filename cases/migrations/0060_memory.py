"""Petitioner memory: links between two matters, and how a petition is counted (repeat, collective, skipping a level)."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

import sisterhood.lib.identifiers


class Migration(migrations.Migration):
    """One table and three columns."""

    dependencies = [
        ("cases", "0051_reception_walls"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="RelatedMatter",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("repeat", "the same facts again"),
                            ("new_facts", "new facts"),
                            ("merged", "merged into"),
                        ],
                        max_length=10,
                    ),
                ),
                ("made_at", models.DateTimeField()),
                (
                    "from_case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "to_case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            "relatedmatter",
            models.UniqueConstraint(F("from_case"), F("to_case"), F("kind"), name="related_once"),
        ),
        migrations.AddConstraint(
            "relatedmatter",
            models.CheckConstraint(condition=~Q(from_case=F("to_case")), name="related_to_another"),
        ),
        migrations.AddField("petition", "is_repeat", models.BooleanField(null=True)),
        migrations.AddField(
            "petition", "is_collective", models.BooleanField(default=False, db_default=False)
        ),
        migrations.AddField(
            "petition", "is_skip_level", models.BooleanField(default=False, db_default=False)
        ),
    ]
