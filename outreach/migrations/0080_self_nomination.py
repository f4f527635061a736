"""A count that is corrected keeps the old one; a family may put itself forward from the public page."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import network.units.placed
import sisterhood.lib.identifiers


class Migration(migrations.Migration):
    """Corrections of counted activities; families that put themselves forward."""

    dependencies = [
        ("outreach", "0075_counts_of_public_pages"),
        ("network", "0182_first_on_the_phone"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="activity",
            name="counted_on",
            field=models.DateField(null=True),
        ),
        migrations.CreateModel(
            name="ActivityCorrection",
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
                ("was", models.JSONField()),
                ("now", models.JSONField()),
                ("reason", models.CharField(max_length=200)),
                ("entered_at", models.DateTimeField()),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="outreach.activity",
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
            ],
            options={
                "ordering": ["entered_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("was", models.F("now")), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                        ),
                        name="correction_corrects",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FamilyOffer",
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
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "put forward by itself"),
                            ("taken_up", "taken up as a family"),
                            ("declined", "not taken up"),
                            ("taken_back", "taken back by itself"),
                            ("lapsed", "the round went on without an answer"),
                        ],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                (
                    "title_sought",
                    models.CharField(
                        choices=[
                            ("beautiful_family", "Most beautiful family"),
                            ("star_of_families", "Star among the most beautiful"),
                            ("family_virtue_star", "Star of family virtue"),
                        ],
                        max_length=20,
                    ),
                ),
                ("number", models.CharField(max_length=12, unique=True)),
                ("code", models.BinaryField(max_length=32, null=True, unique=True)),
                ("wrapped", models.BinaryField(null=True)),
                ("name", models.BinaryField(null=True)),
                ("phone", models.BinaryField(null=True)),
                ("family_name", models.BinaryField(null=True)),
                ("story", models.BinaryField(null=True)),
                ("consent_version", models.PositiveSmallIntegerField()),
                ("proposed_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "family",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="outreach.familynomination",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offers",
                        to="outreach.awardround",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.unit"
                    ),
                ),
            ],
            options={
                "ordering": ["proposed_at", "id"],
                "indexes": [models.Index(fields=["round", "unit", "state"], name="family_offer_at_unit")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ("proposed", "taken_up")),
                            models.Q(
                                ("family_name", None),
                                ("name", None),
                                ("phone", None),
                                ("story", None),
                                ("wrapped", None),
                            ),
                            _connector="OR",
                        ),
                        name="family_offer_empty",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "taken_up"), _negated=True),
                            models.Q(("decided_by__isnull", False), ("family__isnull", False)),
                            _connector="OR",
                        ),
                        name="family_offer_taken_up",
                    ),
                ],
            },
            bases=(network.units.placed.OfUnit, models.Model),
        ),
    ]
