"""Phones as the house knows them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import network.units.placed
import sisterhood.lib.identifiers


class Migration(migrations.Migration):
    """Tables only; the walls follow."""

    dependencies = [
        ("network", "0145_selection_ends_for_a_reason"),
    ]

    operations = [
        migrations.CreateModel(
            name="Device",
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
                ("mark", models.UUIDField()),
                ("label", models.CharField(max_length=60, verbose_name="phone")),
                ("session", models.CharField(blank=True, max_length=64)),
                ("first_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
                ("unsent", models.PositiveIntegerField(default=0)),
                ("oldest", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                ("why", models.CharField(blank=True, max_length=12)),
                (
                    "revoked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.unit"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-seen_at", "-id"],
                "indexes": [models.Index(fields=["unit", "-seen_at"], name="device_unit")],
                "constraints": [
                    models.UniqueConstraint(models.F("mark"), models.F("user"), name="device_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("revoked_at", None), ("revoked_by", None), ("why", "")),
                            models.Q(
                                ("revoked_at__isnull", False),
                                ("revoked_by__isnull", False),
                                models.Q(("why", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="device_revoked_by",
                    ),
                ],
            },
            bases=(network.units.placed.OfUnit, models.Model),
        ),
    ]
