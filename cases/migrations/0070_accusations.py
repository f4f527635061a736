"""Accusations, their two readers, and the city's list of who may be one."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import sisterhood.lib.identifiers


class Migration(migrations.Migration):
    """Tables only; their walls stand in 0071."""

    dependencies = [
        ("cases", "0062_memory_limits"),
        ("network", "0062_discipline_liaison"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Accusation",
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
                ("number", models.CharField(max_length=32, unique=True)),
                ("wrapped", models.BinaryField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("registered", "registered"),
                            ("referred", "with the discipline organ"),
                            ("guided", "guided to another body"),
                            ("declined", "not accepted"),
                            ("answered", "result recorded"),
                            ("closed", "closed"),
                        ],
                        default="registered",
                        max_length=12,
                    ),
                ),
                ("namesakes", models.JSONField(default=list)),
                ("liaisons_only", models.BooleanField(default=False)),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("visit", "visit"),
                            ("letter", "letter"),
                            ("phone", "phone call"),
                            ("12338", "12338 hotline"),
                            ("web", "online"),
                            ("reception_day", "reception day"),
                            ("station", "feedback station"),
                            ("talk_point", "talk point"),
                            ("patrol", "patrol"),
                        ],
                        max_length=20,
                    ),
                ),
                ("received_on", models.DateField()),
                ("is_anonymous", models.BooleanField(default=False)),
                ("is_urgent", models.BooleanField(default=False)),
                ("is_oral", models.BooleanField(default=False)),
                ("read_back", models.BooleanField(default=False)),
                ("may_call", models.BooleanField(default=False)),
                ("may_text", models.BooleanField(default=False)),
                ("may_wechat", models.BooleanField(default=False)),
                ("may_leave_message", models.BooleanField(default=False)),
                ("may_write", models.BooleanField(default=False)),
                ("registered_at", models.DateTimeField()),
                ("born_in", models.BigIntegerField(editable=False, null=True)),
                ("request", models.BinaryField(null=True)),
                ("facts", models.BinaryField(null=True)),
                ("prior_steps", models.BinaryField(null=True)),
                ("accused_name", models.BinaryField(null=True)),
                ("name", models.BinaryField(null=True)),
                ("phone", models.BinaryField(null=True)),
                ("address", models.BinaryField(null=True)),
                ("code_word", models.BinaryField(null=True)),
                ("hours", models.BinaryField(null=True)),
                ("who_may_answer", models.BinaryField(null=True)),
                (
                    "organ",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("city", "the city's commission for discipline inspection"),
                            ("county", "a county's commission for discipline inspection"),
                            ("stationed", "the stationed discipline inspection team"),
                            ("province", "the provincial commission for discipline inspection"),
                        ],
                        max_length=12,
                    ),
                ),
                ("referred_on", models.DateField(null=True)),
                ("receipt", models.BinaryField(null=True)),
                ("result_on", models.DateField(null=True)),
                ("result", models.BinaryField(null=True)),
                (
                    "told_how",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("in_person", "handed over in person"),
                            ("on_the_spot", "handed over on the spot"),
                            ("safe_way", "sent the safe way she chose"),
                            ("post", "sent by post"),
                        ],
                        max_length=12,
                    ),
                ),
                ("retaliation_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "accused_unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.unit",
                    ),
                ),
                (
                    "accused_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.unit"
                    ),
                ),
                (
                    "origin_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.unit"
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
            ],
        ),
        migrations.CreateModel(
            name="AccusationFile",
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
                ("content", models.BinaryField()),
                ("content_type", models.CharField(max_length=60)),
                ("entered_at", models.DateTimeField()),
                (
                    "accusation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="cases.accusation",
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
        migrations.CreateModel(
            name="ListedReader",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rank", models.PositiveSmallIntegerField()),
                ("listed_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.unit"
                    ),
                ),
                (
                    "listed_by",
                    models.ForeignKey(
                        null=True,
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
            ],
            options={
                "ordering": ["rank", "id"],
            },
        ),
        migrations.CreateModel(
            name="ReaderTie",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "listed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ties",
                        to="cases.listedreader",
                    ),
                ),
                (
                    "relative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AccusationReceipt",
            fields=[
                (
                    "accusation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="cases.accusation",
                    ),
                ),
                ("number", models.CharField(max_length=32)),
                ("received_on", models.DateField()),
                ("opened_at", models.DateTimeField()),
                (
                    "registered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AccusationChange",
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
                ("seat", models.PositiveSmallIntegerField()),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("conflict", "a conflict of interest"),
                            ("leaves", "leaves her post"),
                            ("illness", "is ill or on leave"),
                            ("overload", "cannot take it on in time"),
                        ],
                        max_length=12,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("granted", models.BooleanField(null=True)),
                (
                    "accusation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="cases.accusation",
                    ),
                ),
                (
                    "asked_by",
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
                    "to",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("accusation"),
                        condition=models.Q(("decided_at", None)),
                        name="accusation_one_open_change",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", None),
                            models.Q(("decided_by", models.F("asked_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="accusation_change_two",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AccusationEvent",
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
                ("verb", models.CharField(max_length=30)),
                ("to_state", models.CharField(max_length=12)),
                ("at", models.DateTimeField()),
                ("note", models.BinaryField(null=True)),
                (
                    "accusation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="cases.accusation",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.F("accusation_id"),
                        models.OrderBy(models.F("at"), descending=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="accusation_event",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AccusationReader",
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
                ("seat", models.PositiveSmallIntegerField()),
                ("from_at", models.DateTimeField()),
                ("until_at", models.DateTimeField(null=True)),
                (
                    "accusation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="readers",
                        to="cases.accusation",
                    ),
                ),
                (
                    "named_by",
                    models.ForeignKey(
                        null=True,
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
            ],
            options={
                "indexes": [models.Index(fields=["user", "accusation"], name="accusation_reader_user")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("seat__in", (1, 2))), name="accusation_two_seats"
                    ),
                    models.UniqueConstraint(
                        models.F("accusation"),
                        models.F("seat"),
                        condition=models.Q(("until_at", None)),
                        name="accusation_seat_once",
                    ),
                    models.UniqueConstraint(
                        models.F("accusation"),
                        models.F("user"),
                        condition=models.Q(("until_at", None)),
                        name="accusation_reader_once",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="listedreader",
            constraint=models.UniqueConstraint(
                models.F("city"),
                models.F("user"),
                condition=models.Q(("ended_at", None)),
                name="listed_reader_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="readertie",
            constraint=models.UniqueConstraint(
                models.F("listed"), models.F("relative"), name="reader_tie_once"
            ),
        ),
        migrations.AddIndex(
            model_name="accusationreceipt",
            index=models.Index(
                models.F("registered_by_id"),
                models.OrderBy(models.F("opened_at"), descending=True),
                name="accusation_receipt_mine",
            ),
        ),
    ]
