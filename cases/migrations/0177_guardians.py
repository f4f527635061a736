"""Guardians of a child in one matter, and behaviour of concern as the law lists it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import sisterhood.lib.identifiers


class Migration(migrations.Migration):
    """Tables of guardians and notes."""

    dependencies = [
        ("cases", "0176_minor_walls"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BehaviourNote",
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
                ("entered_at", models.DateTimeField()),
                (
                    "behaviour_of_concern",
                    models.CharField(
                        choices=[
                            ("smoking", "smokes or drinks"),
                            ("truancy", "misses school again and again, runs away from it"),
                            ("away", "stays out at night without reason, runs away from home"),
                            ("internet", "is lost in the internet"),
                            (
                                "company",
                                "keeps company with people of bad habits, joins or forms a group that misbehaves",
                            ),
                            ("places", "goes to places that the law closes to minors"),
                            (
                                "gambling",
                                "gambles in any form, or takes part in superstitious or cult activities",
                            ),
                            (
                                "media",
                                "reads, watches or hears what is obscene, violent, terrorist or extreme",
                            ),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("own_words", "the child's own words"),
                            ("guardian", "the guardian asked for help"),
                            ("seen", "seen by a colleague herself"),
                            ("school", "the school told us"),
                        ],
                        max_length=12,
                    ),
                ),
                ("seen_on", models.DateField()),
                ("what", models.BinaryField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "minor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="behaviours",
                        to="cases.minor",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "behaviour_of_concern__in",
                                [
                                    "smoking",
                                    "truancy",
                                    "away",
                                    "internet",
                                    "company",
                                    "places",
                                    "gambling",
                                    "media",
                                ],
                            ),
                            ("source__in", ["own_words", "guardian", "seen", "school"]),
                        ),
                        name="behaviour_of_the_list",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Guardian",
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
                ("entered_at", models.DateTimeField()),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("mother", "mother"),
                            ("father", "father"),
                            ("grandparent", "grandparent"),
                            ("sibling", "elder brother or sister"),
                            ("relative", "another relative or friend who agreed"),
                            ("body", "village or residents' committee, or civil affairs"),
                        ],
                        max_length=12,
                    ),
                ),
                ("is_accused", models.BooleanField(default=False)),
                ("contact_is_safe", models.BooleanField(default=False)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "minor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="guardians",
                        to="cases.minor",
                    ),
                ),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.person"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("contact_is_safe", True), ("is_accused", True), _negated=True),
                        name="guardian_accused_never_told",
                    )
                ],
            },
        ),
    ]
