"""Women's group insurance, help with claims, following up a treatment."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import network.units.placed
import sisterhood.lib.identifiers


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0166_bulletin_walls"),
        ("outreach", "0021_health_walls"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="InsurancePlan",
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
                ("name", models.CharField(max_length=60)),
                ("insurer", models.CharField(max_length=60)),
                ("covers", models.CharField(max_length=300)),
                ("premium", models.PositiveIntegerField()),
                ("insured", models.PositiveIntegerField()),
                ("waiting_days", models.PositiveSmallIntegerField()),
                ("claim_days", models.PositiveSmallIntegerField()),
                ("enrol_from", models.DateField()),
                ("enrol_until", models.DateField()),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
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
                "ordering": ["-starts_on", "name"],
            },
            bases=(network.units.placed.OfUnit, models.Model),
        ),
        migrations.CreateModel(
            name="InsuranceEnrolment",
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
                ("wrapped", models.BinaryField(null=True)),
                ("name", models.BinaryField(null=True)),
                ("id_number", models.BinaryField(null=True)),
                ("phone", models.BinaryField(null=True)),
                (
                    "payer",
                    models.CharField(
                        choices=[
                            ("herself", "she herself"),
                            ("federation", "the federation"),
                            ("donor", "a donor"),
                        ],
                        max_length=12,
                    ),
                ),
                ("chosen_on", models.DateField()),
                ("ended_on", models.DateField(null=True)),
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
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolments",
                        to="outreach.insuranceplan",
                    ),
                ),
            ],
            options={
                "ordering": ["entered_at", "id"],
            },
            bases=(network.units.placed.OfUnit, models.Model),
        ),
        migrations.CreateModel(
            name="TreatmentContinuityFollowUp",
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
                        choices=[("running", "being followed up"), ("ended", "follow-up ended")],
                        default="running",
                        max_length=8,
                    ),
                ),
                ("wrapped", models.BinaryField(null=True)),
                ("name", models.BinaryField(null=True)),
                ("phone", models.BinaryField(null=True)),
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
                ("ended_on", models.DateField(null=True)),
                (
                    "why_ended",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("she_said", "she does not want it any more"),
                            ("done", "she says the treatment is over"),
                            ("moved", "she moved away"),
                        ],
                        max_length=10,
                    ),
                ),
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
                "ordering": ["state", "-entered_at", "-id"],
            },
            bases=(network.units.placed.OfUnit, models.Model),
        ),
        migrations.CreateModel(
            name="TreatmentLook",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField()),
                (
                    "barrier",
                    models.CharField(
                        choices=[
                            ("cost", "the cost"),
                            ("distance", "the way to the hospital"),
                            ("family", "the family, or nobody who takes over at home"),
                            ("fear", "fear, or not knowing what comes"),
                            ("none", "nothing at present"),
                        ],
                        max_length=10,
                    ),
                ),
                ("offered", models.JSONField(default=list)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "follow_up",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="looks",
                        to="outreach.treatmentcontinuityfollowup",
                    ),
                ),
            ],
            options={
                "ordering": ["-on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="InsuranceClaimHelp",
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
                            ("opened", "claim to be filed"),
                            ("filed", "claim filed"),
                            ("answered", "insurer answered"),
                            ("closed", "claim help closed"),
                            ("dropped", "claim help not wanted"),
                        ],
                        default="opened",
                        max_length=10,
                    ),
                ),
                ("happened_on", models.DateField()),
                ("filed_on", models.DateField(null=True)),
                ("answered_on", models.DateField(null=True)),
                (
                    "answer",
                    models.CharField(
                        blank=True, choices=[("paid", "paid out"), ("refused", "not paid out")], max_length=10
                    ),
                ),
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
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="outreach.insuranceenrolment",
                    ),
                ),
            ],
            options={
                "ordering": ["-entered_at", "-id"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("enrolment"),
                        condition=models.Q(("state__in", ("opened", "filed"))),
                        name="insurance_claim_once",
                    )
                ],
            },
            bases=(network.units.placed.OfUnit, models.Model),
        ),
        migrations.AddConstraint(
            model_name="insuranceplan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on__gt", models.F("starts_on")), ("enrol_until__gte", models.F("enrol_from"))
                ),
                name="insurance_plan_days",
            ),
        ),
        migrations.AddConstraint(
            model_name="insuranceplan",
            constraint=models.CheckConstraint(
                condition=models.Q(("claim_days__gt", 0)), name="insurance_plan_claim"
            ),
        ),
        migrations.AddIndex(
            model_name="insuranceenrolment",
            index=models.Index(fields=["plan", "unit"], name="insurance_enrolment_unit"),
        ),
        migrations.AddConstraint(
            model_name="treatmentcontinuityfollowup",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "running"),
                    models.Q(("ended_on__isnull", False), ("name", None), ("phone", None), ("wrapped", None)),
                    _connector="OR",
                ),
                name="treatment_ended_names_nobody",
            ),
        ),
    ]
