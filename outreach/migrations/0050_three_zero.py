"""Three-zero villages: the assessment of a year, its evidence, safe families and pledges by count."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import network.units.placed
import sisterhood.lib.identifiers


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0178_volunteer_guards"),
        ("outreach", "0041_family_walls"),
        ("outreach", "0011_campaign_walls"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ThreeZeroAssessment",
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
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("enrolled", "village takes part"),
                            ("self_assessed", "self-assessment signed"),
                            ("township_verified", "verified by the township"),
                            ("county_reviewed", "reviewed by the county"),
                            ("city_sampled", "sample drawn by the city"),
                            ("designated", "designated as three-zero village"),
                            ("monitored", "designated and looked after"),
                            ("renewed", "designation renewed"),
                            ("suspended", "designation suspended"),
                            ("withdrawn", "village has withdrawn"),
                        ],
                        default="enrolled",
                        max_length=18,
                    ),
                ),
                ("entered_at", models.DateTimeField()),
                ("facts", models.JSONField(default=dict)),
                ("points", models.JSONField(default=dict)),
                ("total", models.PositiveSmallIntegerField(null=True)),
                ("table_version", models.PositiveSmallIntegerField(null=True)),
                ("statement", models.PositiveSmallIntegerField(null=True)),
                ("signed_at", models.DateTimeField(null=True)),
                ("verified_at", models.DateTimeField(null=True)),
                ("reviewed_at", models.DateTimeField(null=True)),
                ("is_drawn", models.BooleanField(null=True)),
                ("visited_on", models.DateField(null=True)),
                ("visit_words", models.CharField(blank=True, max_length=400)),
                ("designated_at", models.DateTimeField(null=True)),
                ("valid_until", models.DateField(null=True)),
                ("monitored_at", models.DateTimeField(null=True)),
                ("renewed_at", models.DateTimeField(null=True)),
                ("remark", models.CharField(blank=True, max_length=400)),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("concealment", "a report was concealed or held back"),
                            ("retaliation", "somebody was made to suffer for a report"),
                            ("disclosure", "what stands in a file was disclosed"),
                        ],
                        max_length=12,
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "designated_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
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
                    "monitored_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "renewed_by",
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
                    "signed_by",
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
                (
                    "verified_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "visited_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-year", "unit__code", "-id"],
            },
            bases=(network.units.placed.OfUnit, models.Model),
        ),
        migrations.CreateModel(
            name="Evidence",
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
                    "indicator",
                    models.CharField(
                        choices=[
                            ("dv_response", "answering violence at home"),
                            ("minor_support", "standing by minors"),
                            ("prevention", "prevention by publicity"),
                            ("network", "the network of the village"),
                            ("family_building", "family building"),
                        ],
                        max_length=16,
                    ),
                ),
                ("done_on", models.DateField()),
                ("number", models.PositiveIntegerField(null=True)),
                ("words", models.CharField(max_length=200)),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "hamlet",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.unit",
                    ),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="outreach.threezeroassessment",
                    ),
                ),
            ],
            options={
                "ordering": ["indicator", "done_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="PledgeCampaign",
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
                ("held_on", models.DateField()),
                ("households", models.PositiveIntegerField()),
                ("entered_at", models.DateTimeField()),
                (
                    "entered_by",
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
                "ordering": ["-held_on", "-id"],
                "constraints": [
                    models.UniqueConstraint(models.F("unit"), models.F("held_on"), name="pledge_once"),
                    models.CheckConstraint(condition=models.Q(("households__gt", 0)), name="pledge_some"),
                ],
            },
            bases=(network.units.placed.OfUnit, models.Model),
        ),
        migrations.CreateModel(
            name="SafeFamilyProgramme",
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
                ("families", models.PositiveIntegerField()),
                ("activities", models.PositiveIntegerField()),
                ("counted_on", models.DateField()),
                ("entered_at", models.DateTimeField()),
                (
                    "entered_by",
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
                "ordering": ["-year", "unit__code"],
                "constraints": [
                    models.UniqueConstraint(models.F("unit"), models.F("year"), name="safe_family_once")
                ],
            },
            bases=(network.units.placed.OfUnit, models.Model),
        ),
        migrations.AddIndex(
            model_name="threezeroassessment",
            index=models.Index(fields=["unit", "state"], name="threezero_of_unit"),
        ),
        migrations.AddConstraint(
            model_name="threezeroassessment",
            constraint=models.UniqueConstraint(
                models.F("unit"),
                models.F("year"),
                condition=models.Q(("state", "withdrawn"), _negated=True),
                name="threezero_once_a_year",
            ),
        ),
        migrations.AddConstraint(
            model_name="threezeroassessment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ("enrolled", "withdrawn")),
                    models.Q(
                        ("signed_by__isnull", False), ("statement__isnull", False), ("total__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="threezero_signed",
            ),
        ),
        migrations.AddConstraint(
            model_name="threezeroassessment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("designated", "monitored", "renewed")), _negated=True),
                    models.Q(("designated_by__isnull", False), ("valid_until__isnull", False)),
                    _connector="OR",
                ),
                name="threezero_designated_by",
            ),
        ),
        migrations.AddConstraint(
            model_name="threezeroassessment",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "suspended"), ("reason", ""), _connector="XOR"),
                name="threezero_suspended_for",
            ),
        ),
    ]
