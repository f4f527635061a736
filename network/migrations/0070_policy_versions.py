"""Wordings of limits and rules from a day on, leaves with a substitute, staff sheets; two people for each."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import sisterhood.lib.identifiers


class Migration(migrations.Migration):
    """Tables and columns; a clock without a version counts with the first wording."""

    dependencies = [("network", "0062_discipline_liaison")]

    operations = [
        migrations.CreateModel(
            name="Leave",
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
                ("proposed_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("granted", models.BooleanField(null=True)),
                ("starts_on", models.DateField(verbose_name="first day")),
                ("ends_on", models.DateField(verbose_name="last day")),
                ("ended_on", models.DateField(null=True)),
            ],
            options={
                "ordering": ["-starts_on", "-proposed_at"],
            },
        ),
        migrations.CreateModel(
            name="LimitVersion",
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
                ("proposed_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("granted", models.BooleanField(null=True)),
                ("from_day", models.DateField(verbose_name="in force from")),
                ("length", models.PositiveIntegerField(verbose_name="length")),
                ("remind_before", models.PositiveIntegerField(verbose_name="remind before")),
                ("extension", models.PositiveIntegerField(default=0, verbose_name="longest extension")),
                ("reason", models.CharField(max_length=200, verbose_name="reason")),
                ("source", models.CharField(max_length=120, verbose_name="legal source")),
            ],
            options={
                "ordering": ["-from_day", "-proposed_at"],
            },
        ),
        migrations.CreateModel(
            name="SettingVersion",
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
                ("proposed_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("granted", models.BooleanField(null=True)),
                ("from_day", models.DateField(verbose_name="in force from")),
                ("value", models.CharField(max_length=20, verbose_name="value")),
                ("reason", models.CharField(max_length=200, verbose_name="reason")),
                ("source", models.CharField(max_length=120, verbose_name="source")),
            ],
            options={
                "ordering": ["-from_day", "-proposed_at"],
            },
        ),
        migrations.CreateModel(
            name="StaffRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("username", models.CharField(max_length=60)),
                ("display_name", models.CharField(max_length=60)),
                ("work_phone", models.CharField(blank=True, max_length=20)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("city_leader", "city leader"),
                            ("city_officer", "city officer"),
                            ("county_leader", "county leader"),
                            ("county_officer", "county officer"),
                            ("township_chair", "township chair"),
                            ("executive_member", "executive member"),
                            ("village_chair", "village chair"),
                            ("station_head", "station head"),
                            ("duty_officer", "duty officer"),
                            ("legal_adviser", "legal adviser"),
                            ("counsellor", "counsellor"),
                            ("mediator", "mediator"),
                            ("volunteer", "volunteer"),
                            ("caring_mother", "caring mother"),
                            ("supporter", "supporter"),
                            ("privacy_officer", "privacy officer"),
                            ("statistician", "statistician"),
                            ("system_admin", "system administrator"),
                            ("security_admin", "security administrator"),
                            ("audit_admin", "audit administrator"),
                        ],
                        max_length=30,
                    ),
                ),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(null=True)),
                ("password", models.BinaryField(null=True)),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="StaffSheet",
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
                ("proposed_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("granted", models.BooleanField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("checked", "checked, not sent yet"),
                            ("waiting", "waits for the security administrator"),
                            ("making", "accounts are being opened"),
                            ("done", "done"),
                            ("refused", "not approved"),
                            ("undone", "taken back"),
                        ],
                        default="checked",
                        max_length=10,
                    ),
                ),
                ("touched_at", models.DateTimeField()),
                ("good", models.PositiveIntegerField()),
                ("faults", models.JSONField(default=list)),
                ("made", models.PositiveIntegerField(default=0)),
                ("made_at", models.DateTimeField(null=True)),
                ("undo_until", models.DateTimeField(null=True)),
                ("slips_until", models.DateTimeField(null=True)),
                ("wrapped", models.BinaryField(null=True)),
                ("undone_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["-proposed_at"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="ladderstep",
            name="ladder_step_once",
        ),
        migrations.AddField(
            model_name="calendaryear",
            name="recount_from",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="leave",
            name="decided_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="leave",
            name="proposed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="leave",
            name="substitute",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="leave",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.unit"
            ),
        ),
        migrations.AddField(
            model_name="leave",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="leaves",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="limitversion",
            name="decided_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="limitversion",
            name="limit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="network.limit"
            ),
        ),
        migrations.AddField(
            model_name="limitversion",
            name="proposed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="clock",
            name="version",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="network.limitversion",
            ),
        ),
        migrations.AddField(
            model_name="ladderstep",
            name="version",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="steps",
                to="network.limitversion",
            ),
        ),
        migrations.AddConstraint(
            model_name="ladderstep",
            constraint=models.UniqueConstraint(
                models.F("limit"),
                models.F("version"),
                models.F("step"),
                models.F("recipient"),
                models.F("levels_up"),
                name="ladder_step_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddField(
            model_name="settingversion",
            name="decided_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="settingversion",
            name="proposed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="settingversion",
            name="setting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="network.setting"
            ),
        ),
        migrations.AddField(
            model_name="staffrow",
            name="place",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.unit"
            ),
        ),
        migrations.AddField(
            model_name="staffrow",
            name="post",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="network.appointment",
            ),
        ),
        migrations.AddField(
            model_name="staffrow",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.unit"
            ),
        ),
        migrations.AddField(
            model_name="staffrow",
            name="user",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="staffsheet",
            name="decided_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="staffsheet",
            name="proposed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="staffsheet",
            name="undone_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="staffrow",
            name="sheet",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="rows", to="network.staffsheet"
            ),
        ),
        migrations.AddIndex(
            model_name="leave",
            index=models.Index(
                condition=models.Q(("granted", True)), fields=["ends_on"], name="leave_lasting"
            ),
        ),
        migrations.AddConstraint(
            model_name="leave",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gte", models.F("starts_on"))), name="leave_dates"
            ),
        ),
        migrations.AddConstraint(
            model_name="leave",
            constraint=models.CheckConstraint(
                condition=models.Q(("user", models.F("substitute")), _negated=True), name="leave_other_person"
            ),
        ),
        migrations.AddConstraint(
            model_name="limitversion",
            constraint=models.UniqueConstraint(
                models.F("limit"),
                models.F("from_day"),
                condition=models.Q(("granted", True)),
                name="limit_version_one_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="settingversion",
            constraint=models.UniqueConstraint(
                models.F("setting"),
                models.F("from_day"),
                condition=models.Q(("granted", True)),
                name="setting_version_one_a_day",
            ),
        ),
        migrations.AddIndex(
            model_name="staffrow",
            index=models.Index(
                condition=models.Q(("user__isnull", True)), fields=["sheet"], name="staff_row_undone"
            ),
        ),
        migrations.AddConstraint(
            model_name="staffrow",
            constraint=models.UniqueConstraint(models.F("sheet"), models.F("number"), name="staff_row_once"),
        ),
        migrations.AddConstraint(
            model_name="staffrow",
            constraint=models.UniqueConstraint(
                models.F("sheet"), models.F("username"), name="staff_row_one_account"
            ),
        ),
    ]
