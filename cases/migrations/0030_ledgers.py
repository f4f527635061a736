"""Old registers in and ledgers out: the files, the meaning of headings, where a matter came from."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import sisterhood.lib.identifiers


class Migration(migrations.Migration):
    """Four tables."""

    dependencies = [
        ("cases", "0009_order_walls"),
        ("network", "0030_count_pieces"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="LedgerImport",
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
                            ("uploaded", "columns to be confirmed"),
                            ("checking", "being checked"),
                            ("checked", "checked, nothing written yet"),
                            ("running", "being brought in"),
                            ("done", "brought in"),
                            ("stopped", "stopped halfway"),
                            ("undoing", "being taken back"),
                            ("undone", "taken back"),
                            ("discarded", "thrown away"),
                        ],
                        default="uploaded",
                        max_length=12,
                    ),
                ),
                ("uploaded_at", models.DateTimeField()),
                ("touched_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
                ("undo_until", models.DateTimeField(null=True)),
                ("destroyed_at", models.DateTimeField(null=True)),
                ("wrapped", models.BinaryField(null=True)),
                ("sha256", models.BinaryField(max_length=32)),
                ("size", models.PositiveIntegerField()),
                ("failure", models.CharField(blank=True, max_length=20)),
                ("heading_row", models.PositiveIntegerField(default=0)),
                ("mapping", models.JSONField(default=list)),
                ("skip_known", models.BooleanField(default=False)),
                ("good", models.PositiveIntegerField(default=0)),
                ("broken", models.PositiveIntegerField(default=0)),
                ("known", models.PositiveIntegerField(default=0)),
                ("sealed", models.PositiveIntegerField(default=0)),
                ("still_open", models.PositiveIntegerField(default=0)),
                ("problems", models.JSONField(default=list)),
                ("chunks", models.PositiveIntegerField(default=0)),
                ("next_chunk", models.PositiveIntegerField(default=0)),
                ("looked_at", models.PositiveIntegerField(default=0)),
                ("made", models.PositiveIntegerField(default=0)),
                ("removed", models.PositiveIntegerField(default=0)),
                ("kept", models.PositiveIntegerField(default=0)),
                ("void_numbers", models.PositiveIntegerField(default=0)),
                (
                    "by",
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
                "ordering": ["-uploaded_at"],
            },
        ),
        migrations.CreateModel(
            name="ImportedMatter",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="imported",
                        serialize=False,
                        to="cases.case",
                    ),
                ),
                ("row", models.PositiveIntegerField()),
                ("old_number", models.BinaryField(null=True)),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="matters",
                        to="cases.ledgerimport",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ColumnMemory",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("heading", models.BinaryField(max_length=32)),
                ("column", models.CharField(blank=True, max_length=20)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="network.unit"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(models.F("unit"), models.F("heading"), name="column_memory_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="LedgerExport",
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
                ("copy_number", models.CharField(max_length=40, unique=True)),
                ("ledger", models.CharField(max_length=20)),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("report", "report to the superior"),
                            ("inspection", "inspection or audit"),
                            ("handing_over", "handing over an office"),
                            ("analysis", "work analysis"),
                            ("archive", "paper archive"),
                            ("other", "other, see the sealed reason"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason", models.BinaryField(null=True)),
                ("reason_key", models.BinaryField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waits for a second person"),
                            ("queued", "being made"),
                            ("ready", "ready"),
                            ("refused", "not approved"),
                            ("destroyed", "expired and destroyed"),
                        ],
                        max_length=10,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("touched_at", models.DateTimeField()),
                ("asked_rows", models.PositiveIntegerField()),
                ("rows", models.PositiveIntegerField(default=0)),
                ("decided_at", models.DateTimeField(null=True)),
                ("wrapped", models.BinaryField(null=True)),
                ("sha256", models.BinaryField(max_length=32, null=True)),
                ("made_at", models.DateTimeField(null=True)),
                ("expires_at", models.DateTimeField(null=True)),
                ("downloads", models.PositiveSmallIntegerField(default=0)),
                ("destroyed_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "home",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.unit"
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
                "ordering": ["-asked_at"],
                "indexes": [models.Index(fields=["by", "-asked_at"], name="export_by")],
            },
        ),
        migrations.AddIndex(
            model_name="ledgerimport",
            index=models.Index(fields=["by", "-uploaded_at"], name="import_by"),
        ),
    ]
