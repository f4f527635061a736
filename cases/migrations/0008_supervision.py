"""督办单: orders of the levels above."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import sisterhood.lib.identifiers


class Migration(migrations.Migration):
    """One table; its walls follow."""

    dependencies = [
        ("cases", "0007_routes_walls"),
        ("network", "0010_whole_ladder"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SupervisionOrder",
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
                    "level",
                    models.CharField(
                        choices=[("order", "supervision order"), ("listed", "listed supervision")],
                        default="order",
                        max_length=8,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("not_registered", "not registered"),
                            ("not_notified", "petitioner not told"),
                            ("wrongly_refused", "wrongly not accepted"),
                            ("evaded", "evaded or passed round"),
                            ("delayed", "delayed"),
                            ("falsified", "falsified"),
                            ("not_carried_out", "opinion not carried out"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("issued", "issued"),
                            ("received", "received"),
                            ("replied", "replied"),
                            ("rejected_reply", "reply not accepted"),
                            ("rectified", "rectified"),
                            ("accepted_reply", "reply accepted, closed"),
                        ],
                        default="issued",
                        max_length=16,
                    ),
                ),
                ("issued_at", models.DateTimeField()),
                ("wrapped", models.BinaryField()),
                ("reply", models.BinaryField(null=True)),
                ("replied_at", models.DateTimeField(null=True)),
                ("decision_note", models.BinaryField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="orders", to="cases.case"
                    ),
                ),
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
                    "issued_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "issuing_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.unit"
                    ),
                ),
                (
                    "replied_by",
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
            ],
            options={
                "ordering": ["-issued_at"],
                "indexes": [models.Index(fields=["issuing_unit", "-issued_at"], name="order_of_unit")],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("case"),
                        models.F("issuing_unit"),
                        condition=models.Q(("state", "accepted_reply"), _negated=True),
                        name="order_one_running",
                    )
                ],
            },
        ),
    ]
