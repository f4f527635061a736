"""Green channel and referrals: the catalogue, referrals with their letters, legal aid, assessment; a paper that ends by itself."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import sisterhood.lib.identifiers


class Migration(migrations.Migration):
    """Walls and rows follow."""

    dependencies = [
        ("cases", "0123_category_walls"),
        ("network", "0084_working_hours"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ServiceItem",
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
                            ("introduction", "introduction to a court, the police or another body"),
                            ("legal_aid", "legal aid"),
                            ("injury", "injury assessment"),
                            ("relief", "relief and social assistance"),
                        ],
                        max_length=12,
                        verbose_name="kind of referral",
                    ),
                ),
                ("name", models.CharField(max_length=30, unique=True, verbose_name="name of the service")),
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
                        verbose_name="kind of body",
                    ),
                ),
                (
                    "sentence",
                    models.CharField(
                        choices=[
                            ("receive", "please receive her"),
                            ("file", "please advise her on filing"),
                            ("apply", "please take her application"),
                            ("assess", "please make an appointment with her"),
                        ],
                        max_length=12,
                        verbose_name="sentence of its letters",
                    ),
                ),
                ("eligibility", models.TextField(max_length=600, verbose_name="for whom")),
                ("papers", models.TextField(max_length=600, verbose_name="papers she needs")),
                (
                    "is_standard",
                    models.BooleanField(default=False, verbose_name="a township may issue its letter"),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("active", models.BooleanField(default=True, verbose_name="in the catalogue")),
            ],
            options={
                "ordering": ["kind", "position", "name"],
            },
        ),
        migrations.AddField(
            model_name="document",
            name="valid_days",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="recipientconsent",
            name="part",
            field=models.UUIDField(db_index=True, null=True),
        ),
        migrations.AlterField(
            model_name="document",
            name="kind",
            field=models.CharField(
                choices=[
                    ("notice_accepted", "受理告知书"),
                    ("notice_declined", "不予受理告知书"),
                    ("notice_whereabouts", "转送（交办）去向告知书"),
                    ("notice_extended", "延期告知书"),
                    ("transfer_slip", "转办单"),
                    ("assignment_slip", "交办单"),
                    ("objection", "异议书"),
                    ("handling_opinion", "信访事项处理意见书"),
                    ("review_opinion", "信访事项复查意见书"),
                    ("reexamination_opinion", "信访事项复核意见书"),
                    ("supervision_order", "督办单"),
                    ("closure_report", "办结报告"),
                    ("investigation_demand", "要求查处函"),
                    ("urging_opinion", "督促处理意见书"),
                    ("registration_form", "来信来访登记表"),
                    ("introduction_letter", "介绍信"),
                ],
                max_length=24,
            ),
        ),
        migrations.AlterField(
            model_name="recipientconsent",
            name="given_for",
            field=models.CharField(
                choices=[
                    ("agency", "the body that is asked to act"),
                    ("committee", "copy of the urging opinion to the committee on women and children"),
                    ("government", "the government that is asked to inspect"),
                    ("meeting", "the bodies invited to a meeting"),
                    ("referral", "the body she is introduced to"),
                    ("keeping", "keeping the opinion of the injury assessment here"),
                ],
                max_length=12,
            ),
        ),
        migrations.CreateModel(
            name="AidReferral",
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
                            ("introduction", "introduction to a court, the police or another body"),
                            ("legal_aid", "legal aid"),
                            ("injury", "injury assessment"),
                            ("relief", "relief and social assistance"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("opened", "referral opened"),
                            ("eligibility_checked", "conditions checked"),
                            ("consented", "may be introduced"),
                            ("letter_issued", "letter issued"),
                            ("presented", "letter presented"),
                            ("agency_accepted", "taken on by the body"),
                            ("agency_declined", "declined by the body"),
                            ("no_response", "the body is silent"),
                            ("service_given", "help given"),
                            ("outcome_recorded", "outcome recorded"),
                            ("closed", "referral closed"),
                            ("expired", "letter expired"),
                            ("revoked", "letter taken back"),
                        ],
                        default="opened",
                        max_length=20,
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("ordinary", "ordinary"),
                            ("green", "green channel"),
                            ("danger", "danger: by phone first"),
                        ],
                        default="ordinary",
                        max_length=10,
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                "life",
                                "her life or health is in danger (Personal Information Protection Law art. 13(1)(4))",
                            ),
                            (
                                "duty",
                                "a duty the law puts on us (Personal Information Protection Law art. 13(1)(3))",
                            ),
                        ],
                        max_length=6,
                    ),
                ),
                ("need", models.BinaryField(null=True)),
                ("phone_note", models.BinaryField(null=True)),
                ("basis_note", models.BinaryField(null=True)),
                ("answer_note", models.BinaryField(null=True)),
                ("outcome_note", models.BinaryField(null=True)),
                ("opened_at", models.DateTimeField()),
                ("phoned_at", models.DateTimeField(null=True)),
                ("letter_at", models.DateTimeField(null=True)),
                ("presented_on", models.DateField(null=True)),
                ("answered_on", models.DateField(null=True)),
                ("answered_by_slip", models.BooleanField(default=False)),
                ("service_on", models.DateField(null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("helped", "she was helped"),
                            ("partly", "she was helped in part"),
                            ("not_helped", "she was not helped"),
                            ("withdrew", "she did not want it any more"),
                        ],
                        max_length=10,
                    ),
                ),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.agency"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="aid_referrals",
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
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.serviceitem"
                    ),
                ),
            ],
            options={
                "ordering": ["-opened_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="InjuryAssessmentReferral",
            fields=[
                (
                    "referral",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="assessment",
                        serialize=False,
                        to="cases.aidreferral",
                    ),
                ),
                ("appointed_at", models.DateTimeField()),
                ("fee_waived", models.BooleanField(default=False)),
                ("result_on", models.DateField(null=True)),
                ("opinion", models.BinaryField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LegalAidReferral",
            fields=[
                (
                    "referral",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="legal_aid",
                        serialize=False,
                        to="cases.aidreferral",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("noted", "application prepared"),
                            ("submitted", "application handed in"),
                            ("granted", "legal aid granted"),
                            ("assigned", "lawyer assigned"),
                            ("refused", "legal aid refused"),
                            ("objected", "objection filed"),
                            ("dismissed", "objection dismissed"),
                        ],
                        default="noted",
                        max_length=10,
                    ),
                ),
                (
                    "matter",
                    models.CharField(
                        choices=[
                            ("alimony", "maintenance, support or alimony"),
                            ("social", "social insurance or social assistance"),
                            ("wages", "wages or work injury"),
                            ("injury", "compensation for personal injury"),
                            ("capacity", "capacity of a person"),
                            ("violence", "rights after violence, abuse or abandonment in the family"),
                            ("other", "another matter of the list"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("examined", "her means are examined"),
                            ("violence", "violence, abuse or abandonment (art. 32(4)): no examination"),
                            (
                                "no_income",
                                "a minor, an old or a disabled person without fixed income (art. 42)",
                            ),
                            ("assisted", "receives social or judicial assistance (art. 42)"),
                            ("worker", "a migrant worker, for wages or work injury (art. 42)"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "urgency",
                    models.CharField(
                        choices=[
                            ("none", "not urgent"),
                            ("limitation", "a limitation ends within seven days"),
                            ("preservation", "urgent preservation or advance enforcement"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "place",
                    models.CharField(
                        choices=[
                            ("organ", "at the seat of the court or organ that handles it"),
                            ("matter", "where the matter arose or is handled"),
                        ],
                        max_length=6,
                    ),
                ),
                ("representative", models.BinaryField(null=True)),
                ("papers", models.BinaryField(null=True)),
                ("lawyer", models.BinaryField(null=True)),
                ("refusal", models.BinaryField(null=True)),
                ("submitted_on", models.DateField()),
                ("decided_on", models.DateField(null=True)),
                ("assigned_on", models.DateField(null=True)),
                ("objected_on", models.DateField(null=True)),
                ("objection_on", models.DateField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="IntroductionLetter",
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
                    "sentence",
                    models.CharField(
                        choices=[
                            ("receive", "please receive her"),
                            ("file", "please advise her on filing"),
                            ("apply", "please take her application"),
                            ("assess", "please make an appointment with her"),
                        ],
                        max_length=12,
                    ),
                ),
                ("contact_phone", models.CharField(max_length=20)),
                ("reference", models.CharField(max_length=8, unique=True)),
                ("mark", models.BinaryField(max_length=32, null=True)),
                (
                    "code_how",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("paper", "on a slip that goes with the letter"),
                            ("phone", "by phone, to the liaison"),
                        ],
                        max_length=10,
                    ),
                ),
                ("code_given_at", models.DateTimeField(null=True)),
                ("code_until", models.DateTimeField(null=True)),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                    ),
                ),
                (
                    "code_given_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letter",
                        to="cases.document",
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letters",
                        to="cases.aidreferral",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("mark", None), ("code_until__isnull", False), _connector="OR"),
                        name="slip_code_ends",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="aidreferral",
            index=models.Index(fields=["case", "-opened_at"], name="referral_case"),
        ),
        migrations.AddIndex(
            model_name="aidreferral",
            index=models.Index(fields=["state", "letter_at"], name="referral_state"),
        ),
    ]
