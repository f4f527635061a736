"""Filters that somebody keeps, attempts to ask her how it went, and the indexes the ledger walks."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import sisterhood.lib.identifiers


class Migration(migrations.Migration):
    """Two tables, six partial indexes on open matters and one on what somebody owns."""

    dependencies = [
        ("cases", "0091_door_walls"),
        ("network", "0030_count_pieces"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FollowUp",
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
                    "way",
                    models.CharField(
                        choices=[
                            ("call", "phone call"),
                            ("text", "text message"),
                            ("wechat", "WeChat"),
                            ("in_person", "in person"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "result",
                    models.CharField(
                        choices=[("reached", "reached, she answered"), ("not_reached", "not reached")],
                        max_length=12,
                    ),
                ),
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
                        max_length=12,
                    ),
                ),
                ("note", models.BinaryField(null=True)),
                ("next_on", models.DateField(null=True)),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="SavedView",
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
                ("name", models.BinaryField()),
                ("wrapped", models.BinaryField()),
                ("query", models.JSONField(default=dict)),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["made_at", "id"],
            },
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                models.F("city_id"),
                models.F("stage"),
                models.F("next_due_at"),
                models.F("id"),
                condition=models.Q(("closed_at", None)),
                name="case_stage_city",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                models.F("county_id"),
                models.F("stage"),
                models.F("next_due_at"),
                models.F("id"),
                condition=models.Q(("closed_at", None)),
                name="case_stage_county",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                models.F("township_id"),
                models.F("stage"),
                models.F("next_due_at"),
                models.F("id"),
                condition=models.Q(("closed_at", None)),
                name="case_stage_township",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                models.F("city_id"),
                models.OrderBy(models.F("opened_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                condition=models.Q(("closed_at", None)),
                name="case_new_city",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                models.F("county_id"),
                models.OrderBy(models.F("opened_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                condition=models.Q(("closed_at", None)),
                name="case_new_county",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                models.F("township_id"),
                models.OrderBy(models.F("opened_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                condition=models.Q(("closed_at", None)),
                name="case_new_township",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                models.F("owner_id"),
                models.OrderBy(models.F("opened_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="case_owner_new",
            ),
        ),
        migrations.AddField(
            model_name="followup",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="followup",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="follow_ups", to="cases.case"
            ),
        ),
        migrations.AddField(
            model_name="savedview",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddIndex(
            model_name="followup",
            index=models.Index(fields=["case", "-at"], name="follow_up_case"),
        ),
        migrations.AddIndex(
            model_name="savedview",
            index=models.Index(fields=["user", "made_at"], name="saved_view_of"),
        ),
    ]
