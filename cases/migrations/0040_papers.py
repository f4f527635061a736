"""Papers of a case, rules in their versions, proposals and the matters behind them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import sisterhood.lib.identifiers


class Migration(migrations.Migration):
    """Four tables."""

    dependencies = [
        ("cases", "0033_tighter_loans"),
        ("network", "0030_count_pieces"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SystemicIssue",
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
                ("title", models.CharField(max_length=80)),
                ("department", models.CharField(max_length=80)),
                ("pattern", models.TextField()),
                ("proposal", models.TextField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("drafted", "proposal drafted"),
                            ("sent", "sent to the department"),
                            ("replied", "the department replied"),
                            ("closed", "proposal closed"),
                        ],
                        default="drafted",
                        max_length=10,
                    ),
                ),
                ("drafted_at", models.DateTimeField()),
                ("number", models.CharField(blank=True, max_length=40)),
                ("content", models.TextField(blank=True)),
                ("sha256", models.BinaryField(max_length=32, null=True)),
                ("code_hash", models.BinaryField(max_length=32, null=True, unique=True)),
                ("sent_at", models.DateTimeField(null=True)),
                ("replied_on", models.DateField(null=True)),
                ("reply", models.TextField(blank=True)),
                (
                    "adoption",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("adopted", "adopted"),
                            ("partly", "partly adopted"),
                            ("not_adopted", "not adopted"),
                        ],
                        max_length=12,
                    ),
                ),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "drafted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sent_by",
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
                "ordering": ["-drafted_at"],
            },
        ),
        migrations.CreateModel(
            name="IssueCase",
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
                ("linked_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                    ),
                ),
                (
                    "linked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "issue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="matters",
                        to="cases.systemicissue",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Document",
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
                        ],
                        max_length=24,
                    ),
                ),
                ("source_id", models.UUIDField()),
                ("source_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft paper"),
                            ("approved", "approved by the leader"),
                            ("issued", "issued with a number"),
                            ("delivered", "delivered to the addressee"),
                            ("revoked", "taken back"),
                            ("replaced", "replaced by a new one"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("number", models.CharField(blank=True, max_length=40)),
                ("wrapped", models.BinaryField(null=True)),
                ("content", models.BinaryField(null=True)),
                ("sha256", models.BinaryField(max_length=32, null=True)),
                ("code_hash", models.BinaryField(max_length=32, null=True, unique=True)),
                ("drafted_at", models.DateTimeField()),
                ("approved_at", models.DateTimeField(null=True)),
                ("issued_at", models.DateTimeField(null=True)),
                ("delivered_on", models.DateField(null=True)),
                (
                    "delivered_how",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("in_person", "handed over in person"),
                            ("on_the_spot", "handed over on the spot"),
                            ("safe_way", "sent the safe way she chose"),
                            ("post", "sent by post"),
                        ],
                        max_length=20,
                    ),
                ),
                ("revoked_at", models.DateTimeField(null=True)),
                ("revoke_note", models.BinaryField(null=True)),
                (
                    "approved_by",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="documents", to="cases.case"
                    ),
                ),
                (
                    "delivered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "issued_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="cases.document",
                    ),
                ),
                (
                    "revoked_by",
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
                "ordering": ["-drafted_at", "-id"],
                "indexes": [
                    models.Index(fields=["case", "-drafted_at"], name="paper_case"),
                    models.Index(fields=["unit", "-drafted_at"], name="paper_unit"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("case"),
                        models.F("kind"),
                        models.F("source_id"),
                        condition=models.Q(("state__in", ("draft", "approved", "issued", "delivered"))),
                        name="paper_once_for_each_act",
                    ),
                    models.UniqueConstraint(
                        models.F("unit"),
                        models.F("number"),
                        condition=models.Q(("number", ""), _negated=True),
                        name="paper_number_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ("draft", "approved")),
                            models.Q(
                                models.Q(("number", ""), _negated=True),
                                ("code_hash__isnull", False),
                                ("issued_at__isnull", False),
                                ("sha256__isnull", False),
                                ("approved_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="paper_issued_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "delivered"), _negated=True),
                            ("delivered_on__isnull", False),
                            _connector="OR",
                        ),
                        name="paper_delivered_on_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProcedureDocument",
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
                ("title", models.CharField(max_length=80, verbose_name="title of the rule")),
                ("version", models.CharField(max_length=20, verbose_name="version of the rule")),
                ("in_force_from", models.DateField(verbose_name="rule in force from")),
                ("text", models.TextField(blank=True, verbose_name="text of the rule")),
                ("file", models.BinaryField(null=True)),
                ("entered_at", models.DateTimeField()),
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
                "ordering": ["title", "-in_force_from"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("title"), models.F("in_force_from"), name="rule_one_version_a_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("text", ""), _negated=True), ("file__isnull", False), _connector="OR"
                        ),
                        name="rule_says_something",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="systemicissue",
            index=models.Index(fields=["unit", "-drafted_at"], name="proposal_unit"),
        ),
        migrations.AddConstraint(
            model_name="systemicissue",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "drafted"),
                    models.Q(
                        models.Q(("number", ""), _negated=True),
                        ("code_hash__isnull", False),
                        ("sha256__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="proposal_sent_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="issuecase",
            constraint=models.UniqueConstraint(models.F("issue"), models.F("case"), name="issue_case_once"),
        ),
    ]
