"""Supporters, whoever is helped, pairings, and the ledger of gifts."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import network.units.placed
import sisterhood.lib.identifiers


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0166_bulletin_walls"),
        ("outreach", "0002_walls"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Account",
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
                    "purpose",
                    models.CharField(
                        choices=[
                            ("children", "children in difficulty"),
                            ("study", "school"),
                            ("women", "women in difficulty"),
                            ("health", "women's health"),
                            ("emergency", "sudden hardship"),
                            ("open", "whatever the federation finds most urgent"),
                        ],
                        max_length=10,
                    ),
                ),
                ("item", models.CharField(blank=True, max_length=30)),
                ("measure", models.CharField(blank=True, max_length=4)),
                (
                    "side",
                    models.CharField(
                        choices=[("given", "given"), ("held", "left"), ("used", "used")], max_length=6
                    ),
                ),
                ("balance", models.BigIntegerField(default=0)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.unit"
                    ),
                ),
            ],
            options={
                "ordering": ["purpose", "item", "measure", "side"],
            },
            bases=(network.units.placed.OfUnit, models.Model),
        ),
        migrations.CreateModel(
            name="Beneficiary",
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
                ("number", models.PositiveIntegerField()),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("left_behind", "left-behind child"),
                            ("migrant", "migrant child"),
                            ("child", "child in difficulty"),
                            ("unattended", "de facto unattended child"),
                            ("woman", "woman in difficulty"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("village_file", "file of the village committee"),
                            ("civil_affairs", "decision of civil affairs"),
                            ("school", "register of the school"),
                            ("court", "judgment of a court"),
                            ("disabled", "certificate of the disabled persons' federation"),
                        ],
                        max_length=14,
                    ),
                ),
                ("source_on", models.DateField()),
                ("born_on", models.DateField()),
                ("sex", models.CharField(choices=[("female", "female"), ("male", "male")], max_length=8)),
                (
                    "parents_away",
                    models.CharField(
                        blank=True,
                        choices=[("both", "both parents"), ("one", "one parent"), ("none", "neither")],
                        max_length=6,
                    ),
                ),
                ("other_able", models.BooleanField(default=False)),
                ("with_parents", models.BooleanField(default=False)),
                ("months_away", models.PositiveSmallIntegerField(default=0)),
                ("across_counties", models.BooleanField(default=False)),
                ("needs", models.JSONField(default=list)),
                ("name", models.BinaryField(null=True)),
                ("guardian", models.BinaryField(null=True)),
                ("guardian_phone", models.BinaryField(null=True)),
                ("name_index", models.BinaryField(max_length=32, null=True)),
                ("wrapped", models.BinaryField(null=True)),
                ("consented_on", models.DateField()),
                (
                    "consent_how",
                    models.CharField(
                        choices=[
                            ("signed", "signed"),
                            ("fingerprint", "by fingerprint"),
                            ("oral", "orally, before a witness"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "put forward"),
                            ("confirmed", "help confirmed"),
                            ("refused", "help refused"),
                            ("ended", "help ended"),
                        ],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("proposed_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("reviewed_on", models.DateField(null=True)),
                ("ended_on", models.DateField(null=True)),
                (
                    "ended_for",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("age", "the age of the category is over"),
                            ("better", "the difficulty is over"),
                            ("moved", "moved away"),
                            ("no_paper", "the paper holds no longer"),
                            ("consent", "consent taken back: what names them is deleted"),
                        ],
                        max_length=10,
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
                    "proposed_by",
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
                "ordering": ["unit__code", "number"],
            },
            bases=(network.units.placed.OfUnit, models.Model),
        ),
        migrations.CreateModel(
            name="Entry",
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
                        choices=[("gift", "gift"), ("use", "use"), ("reversal", "reversal")], max_length=10
                    ),
                ),
                ("on", models.DateField()),
                ("lines", models.PositiveSmallIntegerField()),
                (
                    "use",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("study", "school things and school money"),
                            ("living", "food, clothes, heating"),
                            ("health", "health checks and medicine"),
                            ("activity", "an event for children or women"),
                            ("hardship", "help after a misfortune"),
                        ],
                        max_length=10,
                    ),
                ),
                ("people", models.PositiveIntegerField(null=True)),
                ("voucher", models.CharField(blank=True, max_length=40)),
                ("made_at", models.DateTimeField()),
                (
                    "beneficiary",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="outreach.beneficiary",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reverses",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversed_by",
                        to="outreach.entry",
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
                "verbose_name_plural": "entries",
                "ordering": ["-on", "-made_at", "-id"],
            },
            bases=(network.units.placed.OfUnit, models.Model),
        ),
        migrations.CreateModel(
            name="MoneyRoute",
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
                ("is_qualified", models.BooleanField()),
                ("charity", models.CharField(blank=True, max_length=60)),
                ("basis", models.CharField(max_length=60)),
                ("since", models.DateField()),
                ("until", models.DateField()),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.unit"
                    ),
                ),
            ],
            options={
                "ordering": ["-entered_at", "-id"],
            },
            bases=(network.units.placed.OfUnit, models.Model),
        ),
        migrations.CreateModel(
            name="Gift",
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
                    "purpose",
                    models.CharField(
                        choices=[
                            ("children", "children in difficulty"),
                            ("study", "school"),
                            ("women", "women in difficulty"),
                            ("health", "women's health"),
                            ("emergency", "sudden hardship"),
                            ("open", "whatever the federation finds most urgent"),
                        ],
                        max_length=10,
                    ),
                ),
                ("item", models.CharField(blank=True, max_length=30)),
                ("measure", models.CharField(blank=True, max_length=4)),
                ("amount", models.BigIntegerField()),
                ("left", models.BigIntegerField(default=0)),
                ("receipt", models.CharField(max_length=40, unique=True)),
                ("given_on", models.DateField()),
                ("received_at", models.DateTimeField()),
                ("thanked_on", models.DateField(null=True)),
                (
                    "thanked_how",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("letter", "by a letter of thanks"),
                            ("call", "by a call of thanks"),
                            ("meeting", "in person, with thanks"),
                            ("wish", "she wants no thanks"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "received_by",
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
                    "route",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="outreach.moneyroute",
                    ),
                ),
            ],
            options={
                "ordering": ["-given_on", "-received_at", "-id"],
            },
            bases=(network.units.placed.OfUnit, models.Model),
        ),
        migrations.CreateModel(
            name="Posting",
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
                ("amount", models.BigIntegerField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to="outreach.account",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to="outreach.entry",
                    ),
                ),
                (
                    "gift",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="postings",
                        to="outreach.gift",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Supporter",
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
                            ("cadre", "cadre of an office"),
                            ("npc_deputy", "deputy of a people's congress"),
                            ("cppcc_member", "member of the CPPCC"),
                            ("entrepreneur", "entrepreneur"),
                            ("caring_mother", "caring mother"),
                            ("other", "another supporter"),
                        ],
                        max_length=16,
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("name", models.BinaryField(null=True)),
                ("phone", models.BinaryField(null=True)),
                ("organisation", models.BinaryField(null=True)),
                ("name_index", models.BinaryField(max_length=32, null=True)),
                ("wrapped", models.BinaryField(null=True)),
                ("consented_on", models.DateField()),
                (
                    "consent_how",
                    models.CharField(
                        choices=[
                            ("signed", "signed"),
                            ("fingerprint", "by fingerprint"),
                            ("oral", "orally, before a witness"),
                        ],
                        max_length=12,
                    ),
                ),
                ("gone_on", models.DateField(null=True)),
                (
                    "why_gone",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("wish", "her own wish"),
                            ("moved", "moved away"),
                            ("check", "no check that holds"),
                            ("consent", "takes her consent back: what names her is deleted"),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.unit"
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
                (
                    "volunteer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.volunteer",
                    ),
                ),
            ],
            options={
                "ordering": ["unit__code", "number"],
            },
            bases=(network.units.placed.OfUnit, models.Model),
        ),
        migrations.AddField(
            model_name="gift",
            name="supporter",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="gifts",
                to="outreach.supporter",
            ),
        ),
        migrations.CreateModel(
            name="SupportPairing",
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
                ("alias", models.PositiveIntegerField()),
                ("is_child", models.BooleanField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("pairing", "pairing"),
                            ("caring_mother", "hand in hand with a caring mother"),
                        ],
                        max_length=14,
                    ),
                ),
                ("commitments", models.JSONField(default=list)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "pairing proposed"),
                            ("checked", "pairing checked"),
                            ("agreed", "agreement signed"),
                            ("active", "pairing runs"),
                            ("paused", "pairing pauses"),
                            ("ended", "pairing ended"),
                            ("evaluated", "pairing evaluated"),
                        ],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("proposed_at", models.DateTimeField()),
                ("agreed_on", models.DateField(null=True)),
                (
                    "agreed_how",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("signed", "signed"),
                            ("fingerprint", "by fingerprint"),
                            ("oral", "orally, before a witness"),
                        ],
                        max_length=12,
                    ),
                ),
                ("guardian_agreed", models.BooleanField(default=False)),
                ("photos_agreed", models.BooleanField(default=False)),
                ("ends_on", models.DateField()),
                ("begun_on", models.DateField(null=True)),
                ("runs_since", models.DateField(null=True)),
                ("last_contact_on", models.DateField(null=True)),
                ("ended_on", models.DateField(null=True)),
                (
                    "ended_for",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("term", "its time is over"),
                            ("supporter", "the supporter wishes it"),
                            ("helped", "whoever is helped or the guardian wishes it"),
                            ("check", "no check that holds"),
                            ("moved", "moved away"),
                            ("age", "the age of the category is over"),
                            ("not_begun", "it came to nothing"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "said",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("helped", "it helped"),
                            ("little", "it helped a little"),
                            ("not", "it did not help"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "said_by",
                    models.CharField(
                        blank=True,
                        choices=[("self", "whoever was helped"), ("guardian", "the guardian")],
                        max_length=10,
                    ),
                ),
                (
                    "beneficiary",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pairings",
                        to="outreach.beneficiary",
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
                    "follows",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="outreach.supportpairing",
                    ),
                ),
                (
                    "keeper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "supporter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pairings",
                        to="outreach.supporter",
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
                "ordering": ["-proposed_at", "-id"],
            },
            bases=(network.units.placed.OfUnit, models.Model),
        ),
        migrations.CreateModel(
            name="ProgressCard",
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
                ("on", models.DateField()),
                (
                    "year",
                    models.CharField(
                        choices=[
                            ("k", "kindergarten"),
                            ("p1", "primary school, year 1"),
                            ("p2", "primary school, year 2"),
                            ("p3", "primary school, year 3"),
                            ("p4", "primary school, year 4"),
                            ("p5", "primary school, year 5"),
                            ("p6", "primary school, year 6"),
                            ("m1", "middle school, year 1"),
                            ("m2", "middle school, year 2"),
                            ("m3", "middle school, year 3"),
                            ("h1", "upper school"),
                            ("none", "not at school"),
                        ],
                        max_length=6,
                    ),
                ),
                (
                    "progress",
                    models.CharField(
                        choices=[
                            ("up", "goes forward"),
                            ("same", "as before"),
                            ("help", "needs help with lessons"),
                        ],
                        max_length=6,
                    ),
                ),
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
                    "pairing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cards",
                        to="outreach.supportpairing",
                    ),
                ),
            ],
            options={
                "ordering": ["-on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="CareLog",
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
                ("on", models.DateField()),
                (
                    "living",
                    models.CharField(
                        choices=[("good", "good"), ("fair", "so so"), ("bad", "not good")], max_length=6
                    ),
                ),
                (
                    "study",
                    models.CharField(
                        choices=[("good", "good"), ("fair", "so so"), ("bad", "not good")], max_length=6
                    ),
                ),
                (
                    "wellbeing",
                    models.CharField(
                        choices=[("good", "good"), ("fair", "so so"), ("bad", "not good")], max_length=6
                    ),
                ),
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
                    "pairing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="logs",
                        to="outreach.supportpairing",
                    ),
                ),
            ],
            options={
                "ordering": ["-on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="CareConcern",
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
                ("raised_at", models.DateTimeField()),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("matter", "reported as a matter"),
                            ("police", "reported to the police at once, and as a matter"),
                            ("helped", "looked at and helped on the spot"),
                            ("nothing", "looked at, nothing to worry about"),
                        ],
                        max_length=8,
                    ),
                ),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "officer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "raised_by",
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
                    "pairing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="concerns",
                        to="outreach.supportpairing",
                    ),
                ),
            ],
            options={
                "ordering": ["raised_at", "id"],
            },
            bases=(network.units.placed.OfUnit, models.Model),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.UniqueConstraint(
                models.F("unit"),
                models.F("purpose"),
                models.F("item"),
                models.F("measure"),
                models.F("side"),
                name="account_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("balance__lte", 0), ("side", "given")),
                    models.Q(("balance__gte", 0), ("side__in", ("held", "used"))),
                    _connector="OR",
                ),
                name="account_no_negative_stock",
            ),
        ),
        migrations.AddIndex(
            model_name="beneficiary",
            index=models.Index(fields=["unit", "state"], name="beneficiary_of_unit"),
        ),
        migrations.AddIndex(
            model_name="beneficiary",
            index=models.Index(fields=["name_index"], name="beneficiary_name_index"),
        ),
        migrations.AddConstraint(
            model_name="beneficiary",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_by", None),
                    models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                    _connector="OR",
                ),
                name="beneficiary_two_people",
            ),
        ),
        migrations.AddConstraint(
            model_name="beneficiary",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_for", ""), ("ended_on", None)),
                    models.Q(("ended_on__isnull", False), models.Q(("ended_for", ""), _negated=True)),
                    _connector="OR",
                ),
                name="beneficiary_ended_for",
            ),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["unit", "on"], name="entry_of_unit"),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "gift"), ("reverses", None), ("use", "")),
                    models.Q(
                        ("kind", "use"),
                        ("people__gte", 1),
                        ("reverses", None),
                        models.Q(("use", ""), _negated=True),
                        models.Q(("voucher", ""), _negated=True),
                    ),
                    models.Q(("kind", "reversal"), ("reverses__isnull", False), ("use", "")),
                    _connector="OR",
                ),
                name="entry_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="moneyroute",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("charity", ""), ("is_qualified", True)),
                    models.Q(("is_qualified", False), models.Q(("charity", ""), _negated=True)),
                    _connector="OR",
                ),
                name="money_route_charity",
            ),
        ),
        migrations.AddConstraint(
            model_name="moneyroute",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__gte", models.F("since"))), name="money_route_days"
            ),
        ),
        migrations.AddConstraint(
            model_name="posting",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount", 0), _negated=True), name="posting_amount"
            ),
        ),
        migrations.AddIndex(
            model_name="supporter",
            index=models.Index(fields=["name_index"], name="supporter_name_index"),
        ),
        migrations.AddConstraint(
            model_name="supporter",
            constraint=models.UniqueConstraint(
                models.F("unit"), models.F("number"), name="supporter_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="supporter",
            constraint=models.UniqueConstraint(
                models.F("volunteer"),
                condition=models.Q(("gone_on", None)),
                name="supporter_one_of_volunteer",
            ),
        ),
        migrations.AddConstraint(
            model_name="supporter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("gone_on", None), ("why_gone", "")),
                    models.Q(("gone_on__isnull", False), models.Q(("why_gone", ""), _negated=True)),
                    _connector="OR",
                ),
                name="supporter_gone_for",
            ),
        ),
        migrations.AddIndex(
            model_name="gift",
            index=models.Index(
                fields=["unit", "purpose", "item", "measure", "given_on"], name="gift_of_unit"
            ),
        ),
        migrations.AddConstraint(
            model_name="gift",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0), ("amount__lte", 1000000000000)), name="gift_amount"
            ),
        ),
        migrations.AddConstraint(
            model_name="gift",
            constraint=models.CheckConstraint(
                condition=models.Q(("left__gte", 0), ("left__lte", models.F("amount"))), name="gift_left"
            ),
        ),
        migrations.AddConstraint(
            model_name="gift",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("item", ""), ("measure", ""), ("route__isnull", False)),
                    models.Q(
                        models.Q(("item", ""), _negated=True),
                        models.Q(("measure", ""), _negated=True),
                        ("route", None),
                    ),
                    _connector="OR",
                ),
                name="gift_money_or_thing",
            ),
        ),
        migrations.AddIndex(
            model_name="supportpairing",
            index=models.Index(fields=["unit", "state"], name="pairing_of_unit"),
        ),
        migrations.AddConstraint(
            model_name="supportpairing",
            constraint=models.UniqueConstraint(
                models.F("supporter"),
                models.F("beneficiary"),
                condition=models.Q(("state__in", ("active", "paused"))),
                name="pairing_runs_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="supportpairing",
            constraint=models.UniqueConstraint(
                models.F("beneficiary"),
                condition=models.Q(("kind", "caring_mother"), ("state__in", ("active", "paused"))),
                name="pairing_one_caring_mother",
            ),
        ),
        migrations.AddConstraint(
            model_name="supportpairing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("checked_by", None),
                    models.Q(("checked_by", models.F("proposed_by")), _negated=True),
                    _connector="OR",
                ),
                name="pairing_two_people",
            ),
        ),
        migrations.AddConstraint(
            model_name="supportpairing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("active", "paused")), _negated=True),
                    models.Q(
                        ("agreed_on__isnull", False),
                        ("checked_by__isnull", False),
                        ("runs_since__isnull", False),
                        models.Q(("is_child", False), ("guardian_agreed", True), _connector="OR"),
                    ),
                    _connector="OR",
                ),
                name="pairing_runs_agreed",
            ),
        ),
        migrations.AddConstraint(
            model_name="supportpairing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("ended_on__isnull", False),
                        ("state__in", ("ended", "evaluated")),
                        models.Q(("ended_for", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("state__in", ("ended", "evaluated")), _negated=True),
                        ("ended_for", ""),
                        ("ended_on", None),
                    ),
                    _connector="OR",
                ),
                name="pairing_ended_for",
            ),
        ),
        migrations.AddConstraint(
            model_name="carelog",
            constraint=models.UniqueConstraint(
                models.F("pairing"), models.F("on"), name="care_log_once_a_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="careconcern",
            constraint=models.UniqueConstraint(
                models.F("pairing"), condition=models.Q(("settled_at", None)), name="care_concern_waits_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="careconcern",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), ("settled_at", None), ("settled_by", None)),
                    models.Q(
                        ("settled_at__isnull", False),
                        ("settled_by__isnull", False),
                        models.Q(("answer", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="care_concern_settled",
            ),
        ),
    ]
