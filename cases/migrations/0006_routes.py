"""All ten routes: slips, reviews, demands to other bodies, and longer names of states."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import sisterhood.lib.identifiers


class Migration(migrations.Migration):
    """Three tables and a few columns; their walls follow in the next migration."""

    dependencies = [
        ("cases", "0005_waits_and_seers"),
        ("network", "0010_whole_ladder"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="handlingopinion",
            name="stage",
            field=models.CharField(
                choices=[
                    ("handling", "handling opinion"),
                    ("review", "review opinion"),
                    ("reexamination", "re-examination opinion"),
                ],
                default="handling",
                max_length=14,
            ),
        ),
        migrations.AddField(
            model_name="petition",
            name="mandatory_reported_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="petition",
            name="merged_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="petition",
            name="merged_into",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
            ),
        ),
        migrations.AddField(
            model_name="petition",
            name="satisfaction",
            field=models.CharField(
                blank=True,
                choices=[
                    ("satisfied", "satisfied"),
                    ("mostly", "mostly satisfied"),
                    ("unsatisfied", "not satisfied"),
                    ("unrated", "no rating"),
                ],
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="petition",
            name="urgent_reported_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name="case",
            name="stage",
            field=models.CharField(max_length=24),
        ),
        migrations.AlterField(
            model_name="event",
            name="from_stage",
            field=models.CharField(blank=True, max_length=24),
        ),
        migrations.AlterField(
            model_name="event",
            name="to_stage",
            field=models.CharField(blank=True, max_length=24),
        ),
        migrations.AlterField(
            model_name="petition",
            name="route",
            field=models.CharField(
                blank=True,
                choices=[
                    ("R1", "our own competence"),
                    ("R2", "a lower federation is competent"),
                    ("R3", "another body is competent; she goes there"),
                    ("R4", "demand an investigation by the competent body"),
                    ("R5", "court, prosecutor or police procedure"),
                    ("R6", "accusation against a cadre"),
                    ("R7", "mediation"),
                    ("R9", "suggestion"),
                    ("R10", "advice only"),
                ],
                max_length=4,
            ),
        ),
        migrations.AlterField(
            model_name="petition",
            name="state",
            field=models.CharField(
                choices=[
                    ("registered", "registered"),
                    ("triaged", "triaged"),
                    ("guided_out", "guided to another body"),
                    ("transferred", "transferred"),
                    ("assigned", "assigned"),
                    ("objected", "objection raised"),
                    ("accepted", "accepted"),
                    ("handling", "in handling"),
                    ("hearing", "hearing"),
                    ("answered", "answered"),
                    ("reported", "report under check"),
                    ("under_review", "under review"),
                    ("review_answered", "review answered"),
                    ("under_reexamination", "under re-examination"),
                    ("reexamination_hearing", "hearing in re-examination"),
                    ("final", "final"),
                    ("closed", "closed"),
                    ("declined", "not accepted"),
                    ("merged", "merged"),
                    ("withdrawn", "withdrawn"),
                    ("archived", "archived"),
                ],
                default="registered",
                max_length=24,
            ),
        ),
        migrations.CreateModel(
            name="Investigation",
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
                            ("sent", "demand sent"),
                            ("replied", "the body replied"),
                            ("urged", "urging opinion sent"),
                            ("urging_replied", "reply to the urging opinion"),
                            ("inspection_requested", "government inspection asked for"),
                        ],
                        default="sent",
                        max_length=22,
                    ),
                ),
                ("agency", models.BinaryField(null=True)),
                ("request", models.BinaryField(null=True)),
                ("basis", models.BinaryField(null=True)),
                ("reply", models.BinaryField(null=True)),
                ("urging", models.BinaryField(null=True)),
                ("sent_on", models.DateField()),
                ("replied_on", models.DateField(null=True)),
                ("urged_on", models.DateField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="investigations",
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
            options={
                "ordering": ["-sent_on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Review",
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
                    "stage",
                    models.CharField(
                        choices=[
                            ("handling", "handling opinion"),
                            ("review", "review opinion"),
                            ("reexamination", "re-examination opinion"),
                        ],
                        max_length=14,
                    ),
                ),
                ("asked_on", models.DateField()),
                ("reason", models.BinaryField(null=True)),
                ("late_reason", models.BinaryField(null=True)),
                ("is_external", models.BooleanField(default=False)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("support", "supported"),
                            ("explain", "explained"),
                            ("not_support", "not supported"),
                        ],
                        max_length=12,
                    ),
                ),
                ("answered_on", models.DateField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reviews", to="cases.case"
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
                    "unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.unit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(models.F("case"), models.F("stage"), name="review_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Slip",
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
                        choices=[("transfer", "transfer slip"), ("assignment", "assignment slip")],
                        max_length=12,
                    ),
                ),
                ("sent_at", models.DateTimeField()),
                ("reason", models.BinaryField(null=True)),
                ("taken_up_at", models.DateTimeField(null=True)),
                ("objected_at", models.DateTimeField(null=True)),
                ("objection", models.BinaryField(null=True)),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("upheld", "upheld"),
                            ("rejected", "rejected"),
                            ("accepted", "accepted"),
                            ("returned", "returned"),
                        ],
                        max_length=10,
                    ),
                ),
                ("decision_note", models.BinaryField(null=True)),
                ("reported_at", models.DateTimeField(null=True)),
                ("report", models.BinaryField(null=True)),
                (
                    "report_decision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("upheld", "upheld"),
                            ("rejected", "rejected"),
                            ("accepted", "accepted"),
                            ("returned", "returned"),
                        ],
                        max_length=10,
                    ),
                ),
                ("report_note", models.BinaryField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="slips", to="cases.case"
                    ),
                ),
                (
                    "from_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.unit"
                    ),
                ),
                (
                    "from_user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "to_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.unit"
                    ),
                ),
            ],
            options={
                "ordering": ["-sent_at"],
                "indexes": [models.Index(fields=["case", "-sent_at"], name="slip_case")],
            },
        ),
    ]
