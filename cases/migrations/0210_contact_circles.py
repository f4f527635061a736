"""Contact circles and support plans of children, and the day on which each comes of age."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import sisterhood.lib.identifiers


class Migration(migrations.Migration):
    """Tables of the company of a child."""

    dependencies = [
        ("cases", "0207_emergency_month"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="person",
            name="role",
            field=models.CharField(
                choices=[
                    ("petitioner", "petitioner"),
                    ("representative", "representative"),
                    ("respondent", "other side"),
                    ("child", "the child"),
                    ("guardian", "guardian of the child"),
                    ("circle", "adult of the child's circle"),
                ],
                max_length=20,
            ),
        ),
        migrations.CreateModel(
            name="ComingOfAge",
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
                ("comes_on", models.DateField()),
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
                    "minor",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.minor"
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MinorContactCircle",
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
                    "situation",
                    models.CharField(
                        choices=[
                            ("left_behind", "parents work elsewhere, the child stayed"),
                            ("migrant", "moved with parents who work here"),
                            ("difficulty", "in difficulty: poverty, illness, or nobody who cares for her"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("standing", "circle stands"), ("ended", "circle has ended")],
                        default="standing",
                        max_length=12,
                    ),
                ),
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
                ("consented_on", models.DateField()),
                (
                    "child_voice",
                    models.CharField(
                        choices=[
                            ("agrees", "the child was asked and agrees"),
                            ("small", "too small to be asked"),
                        ],
                        max_length=12,
                    ),
                ),
                ("last_contact_on", models.DateField(null=True)),
                ("last_parent_contact", models.DateField(null=True)),
                (
                    "ended_for",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("wish", "guardian or child does not want it any more"),
                            ("not_needed", "it is not needed any more"),
                            ("moved", "the child has moved away"),
                            ("mistake", "opened by mistake"),
                            ("of_age", "she has come of age"),
                            ("matter_ended", "the matter has ended"),
                        ],
                        max_length=12,
                    ),
                ),
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
                (
                    "guardian",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.guardian"
                    ),
                ),
                (
                    "minor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="circles", to="cases.minor"
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CircleMember",
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
                    "role",
                    models.CharField(
                        choices=[
                            ("carer", "carer entrusted by the parents"),
                            ("caring", "caring mother or other volunteer"),
                            ("school", "contact person of the school"),
                            ("director", "children's director of the village or community"),
                            ("relative", "relative or neighbour the child trusts"),
                        ],
                        max_length=12,
                    ),
                ),
                ("agreed_on", models.DateField()),
                ("entrusted_on", models.DateField(null=True)),
                ("checked_on", models.DateField(null=True)),
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
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.person"
                    ),
                ),
                (
                    "circle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="cases.minorcontactcircle",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CircleContact",
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
                            ("visit", "visit at home"),
                            ("call", "call with the child"),
                            ("school", "met at school"),
                        ],
                        max_length=12,
                    ),
                ),
                ("held_on", models.DateField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("well", "all is well"),
                            ("need", "something is needed"),
                            ("missed", "nobody was reached"),
                        ],
                        max_length=12,
                    ),
                ),
                ("was_alone", models.BooleanField(default=False)),
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
                    "member",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts",
                        to="cases.circlemember",
                    ),
                ),
                (
                    "circle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts",
                        to="cases.minorcontactcircle",
                    ),
                ),
            ],
            options={
                "ordering": ["-held_on", "-id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MinorSupportPlan",
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
                    "ground",
                    models.CharField(
                        choices=[
                            ("care", "care and company for a child in difficulty"),
                            ("behaviour", "help with what was noted under art. 28"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("drafted", "plan drafted"),
                            ("running", "plan agreed and running"),
                            ("ended", "plan has ended"),
                        ],
                        default="drafted",
                        max_length=12,
                    ),
                ),
                (
                    "manner",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("signed", "signed"),
                            ("fingerprint", "by fingerprint"),
                            ("oral", "orally, before a witness"),
                        ],
                        max_length=12,
                    ),
                ),
                ("consented_on", models.DateField(null=True)),
                (
                    "child_voice",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("agrees", "the child was asked and agrees"),
                            ("small", "too small to be asked"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "school",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("takes_part", "the school takes part"),
                            ("not_at_school", "the child goes to no school"),
                            ("not_wanted", "guardian or child does not want it told"),
                        ],
                        max_length=16,
                    ),
                ),
                ("agreed_on", models.DateField(null=True)),
                ("ends_by", models.DateField(null=True)),
                ("reviewed_on", models.DateField(null=True)),
                (
                    "ended_for",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("goals_met", "its goals are reached"),
                            ("stepped_down", "the circle alone goes on"),
                            ("wish", "guardian or child does not want the plan any more"),
                            ("moved", "the child lives elsewhere now"),
                            ("elsewhere", "another body goes on with it"),
                            ("dropped", "draft given up"),
                            ("of_age", "she is of age now"),
                            ("time_over", "its time is over"),
                            ("matter_ended", "its matter was ended"),
                        ],
                        max_length=16,
                    ),
                ),
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
                (
                    "guardian",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.guardian",
                    ),
                ),
                (
                    "minor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="plans", to="cases.minor"
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PlanGoal",
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
                ("goal", models.BinaryField(null=True)),
                ("met_on", models.DateField(null=True)),
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
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="goals",
                        to="cases.minorsupportplan",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PlanReview",
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
                ("held_on", models.DateField()),
                ("guardian_said", models.BinaryField(null=True)),
                ("child_said", models.BinaryField(null=True)),
                ("school_said", models.BinaryField(null=True)),
                ("found", models.BinaryField(null=True)),
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
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="cases.minorsupportplan",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PlanStep",
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
                ("what", models.BinaryField(null=True)),
                ("due_on", models.DateField()),
                (
                    "became",
                    models.CharField(
                        blank=True,
                        choices=[("done", "step done"), ("dropped", "step not needed any more")],
                        max_length=12,
                    ),
                ),
                ("ended_on", models.DateField(null=True)),
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
                    "goal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="cases.plangoal"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.circlemember",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="cases.minorsupportplan",
                    ),
                ),
            ],
            options={
                "ordering": ["due_on", "id"],
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="minorcontactcircle",
            constraint=models.UniqueConstraint(
                models.F("minor"), condition=models.Q(("state", "standing")), name="circle_one_of_a_child"
            ),
        ),
        migrations.AddConstraint(
            model_name="minorcontactcircle",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("ended_for", ""), ("state", "standing")),
                    models.Q(
                        ("ended_at__isnull", False),
                        ("state", "ended"),
                        models.Q(("ended_for", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="circle_ended_for",
            ),
        ),
        migrations.AddConstraint(
            model_name="circlemember",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        models.Q(("role", "caring"), _negated=True),
                        ("checked_on__isnull", False),
                        _connector="OR",
                    ),
                    models.Q(
                        models.Q(("role", "carer"), _negated=True),
                        ("entrusted_on__isnull", False),
                        _connector="OR",
                    ),
                ),
                name="circle_member_basis",
            ),
        ),
        migrations.AddConstraint(
            model_name="minorsupportplan",
            constraint=models.UniqueConstraint(
                models.F("minor"),
                condition=models.Q(("state__in", ("drafted", "running"))),
                name="plan_one_of_a_child",
            ),
        ),
        migrations.AddConstraint(
            model_name="minorsupportplan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "running"), _negated=True),
                    models.Q(
                        ("consented_on__isnull", False),
                        ("ends_by__isnull", False),
                        ("guardian__isnull", False),
                        models.Q(("manner", ""), _negated=True),
                        models.Q(("child_voice", ""), _negated=True),
                        models.Q(("school", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="plan_agreed",
            ),
        ),
        migrations.AddConstraint(
            model_name="minorsupportplan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("ended_at__isnull", False),
                        ("state", "ended"),
                        models.Q(("ended_for", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("state", "ended"), _negated=True), ("ended_at", None), ("ended_for", "")
                    ),
                    _connector="OR",
                ),
                name="plan_ended_for",
            ),
        ),
    ]
