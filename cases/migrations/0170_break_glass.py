"""紧急查阅: one table, and one more source of a loan."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import sisterhood.lib.identifiers


class Migration(migrations.Migration):
    """The walls follow in the next one."""

    dependencies = [
        ("cases", "0161_mediation_walls"),
        ("network", "0095_break_glass_limits"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="caseaccess",
            name="source",
            field=models.CharField(
                choices=[
                    ("hand_over", "handed the matter on"),
                    ("receipt", "reported the matter"),
                    ("supervision", "supervises the unit"),
                    ("rung", "ladder"),
                    ("reason", "opened with a reason"),
                    ("approval", "decides the matter"),
                    ("lent", "lent by the owner"),
                    ("co_handler", "handles it together with the owner"),
                    ("stand_in", "stands in for a colleague on leave"),
                    ("dispute", "decides whose matter it is"),
                    ("duty", "on duty while somebody is in danger"),
                    ("session", "holds a session of the matter"),
                    ("break_glass", "reads it in an emergency"),
                ],
                max_length=20,
            ),
        ),
        migrations.CreateModel(
            name="BreakGlass",
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
                ("number", models.CharField(max_length=32)),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("danger", "somebody may be in danger now"),
                            ("child", "a child must be protected at once"),
                            ("unreachable", "nobody who may open it can be reached, and it cannot wait"),
                            ("authority", "police, court or hospital need an answer at once"),
                        ],
                        max_length=12,
                    ),
                ),
                ("wrapped", models.BinaryField()),
                ("reason", models.BinaryField(null=True)),
                ("began_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("review_due_at", models.DateTimeField()),
                (
                    "finding",
                    models.CharField(
                        blank=True,
                        choices=[("justified", "justified"), ("unjustified", "not justified")],
                        max_length=12,
                    ),
                ),
                ("words", models.BinaryField(null=True)),
                ("reviewed_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reviewer",
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
                "ordering": ["-began_at", "-id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("reviewed_at", None)),
                        fields=["review_due_at"],
                        name="break_glass_waiting",
                    ),
                    models.Index(fields=["case"], name="break_glass_case"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reviewed_by", None),
                            models.Q(("reviewed_by", models.F("by")), _negated=True),
                            _connector="OR",
                        ),
                        name="break_glass_other_eyes",
                    )
                ],
            },
        ),
    ]
