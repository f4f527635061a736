"""Protection from violence: danger, reports, first contact, screens, plans, evidence, orders, warnings, shelter."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import sisterhood.lib.identifiers


class Migration(migrations.Migration):
    """Thirteen tables of sealed matters; walls follow."""

    dependencies = [
        ("cases", "0133_dropped_drafts"),
        ("network", "0084_working_hours"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
                    ("stand_in", "stands in for a colleague on leave"),
                    ("dispute", "decides whose matter it is"),
                    ("duty", "on duty while somebody is in danger"),
                    ("session", "holds a session of the matter"),
                ],
                max_length=20,
            ),
        ),
        migrations.CreateModel(
            name="EvidenceItem",
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
                            ("statement", "what the parties say"),
                            ("warning", "written warning or penalty decision of the police"),
                            ("police", "police records and receipts of calls"),
                            ("promise", "letters of regret or promise by the other side"),
                            ("recording", "sound and pictures of the violence or of talks about it"),
                            ("messages", "recorded calls, texts, chats, e-mails with the other side"),
                            ("medical", "medical records"),
                            (
                                "complaints",
                                "records of complaints kept by employers, committees, federations and others",
                            ),
                            (
                                "witnesses",
                                "what children fit to testify, relatives, neighbours and others say",
                            ),
                            ("injury", "expert opinion on the injuries"),
                            ("other", "anything else that shows the violence or its danger"),
                        ],
                        max_length=12,
                    ),
                ),
                ("description", models.BinaryField(null=True)),
                ("obtained_on", models.DateField()),
                (
                    "attachment",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.attachment",
                    ),
                ),
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
                "ordering": ["id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FirstContact",
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
                ("sheet", models.BinaryField(null=True)),
                ("told_before", models.BooleanField()),
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
            },
        ),
        migrations.CreateModel(
            name="MandatoryReport",
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
                    "trigger",
                    models.CharField(
                        choices=[
                            ("genital", "injury or infection of a child's private parts"),
                            ("under_14", "girl under 14: sexual assault, pregnancy or abortion"),
                            ("over_14", "girl of 14 or older: pregnancy or abortion after suspected assault"),
                            (
                                "injured",
                                "many injuries, malnourished or unconscious; violence, bullying or drugs suspected",
                            ),
                            ("self_harm", "suicide, self-harm, injury or poisoning with disability or death"),
                            ("abandoned", "abandoned or long without anybody's care"),
                            ("missing", "of unknown origin, missing, or bought and sold"),
                            ("begging", "made to beg"),
                            (
                                "other",
                                "another serious harm or danger to a child or a person who cannot act for herself",
                            ),
                        ],
                        max_length=10,
                    ),
                ),
                ("noticed_at", models.DateTimeField()),
                ("noticed_by", models.BinaryField(null=True)),
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
                        max_length=20,
                    ),
                ),
                ("body", models.BinaryField(null=True)),
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
                ("reported_at", models.DateTimeField()),
                ("receipt", models.BinaryField(null=True)),
                ("told_before", models.BooleanField()),
                ("result", models.BinaryField(null=True)),
                ("result_on", models.DateField(null=True)),
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
            },
        ),
        migrations.CreateModel(
            name="ProtectionOrder",
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
                    "state",
                    models.CharField(
                        choices=[
                            ("drafted", "application drafted"),
                            ("filed", "filed with the court"),
                            ("declined", "not accepted by the court"),
                            ("accepted", "accepted by the court"),
                            ("granted", "order granted"),
                            ("refused", "application refused by the court"),
                            ("reconsidered", "reconsideration asked for"),
                            ("withdrawn", "application withdrawn"),
                            ("revoked", "order revoked by the court"),
                        ],
                        default="drafted",
                        max_length=12,
                    ),
                ),
                (
                    "applicant",
                    models.CharField(
                        choices=[
                            ("herself", "she herself"),
                            ("guardian", "her guardian"),
                            ("relative", "a near relative"),
                            ("police", "police on her behalf"),
                            ("federation", "the federation on her behalf"),
                            ("committee", "village or residents' committee on her behalf"),
                            ("rescue", "rescue body on her behalf"),
                            ("civil_affairs", "civil affairs on her behalf"),
                            ("disabled", "disabled persons' federation on her behalf"),
                            ("elderly", "organisation of the elderly on her behalf"),
                        ],
                        max_length=15,
                    ),
                ),
                (
                    "will",
                    models.CharField(
                        choices=[
                            ("wants", "she wants it"),
                            ("coerced", "she is forced or threatened and cannot apply"),
                            ("incapable", "she cannot act for herself"),
                        ],
                        max_length=10,
                    ),
                ),
                ("is_urgent", models.BooleanField(default=False)),
                ("measures", models.JSONField(default=list)),
                ("on_behalf", models.BinaryField(null=True)),
                ("court", models.BinaryField(null=True)),
                ("respondent", models.BinaryField(null=True)),
                ("facts", models.BinaryField(null=True)),
                ("decision", models.BinaryField(null=True)),
                ("filed_at", models.DateTimeField(null=True)),
                ("accepted_at", models.DateTimeField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("valid_until", models.DateField(null=True)),
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
                (
                    "renews",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="renewals",
                        to="cases.protectionorder",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="OrderService",
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
                    "party",
                    models.CharField(
                        choices=[
                            ("applicant", "applicant"),
                            ("respondent", "respondent"),
                            ("police", "police"),
                            ("committee", "village or residents' committee"),
                        ],
                        max_length=10,
                    ),
                ),
                ("served_on", models.DateField()),
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
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="services",
                        to="cases.protectionorder",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SafetyPlan",
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
                ("text", models.BinaryField(null=True)),
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
            },
        ),
        migrations.CreateModel(
            name="SafetyScreen",
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
                ("answers", models.BinaryField(null=True)),
                (
                    "advised",
                    models.CharField(
                        choices=[("standard", "standard"), ("high", "high"), ("urgent", "at once")],
                        max_length=10,
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[("standard", "standard"), ("high", "high"), ("urgent", "at once")],
                        max_length=10,
                    ),
                ),
                ("reason", models.BinaryField(null=True)),
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
            },
        ),
        migrations.CreateModel(
            name="ShelterStay",
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
                ("place", models.BinaryField(null=True)),
                ("started_on", models.DateField()),
                ("expected_end", models.DateField()),
                ("children", models.PositiveSmallIntegerField(default=0)),
                ("filed_on", models.DateField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("exit_plan", models.BinaryField(null=True)),
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
            },
        ),
        migrations.CreateModel(
            name="UrgentIncident",
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
                    "state",
                    models.CharField(
                        choices=[("open", "somebody is in danger"), ("ended", "danger track ended")],
                        default="open",
                        max_length=8,
                    ),
                ),
                ("noticed_at", models.DateTimeField()),
                ("note", models.BinaryField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "ended_why",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("done", "every step is done and she is safe"),
                            ("her_wish", "she wants no more contact"),
                            ("error", "it was opened by mistake"),
                        ],
                        max_length=10,
                    ),
                ),
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
            },
        ),
        migrations.CreateModel(
            name="IncidentStep",
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
                    "step",
                    models.CharField(
                        choices=[
                            ("duty_told", "the duty officer is told by phone"),
                            ("safety", "safe now, safe contact, children and shelter are clear"),
                            ("decision", "order, shelter and medical help are decided as she wishes"),
                            ("review", "the plan is reviewed"),
                            ("follow_1", "first follow-up in the safe way"),
                            ("follow_2", "second follow-up in the safe way"),
                            ("follow_3", "third follow-up in the safe way"),
                        ],
                        max_length=10,
                    ),
                ),
                ("done_at", models.DateTimeField()),
                ("note", models.BinaryField(null=True)),
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
                (
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="cases.urgentincident",
                    ),
                ),
            ],
            options={
                "ordering": ["done_at", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="WarningLetter",
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
                ("number", models.BinaryField(null=True)),
                ("station", models.BinaryField(null=True)),
                ("perpetrator", models.BinaryField(null=True)),
                ("facts", models.BinaryField(null=True)),
                ("issued_on", models.DateField()),
                ("served", models.JSONField(default=list)),
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
            },
        ),
        migrations.CreateModel(
            name="ProtectionVisit",
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
                ("due_on", models.DateField()),
                ("done_at", models.DateTimeField(null=True)),
                ("result", models.BinaryField(null=True)),
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
                (
                    "order",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="cases.protectionorder",
                    ),
                ),
                (
                    "warning",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="cases.warningletter",
                    ),
                ),
            ],
            options={
                "ordering": ["due_on", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Breach",
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
                ("happened_at", models.DateTimeField()),
                ("note", models.BinaryField(null=True)),
                ("police_told_at", models.DateTimeField(null=True)),
                ("receipt", models.BinaryField(null=True)),
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
                (
                    "order",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="breaches",
                        to="cases.protectionorder",
                    ),
                ),
                (
                    "warning",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="breaches",
                        to="cases.warningletter",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="protectionorder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "granted"), _negated=True),
                    ("valid_until__isnull", False),
                    _connector="OR",
                ),
                name="granted_until",
            ),
        ),
        migrations.AddConstraint(
            model_name="orderservice",
            constraint=models.UniqueConstraint(
                models.F("order"), models.F("party"), name="order_served_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="shelterstay",
            constraint=models.CheckConstraint(
                condition=models.Q(("expected_end__gte", models.F("started_on"))), name="stay_forward"
            ),
        ),
        migrations.AddConstraint(
            model_name="shelterstay",
            constraint=models.UniqueConstraint(
                models.F("case"), condition=models.Q(("ended_on", None)), name="stay_one_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="urgentincident",
            constraint=models.UniqueConstraint(
                models.F("case"), condition=models.Q(("state", "open")), name="incident_one_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="incidentstep",
            constraint=models.UniqueConstraint(
                models.F("incident"), models.F("step"), name="incident_step_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="protectionvisit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("order__isnull", False), ("warning", None)),
                    models.Q(("order", None), ("warning__isnull", False)),
                    _connector="OR",
                ),
                name="visit_after_one",
            ),
        ),
    ]
