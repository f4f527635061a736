"""Volunteers, their trainings, areas, teams and hours; patrols with route, walkers, calls and places found."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import sisterhood.lib.identifiers


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0151_device_walls"),
    ]

    operations = [
        migrations.CreateModel(
            name="Patrol",
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
                            ("planned", "to be walked"),
                            ("under_way", "under way"),
                            ("done", "done"),
                            ("unclosed", "closed by itself, its end is not known"),
                            ("not_held", "not held"),
                            ("called_off", "called off"),
                        ],
                        default="planned",
                        max_length=12,
                    ),
                ),
                ("begins_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("started_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "weather",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("clear", "clear"),
                            ("cloudy", "cloudy"),
                            ("rain", "rain"),
                            ("snow", "snow or ice"),
                            ("fog", "fog"),
                            ("wind", "strong wind"),
                            ("heat", "heat"),
                        ],
                        max_length=8,
                        verbose_name="weather",
                    ),
                ),
                ("helped", models.PositiveSmallIntegerField(null=True)),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "planned_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="patrols", to="network.unit"
                    ),
                ),
            ],
            options={
                "ordering": ["-begins_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="PatrolCall",
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
                    "number",
                    models.CharField(
                        choices=[
                            ("110", "110 police"),
                            ("119", "119 fire brigade"),
                            ("120", "120 ambulance"),
                        ],
                        max_length=3,
                    ),
                ),
                ("called_at", models.DateTimeField()),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "patrol",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="calls", to="network.patrol"
                    ),
                ),
            ],
            options={
                "ordering": ["called_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Volunteer",
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
                ("name", models.CharField(blank=True, max_length=40, verbose_name="her name")),
                (
                    "number",
                    models.CharField(
                        blank=True, max_length=24, verbose_name="number in the national volunteer system"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("applied", "wants to help"),
                            ("trained", "trained"),
                            ("active", "takes part"),
                            ("paused", "pauses"),
                            ("left", "left the volunteers"),
                        ],
                        default="applied",
                        max_length=10,
                    ),
                ),
                ("skills", models.JSONField(default=list)),
                ("applied_on", models.DateField()),
                ("consented_on", models.DateField(verbose_name="consented on")),
                (
                    "consent_how",
                    models.CharField(
                        choices=[
                            ("signed", "she signed the sheet"),
                            ("oral", "she said so before a witness"),
                        ],
                        max_length=10,
                    ),
                ),
                ("checked_on", models.DateField(null=True)),
                ("check_until", models.DateField(null=True)),
                ("ended_on", models.DateField(null=True)),
                (
                    "why_left",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("wish", "her own wish"),
                            ("moved", "moved away"),
                            ("time", "no time any more"),
                            ("ended", "the federation ended it"),
                            ("consent", "she takes back her consent; her name is deleted"),
                        ],
                        max_length=10,
                    ),
                ),
                ("entered_at", models.DateTimeField()),
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="volunteers",
                        to="network.unit",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["unit__code", "name", "id"],
            },
        ),
        migrations.CreateModel(
            name="PatrolWalker",
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
                    "patrol",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="walkers",
                        to="network.patrol",
                    ),
                ),
                (
                    "volunteer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="patrols",
                        to="network.volunteer",
                    ),
                ),
            ],
            options={
                "ordering": ["volunteer__name", "id"],
            },
        ),
        migrations.CreateModel(
            name="ContactArea",
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
                ("households", models.PositiveSmallIntegerField(verbose_name="number of households")),
                ("since", models.DateField(verbose_name="since")),
                ("until", models.DateField(null=True)),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.unit"
                    ),
                ),
                (
                    "volunteer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="areas",
                        to="network.volunteer",
                    ),
                ),
            ],
            options={
                "ordering": ["unit__code"],
            },
        ),
        migrations.CreateModel(
            name="VolunteerExport",
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
                ("at", models.DateTimeField()),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("national", "entry in the national volunteer system"),
                            ("report", "report to the federation above"),
                            ("inspection", "inspection"),
                        ],
                        max_length=10,
                        verbose_name="What for",
                    ),
                ),
                ("reason", models.CharField(max_length=200)),
                ("rows", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                (
                    "by",
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
                "ordering": ["-at"],
            },
        ),
        migrations.CreateModel(
            name="VolunteerTeam",
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
                            ("rights", "volunteers for women's rights"),
                            ("safety_patrol", "women's safety patrol"),
                            ("prevention_publicity", "prevention and publicity group"),
                            ("supporter", "team of supporters"),
                        ],
                        max_length=22,
                        verbose_name="kind",
                    ),
                ),
                ("name", models.CharField(max_length=40, verbose_name="name")),
                ("near_children", models.BooleanField(default=False)),
                ("insured_until", models.DateField(null=True)),
                ("founded_on", models.DateField()),
                ("ended_on", models.DateField(null=True)),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="teams", to="network.unit"
                    ),
                ),
            ],
            options={
                "ordering": ["unit__code", "kind", "name"],
            },
        ),
        migrations.CreateModel(
            name="TeamMember",
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
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                ("leads", models.BooleanField(default=False)),
                (
                    "volunteer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="network.volunteer",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="network.volunteerteam",
                    ),
                ),
            ],
            options={
                "ordering": ["-leads", "volunteer__name", "id"],
            },
        ),
        migrations.CreateModel(
            name="TeamLog",
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
                ("month", models.DateField()),
                ("meetings", models.PositiveSmallIntegerField()),
                ("activities", models.PositiveSmallIntegerField()),
                ("reached", models.PositiveIntegerField()),
                ("words", models.CharField(blank=True, max_length=400)),
                ("written_at", models.DateTimeField()),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="logs",
                        to="network.volunteerteam",
                    ),
                ),
            ],
            options={
                "ordering": ["-month"],
            },
        ),
        migrations.AddField(
            model_name="patrol",
            name="team",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="patrols",
                to="network.volunteerteam",
            ),
        ),
        migrations.CreateModel(
            name="HoursEntry",
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
                ("minutes", models.SmallIntegerField()),
                ("served_on", models.DateField()),
                (
                    "source_kind",
                    models.CharField(
                        choices=[
                            ("shift", "shift of the rota"),
                            ("patrol", "patrol"),
                            ("visit", "home visit"),
                            ("activity", "activity"),
                        ],
                        max_length=10,
                    ),
                ),
                ("source_id", models.UUIDField()),
                ("credited_at", models.DateTimeField()),
                (
                    "why",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("forgot", "the end was pressed too late or too early"),
                            ("absent", "she was not there, or not all the time"),
                            ("twice", "the same service was credited twice"),
                            ("other", "another reason, see the note"),
                        ],
                        max_length=10,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200)),
                (
                    "corrects",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="network.hoursentry",
                    ),
                ),
                (
                    "credited_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "volunteer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hours",
                        to="network.volunteer",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.volunteerteam",
                    ),
                ),
            ],
            options={
                "ordering": ["-served_on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="VolunteerTraining",
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
                    "topic",
                    models.CharField(
                        choices=[
                            ("risks", "risks of the work and how to keep safe"),
                            ("secrecy", "keeping what she is told"),
                            ("law", "the rights of women and children"),
                            ("first_talk", "the first talk with a woman in need"),
                            ("children", "being with children"),
                            ("patrol", "walking a patrol: look, never stop or search anybody"),
                            ("first_aid", "first aid"),
                            ("other", "something else"),
                        ],
                        max_length=12,
                        verbose_name="topic",
                    ),
                ),
                ("held_on", models.DateField(verbose_name="day of the training")),
                ("entered_at", models.DateTimeField()),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "volunteer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="trainings",
                        to="network.volunteer",
                    ),
                ),
            ],
            options={
                "ordering": ["-held_on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="FoundPlace",
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
                    "hazard",
                    models.CharField(
                        choices=[
                            ("light", "a lamp is dark or missing"),
                            ("water", "water without a fence, or ice"),
                            ("road", "road or bridge"),
                            ("building", "wall, roof or well that may fall in"),
                            ("fire", "fire, straw or gas"),
                            ("power", "cable or pole"),
                            ("other", "something else about a place"),
                        ],
                        max_length=10,
                        verbose_name="what is wrong",
                    ),
                ),
                ("place", models.CharField(max_length=60, verbose_name="where")),
                (
                    "what",
                    models.CharField(blank=True, max_length=200, verbose_name="what was seen of the place"),
                ),
                ("seen_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("noted", "noted"),
                            ("given", "given to the township"),
                            ("settled", "settled"),
                        ],
                        default="noted",
                        max_length=10,
                    ),
                ),
                ("given_at", models.DateTimeField(null=True)),
                (
                    "settled",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("mended", "mended"),
                            ("fenced", "fenced off or marked until it is mended"),
                            ("passed", "told to the body in charge"),
                            ("nothing", "looked at: nothing to be done"),
                        ],
                        max_length=10,
                    ),
                ),
                ("answer", models.CharField(blank=True, max_length=200)),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "given_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "seen_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "settled_by",
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
                (
                    "patrol",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="found", to="network.patrol"
                    ),
                ),
            ],
            options={
                "ordering": ["-seen_at", "-id"],
                "indexes": [models.Index(fields=["unit", "state"], name="found_place_of_unit")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("given_by", None), ("state", "noted")),
                            models.Q(
                                ("given_at__isnull", False),
                                ("given_by__isnull", False),
                                ("state__in", ("given", "settled")),
                            ),
                            _connector="OR",
                        ),
                        name="found_place_given",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("settled_by__isnull", False),
                                ("state", "settled"),
                                models.Q(("settled", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "settled"), _negated=True),
                                ("settled", ""),
                                ("settled_by", None),
                            ),
                            _connector="OR",
                        ),
                        name="found_place_settled",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PatrolStop",
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
                ("order", models.PositiveSmallIntegerField()),
                ("place", models.CharField(blank=True, max_length=60, verbose_name="place")),
                (
                    "patrol",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="stops", to="network.patrol"
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.site",
                    ),
                ),
            ],
            options={
                "ordering": ["order"],
                "constraints": [
                    models.UniqueConstraint(models.F("patrol"), models.F("order"), name="patrol_stop_order"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("site", None), models.Q(("place", ""), _negated=True)),
                            models.Q(("place", ""), ("site__isnull", False)),
                            _connector="OR",
                        ),
                        name="patrol_stop_one",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="volunteer",
            index=models.Index(fields=["unit", "state"], name="volunteer_of_unit"),
        ),
        migrations.AddConstraint(
            model_name="volunteer",
            constraint=models.UniqueConstraint(
                models.F("user"),
                condition=models.Q(("state", "left"), _negated=True),
                name="volunteer_one_of_a_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="volunteer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("ended_on__isnull", False),
                        ("state", "left"),
                        models.Q(("why_left", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("state", "left"), _negated=True), ("ended_on", None), ("why_left", "")
                    ),
                    _connector="OR",
                ),
                name="volunteer_left_for",
            ),
        ),
        migrations.AddConstraint(
            model_name="volunteer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("check_until", None), ("checked_on", None)),
                    ("check_until__gte", models.F("checked_on")),
                    _connector="OR",
                ),
                name="volunteer_check_days",
            ),
        ),
        migrations.AddConstraint(
            model_name="patrolwalker",
            constraint=models.UniqueConstraint(
                models.F("patrol"), models.F("volunteer"), name="patrol_walker_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="contactarea",
            constraint=models.UniqueConstraint(
                models.F("volunteer"),
                models.F("unit"),
                condition=models.Q(("until", None)),
                name="contact_area_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="contactarea",
            constraint=models.CheckConstraint(
                condition=models.Q(("until", None), ("until__gte", models.F("since")), _connector="OR"),
                name="contact_area_days",
            ),
        ),
        migrations.AddConstraint(
            model_name="contactarea",
            constraint=models.CheckConstraint(
                condition=models.Q(("households__gte", 1)), name="contact_area_households"
            ),
        ),
        migrations.AddConstraint(
            model_name="volunteerteam",
            constraint=models.UniqueConstraint(
                models.F("unit"), models.F("name"), condition=models.Q(("ended_on", None)), name="team_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="volunteerteam",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_on", None), ("ended_on__gte", models.F("founded_on")), _connector="OR"
                ),
                name="team_days",
            ),
        ),
        migrations.AddConstraint(
            model_name="teammember",
            constraint=models.UniqueConstraint(
                models.F("team"),
                models.F("volunteer"),
                condition=models.Q(("until", None)),
                name="member_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="teammember",
            constraint=models.UniqueConstraint(
                models.F("team"),
                condition=models.Q(("leads", True), ("until", None)),
                name="member_one_leads",
            ),
        ),
        migrations.AddConstraint(
            model_name="teammember",
            constraint=models.CheckConstraint(
                condition=models.Q(("until", None), ("until__gte", models.F("since")), _connector="OR"),
                name="member_days",
            ),
        ),
        migrations.AddConstraint(
            model_name="teamlog",
            constraint=models.UniqueConstraint(models.F("team"), models.F("month"), name="team_log_once"),
        ),
        migrations.AddConstraint(
            model_name="teamlog",
            constraint=models.CheckConstraint(condition=models.Q(("month__day", 1)), name="team_log_month"),
        ),
        migrations.AddIndex(
            model_name="patrol",
            index=models.Index(fields=["unit", "-begins_at"], name="patrol_of_unit"),
        ),
        migrations.AddIndex(
            model_name="patrol",
            index=models.Index(
                condition=models.Q(("state__in", ("planned", "under_way"))),
                fields=["ends_at"],
                name="patrol_to_close",
            ),
        ),
        migrations.AddConstraint(
            model_name="patrol",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("begins_at"))), name="patrol_planned_times"
            ),
        ),
        migrations.AddConstraint(
            model_name="patrol",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("ended_by", None)),
                    models.Q(("ended_at__gte", models.F("started_at")), ("ended_by__isnull", False)),
                    _connector="OR",
                ),
                name="patrol_true_times",
            ),
        ),
        migrations.AddConstraint(
            model_name="patrol",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("under_way", "done", "unclosed")), _negated=True),
                    ("started_at__isnull", False),
                    _connector="OR",
                ),
                name="patrol_began",
            ),
        ),
        migrations.AddConstraint(
            model_name="patrol",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", False), ("state", "done")),
                    models.Q(models.Q(("state", "done"), _negated=True), ("ended_at", None)),
                    _connector="OR",
                ),
                name="patrol_ended",
            ),
        ),
        migrations.AddIndex(
            model_name="hoursentry",
            index=models.Index(fields=["volunteer", "-served_on"], name="hours_of_volunteer"),
        ),
        migrations.AddConstraint(
            model_name="hoursentry",
            constraint=models.UniqueConstraint(
                models.F("volunteer"),
                models.F("source_kind"),
                models.F("source_id"),
                condition=models.Q(("corrects", None)),
                name="hours_once_for_a_service",
            ),
        ),
        migrations.AddConstraint(
            model_name="hoursentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("corrects", None), ("minutes__gt", 0), ("why", "")),
                    models.Q(
                        ("corrects__isnull", False),
                        ("credited_by__isnull", False),
                        models.Q(("why", ""), _negated=True),
                        models.Q(("minutes", 0), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="hours_corrected_for",
            ),
        ),
        migrations.AddConstraint(
            model_name="volunteertraining",
            constraint=models.UniqueConstraint(
                models.F("volunteer"), models.F("topic"), models.F("held_on"), name="volunteer_training_once"
            ),
        ),
    ]
