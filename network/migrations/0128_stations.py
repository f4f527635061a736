"""Places and their functions, heads of stations, selections, inspections, successions."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import sisterhood.lib.identifiers


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0124_audit_cuts"),
    ]

    operations = [
        migrations.CreateModel(
            name="Nominee",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("name", models.CharField(blank=True, max_length=40, verbose_name="name")),
                (
                    "put_forward",
                    models.CharField(
                        choices=[
                            ("herself", "herself"),
                            ("villagers", "villagers"),
                            ("federation", "the federation"),
                        ],
                        max_length=12,
                        verbose_name="put forward by",
                    ),
                ),
                ("reasons", models.CharField(blank=True, max_length=200, verbose_name="why she")),
                ("votes", models.PositiveSmallIntegerField(null=True)),
                ("struck", models.BooleanField(default=False)),
                (
                    "account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Site",
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
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("address", models.CharField(max_length=120, verbose_name="address")),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="phone")),
                ("rooms", models.PositiveSmallIntegerField(default=1, verbose_name="rooms")),
                ("weekly", models.JSONField(default=dict)),
                ("hours_note", models.CharField(blank=True, max_length=200, verbose_name="about the hours")),
                ("note", models.CharField(blank=True, max_length=400, verbose_name="note for colleagues")),
                ("opened_on", models.DateField(verbose_name="opened on")),
                ("closed_on", models.DateField(null=True)),
                ("published_since", models.DateField(null=True)),
                ("changed_at", models.DateTimeField()),
                (
                    "changed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "host",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="guests",
                        to="network.site",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sites", to="network.unit"
                    ),
                ),
            ],
            options={
                "ordering": ["unit__code", "name"],
            },
        ),
        migrations.CreateModel(
            name="Inspection",
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
                ("held_on", models.DateField(verbose_name="day of the visit")),
                ("entered_at", models.DateTimeField()),
                (
                    "inspector",
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
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inspections",
                        to="network.site",
                    ),
                ),
            ],
            options={
                "ordering": ["-held_on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="SiteFunction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "function",
                    models.CharField(
                        choices=[
                            ("home", "Women's Home"),
                            ("feedback_station", "feedback station"),
                            ("rights_station", "rights station"),
                            ("talk_point", "talk point"),
                        ],
                        max_length=20,
                        verbose_name="function",
                    ),
                ),
                ("since", models.DateField(verbose_name="since")),
                ("until", models.DateField(null=True)),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="functions",
                        to="network.site",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="served_by",
                        to="network.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["function", "unit__code"],
            },
        ),
        migrations.CreateModel(
            name="StationHead",
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
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("trained_on", models.DateField()),
                ("pledged_on", models.DateField()),
                ("conflicts", models.JSONField(default=list)),
                ("ended_on", models.DateField(null=True)),
                (
                    "ended_for",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("renewed", "chosen again"),
                            ("term", "term over, somebody else was chosen"),
                            ("resigned", "resigned"),
                            ("removed", "removed"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.appointment",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="heads", to="network.unit"
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
                "ordering": ["-starts_on"],
            },
        ),
        migrations.CreateModel(
            name="StationHeadSelection",
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
                            ("announced", "announced"),
                            ("nominated", "nominations are open"),
                            ("meeting_held", "meeting held"),
                            ("public_notice", "public notice"),
                            ("objection", "objection to be answered"),
                            ("confirmed", "confirmed"),
                            ("in_term", "in her term"),
                            ("renewed", "chosen again"),
                            ("term_over", "term over"),
                            ("resigned", "resigned"),
                            ("removed", "removed"),
                            ("called_off", "called off"),
                        ],
                        default="announced",
                        max_length=14,
                    ),
                ),
                ("announced_on", models.DateField()),
                ("criteria", models.CharField(max_length=400, verbose_name="what is asked of her")),
                ("meets_on", models.DateField(verbose_name="day of the meeting")),
                ("place", models.CharField(max_length=80, verbose_name="place")),
                ("attended", models.PositiveSmallIntegerField(null=True)),
                (
                    "way",
                    models.CharField(
                        blank=True,
                        choices=[("votes", "votes were counted"), ("consensus", "all agreed")],
                        max_length=10,
                    ),
                ),
                ("minutes", models.CharField(blank=True, max_length=600)),
                ("public_from", models.DateField(null=True)),
                ("public_until", models.DateField(null=True)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("trained_on", models.DateField(null=True)),
                ("pledged_on", models.DateField(null=True)),
                ("conflicts", models.JSONField(default=list)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "announced_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "chosen",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.nominee",
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "term",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="selection",
                        to="network.stationhead",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="selections",
                        to="network.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["-announced_on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Objection",
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
                ("taken_on", models.DateField()),
                (
                    "heard",
                    models.CharField(
                        choices=[("in_person", "in person"), ("phone", "by phone"), ("letter", "by letter")],
                        max_length=10,
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("procedure", "how the selection was held"),
                            ("ties", "ties to the leadership or the police"),
                            ("trust", "whether she keeps what she is told"),
                            ("time", "whether she has the time"),
                            ("other", "something else"),
                        ],
                        max_length=10,
                    ),
                ),
                ("upheld", models.BooleanField(null=True)),
                ("answer", models.CharField(blank=True, max_length=300)),
                ("answered_at", models.DateTimeField(null=True)),
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
                    "taken_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "selection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="objections",
                        to="network.stationheadselection",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.AddField(
            model_name="nominee",
            name="selection",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="nominees",
                to="network.stationheadselection",
            ),
        ),
        migrations.CreateModel(
            name="Succession",
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
                    "reason",
                    models.CharField(
                        choices=[
                            ("maternity", "maternity leave"),
                            ("sickness", "sick leave"),
                            ("leave", "leave"),
                            ("rotation", "new post in the network"),
                            ("leaves", "leaves the network"),
                            ("term", "end of term"),
                            ("balance", "to share the work"),
                        ],
                        max_length=20,
                    ),
                ),
                ("counts", models.JSONField(default=list)),
                ("lines", models.JSONField(default=list)),
                ("digest", models.CharField(max_length=64)),
                ("signed_at", models.DateTimeField()),
                (
                    "begun",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.stationhead",
                    ),
                ),
                (
                    "ended",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.stationhead",
                    ),
                ),
                (
                    "from_user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "hand_over",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.handover"
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "to_user",
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
                "ordering": ["-signed_at"],
            },
        ),
        migrations.CreateModel(
            name="Finding",
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
                    "item",
                    models.CharField(
                        choices=[
                            ("sign", "A sign with name, head and phone hangs outside"),
                            ("open", "It is open at the hours that are published"),
                            ("quiet", "One can speak there without being overheard"),
                            ("numbers", "110, 12338 and the numbers of the county hang inside"),
                            ("phone", "The head's phone works and she can send a report"),
                            ("papers", "No list with names lies about; paper is locked away"),
                            ("pledge", "The head knows her pledge of confidentiality"),
                            ("passed_on", "What was reported was passed on in time"),
                        ],
                        max_length=12,
                    ),
                ),
                ("is_fine", models.BooleanField()),
                ("note", models.CharField(blank=True, max_length=200)),
                ("due_on", models.DateField(null=True)),
                ("mended_on", models.DateField(null=True)),
                (
                    "mended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="findings",
                        to="network.inspection",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(models.F("inspection"), models.F("item"), name="finding_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("due_on", None), ("is_fine", True)),
                            models.Q(("due_on__isnull", False), ("is_fine", False)),
                            _connector="OR",
                        ),
                        name="finding_has_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("mended_by", None), ("mended_on", None)),
                            models.Q(("is_fine", False), ("mended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="finding_mended_by",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="site",
            constraint=models.UniqueConstraint(
                models.F("unit"), models.F("name"), condition=models.Q(("closed_on", None)), name="site_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="site",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_on", None), ("closed_on__gte", models.F("opened_on")), _connector="OR"
                ),
                name="site_days",
            ),
        ),
        migrations.AddConstraint(
            model_name="site",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("host", None), models.Q(("host", models.F("id")), _negated=True), _connector="OR"
                ),
                name="site_host_other",
            ),
        ),
        migrations.AddConstraint(
            model_name="inspection",
            constraint=models.UniqueConstraint(
                models.F("site"), models.F("held_on"), name="inspection_once_a_day"
            ),
        ),
        migrations.AddIndex(
            model_name="sitefunction",
            index=models.Index(
                condition=models.Q(("until", None)), fields=["unit", "function"], name="function_of_unit"
            ),
        ),
        migrations.AddConstraint(
            model_name="sitefunction",
            constraint=models.UniqueConstraint(
                models.F("site"),
                models.F("function"),
                models.F("unit"),
                condition=models.Q(("until", None)),
                name="site_function_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="sitefunction",
            constraint=models.UniqueConstraint(
                models.F("unit"),
                condition=models.Q(("function", "feedback_station"), ("until", None)),
                name="station_one_of_a_unit",
            ),
        ),
        migrations.AddConstraint(
            model_name="sitefunction",
            constraint=models.CheckConstraint(
                condition=models.Q(("until", None), ("until__gte", models.F("since")), _connector="OR"),
                name="function_days",
            ),
        ),
        migrations.AddConstraint(
            model_name="stationhead",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gt", models.F("starts_on"))), name="head_term"
            ),
        ),
        migrations.AddConstraint(
            model_name="stationhead",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_for", ""), ("ended_on", None)),
                    models.Q(
                        ("ended_on__gte", models.F("starts_on")), models.Q(("ended_for", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="head_ended_for",
            ),
        ),
        migrations.AddIndex(
            model_name="stationheadselection",
            index=models.Index(fields=["unit", "state"], name="selection_of_unit"),
        ),
        migrations.AddConstraint(
            model_name="stationheadselection",
            constraint=models.UniqueConstraint(
                models.F("unit"),
                condition=models.Q(
                    (
                        "state__in",
                        ("announced", "nominated", "meeting_held", "public_notice", "objection", "confirmed"),
                    )
                ),
                name="selection_one_under_way",
            ),
        ),
        migrations.AddConstraint(
            model_name="stationheadselection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "state__in",
                            ("confirmed", "in_term", "renewed", "term_over", "resigned", "removed"),
                        ),
                        _negated=True,
                    ),
                    models.Q(
                        ("chosen__isnull", False),
                        ("confirmed_by__isnull", False),
                        ("public_until__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="selection_confirmed_after_notice",
            ),
        ),
        migrations.AddConstraint(
            model_name="stationheadselection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state__in", ("in_term", "renewed", "term_over", "resigned", "removed")),
                        _negated=True,
                    ),
                    models.Q(
                        ("pledged_on__isnull", False), ("term__isnull", False), ("trained_on__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="selection_term_after_pledge",
            ),
        ),
        migrations.AddConstraint(
            model_name="stationheadselection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("public_until", None), ("public_until__gt", models.F("public_from")), _connector="OR"
                ),
                name="selection_notice_days",
            ),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("upheld", None),
                    models.Q(("answered_by__isnull", False), models.Q(("answer", ""), _negated=True)),
                    _connector="OR",
                ),
                name="selection_objection_answered",
            ),
        ),
    ]
