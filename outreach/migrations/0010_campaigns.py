"""Agreements with bodies, campaigns, activities, publicity, surveys, teaching cases."""

import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

import network.units.placed
import sisterhood.lib.identifiers


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0170_partners_of_events"),
        ("outreach", "0008_turning_walls"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Campaign",
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
                            ("health_rights", "health and rights go to the villages"),
                            ("law", "law for women and children"),
                            ("anti_dv", "no violence at home"),
                            ("anti_drug", "keeping away from drugs"),
                            ("minor_moral", "moral education of minors"),
                            ("children_joint", "care for children, with partners"),
                            ("mental_health", "a healthy mind"),
                            ("family_virtue", "good ways of families"),
                            ("family_care", "care among relatives"),
                            ("other", "another campaign"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "series",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("bridge", "Bridge of hearts"),
                            ("umbrella", "Umbrella of care"),
                            ("path", "Path of growing up"),
                        ],
                        max_length=10,
                    ),
                ),
                ("title", models.CharField(max_length=60)),
                ("plan", models.TextField(max_length=2000)),
                ("topics", models.JSONField(default=list)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("budget_cents", models.PositiveBigIntegerField()),
                ("spent_cents", models.PositiveBigIntegerField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "campaign being planned"),
                            ("submitted", "campaign waits for approval"),
                            ("approved", "campaign approved"),
                            ("announced", "campaign announced"),
                            ("running", "campaign running"),
                            ("reported", "campaign reported"),
                            ("reviewed", "campaign reviewed"),
                            ("archived", "campaign in the archive"),
                            ("called_off", "campaign called off"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("entered_at", models.DateTimeField()),
                ("remark", models.CharField(blank=True, max_length=400)),
                ("approved_at", models.DateTimeField(null=True)),
                ("announced_at", models.DateTimeField(null=True)),
                ("report", models.TextField(blank=True, max_length=2000)),
                ("reported_at", models.DateTimeField(null=True)),
                ("reviewed_at", models.DateTimeField(null=True)),
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
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reviewed_by",
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
                "ordering": ["-starts_on", "-id"],
            },
            bases=(network.units.placed.OfUnit, models.Model),
        ),
        migrations.CreateModel(
            name="Activity",
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
                            ("lecture", "lecture"),
                            ("law_talk", "law talk"),
                            ("free_clinic", "free clinic"),
                            ("health_check", "free health check"),
                            ("medical_outreach", "doctors and medicine to the village"),
                            ("anti_dv", "publicity against violence at home"),
                            ("anti_drug", "publicity against drugs"),
                            ("children_day", "children's day event with partners"),
                            ("minor_moral", "moral education of minors, event"),
                            ("family_care", "care among relatives, event"),
                            ("family_virtue", "good ways of families, event"),
                            ("mental_health", "talk about a healthy mind"),
                            ("other", "another activity"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "topic",
                    models.CharField(
                        choices=[
                            ("female_physiology", "the body of a woman"),
                            ("gynaecological_disease", "common women's diseases"),
                            ("screening_and_prevention", "screening and prevention"),
                            ("hiv_prevention", "prevention of HIV"),
                            ("self_care", "caring for one's own health"),
                            ("mental_health", "a healthy mind, topic"),
                            ("rights_law", "rights of women and children in law"),
                            ("anti_dv", "no violence at home, topic"),
                            ("minors_law", "law that keeps minors from crime"),
                            ("minor_moral", "moral education of minors, topic"),
                            ("anti_drug", "harm of drugs"),
                            ("equality", "equality of women and men"),
                            ("old_and_young", "respect for the old, care for the young"),
                            ("neighbours", "good neighbours"),
                            ("parenting", "raising children, topic"),
                            ("other", "another topic"),
                        ],
                        max_length=24,
                    ),
                ),
                ("title", models.CharField(max_length=60)),
                ("venue", models.CharField(max_length=80)),
                ("planned_on", models.DateField()),
                ("begins", models.TimeField(null=True)),
                ("expected", models.PositiveIntegerField(default=0)),
                ("code", models.CharField(max_length=8, unique=True)),
                ("is_public", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "activity planned"),
                            ("held", "activity held"),
                            ("evidence_uploaded", "photographs are in"),
                            ("counted", "activity counted"),
                            ("cancelled", "activity cancelled"),
                        ],
                        default="planned",
                        max_length=18,
                    ),
                ),
                ("entered_at", models.DateTimeField()),
                ("held_on", models.DateField(null=True)),
                ("women", models.PositiveIntegerField(default=0)),
                ("men", models.PositiveIntegerField(default=0)),
                ("children", models.PositiveIntegerField(default=0)),
                ("families", models.PositiveIntegerField(default=0)),
                ("examined", models.PositiveIntegerField(default=0)),
                ("advised", models.PositiveIntegerField(default=0)),
                ("minutes", models.PositiveIntegerField(default=0)),
                ("cost_cents", models.PositiveBigIntegerField(default=0)),
                ("feedback", models.CharField(blank=True, max_length=400)),
                ("reason", models.CharField(blank=True, max_length=200)),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.unit"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.unit"
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activities",
                        to="outreach.campaign",
                    ),
                ),
            ],
            options={
                "ordering": ["-planned_on", "-id"],
            },
            bases=(network.units.placed.OfUnit, models.Model),
        ),
        migrations.CreateModel(
            name="CampaignPartner",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.agency"
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="partners",
                        to="outreach.campaign",
                    ),
                ),
            ],
            options={
                "ordering": ["agency__kind", "id"],
            },
        ),
        migrations.CreateModel(
            name="CampaignVillage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="villages",
                        to="outreach.campaign",
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
                "ordering": ["unit__code"],
            },
        ),
        migrations.CreateModel(
            name="Coming",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("on_the_day", models.BooleanField()),
                ("women", models.PositiveSmallIntegerField()),
                ("men", models.PositiveSmallIntegerField()),
                ("children", models.PositiveSmallIntegerField()),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comings",
                        to="outreach.activity",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CooperationAgreement",
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
                            ("events", "events and publicity together"),
                            ("health", "health checks and talks"),
                            ("law", "law talks and advice"),
                            ("relief", "money and goods for families in need"),
                            ("children", "care for children"),
                            ("training", "training and work"),
                            ("way", "taking over women who are sent to them"),
                        ],
                        max_length=10,
                    ),
                ),
                ("scope", models.CharField(max_length=400)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("ended_on", models.DateField(null=True)),
                ("entered_at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreements",
                        to="network.agency",
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
                    "owner",
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
                "ordering": ["ended_on", "ends_on", "id"],
            },
            bases=(network.units.placed.OfUnit, models.Model),
        ),
        migrations.CreateModel(
            name="Photo",
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
                    "shows",
                    models.CharField(
                        choices=[
                            ("nobody", "nobody who can be recognised"),
                            ("adults", "adults who can be recognised"),
                            ("children", "children who can be recognised"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "consented",
                    models.CharField(
                        choices=[
                            ("not_needed", "nobody has to agree"),
                            ("adults", "every adult on it agreed"),
                            ("guardians", "every guardian agreed in writing, and every adult on it"),
                        ],
                        max_length=10,
                    ),
                ),
                ("content_type", models.CharField(max_length=40)),
                ("size", models.PositiveIntegerField()),
                ("wrapped", models.BinaryField(null=True)),
                ("entered_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="photos",
                        to="outreach.activity",
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
            ],
            options={
                "ordering": ["entered_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Publicity",
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
                            ("blackboard", "blackboards written"),
                            ("film_screening", "films shown"),
                            ("slogan", "slogans put up"),
                            ("door_to_door", "households reached from door to door"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "topic",
                    models.CharField(
                        choices=[
                            ("female_physiology", "the body of a woman"),
                            ("gynaecological_disease", "common women's diseases"),
                            ("screening_and_prevention", "screening and prevention"),
                            ("hiv_prevention", "prevention of HIV"),
                            ("self_care", "caring for one's own health"),
                            ("mental_health", "a healthy mind, topic"),
                            ("rights_law", "rights of women and children in law"),
                            ("anti_dv", "no violence at home, topic"),
                            ("minors_law", "law that keeps minors from crime"),
                            ("minor_moral", "moral education of minors, topic"),
                            ("anti_drug", "harm of drugs"),
                            ("equality", "equality of women and men"),
                            ("old_and_young", "respect for the old, care for the young"),
                            ("neighbours", "good neighbours"),
                            ("parenting", "raising children, topic"),
                            ("other", "another topic"),
                        ],
                        max_length=24,
                    ),
                ),
                (
                    "venue",
                    models.CharField(
                        choices=[
                            ("womens_home", "women's home"),
                            ("culture_yard", "yard of culture"),
                            ("street", "street"),
                            ("market", "market of the village, on market day"),
                            ("school", "school, as a venue"),
                            ("village", "all over the village"),
                        ],
                        max_length=14,
                    ),
                ),
                ("done_on", models.DateField()),
                ("number", models.PositiveIntegerField()),
                ("entered_at", models.DateTimeField()),
                (
                    "campaign",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publicity",
                        to="outreach.campaign",
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
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.unit"
                    ),
                ),
            ],
            options={
                "ordering": ["-done_on", "-id"],
            },
            bases=(network.units.placed.OfUnit, models.Model),
        ),
        migrations.CreateModel(
            name="Speaker",
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
                            ("doctor", "doctor or nurse"),
                            ("lawyer", "lawyer"),
                            ("counsellor", "counsellor, speaking"),
                            ("police", "police or judge"),
                            ("teacher", "teacher"),
                            ("federation", "somebody of the federation"),
                        ],
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(max_length=40)),
                ("office", models.CharField(blank=True, max_length=80)),
                ("licence_no", models.CharField(blank=True, max_length=40)),
                ("licence_until", models.DateField(null=True)),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="speakers",
                        to="outreach.activity",
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
                    "expert",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="network.expert",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Supply",
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
                ("item", models.CharField(max_length=40)),
                ("measure", models.CharField(max_length=10)),
                ("taken", models.PositiveIntegerField()),
                ("given", models.PositiveIntegerField()),
                ("rest", models.PositiveIntegerField()),
                ("approved_by", models.CharField(max_length=40)),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="supplies",
                        to="outreach.activity",
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
            ],
            options={
                "ordering": ["item"],
            },
        ),
        migrations.CreateModel(
            name="SurveySheet",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "phase",
                    models.CharField(
                        choices=[("before", "before the campaign"), ("after", "after the campaign")],
                        max_length=6,
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="outreach.campaign"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SurveyTally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "phase",
                    models.CharField(
                        choices=[("before", "before the campaign"), ("after", "after the campaign")],
                        max_length=6,
                    ),
                ),
                (
                    "question",
                    models.CharField(
                        choices=[
                            ("rights", "I know which rights the law gives women."),
                            ("where", "I know whom to call when somebody is beaten at home."),
                            ("health", "I know which health checks I can go to."),
                            ("help", "I would go to the federation with a worry."),
                            ("attitude", "Violence at home is never only a family's own business."),
                        ],
                        max_length=10,
                    ),
                ),
                ("answer", models.PositiveSmallIntegerField()),
                ("number", models.PositiveIntegerField()),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="outreach.campaign"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="TeachingCase",
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
                ("title", models.CharField(max_length=60)),
                (
                    "topic",
                    models.CharField(
                        choices=[
                            ("female_physiology", "the body of a woman"),
                            ("gynaecological_disease", "common women's diseases"),
                            ("screening_and_prevention", "screening and prevention"),
                            ("hiv_prevention", "prevention of HIV"),
                            ("self_care", "caring for one's own health"),
                            ("mental_health", "a healthy mind, topic"),
                            ("rights_law", "rights of women and children in law"),
                            ("anti_dv", "no violence at home, topic"),
                            ("minors_law", "law that keeps minors from crime"),
                            ("minor_moral", "moral education of minors, topic"),
                            ("anti_drug", "harm of drugs"),
                            ("equality", "equality of women and men"),
                            ("old_and_young", "respect for the old, care for the young"),
                            ("neighbours", "good neighbours"),
                            ("parenting", "raising children, topic"),
                            ("other", "another topic"),
                        ],
                        max_length=24,
                    ),
                ),
                ("text", models.TextField(max_length=4000)),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("made_up", "made up for teaching"),
                            ("published", "published by a court or a newspaper"),
                            ("consented", "from a matter of ours; she agreed in writing"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "teaching case in writing"),
                            ("waits", "waits for the privacy officer"),
                            ("published", "teaching case published"),
                            ("withdrawn", "teaching case withdrawn"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("entered_at", models.DateTimeField()),
                ("remark", models.CharField(blank=True, max_length=400)),
                ("signed_at", models.DateTimeField(null=True)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "signed_by",
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
                "ordering": ["-entered_at", "-id"],
            },
            bases=(network.units.placed.OfUnit, models.Model),
        ),
        migrations.CreateModel(
            name="ActivityPartner",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="partners",
                        to="outreach.activity",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="network.agency"
                    ),
                ),
            ],
            options={
                "ordering": ["agency__kind", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("activity"), models.F("agency"), name="activity_partner_once"
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="campaign",
            index=models.Index(fields=["unit", "state"], name="campaign_of_unit"),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gte", models.F("starts_on"))), name="campaign_days"
            ),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ("draft", "submitted", "called_off")),
                    models.Q(("approved_at__isnull", False), ("approved_by__isnull", False)),
                    _connector="OR",
                ),
                name="campaign_approved_by",
            ),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("reported", "reviewed", "archived")), _negated=True),
                    models.Q(
                        ("reported_at__isnull", False),
                        ("spent_cents__isnull", False),
                        models.Q(("report", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="campaign_report_told",
            ),
        ),
        migrations.AddIndex(
            model_name="activity",
            index=models.Index(fields=["unit", "state", "held_on"], name="activity_of_unit"),
        ),
        migrations.AddIndex(
            model_name="activity",
            index=models.Index(fields=["planned_on"], name="activity_day"),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ("planned", "cancelled")), ("held_on__isnull", False), _connector="OR"
                ),
                name="activity_held_on",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(("advised__lte", models.F("examined"))), name="activity_advised"
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "cancelled"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="activity_cancelled_for",
            ),
        ),
        migrations.AddConstraint(
            model_name="campaignpartner",
            constraint=models.UniqueConstraint(
                models.F("campaign"), models.F("agency"), name="campaign_partner_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="campaignvillage",
            constraint=models.UniqueConstraint(
                models.F("campaign"), models.F("unit"), name="campaign_village_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="coming",
            constraint=models.CheckConstraint(
                condition=models.Q(("women__gt", 0), ("men__gt", 0), ("children__gt", 0), _connector="OR"),
                name="coming_some",
            ),
        ),
        migrations.AddConstraint(
            model_name="cooperationagreement",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gte", models.F("starts_on"))), name="agreement_days"
            ),
        ),
        migrations.AddConstraint(
            model_name="cooperationagreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_on", None), ("ended_on__gte", models.F("starts_on")), _connector="OR"
                ),
                name="agreement_ended",
            ),
        ),
        migrations.AddConstraint(
            model_name="cooperationagreement",
            constraint=models.UniqueConstraint(
                models.F("agency"),
                models.F("kind"),
                condition=models.Q(("ended_on", None)),
                name="agreement_one_of_a_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="photo",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("shows", "nobody"),
                    models.Q(("consented__in", ("adults", "guardians")), ("shows", "adults")),
                    models.Q(("consented", "guardians"), ("shows", "children")),
                    _connector="OR",
                ),
                name="photo_consented",
            ),
        ),
        migrations.AddConstraint(
            model_name="photo",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("withdrawn_at", None), ("wrapped__isnull", False)),
                    models.Q(("withdrawn_at__isnull", False), ("wrapped", None)),
                    _connector="OR",
                ),
                name="photo_gone",
            ),
        ),
        migrations.AddConstraint(
            model_name="publicity",
            constraint=models.UniqueConstraint(
                models.F("unit"),
                models.F("kind"),
                models.F("topic"),
                models.F("venue"),
                models.F("done_on"),
                name="publicity_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="publicity",
            constraint=models.CheckConstraint(condition=models.Q(("number__gt", 0)), name="publicity_some"),
        ),
        migrations.AddConstraint(
            model_name="speaker",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind__in", ("doctor", "lawyer")), _negated=True),
                    models.Q(("licence_until__isnull", False), models.Q(("licence_no", ""), _negated=True)),
                    _connector="OR",
                ),
                name="speaker_licensed",
            ),
        ),
        migrations.AddConstraint(
            model_name="supply",
            constraint=models.UniqueConstraint(models.F("activity"), models.F("item"), name="supply_once"),
        ),
        migrations.AddConstraint(
            model_name="supply",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "taken",
                        django.db.models.expressions.CombinedExpression(
                            models.F("given"), "+", models.F("rest")
                        ),
                    )
                ),
                name="supply_in_out_rest",
            ),
        ),
        migrations.AddConstraint(
            model_name="surveytally",
            constraint=models.UniqueConstraint(
                models.F("campaign"),
                models.F("phase"),
                models.F("question"),
                models.F("answer"),
                name="tally_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="surveytally",
            constraint=models.CheckConstraint(
                condition=models.Q(("answer__gte", 1), ("answer__lte", 5)), name="tally_answer"
            ),
        ),
        migrations.AddConstraint(
            model_name="teachingcase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "published"), _negated=True),
                    models.Q(("signed_at__isnull", False), ("signed_by__isnull", False)),
                    _connector="OR",
                ),
                name="story_signed",
            ),
        ),
        migrations.AddConstraint(
            model_name="teachingcase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("signed_by", None),
                    models.Q(("signed_by", models.F("author")), _negated=True),
                    _connector="OR",
                ),
                name="story_signed_by_another",
            ),
        ),
    ]
