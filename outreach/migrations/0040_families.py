"""Award rounds, families in them, their people, lists, jury, objections."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import network.units.placed
import sisterhood.lib.identifiers


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0166_bulletin_walls"),
        ("outreach", "0031_helping_walls"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AwardRound",
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
                ("name", models.CharField(max_length=40)),
                ("year", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("opened", "round announced"),
                            ("nominations", "families are put forward"),
                            ("visits", "families are visited"),
                            ("discussion", "families are talked over"),
                            ("public_notice", "public notice runs"),
                            ("decided", "titles decided"),
                            ("awarded", "titles awarded"),
                            ("called_off", "award round called off"),
                        ],
                        default="opened",
                        max_length=14,
                    ),
                ),
                ("opens_on", models.DateField()),
                ("nominate_until", models.DateField()),
                ("visit_until", models.DateField()),
                ("discuss_until", models.DateField()),
                ("village_places", models.PositiveSmallIntegerField()),
                ("township_places", models.PositiveSmallIntegerField()),
                ("county_places", models.PositiveSmallIntegerField()),
                ("award_places", models.PositiveSmallIntegerField()),
                ("opened_at", models.DateTimeField()),
                ("public_from", models.DateField(null=True)),
                ("public_until", models.DateField(null=True)),
                ("awarded_on", models.DateField(null=True)),
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
                    "opened_by",
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
                "ordering": ["-opened_at", "-id"],
            },
            bases=(network.units.placed.OfUnit, models.Model),
        ),
        migrations.CreateModel(
            name="FamilyDiscussion",
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
                ("held_on", models.DateField()),
                ("households", models.PositiveSmallIntegerField()),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="talks",
                        to="outreach.awardround",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.unit"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FamilyList",
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
                ("candidates", models.PositiveSmallIntegerField(default=0)),
                ("made_at", models.DateTimeField()),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lists",
                        to="outreach.awardround",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.unit"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FamilyNomination",
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
                            ("drafted", "being written"),
                            ("nominated", "put forward"),
                            ("visited", "visited"),
                            ("discussed", "talked over at the Women's Home"),
                            ("recommended", "recommended upward"),
                            ("in_notice", "in the public notice"),
                            ("chosen", "given a title"),
                            ("awarded", "on the wall"),
                            ("not_chosen", "not chosen this time"),
                            ("withdrawn", "taken back by the family"),
                        ],
                        default="drafted",
                        max_length=12,
                    ),
                ),
                (
                    "title_sought",
                    models.CharField(
                        choices=[
                            ("beautiful_family", "Most beautiful family"),
                            ("star_of_families", "Star among the most beautiful"),
                            ("family_virtue_star", "Star of family virtue"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "put_forward",
                    models.CharField(
                        choices=[
                            ("self", "the family itself"),
                            ("neighbour", "a neighbour"),
                            ("federation", "the federation"),
                        ],
                        max_length=10,
                    ),
                ),
                ("entered_at", models.DateTimeField()),
                ("wrapped", models.BinaryField(null=True)),
                ("family_name", models.BinaryField(null=True)),
                ("story", models.BinaryField(null=True)),
                ("tradition", models.BinaryField(null=True)),
                ("motto", models.BinaryField(null=True)),
                ("virtues", models.JSONField(default=list)),
                ("photo", models.UUIDField(null=True)),
                ("statement_on", models.DateField(null=True)),
                ("submitted_on", models.DateField(null=True)),
                ("visited_on", models.DateField(null=True)),
                (
                    "title",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("beautiful_family", "Most beautiful family"),
                            ("star_of_families", "Star among the most beautiful"),
                            ("family_virtue_star", "Star of family virtue"),
                        ],
                        max_length=20,
                    ),
                ),
                ("awarded_on", models.DateField(null=True)),
                ("shown_until", models.DateField(null=True)),
                ("flowers", models.PositiveIntegerField(default=0)),
                (
                    "at_unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.unit"
                    ),
                ),
                (
                    "companion",
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
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="families",
                        to="outreach.awardround",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.unit"
                    ),
                ),
                (
                    "visitor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-entered_at", "-id"],
            },
            bases=(network.units.placed.OfUnit, models.Model),
        ),
        migrations.CreateModel(
            name="FamilyListed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="listed",
                        to="outreach.familylist",
                    ),
                ),
                (
                    "family",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="outreach.familynomination",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FamilyObjection",
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
                    "about",
                    models.CharField(
                        choices=[
                            ("story", "something in the text is not so"),
                            ("consent", "somebody shown has not agreed"),
                            ("course", "how the families were chosen"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "heard",
                    models.CharField(
                        choices=[
                            ("in_person", "somebody came"),
                            ("phone", "by phone"),
                            ("letter", "by letter"),
                        ],
                        max_length=10,
                    ),
                ),
                ("taken_on", models.DateField()),
                ("upheld", models.BooleanField(null=True)),
                ("answer", models.CharField(blank=True, max_length=200)),
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
                    "family",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to="outreach.familynomination",
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
            ],
            options={
                "ordering": ["taken_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="FamilyPerson",
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
                ("name_mark", models.BinaryField(max_length=32)),
                ("is_adult", models.BooleanField()),
                ("in_photo", models.BooleanField()),
                ("photo", models.UUIDField(null=True)),
                ("asked_alone", models.BooleanField()),
                ("consented_on", models.DateField()),
                (
                    "consent_how",
                    models.CharField(
                        choices=[
                            ("written", "signed on paper"),
                            ("read_out", "read out, then signed or marked"),
                        ],
                        max_length=10,
                    ),
                ),
                ("consent_version", models.PositiveSmallIntegerField()),
                ("code", models.BinaryField(max_length=32, null=True, unique=True)),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "family",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="people",
                        to="outreach.familynomination",
                    ),
                ),
                (
                    "guardian",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="children",
                        to="outreach.familyperson",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="JuryMark",
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
                ("points", models.PositiveSmallIntegerField(null=True)),
                ("is_recused", models.BooleanField(default=False)),
                ("given_at", models.DateTimeField(null=True)),
                (
                    "family",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="marks",
                        to="outreach.familynomination",
                    ),
                ),
                (
                    "juror",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "seated_by",
                    models.ForeignKey(
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
        migrations.AddConstraint(
            model_name="awardround",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("opens_on__lte", models.F("nominate_until")),
                    ("nominate_until__lt", models.F("visit_until")),
                    ("visit_until__lt", models.F("discuss_until")),
                ),
                name="award_round_days",
            ),
        ),
        migrations.AddConstraint(
            model_name="awardround",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("award_places__gt", 0),
                    ("county_places__gt", 0),
                    ("township_places__gt", 0),
                    ("village_places__gt", 0),
                ),
                name="award_round_places",
            ),
        ),
        migrations.AddConstraint(
            model_name="awardround",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("public_notice", "decided", "awarded")), _negated=True),
                    models.Q(("public_from__isnull", False), ("public_until__gt", models.F("public_from"))),
                    _connector="OR",
                ),
                name="award_round_notice_days",
            ),
        ),
        migrations.AddConstraint(
            model_name="familydiscussion",
            constraint=models.UniqueConstraint(models.F("round"), models.F("unit"), name="family_talk_once"),
        ),
        migrations.AddConstraint(
            model_name="familylist",
            constraint=models.UniqueConstraint(models.F("round"), models.F("unit"), name="family_list_once"),
        ),
        migrations.AddIndex(
            model_name="familynomination",
            index=models.Index(fields=["round", "at_unit", "state"], name="family_at_unit"),
        ),
        migrations.AddIndex(
            model_name="familynomination",
            index=models.Index(fields=["state", "-awarded_on"], name="family_shown"),
        ),
        migrations.AddConstraint(
            model_name="familynomination",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "withdrawn"), _negated=True),
                    models.Q(
                        ("family_name", None),
                        ("motto", None),
                        ("photo", None),
                        ("story", None),
                        ("tradition", None),
                        ("wrapped", None),
                        ("flowers", 0),
                        ("statement_on", None),
                        ("title", ""),
                        ("virtues", []),
                    ),
                    _connector="OR",
                ),
                name="family_withdrawn_empty",
            ),
        ),
        migrations.AddConstraint(
            model_name="familynomination",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ("drafted", "withdrawn", "not_chosen")),
                    models.Q(("statement_on__isnull", False), ("submitted_on__isnull", False)),
                    _connector="OR",
                ),
                name="family_signed",
            ),
        ),
        migrations.AddConstraint(
            model_name="familynomination",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("chosen", "awarded")), _negated=True),
                    models.Q(("title", ""), _negated=True),
                    _connector="OR",
                ),
                name="family_titled",
            ),
        ),
        migrations.AddConstraint(
            model_name="familynomination",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("visitor", None),
                    models.Q(
                        ("companion__isnull", False),
                        models.Q(("companion", models.F("visitor")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="family_visited_by_two",
            ),
        ),
        migrations.AddConstraint(
            model_name="familylisted",
            constraint=models.UniqueConstraint(
                models.F("list"), models.F("family"), name="family_listed_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="familyobjection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), ("upheld", None)),
                    models.Q(("upheld__isnull", False), models.Q(("answer", ""), _negated=True)),
                    _connector="OR",
                ),
                name="family_objection_answered",
            ),
        ),
        migrations.AddConstraint(
            model_name="familyperson",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("asked_alone", True), ("guardian", None), ("is_adult", True)),
                    models.Q(("code", None), ("guardian__isnull", False), ("is_adult", False)),
                    _connector="OR",
                ),
                name="family_person_consents",
            ),
        ),
        migrations.AddConstraint(
            model_name="jurymark",
            constraint=models.UniqueConstraint(models.F("family"), models.F("juror"), name="jury_mark_once"),
        ),
        migrations.AddConstraint(
            model_name="jurymark",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("points", None),
                    models.Q(("is_recused", False), ("points__gte", 1), ("points__lte", 10)),
                    _connector="OR",
                ),
                name="jury_mark_points",
            ),
        ),
    ]
