"""Who came to be received, her sheet, whom she must not meet, and the promises of leaders."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import sisterhood.lib.identifiers


class Migration(migrations.Migration):
    """Four tables; their walls follow."""

    dependencies = [
        ("cases", "0042_paper_limits"),
        ("network", "0041_reception_walls"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ReceptionVisit",
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
                ("on_day", models.DateField()),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("booked", "booked"),
                            ("arrived", "waiting for her turn"),
                            ("called", "called in"),
                            ("seated", "being received"),
                            ("finished", "talked with"),
                            ("called_off", "booking called off"),
                            ("missed", "did not come"),
                        ],
                        default="booked",
                        max_length=10,
                    ),
                ),
                ("room", models.CharField(blank=True, max_length=20)),
                ("registered_at", models.DateTimeField()),
                ("arrived_at", models.DateTimeField(null=True)),
                ("called_at", models.DateTimeField(null=True)),
                ("seated_at", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "day",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.receptionday",
                    ),
                ),
                (
                    "receiver",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "registered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "slot",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.receptionslot",
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
                "ordering": ["on_day", "number"],
            },
        ),
        migrations.CreateModel(
            name="ReceptionRecusal",
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
                ("declared_at", models.DateTimeField()),
                (
                    "declared_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recusals",
                        to="cases.receptionvisit",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LeaderCommitment",
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
                        choices=[("open", "still owed"), ("met", "kept"), ("failed", "not kept")],
                        default="open",
                        max_length=8,
                    ),
                ),
                ("wrapped", models.BinaryField()),
                ("promise", models.BinaryField(null=True)),
                ("result", models.BinaryField(null=True)),
                ("made_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commitments",
                        to="cases.case",
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
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.unit"
                    ),
                ),
            ],
            options={
                "ordering": ["-made_at"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("case"), condition=models.Q(("state", "open")), name="commitment_one_open"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReceptionSheet",
            fields=[
                (
                    "visit",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="sheet",
                        serialize=False,
                        to="cases.receptionvisit",
                    ),
                ),
                ("wrapped", models.BinaryField()),
                ("name", models.BinaryField(null=True)),
                ("phone", models.BinaryField(null=True)),
                ("asked", models.BinaryField(null=True)),
                ("said", models.BinaryField(null=True)),
                ("name_index", models.BinaryField(max_length=32, null=True)),
                ("phone_index", models.BinaryField(max_length=32, null=True)),
                ("is_sealed", models.BooleanField(default=False)),
                (
                    "category",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("political", "political rights"),
                            ("person", "personal rights and dignity"),
                            ("culture_education", "culture and education"),
                            ("labour_social_security", "labour and social security"),
                            ("property", "property rights"),
                            ("marriage_family", "marriage and family"),
                            ("general", "general"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("on_the_spot", "answered on the spot"),
                            ("assigned", "assigned with a deadline"),
                            ("taken_on", "taken on by the leader"),
                            ("guided_out", "guided to another body"),
                        ],
                        max_length=12,
                    ),
                ),
                ("written_up_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.case",
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
        ),
        migrations.AddIndex(
            model_name="receptionvisit",
            index=models.Index(fields=["unit", "on_day"], name="visit_unit_day"),
        ),
        migrations.AddConstraint(
            model_name="receptionvisit",
            constraint=models.UniqueConstraint(
                models.F("slot"),
                condition=models.Q(("state", "called_off"), _negated=True),
                name="visit_slot_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="receptionvisit",
            constraint=models.UniqueConstraint(
                models.F("day"),
                models.F("number"),
                condition=models.Q(("day__isnull", False), models.Q(("state", "called_off"), _negated=True)),
                name="visit_number_of_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="receptionvisit",
            constraint=models.UniqueConstraint(
                models.F("unit"),
                models.F("on_day"),
                models.F("number"),
                condition=models.Q(("day__isnull", True)),
                name="visit_number_at_unit",
            ),
        ),
        migrations.AddConstraint(
            model_name="receptionvisit",
            constraint=models.CheckConstraint(
                condition=models.Q(("slot__isnull", True), ("day__isnull", False), _connector="OR"),
                name="visit_slot_of_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="receptionrecusal",
            constraint=models.UniqueConstraint(
                models.F("visit"), models.F("user"), name="reception_recusal_once"
            ),
        ),
    ]
