"""Sessions on a matter: legal advice, counselling, their records, grants, crises and plans."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import sisterhood.lib.identifiers


class Migration(migrations.Migration):
    """Tables; their walls follow."""

    dependencies = [
        ("cases", "0142_protection_limits"),
        ("network", "0089_rota_walls"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Consultation",
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
                ("joint_key", models.UUIDField(null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("legal", "legal advice"), ("psychological", "counselling")], max_length=14
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("booked", "booked"),
                            ("walked_in", "came without a booking"),
                            ("checked_in", "is here"),
                            ("consented", "consent signed"),
                            ("in_session", "in session"),
                            ("completed", "completed"),
                            ("crisis", "crisis"),
                            ("medical_advised", "medical care advised"),
                            ("no_show", "did not come"),
                            ("cancelled", "called off"),
                            ("follow_up", "follow-up"),
                            ("closed", "closed"),
                        ],
                        default="booked",
                        max_length=16,
                    ),
                ),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("place", models.CharField(max_length=60)),
                (
                    "topic",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("divorce", "divorce and custody"),
                            ("protection", "protection from violence"),
                            ("inheritance", "property and inheritance"),
                            ("labour_law", "work and social insurance"),
                            ("land", "land and village membership"),
                            ("law_other", "other questions of law"),
                            ("emotion", "emotion"),
                            ("courtship", "courtship"),
                            ("marriage", "marriage"),
                            ("couple", "life as a couple"),
                            ("parenting", "parenting"),
                            ("trauma", "trauma"),
                            ("other", "other"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("relieved", "she feels relieved, questions answered"),
                            ("continue", "to be continued"),
                            ("referred", "referred elsewhere"),
                            ("medical", "medical care advised by the counsellor"),
                            ("crisis", "crisis during the session"),
                        ],
                        max_length=10,
                    ),
                ),
                ("minutes", models.PositiveSmallIntegerField(null=True)),
                ("next_on", models.DateField(null=True)),
                ("booked_at", models.DateTimeField()),
                ("began_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "booked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "booking",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.slotbooking",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consultations",
                        to="cases.case",
                    ),
                ),
                (
                    "holder",
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
                "ordering": ["-starts_at", "kind"],
            },
        ),
        migrations.CreateModel(
            name="CounsellingNotice",
            fields=[
                ("version", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ("in_force_from", models.DateField()),
                ("text", models.TextField()),
            ],
            options={
                "ordering": ["-version"],
            },
        ),
        migrations.CreateModel(
            name="ProcessNote",
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
                ("note", models.BinaryField(null=True)),
                ("written_at", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="process_notes",
                        to="cases.consultation",
                    ),
                ),
            ],
            options={
                "ordering": ["written_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="CounsellingConsent",
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
                    "signed_how",
                    models.CharField(
                        choices=[
                            ("signature", "signature on the sheet"),
                            ("fingerprint", "fingerprint on the sheet"),
                        ],
                        max_length=12,
                    ),
                ),
                ("signed_on", models.DateField()),
                ("is_minor", models.BooleanField(default=False)),
                ("guardian_signed", models.BooleanField(default=False)),
                ("recording_allowed", models.BooleanField(default=False)),
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
                    "session",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consent",
                        to="cases.consultation",
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.counsellingnotice",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Crisis",
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
                ("place", models.CharField(max_length=60)),
                ("self_harm", models.BooleanField(default=False)),
                ("violence", models.BooleanField(default=False)),
                ("child", models.BooleanField(default=False)),
                ("pressed_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("wrapped", models.BinaryField()),
                ("note", models.BinaryField(null=True)),
                ("noted_at", models.DateTimeField(null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                    ),
                ),
                (
                    "pressed_by",
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
                    "session",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="crisis",
                        to="cases.consultation",
                    ),
                ),
            ],
            options={
                "ordering": ["-pressed_at"],
            },
        ),
        migrations.CreateModel(
            name="CrisisCall",
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                    ),
                ),
                (
                    "crisis",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="calls", to="cases.crisis"
                    ),
                ),
                ("until", models.DateTimeField()),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ProcessNoteKey",
            fields=[
                (
                    "note",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="key",
                        serialize=False,
                        to="cases.processnote",
                    ),
                ),
                ("wrapped", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="SessionGrant",
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
                ("until", models.DateTimeField()),
                ("granted_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                    ),
                ),
                (
                    "granted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grants",
                        to="cases.consultation",
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
                "ordering": ["granted_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="CarePlan",
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
                ("aim", models.BinaryField(null=True)),
                ("planned", models.PositiveSmallIntegerField()),
                ("review_on", models.DateField()),
                ("made_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "ended_how",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("reached", "the aim is reached"),
                            ("referred", "referred to somebody else"),
                            ("dropped", "she does not come any more"),
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
                    "counsellor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-made_at"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("case"),
                        models.F("counsellor"),
                        condition=models.Q(("ended_at", None)),
                        name="care_plan_one_open",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LegalConsultation",
            fields=[
                (
                    "session",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="legal",
                        serialize=False,
                        to="cases.consultation",
                    ),
                ),
                ("wrapped", models.BinaryField()),
                ("facts", models.BinaryField(null=True)),
                ("question", models.BinaryField(null=True)),
                ("advice", models.BinaryField(null=True)),
                ("risks", models.BinaryField(null=True)),
                ("documents", models.BinaryField(null=True)),
                ("referred_to", models.BinaryField(null=True)),
                (
                    "satisfaction",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("satisfied", "satisfied"),
                            ("mostly", "mostly satisfied"),
                            ("unsatisfied", "not satisfied"),
                            ("unrated", "no rating"),
                        ],
                        max_length=16,
                    ),
                ),
                ("entered_at", models.DateTimeField()),
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
        ),
        migrations.AddConstraint(
            model_name="consultation",
            constraint=models.UniqueConstraint(
                models.F("booking"), models.F("kind"), name="consultation_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="counsellingconsent",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_minor", False), ("guardian_signed", True), _connector="OR"),
                name="consent_of_guardian",
            ),
        ),
        migrations.AddConstraint(
            model_name="crisiscall",
            constraint=models.UniqueConstraint(models.F("crisis"), models.F("user"), name="crisis_call_once"),
        ),
        migrations.AddField(
            model_name="processnotekey",
            name="author",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddIndex(
            model_name="sessiongrant",
            index=models.Index(fields=["user", "session"], name="session_grant_user"),
        ),
    ]
