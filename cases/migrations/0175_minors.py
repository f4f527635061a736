"""Children a matter is about, and leave to read their names and story."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import sisterhood.lib.identifiers


class Migration(migrations.Migration):
    """Tables of children's matters."""

    dependencies = [
        ("cases", "0173_data_request_walls"),
        ("network", "0097_minor_limits"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="person",
            name="role",
            field=models.CharField(
                choices=[
                    ("petitioner", "petitioner"),
                    ("representative", "representative"),
                    ("respondent", "other side"),
                    ("child", "the child"),
                    ("guardian", "guardian of the child"),
                ],
                max_length=20,
            ),
        ),
        migrations.CreateModel(
            name="Minor",
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
                ("birth_date", models.BinaryField(null=True)),
                ("stated_age", models.PositiveSmallIntegerField(null=True)),
                ("stated_on", models.DateField(null=True)),
                ("own_labour", models.BooleanField(default=False)),
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
                        condition=models.Q(
                            ("birth_date__isnull", False),
                            models.Q(("stated_age__isnull", False), ("stated_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="minor_age_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MinorAccessGrant",
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
                    "source",
                    models.CharField(
                        choices=[
                            ("asked", "asked for"),
                            ("danger", "danger: opened at once, told to the leader"),
                        ],
                        default="asked",
                        max_length=8,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("handling", "to take the next step of the matter"),
                            ("safety", "to see whether the child is safe"),
                            ("report", "to make or complete the mandatory report"),
                            ("guardian", "to reach the guardian or the child"),
                            ("agency", "another body needs what the law lets it have"),
                            ("checking", "to check how the matter is handled"),
                        ],
                        max_length=12,
                    ),
                ),
                ("hours", models.PositiveSmallIntegerField()),
                ("wrapped", models.BinaryField()),
                ("words", models.BinaryField(null=True)),
                ("granted", models.BooleanField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("answer", models.BinaryField(null=True)),
                ("until", models.DateTimeField(null=True)),
                ("reviewed_at", models.DateTimeField(null=True)),
                (
                    "review_found",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("needed", "it was needed"),
                            ("not_needed", "it was not needed; talked over with her"),
                        ],
                        max_length=12,
                    ),
                ),
                ("review_words", models.BinaryField(null=True)),
                (
                    "approving_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.unit"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
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
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reader",
                    models.ForeignKey(
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
            ],
            options={
                "ordering": ["-id"],
                "abstract": False,
                "indexes": [
                    models.Index(fields=["case", "reader"], name="minor_grant_reader"),
                    models.Index(fields=["approving_unit", "-id"], name="minor_grant_unit"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("granted", None),
                            ("source", "danger"),
                            models.Q(
                                ("decided_by__isnull", False),
                                models.Q(("decided_by", models.F("reader")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="minor_grant_by_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reviewed_by", None),
                            models.Q(("reviewed_by", models.F("reader")), _negated=True),
                            _connector="OR",
                        ),
                        name="minor_grant_review_by_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("granted", True), _negated=True),
                            ("until__isnull", False),
                            _connector="OR",
                        ),
                        name="minor_grant_ends",
                    ),
                    models.UniqueConstraint(
                        models.F("case"),
                        models.F("reader"),
                        condition=models.Q(("granted", None)),
                        name="minor_grant_waits_once",
                    ),
                ],
            },
        ),
    ]
