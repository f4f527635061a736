"""Coordination: consents, co-handlers, disputes, meetings, urgent reports; a demand has the states of its drafting."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import sisterhood.lib.identifiers


class Migration(migrations.Migration):
    """Old rows and walls follow."""

    dependencies = [
        ("cases", "0072_accusation_limits"),
        ("network", "0050_agencies"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="investigation",
            options={"ordering": ["-id"]},
        ),
        migrations.AddField(
            model_name="investigation",
            name="agency_kind",
            field=models.CharField(
                choices=[
                    ("court", "court"),
                    ("prosecutor", "prosecutor"),
                    ("police", "police"),
                    ("justice", "justice bureau and legal aid"),
                    ("civil_affairs", "civil affairs"),
                    ("education", "education"),
                    ("health", "health authority"),
                    ("labour", "human resources and social security"),
                    ("union", "trade union"),
                    ("agriculture", "agriculture and rural affairs"),
                    ("discipline", "discipline inspection and supervision"),
                    ("committee", "working committee on women and children"),
                    ("government", "people's government"),
                    ("party", "party committee"),
                    ("petitions", "petition office"),
                    ("hospital", "hospital"),
                    ("shelter", "shelter"),
                    ("charity", "charity"),
                    ("other", "other body"),
                ],
                default="other",
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="investigation",
            name="closed_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="investigation",
            name="drafted_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="investigation",
            name="inspection",
            field=models.BinaryField(null=True),
        ),
        migrations.AddField(
            model_name="investigation",
            name="inspection_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="investigation",
            name="listed",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.agency"
            ),
        ),
        migrations.AddField(
            model_name="investigation",
            name="urging_approved_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="investigation",
            name="urging_drafted_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="investigation",
            name="urging_failure",
            field=models.BinaryField(null=True),
        ),
        migrations.AddField(
            model_name="investigation",
            name="urging_note",
            field=models.BinaryField(null=True),
        ),
        migrations.AlterField(
            model_name="caseaccess",
            name="source",
            field=models.CharField(
                choices=[
                    ("hand_over", "handed the matter on"),
                    ("receipt", "reported the matter"),
                    ("supervision", "supervises the unit"),
                    ("rung", "ladder"),
                    ("reason", "opened with a reason"),
                    ("approval", "decides the matter"),
                    ("lent", "lent by the owner"),
                    ("co_handler", "handles it together with the owner"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="investigation",
            name="sent_on",
            field=models.DateField(null=True),
        ),
        migrations.AlterField(
            model_name="investigation",
            name="state",
            field=models.CharField(
                choices=[
                    ("drafted", "demand drafted"),
                    ("consented", "she has consented"),
                    ("sent", "demand sent"),
                    ("agency_replied", "the body replied"),
                    ("accepted_reply", "reply accepted"),
                    ("urging_sent", "urging opinion sent"),
                    ("replied", "reply to the urging opinion"),
                    ("inspection_requested", "government inspection asked for"),
                    ("closed", "closed"),
                ],
                default="drafted",
                max_length=22,
            ),
        ),
        migrations.CreateModel(
            name="CoordinationMeeting",
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
                            ("coordination", "coordination meeting"),
                            ("interview", "joint interview of an employer"),
                        ],
                        default="coordination",
                        max_length=12,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("called", "called"), ("held", "held"), ("cancelled", "called off")],
                        default="called",
                        max_length=10,
                    ),
                ),
                ("meets_at", models.DateTimeField()),
                ("place", models.BinaryField(null=True)),
                ("subject", models.BinaryField(null=True)),
                ("minutes", models.BinaryField(null=True)),
                ("minutes_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="meetings", to="cases.case"
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
                "ordering": ["-meets_at"],
            },
        ),
        migrations.CreateModel(
            name="MeetingDecision",
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
                ("text", models.BinaryField(null=True)),
                ("due_on", models.DateField()),
                ("done_at", models.DateTimeField(null=True)),
                ("result", models.BinaryField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.agency",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="cases.coordinationmeeting",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["due_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="MeetingGuest",
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
                ("name", models.BinaryField(null=True)),
                ("came", models.BooleanField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.agency",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="guests",
                        to="cases.coordinationmeeting",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="RecipientConsent",
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
                    "given_for",
                    models.CharField(
                        choices=[
                            ("agency", "the body that is asked to act"),
                            (
                                "committee",
                                "copy of the urging opinion to the committee on women and children",
                            ),
                            ("government", "the government that is asked to inspect"),
                            ("meeting", "the bodies invited to a meeting"),
                        ],
                        max_length=12,
                    ),
                ),
                ("recipient", models.BinaryField(null=True)),
                ("shared", models.BinaryField(null=True)),
                (
                    "manner",
                    models.CharField(
                        choices=[
                            ("signed", "signed"),
                            ("fingerprint", "by fingerprint"),
                            ("oral", "orally, before a witness"),
                        ],
                        max_length=12,
                    ),
                ),
                ("given_on", models.DateField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recipient_consents",
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
                (
                    "investigation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents",
                        to="cases.investigation",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="UrgentTelling",
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
                    "agency_kind",
                    models.CharField(
                        choices=[
                            ("court", "court"),
                            ("prosecutor", "prosecutor"),
                            ("police", "police"),
                            ("justice", "justice bureau and legal aid"),
                            ("civil_affairs", "civil affairs"),
                            ("education", "education"),
                            ("health", "health authority"),
                            ("labour", "human resources and social security"),
                            ("union", "trade union"),
                            ("agriculture", "agriculture and rural affairs"),
                            ("discipline", "discipline inspection and supervision"),
                            ("committee", "working committee on women and children"),
                            ("government", "people's government"),
                            ("party", "party committee"),
                            ("petitions", "petition office"),
                            ("hospital", "hospital"),
                            ("shelter", "shelter"),
                            ("charity", "charity"),
                            ("other", "other body"),
                        ],
                        default="other",
                        max_length=20,
                    ),
                ),
                ("name", models.BinaryField(null=True)),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("phone", "by phone"),
                            ("in_person", "in person"),
                            ("paper", "urgent paper"),
                            ("network", "government network"),
                        ],
                        max_length=12,
                    ),
                ),
                ("told_at", models.DateTimeField()),
                ("receipt", models.BinaryField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.agency",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="urgent_tellings",
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
                "ordering": ["told_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="CoHandler",
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
                ("task", models.BinaryField(null=True)),
                ("until", models.DateTimeField()),
                ("with_names", models.BooleanField(default=False)),
                ("invited_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="co_handlers",
                        to="cases.case",
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
                    "invited_by",
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
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-invited_at"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("case"),
                        models.F("user"),
                        condition=models.Q(("ended_at", None)),
                        name="co_handler_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CompetenceDispute",
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
                ("wrapped", models.BinaryField()),
                ("reason", models.BinaryField(null=True)),
                ("raised_at", models.DateTimeField()),
                ("decision_note", models.BinaryField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("followed_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="disputes", to="cases.case"
                    ),
                ),
                (
                    "competent_unit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.unit",
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
                    "other_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.unit"
                    ),
                ),
                (
                    "raised_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "superior",
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
                "ordering": ["-raised_at"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("case"),
                        condition=models.Q(("decided_at", None), ("ended_at", None)),
                        name="dispute_one_open",
                    )
                ],
            },
        ),
    ]
