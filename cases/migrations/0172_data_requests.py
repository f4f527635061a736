"""个人信息请求: one table."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import sisterhood.lib.identifiers


class Migration(migrations.Migration):
    """The walls follow in the next one."""

    dependencies = [
        ("cases", "0171_break_glass_walls"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DataRequest",
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
                            ("received", "request received"),
                            ("checked", "identity checked"),
                            ("granted", "granted, to be carried out"),
                            ("done", "carried out and told"),
                            ("refused", "refused with reasons"),
                            ("taken_back", "taken back by the person"),
                        ],
                        default="received",
                        max_length=12,
                    ),
                ),
                (
                    "right",
                    models.CharField(
                        choices=[
                            ("see", "see what is kept"),
                            ("copy", "have a copy of it"),
                            ("correct", "have it corrected or completed"),
                            ("delete", "have it deleted"),
                            ("withdraw", "take back a consent"),
                            ("explain", "have the rules explained"),
                        ],
                        max_length=10,
                    ),
                ),
                ("received_on", models.DateField()),
                ("asked", models.BinaryField(null=True)),
                (
                    "proof",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("document", "identity document seen"),
                            ("known", "known to the colleague who handles her matter"),
                            ("code", "number and code of her matter"),
                            ("guardian", "guardian, with the child's and her own document"),
                            ("entrusted", "entrusted in writing, both documents seen"),
                        ],
                        max_length=10,
                    ),
                ),
                ("checked_at", models.DateTimeField(null=True)),
                ("answer", models.BinaryField(null=True)),
                ("court_told", models.BooleanField(default=False)),
                ("decided_at", models.DateTimeField(null=True)),
                ("outcome", models.BinaryField(null=True)),
                ("done_on", models.DateField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="data_requests",
                        to="cases.case",
                    ),
                ),
                (
                    "checked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.person"
                    ),
                ),
            ],
            options={
                "ordering": ["-received_on", "-id"],
                "indexes": [models.Index(fields=["case"], name="data_request_case")],
            },
        ),
    ]
