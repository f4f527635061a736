"""Bodies a federation works with and their contacts; a clock may belong to a part of its subject."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Walls follow in the next one."""

    dependencies = [("network", "0041_reception_walls")]

    operations = [
        migrations.CreateModel(
            name="Agency",
            fields=[
                ("id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "kind",
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
                        verbose_name="kind",
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("address", models.CharField(blank=True, max_length=120, verbose_name="address")),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="phone")),
                ("duty_hours", models.CharField(blank=True, max_length=80, verbose_name="duty hours")),
                ("active", models.BooleanField(default=True, verbose_name="in use")),
            ],
            options={
                "verbose_name": "body",
                "verbose_name_plural": "bodies and contacts",
                "ordering": ["unit__level", "unit__code", "kind", "name"],
            },
        ),
        migrations.CreateModel(
            name="AgencyContact",
            fields=[
                ("id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "seat",
                    models.CharField(
                        choices=[("liaison", "liaison"), ("fallback", "fallback")],
                        max_length=10,
                        verbose_name="seat",
                    ),
                ),
                ("name", models.CharField(max_length=40, verbose_name="name")),
                ("phone", models.CharField(max_length=40, verbose_name="phone")),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="to")),
            ],
            options={
                "verbose_name": "contact",
                "verbose_name_plural": "contacts",
                "ordering": ["-seat", "-starts_on", "-id"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="clock",
            name="clock_one_running",
        ),
        migrations.AddField(
            model_name="clock",
            name="part",
            field=models.UUIDField(null=True),
        ),
        migrations.AddConstraint(
            model_name="clock",
            constraint=models.UniqueConstraint(
                models.F("subject_kind"),
                models.F("subject_id"),
                models.F("limit"),
                models.F("part"),
                condition=models.Q(("state__in", ["running", "paused"])),
                name="clock_one_running",
                nulls_distinct=False,
            ),
        ),
        migrations.AddField(
            model_name="agency",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="agencies",
                to="network.unit",
                verbose_name="division",
            ),
        ),
        migrations.AddField(
            model_name="agencycontact",
            name="agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="contacts",
                to="network.agency",
                verbose_name="body",
            ),
        ),
        migrations.AddConstraint(
            model_name="agency",
            constraint=models.UniqueConstraint(models.F("unit"), models.F("name"), name="agency_once"),
        ),
        migrations.AddConstraint(
            model_name="agencycontact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                ),
                name="contact_dates",
            ),
        ),
        migrations.AddConstraint(
            model_name="agencycontact",
            constraint=models.UniqueConstraint(
                models.F("agency"),
                models.F("seat"),
                condition=models.Q(("ends_on__isnull", True)),
                name="contact_one_open",
            ),
        ),
    ]
