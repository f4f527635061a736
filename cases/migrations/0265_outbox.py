"""What came in from phones: receipts, files and their pieces, entries to be checked."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import network.units.placed
import sisterhood.lib.identifiers


class Migration(migrations.Migration):
    """Tables only; the walls follow."""

    dependencies = [
        ("cases", "0245_counselled_matters_sealed"),
        ("network", "0150_devices"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="OutboxItem",
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
                ("key", models.UUIDField()),
                ("digest", models.BinaryField(max_length=32)),
                ("form", models.CharField(max_length=20)),
                ("form_version", models.PositiveSmallIntegerField()),
                ("key_id", models.CharField(max_length=16)),
                ("device", models.UUIDField(null=True)),
                ("state", models.CharField(max_length=10)),
                ("subject_kind", models.CharField(blank=True, max_length=20)),
                ("subject_id", models.UUIDField(null=True)),
                ("number", models.CharField(blank=True, max_length=32)),
                ("made_at", models.DateTimeField(null=True)),
                ("received_at", models.DateTimeField()),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OutboxFile",
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
                ("key", models.UUIDField()),
                ("content_type", models.CharField(max_length=60)),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.BinaryField(max_length=32)),
                ("received", models.PositiveIntegerField(default=0)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "still coming"),
                            ("kept", "kept with its matter"),
                            ("waiting", "whole, waits to be taken in"),
                            ("refused", "could not be kept"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("changed_at", models.DateTimeField()),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="cases.outboxitem",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OutboxPiece",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("start", models.PositiveIntegerField()),
                ("size", models.PositiveIntegerField()),
                ("body", models.BinaryField()),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pieces",
                        to="cases.outboxfile",
                    ),
                ),
            ],
            options={
                "ordering": ["start"],
            },
        ),
        migrations.CreateModel(
            name="PhoneCheck",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("stale", "done on the phone after the matter had moved on"),
                            ("incomplete", "reported with something missing"),
                            ("file", "a file came after the report"),
                        ],
                        max_length=10,
                    ),
                ),
                ("task", models.CharField(blank=True, max_length=20)),
                ("base", models.PositiveIntegerField(null=True)),
                ("found", models.PositiveIntegerField(null=True)),
                ("lacking", models.JSONField(default=list)),
                ("made_at", models.DateTimeField(null=True)),
                ("entered_at", models.DateTimeField()),
                ("wrapped", models.BinaryField(null=True)),
                ("note", models.BinaryField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "to be checked"),
                            ("accepted", "checked and taken over"),
                            ("aside", "set aside with a reason"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                ("reason", models.CharField(blank=True, max_length=200)),
                (
                    "accusation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.accusation",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.case",
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
                    "file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="cases.outboxfile",
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
                "ordering": ["entered_at", "id"],
            },
            bases=(network.units.placed.OfUnit, models.Model),
        ),
        migrations.AddIndex(
            model_name="outboxitem",
            index=models.Index(fields=["user", "received_at"], name="outbox_per_hour"),
        ),
        migrations.AddIndex(
            model_name="outboxitem",
            index=models.Index(fields=["received_at"], name="outbox_age"),
        ),
        migrations.AddConstraint(
            model_name="outboxitem",
            constraint=models.UniqueConstraint(models.F("user"), models.F("key"), name="outbox_once"),
        ),
        migrations.AddIndex(
            model_name="outboxfile",
            index=models.Index(
                condition=models.Q(("state", "open")), fields=["changed_at"], name="outbox_file_age"
            ),
        ),
        migrations.AddConstraint(
            model_name="outboxfile",
            constraint=models.UniqueConstraint(models.F("item"), models.F("key"), name="outbox_file_once"),
        ),
        migrations.AddConstraint(
            model_name="outboxfile",
            constraint=models.CheckConstraint(
                condition=models.Q(("received__lte", models.F("size"))), name="outbox_file_size"
            ),
        ),
        migrations.AddConstraint(
            model_name="outboxpiece",
            constraint=models.UniqueConstraint(models.F("file"), models.F("start"), name="outbox_piece_once"),
        ),
        migrations.AddIndex(
            model_name="phonecheck",
            index=models.Index(fields=["unit", "state", "entered_at"], name="phone_check_waits"),
        ),
        migrations.AddConstraint(
            model_name="phonecheck",
            constraint=models.CheckConstraint(
                condition=models.Q(("case__isnull", False), ("accusation__isnull", False), _connector="XOR"),
                name="phone_check_of_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="phonecheck",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_by", None), ("state", "waiting")),
                    models.Q(
                        models.Q(("state", "waiting"), _negated=True),
                        ("decided_by__isnull", False),
                        models.Q(("decided_by", models.F("author")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="phone_check_by_another",
            ),
        ),
    ]
