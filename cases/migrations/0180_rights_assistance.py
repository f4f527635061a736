"""维权协助: what was asked of whom, how far it is, the result in writing (item 53)."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import sisterhood.lib.identifiers


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0178_guardian_walls"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RightsAssistance",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("harassment", "complaint of sexual harassment, she is accompanied"),
                            ("land", "land and membership of a married, divorced or widowed woman"),
                            ("guardian", "application to revoke or appoint a guardian"),
                            ("lawsuit", "support of her lawsuit"),
                            ("interview", "an employer puts right after a joint interview"),
                            ("trafficking", "report of a woman bought and sold"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "assistance asked for"),
                            ("under_way", "assistance under way"),
                            ("recorded", "result in writing recorded"),
                            ("closed", "assistance closed"),
                            ("refused", "assistance refused"),
                            ("called_off", "assistance called off"),
                        ],
                        default="asked",
                        max_length=12,
                    ),
                ),
                ("body", models.BinaryField(null=True)),
                ("request", models.BinaryField(null=True)),
                ("noticed_at", models.DateTimeField(null=True)),
                ("begun_on", models.DateField(null=True)),
                ("told_at", models.DateTimeField(null=True)),
                (
                    "channel",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("phone", "by phone"),
                            ("in_person", "in person"),
                            ("paper", "urgent paper"),
                            ("network", "government network"),
                        ],
                        max_length=12,
                    ),
                ),
                ("receipt", models.BinaryField(null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("granted", "as she asked"),
                            ("partly", "in part as she asked"),
                            ("not_granted", "not as she asked"),
                        ],
                        max_length=12,
                    ),
                ),
                ("in_writing", models.BooleanField(default=False)),
                ("result", models.BinaryField(null=True)),
                ("result_on", models.DateField(null=True)),
                (
                    "delivered",
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
                ("delivered_on", models.DateField(null=True)),
                (
                    "ended_for",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("her_wish", "she does not want it any more"),
                            ("put_right", "it was put right before"),
                            ("mistake", "assistance opened by mistake"),
                            ("matter_ended", "its matter has ended"),
                        ],
                        max_length=12,
                    ),
                ),
                ("why", models.BinaryField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
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
            ],
            options={
                "ordering": ["-id"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        models.F("case"),
                        models.F("kind"),
                        condition=models.Q(("state__in", ("asked", "under_way", "recorded"))),
                        name="assistance_one_of_a_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("recorded", "closed")), _negated=True),
                            models.Q(
                                ("delivered_on__isnull", False),
                                ("in_writing", True),
                                ("result_on__isnull", False),
                                models.Q(("outcome", ""), _negated=True),
                                models.Q(("delivered", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="assistance_result_in_writing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("under_way", "recorded", "closed")), _negated=True),
                            ("begun_on__isnull", False),
                            _connector="OR",
                        ),
                        name="assistance_begun",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "trafficking"), _negated=True),
                            ("state", "asked"),
                            ("told_at__isnull", False),
                            ("ended_for", "mistake"),
                            _connector="OR",
                        ),
                        name="assistance_police_told",
                    ),
                ],
            },
        ),
    ]
