"""Returns of units, their frozen tables, what is shown of them above, their history."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import network.units.placed
import sisterhood.lib.identifiers


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0306_rollup_figures"),
        ("network", "0182_first_on_the_phone"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ReportSnapshot",
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
                ("table", models.CharField(max_length=5)),
                ("version", models.PositiveSmallIntegerField()),
                ("face", models.JSONField()),
                ("cells", models.JSONField()),
                ("adjustments", models.JSONField(default=list)),
                ("sha256", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="PublishedTable",
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
                ("period", models.CharField(max_length=7)),
                ("table", models.CharField(max_length=5)),
                ("version", models.PositiveSmallIntegerField()),
                ("face", models.JSONField()),
                ("cells", models.JSONField()),
                ("withheld", models.JSONField()),
                ("made_at", models.DateTimeField()),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.unit"
                    ),
                ),
                (
                    "snapshot",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="published",
                        to="cases.reportsnapshot",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Return",
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
                ("period", models.CharField(max_length=7)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "return open"),
                            ("confirmed", "return confirmed"),
                            ("locked", "return locked"),
                            ("accepted", "return accepted"),
                            ("returned", "return sent back"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(default=0)),
                ("opened_at", models.DateTimeField()),
                ("due_on", models.DateField()),
                ("first_locked_at", models.DateTimeField(null=True)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("locked_at", models.DateTimeField(null=True)),
                ("accepted_at", models.DateTimeField(null=True)),
                ("stood_in", models.BooleanField(default=False)),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("missing", "matters are missing"),
                            ("twice", "matters stand twice"),
                            ("classed", "matters are in the wrong class"),
                            ("late_entry", "entries were made after the lock"),
                            ("other", "something else"),
                        ],
                        max_length=12,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=200)),
                ("note", models.CharField(blank=True, max_length=200)),
                (
                    "accepted_by",
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
                    "locked_by",
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
                "ordering": ["-due_on", "unit__code"],
            },
            bases=(network.units.placed.OfUnit, models.Model),
        ),
        migrations.AddField(
            model_name="reportsnapshot",
            name="of",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="tables", to="cases.return"
            ),
        ),
        migrations.CreateModel(
            name="ReturnStep",
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
                ("verb", models.CharField(max_length=20)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "return open"),
                            ("confirmed", "return confirmed"),
                            ("locked", "return locked"),
                            ("accepted", "return accepted"),
                            ("returned", "return sent back"),
                        ],
                        max_length=10,
                    ),
                ),
                ("version", models.PositiveSmallIntegerField()),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("missing", "matters are missing"),
                            ("twice", "matters stand twice"),
                            ("classed", "matters are in the wrong class"),
                            ("late_entry", "entries were made after the lock"),
                            ("other", "something else"),
                        ],
                        max_length=12,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="cases.return"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
            },
        ),
        migrations.AddIndex(
            model_name="return",
            index=models.Index(fields=["period", "unit"], name="return_period"),
        ),
        migrations.AddConstraint(
            model_name="return",
            constraint=models.UniqueConstraint(models.F("unit"), models.F("period"), name="return_once"),
        ),
        migrations.AddConstraint(
            model_name="return",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("locked", "accepted")), _negated=True),
                    models.Q(("locked_at__isnull", False), ("locked_by__isnull", False), ("version__gt", 0)),
                    _connector="OR",
                ),
                name="return_locked_by",
            ),
        ),
        migrations.AddConstraint(
            model_name="return",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "returned"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="return_why_back",
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedtable",
            constraint=models.UniqueConstraint(
                models.F("unit"),
                models.F("period"),
                models.F("table"),
                models.F("version"),
                name="published_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportsnapshot",
            constraint=models.UniqueConstraint(
                models.F("of"), models.F("table"), models.F("version"), name="snapshot_once"
            ),
        ),
    ]
