"""Lists of destruction and their lines, holds, and what is only stored."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import sisterhood.lib.identifiers


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0201_family_support_walls"),
        ("network", "0113_retention_limits"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DestructionList",
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
                ("number", models.CharField(max_length=40, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("drawn_up", "drawn up, to be appraised"),
                            ("appraised", "appraised, to be confirmed by somebody else"),
                            ("destroyed", "destroyed"),
                            ("called_off", "called off, everything is kept"),
                        ],
                        default="drawn_up",
                        max_length=10,
                    ),
                ),
                ("drawn_up_at", models.DateTimeField()),
                ("wrapped", models.BinaryField(null=True)),
                ("note", models.BinaryField(null=True)),
                ("appraised_at", models.DateTimeField(null=True)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("destroyed", models.PositiveIntegerField(default=0)),
                (
                    "appraised_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "confirmed_by",
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
                "ordering": ["-drawn_up_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="LegalHold",
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
                ("issuer", models.BinaryField(null=True)),
                ("reason", models.BinaryField(null=True)),
                ("until", models.DateField(null=True)),
                ("released_at", models.DateTimeField(null=True)),
                ("released_for", models.BinaryField(null=True)),
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
                    "released_by",
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
            },
        ),
        migrations.CreateModel(
            name="Restriction",
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
                    "source",
                    models.CharField(
                        choices=[
                            ("list", "it is on a list of destruction"),
                            ("law", "the law asks for keeping, and it is needed for nothing else"),
                            ("technical", "deleting is technically not possible yet"),
                        ],
                        max_length=10,
                    ),
                ),
                ("placed_at", models.DateTimeField()),
                ("lifted_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                    ),
                ),
                (
                    "destruction",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.destructionlist",
                    ),
                ),
                (
                    "lifted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "placed_by",
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
                "ordering": ["-placed_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="RetentionAction",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("opinion", "petition with a written opinion"),
                            ("petition", "petition without a written opinion"),
                            ("mediation", "mediation file"),
                            ("violence", "matter of domestic violence"),
                            ("child", "matter of a child"),
                            ("consultation", "advice to somebody without a name"),
                            ("process_note", "process note of a counsellor"),
                        ],
                        max_length=12,
                    ),
                ),
                ("counted_from", models.DateField()),
                ("years", models.PositiveSmallIntegerField()),
                ("due_on", models.DateField()),
                ("basis", models.CharField(max_length=120)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("due", "to be destroyed"),
                            ("kept", "kept further"),
                            ("destroyed", "destroyed"),
                        ],
                        default="due",
                        max_length=10,
                    ),
                ),
                ("kept_until", models.DateField(null=True)),
                ("kept_at", models.DateTimeField(null=True)),
                ("why", models.BinaryField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                    ),
                ),
                (
                    "destruction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="cases.destructionlist",
                    ),
                ),
                (
                    "kept_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.AddConstraint(
            model_name="destructionlist",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("confirmed_by", None),
                    models.Q(("confirmed_by", models.F("appraised_by")), _negated=True),
                    _connector="OR",
                ),
                name="destruction_by_two",
            ),
        ),
        migrations.AddConstraint(
            model_name="destructionlist",
            constraint=models.UniqueConstraint(
                models.F("unit"), condition=models.Q(("state", "drawn_up")), name="destruction_one_drawn_up"
            ),
        ),
        migrations.AddConstraint(
            model_name="restriction",
            constraint=models.UniqueConstraint(
                models.F("case"), condition=models.Q(("lifted_at", None)), name="restriction_one_standing"
            ),
        ),
        migrations.AddConstraint(
            model_name="retentionaction",
            constraint=models.UniqueConstraint(
                models.F("case"), condition=models.Q(("state", "due")), name="retention_due_once"
            ),
        ),
    ]
