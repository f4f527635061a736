"""Reception days of the leaders and the places that can be booked on them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import sisterhood.lib.identifiers


class Migration(migrations.Migration):
    """Two tables; their walls follow."""

    dependencies = [("network", "0030_count_pieces")]

    operations = [
        migrations.CreateModel(
            name="ReceptionDay",
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
                            ("proposed", "proposed"),
                            ("approved", "approved"),
                            ("published", "made public"),
                            ("held", "held"),
                            ("cancelled", "cancelled"),
                        ],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("day", models.DateField(verbose_name="day")),
                ("opens", models.TimeField(verbose_name="from")),
                ("closes", models.TimeField(verbose_name="to")),
                ("place", models.CharField(max_length=80, verbose_name="place")),
                ("room", models.CharField(max_length=20, verbose_name="room")),
                ("slots", models.PositiveSmallIntegerField(verbose_name="places that can be booked")),
                ("published_at", models.DateTimeField(null=True)),
                ("held_at", models.DateTimeField(null=True)),
                ("cancel_reason", models.CharField(blank=True, max_length=200)),
                (
                    "approved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "leader",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "moved_to",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="moved_from",
                        to="network.receptionday",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "substitute",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reception_days",
                        to="network.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["day", "id"],
            },
        ),
        migrations.CreateModel(
            name="ReceptionSlot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("starts_at", models.TimeField()),
                (
                    "day",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="places",
                        to="network.receptionday",
                    ),
                ),
            ],
            options={
                "ordering": ["day", "number"],
            },
        ),
        migrations.AddConstraint(
            model_name="receptionday",
            constraint=models.UniqueConstraint(
                models.F("unit"),
                models.F("day"),
                condition=models.Q(("state", "cancelled"), _negated=True),
                name="reception_day_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="receptionday",
            constraint=models.CheckConstraint(
                condition=models.Q(("opens__lt", models.F("closes"))), name="reception_day_hours"
            ),
        ),
        migrations.AddConstraint(
            model_name="receptionday",
            constraint=models.CheckConstraint(
                condition=models.Q(("slots__gte", 1), ("slots__lte", 60)), name="reception_day_slots"
            ),
        ),
        migrations.AddConstraint(
            model_name="receptionday",
            constraint=models.CheckConstraint(
                condition=models.Q(("leader", models.F("substitute")), _negated=True),
                name="reception_day_two_people",
            ),
        ),
        migrations.AddConstraint(
            model_name="receptionslot",
            constraint=models.UniqueConstraint(
                models.F("day"), models.F("number"), name="reception_slot_once"
            ),
        ),
    ]
