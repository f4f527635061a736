"""Experts, their hours, shifts, chairs and bookings of the rota."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import sisterhood.lib.identifiers


class Migration(migrations.Migration):
    """Tables; their walls follow."""

    dependencies = [
        ("network", "0086_duty_on_the_ladder"),
    ]

    operations = [
        migrations.CreateModel(
            name="Expert",
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
                        choices=[("legal_adviser", "legal adviser"), ("counsellor", "counsellor")],
                        max_length=14,
                        verbose_name="kind",
                    ),
                ),
                ("licence_no", models.CharField(blank=True, max_length=40, verbose_name="licence number")),
                ("licence_until", models.DateField(null=True, verbose_name="licence valid until")),
                ("firm", models.CharField(blank=True, max_length=80, verbose_name="law firm")),
                ("qualification", models.CharField(blank=True, max_length=80, verbose_name="qualification")),
                ("term_from", models.DateField(verbose_name="term from")),
                ("term_until", models.DateField(verbose_name="term until")),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="experts", to="network.unit"
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
                "ordering": ["kind", "id"],
            },
        ),
        migrations.CreateModel(
            name="DutyShift",
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
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("offered", "offered"),
                            ("confirmed", "confirmed"),
                            ("on_duty", "on duty"),
                            ("done", "done"),
                            ("missed", "missed"),
                            ("substituted", "taken over by a colleague"),
                        ],
                        default="planned",
                        max_length=12,
                    ),
                ),
                ("day", models.DateField(verbose_name="day")),
                ("begins", models.TimeField(verbose_name="from")),
                ("ends", models.TimeField(verbose_name="to")),
                ("place", models.CharField(max_length=60, verbose_name="place")),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("started_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("minutes", models.PositiveSmallIntegerField(default=0)),
                (
                    "planned_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "stands_for",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="substitute",
                        to="network.dutyshift",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.unit"
                    ),
                ),
                (
                    "expert",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shifts",
                        to="network.expert",
                    ),
                ),
            ],
            options={
                "ordering": ["day", "begins", "id"],
            },
        ),
        migrations.CreateModel(
            name="AvailabilityException",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(verbose_name="day")),
                ("begins", models.TimeField(null=True, verbose_name="from")),
                ("ends", models.TimeField(null=True, verbose_name="to")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.unit"
                    ),
                ),
                (
                    "expert",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="exceptions",
                        to="network.expert",
                    ),
                ),
            ],
            options={
                "ordering": ["day"],
            },
        ),
        migrations.CreateModel(
            name="Availability",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("weekday", models.PositiveSmallIntegerField(verbose_name="weekday")),
                ("begins", models.TimeField(verbose_name="from")),
                ("ends", models.TimeField(verbose_name="to")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.unit"
                    ),
                ),
                (
                    "expert",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="availability",
                        to="network.expert",
                    ),
                ),
            ],
            options={
                "ordering": ["weekday", "begins"],
            },
        ),
        migrations.CreateModel(
            name="Counsellor",
            fields=[],
            options={
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("network.expert",),
        ),
        migrations.CreateModel(
            name="LegalAdviser",
            fields=[],
            options={
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("network.expert",),
        ),
        migrations.CreateModel(
            name="ShiftSwap",
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
                ("asked_at", models.DateTimeField()),
                ("accepted", models.BooleanField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "shift",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="swaps",
                        to="network.dutyshift",
                    ),
                ),
                (
                    "to",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="asked_swaps",
                        to="network.expert",
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
                "ordering": ["-asked_at"],
            },
        ),
        migrations.CreateModel(
            name="SlotBooking",
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
                            ("legal", "legal advice"),
                            ("psychological", "counselling"),
                            ("joint", "legal advice and counselling together"),
                        ],
                        max_length=14,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("booked", "booked"),
                            ("done", "over"),
                            ("cancelled", "called off"),
                        ],
                        default="booked",
                        max_length=10,
                    ),
                ),
                ("day", models.DateField()),
                ("starts_at", models.DateTimeField(null=True)),
                ("ends_at", models.DateTimeField(null=True)),
                ("place", models.CharField(blank=True, max_length=60)),
                ("subject_kind", models.CharField(blank=True, max_length=20)),
                ("subject_id", models.UUIDField(null=True)),
                ("visitor_number", models.PositiveSmallIntegerField(null=True)),
                ("booked_at", models.DateTimeField()),
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
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.unit"
                    ),
                ),
            ],
            options={
                "ordering": ["booked_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="DutySlot",
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
                    "chair",
                    models.CharField(
                        choices=[("legal_adviser", "legal adviser"), ("counsellor", "counsellor")],
                        max_length=14,
                    ),
                ),
                ("place", models.CharField(max_length=60)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                (
                    "shift",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="chairs",
                        to="network.dutyshift",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.unit"
                    ),
                ),
                (
                    "booking",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="chairs",
                        to="network.slotbooking",
                    ),
                ),
            ],
            options={
                "ordering": ["starts_at", "id"],
            },
        ),
        migrations.AddConstraint(
            model_name="expert",
            constraint=models.UniqueConstraint(
                models.F("user"), models.F("kind"), models.F("unit"), name="expert_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="expert",
            constraint=models.CheckConstraint(
                condition=models.Q(("term_from__lte", models.F("term_until"))), name="expert_term"
            ),
        ),
        migrations.AddIndex(
            model_name="dutyshift",
            index=models.Index(fields=["unit", "day"], name="shift_unit_day"),
        ),
        migrations.AddIndex(
            model_name="dutyshift",
            index=models.Index(
                condition=models.Q(("state__in", ("planned", "offered", "confirmed", "missed"))),
                fields=["day"],
                name="shift_watched",
            ),
        ),
        migrations.AddConstraint(
            model_name="dutyshift",
            constraint=models.CheckConstraint(
                condition=models.Q(("begins__lt", models.F("ends"))), name="shift_hours"
            ),
        ),
        migrations.AddConstraint(
            model_name="availabilityexception",
            constraint=models.UniqueConstraint(
                models.F("expert"), models.F("day"), name="availability_exception_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="availability",
            constraint=models.CheckConstraint(
                condition=models.Q(("begins__lt", models.F("ends")), ("weekday__lte", 6)),
                name="availability_hours",
            ),
        ),
        migrations.AddConstraint(
            model_name="shiftswap",
            constraint=models.UniqueConstraint(
                models.F("shift"), condition=models.Q(("accepted", None)), name="swap_one_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="slotbooking",
            constraint=models.UniqueConstraint(
                models.F("unit"), models.F("day"), models.F("visitor_number"), name="booking_number_of_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="slotbooking",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("subject_id__isnull", False), ("visitor_number__isnull", False), _connector="OR"
                ),
                name="booking_of_somebody",
            ),
        ),
        migrations.AddIndex(
            model_name="dutyslot",
            index=models.Index(
                models.F("unit"),
                models.F("starts_at"),
                condition=models.Q(("booking", None)),
                name="slot_free",
            ),
        ),
        migrations.AddConstraint(
            model_name="dutyslot",
            constraint=models.UniqueConstraint(models.F("shift"), models.F("starts_at"), name="slot_once"),
        ),
        migrations.AddConstraint(
            model_name="dutyslot",
            constraint=models.UniqueConstraint(
                models.F("booking"),
                models.F("chair"),
                condition=models.Q(("booking__isnull", False)),
                name="slot_chair_once",
            ),
        ),
    ]
