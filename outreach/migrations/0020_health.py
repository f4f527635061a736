"""Cancer relief and screening."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import network.units.placed
import sisterhood.lib.identifiers


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0166_bulletin_walls"),
        ("outreach", "0011_campaign_walls"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CancerReliefApplication",
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
                ("number", models.CharField(max_length=20, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("nominated", "papers to be completed"),
                            ("papers_complete", "papers complete"),
                            ("village_checked", "checked by the village"),
                            ("township_checked", "the county verifies it"),
                            ("county_verified", "verified by the county"),
                            ("city_summed", "on the list of the city"),
                            ("province_submitted", "with the province"),
                            ("approved", "relief approved"),
                            ("rejected", "relief not supported"),
                            ("paid", "relief paid"),
                            ("closed", "application closed"),
                            ("withdrawn", "application withdrawn"),
                        ],
                        default="nominated",
                        max_length=20,
                    ),
                ),
                ("entered_at", models.DateTimeField()),
                ("no_publicity", models.BooleanField(default=True)),
                ("answered_on", models.DateField(null=True)),
                ("paid_on", models.DateField(null=True)),
                ("paid", models.PositiveIntegerField(null=True)),
                ("told_on", models.DateField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.unit"
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
                    "owner",
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
                "ordering": ["-entered_at", "-id"],
            },
            bases=(network.units.placed.OfUnit, models.Model),
        ),
        migrations.CreateModel(
            name="ScreeningRound",
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
                ("year", models.PositiveSmallIntegerField()),
                ("held_on", models.DateField()),
                ("place", models.CharField(max_length=60)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "screening planned"),
                            ("invited", "women invited"),
                            ("held", "screening held"),
                            ("counted", "counts are back"),
                            ("called_off", "screening called off"),
                        ],
                        default="planned",
                        max_length=10,
                    ),
                ),
                ("entered_at", models.DateTimeField()),
                ("due", models.PositiveSmallIntegerField()),
                ("invited", models.PositiveSmallIntegerField(default=0)),
                ("attended", models.PositiveSmallIntegerField(default=0)),
                ("names_gone_at", models.DateTimeField(null=True)),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.unit"
                    ),
                ),
            ],
            options={
                "ordering": ["-held_on", "-id"],
            },
            bases=(network.units.placed.OfUnit, models.Model),
        ),
        migrations.CreateModel(
            name="ReliefPapers",
            fields=[
                (
                    "id",
                    models.OneToOneField(
                        db_column="id",
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="papers",
                        serialize=False,
                        to="outreach.cancerreliefapplication",
                    ),
                ),
                ("wrapped", models.BinaryField(null=True)),
                ("name", models.BinaryField(null=True)),
                ("phone", models.BinaryField(null=True)),
                ("id_number", models.BinaryField(null=True)),
                ("bank", models.BinaryField(null=True)),
                ("account", models.BinaryField(null=True)),
                ("diagnosis", models.BinaryField(null=True)),
                ("hospital", models.BinaryField(null=True)),
                ("cost", models.BinaryField(null=True)),
                ("reimbursed", models.BinaryField(null=True)),
                (
                    "hardship",
                    models.CharField(
                        choices=[
                            ("subsistence", "minimum living allowance"),
                            ("destitute", "supported as destitute"),
                            ("relapse", "easily back into poverty"),
                            ("expense", "in difficulty through expenses"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("card", "certificate of civil affairs"),
                            ("list", "list of civil affairs"),
                            ("monitoring", "monitoring list of rural affairs"),
                            ("decision", "decision of the township on expenses"),
                        ],
                        max_length=12,
                    ),
                ),
                ("holds_from", models.DateField(null=True)),
                ("holds_until", models.DateField(null=True)),
                (
                    "grade",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("secondary", "hospital of the second grade"),
                            ("tertiary", "hospital of the third grade"),
                        ],
                        max_length=10,
                    ),
                ),
                ("seen", models.JSONField(default=list)),
                ("consented_on", models.DateField()),
                (
                    "consent_how",
                    models.CharField(
                        choices=[
                            ("signed", "signed on paper"),
                            ("proxy", "signed by somebody she sent, with her power of attorney"),
                        ],
                        max_length=8,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ReliefClaim",
            fields=[
                ("id_index", models.BinaryField(max_length=32, primary_key=True, serialize=False)),
                (
                    "application",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="outreach.cancerreliefapplication",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ReliefStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("verb", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
                ("reason", models.CharField(blank=True, max_length=12)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="outreach.cancerreliefapplication",
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
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.unit"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="ReliefWindow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("opens_on", models.DateField()),
                ("closes_on", models.DateField()),
                ("cut_off_on", models.DateField()),
                ("amount", models.PositiveIntegerField()),
                ("hardships", models.JSONField(default=list)),
                ("diagnoses", models.JSONField(default=list)),
                ("set_at", models.DateTimeField()),
                (
                    "set_by",
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
                "ordering": ["-year"],
            },
        ),
        migrations.AddField(
            model_name="cancerreliefapplication",
            name="window",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="applications",
                to="outreach.reliefwindow",
            ),
        ),
        migrations.CreateModel(
            name="ScreeningCount",
            fields=[
                (
                    "round",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="hospital_counts",
                        serialize=False,
                        to="outreach.screeninground",
                    ),
                ),
                ("examined", models.PositiveSmallIntegerField()),
                ("abnormal", models.PositiveSmallIntegerField()),
                ("followed_up", models.PositiveSmallIntegerField()),
                ("entered_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="ScreeningSlot",
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
                ("at", models.DateTimeField()),
                ("again_at", models.DateTimeField(null=True)),
                ("wrapped", models.BinaryField()),
                ("name", models.BinaryField(null=True)),
                ("phone", models.BinaryField(null=True)),
                ("attended", models.BooleanField(default=False)),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="slots",
                        to="outreach.screeninground",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="ReliefLook",
            fields=[
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="outreach.cancerreliefapplication",
                    ),
                ),
                ("id_index", models.BinaryField(max_length=32)),
                ("at", models.DateTimeField()),
                ("told_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["id_index"], name="relief_look_index")],
            },
        ),
        migrations.CreateModel(
            name="ReliefRefusal",
            fields=[
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="refusal",
                        serialize=False,
                        to="outreach.cancerreliefapplication",
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("once", "granted or asked for before"),
                            ("hardship", "hardship not confirmed by civil affairs"),
                            ("diagnosis", "diagnosis not confirmed by health or insurance"),
                            ("province", "answer of the province"),
                        ],
                        max_length=12,
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ReliefRecusal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("relative", "a relative of hers"),
                            ("close", "otherwise close to her, or at odds"),
                        ],
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recusals",
                        to="outreach.cancerreliefapplication",
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
                "constraints": [
                    models.UniqueConstraint(
                        models.F("application"), models.F("user"), name="relief_recusal_once"
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="reliefwindow",
            constraint=models.UniqueConstraint(models.F("unit"), models.F("year"), name="relief_window_once"),
        ),
        migrations.AddConstraint(
            model_name="reliefwindow",
            constraint=models.CheckConstraint(
                condition=models.Q(("closes_on__gte", models.F("opens_on"))), name="relief_window_days"
            ),
        ),
        migrations.AddConstraint(
            model_name="reliefwindow",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)), name="relief_window_amount"
            ),
        ),
        migrations.AddIndex(
            model_name="cancerreliefapplication",
            index=models.Index(fields=["unit", "state"], name="relief_of_unit"),
        ),
        migrations.AddIndex(
            model_name="cancerreliefapplication",
            index=models.Index(fields=["owner", "state"], name="relief_owner"),
        ),
        migrations.AddConstraint(
            model_name="cancerreliefapplication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("paid", None), ("paid_on", None)),
                    models.Q(("paid__gt", 0), ("paid_on__isnull", False)),
                    _connector="OR",
                ),
                name="relief_paid_how_much",
            ),
        ),
        migrations.AddConstraint(
            model_name="cancerreliefapplication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "paid"), _negated=True), ("paid_on__isnull", False), _connector="OR"
                ),
                name="relief_paid_when",
            ),
        ),
        migrations.AddField(
            model_name="screeningcount",
            name="entered_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddIndex(
            model_name="screeninground",
            index=models.Index(fields=["unit", "year"], name="screening_of_unit"),
        ),
        migrations.AddConstraint(
            model_name="screeninground",
            constraint=models.UniqueConstraint(
                models.F("unit"),
                models.F("year"),
                condition=models.Q(("state", "called_off"), _negated=True),
                name="screening_round_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="screeninground",
            constraint=models.CheckConstraint(
                condition=models.Q(("attended__lte", models.F("invited")), ("invited__lte", models.F("due"))),
                name="screening_round_counts",
            ),
        ),
        migrations.AddConstraint(
            model_name="screeningcount",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("abnormal__lte", models.F("examined")), ("followed_up__lte", models.F("abnormal"))
                ),
                name="screening_count_parts",
            ),
        ),
    ]
