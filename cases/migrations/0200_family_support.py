"""Family support: the switch of a county, notes, files with their words apart, visits, objections, talks."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import sisterhood.lib.identifiers


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0190_reading_and_later_tables"),
        ("network", "0111_support_limits"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ConcernNote",
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
                ("author_until", models.DateTimeField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("domestic_violence", "somebody at home is hurt or threatened"),
                            ("out_of_school_minor", "a child does not go to school"),
                            ("family_support_need", "the family itself says that it needs support"),
                        ],
                        max_length=24,
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("self_report", "said by the person concerned"),
                            ("childs_words", "the child's own account"),
                            ("observed", "seen by the writer herself"),
                            ("school", "told by the school"),
                            ("police_notice", "notice of the police"),
                            ("court_order", "order of a court"),
                            ("other_agency", "told by another body in writing"),
                        ],
                        max_length=14,
                    ),
                ),
                ("seen_on", models.DateField()),
                ("is_danger", models.BooleanField(default=False)),
                ("told_family", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("noted", "concern noted"),
                            ("reviewed", "looked at by township or county"),
                            ("dismissed", "nothing follows"),
                            ("redirected", "goes its own way"),
                            ("opened", "a file was proposed"),
                        ],
                        default="noted",
                        max_length=10,
                    ),
                ),
                ("aside", models.JSONField(default=list)),
                ("reviewed_at", models.DateTimeField(null=True)),
                (
                    "way",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("protection", "protection from violence, as a matter of hers"),
                            ("minor", "matter of a child, and the education department"),
                            ("police", "the police"),
                            ("relief", "relief of civil affairs"),
                        ],
                        max_length=10,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "author",
                    models.ForeignKey(
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
                "ordering": ["entered_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="FamilySupportFile",
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
                    "purpose",
                    models.CharField(
                        choices=[
                            ("parenting", "guidance in family education"),
                            ("livelihood", "work and relief"),
                            ("health", "the way to a doctor"),
                            ("relations", "getting along at home"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("consent", "consent of the family"),
                            ("statutory_duty", "duty named by a law"),
                            ("emergency_protection", "life or health is in danger"),
                        ],
                        max_length=22,
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("self_report", "said by the person concerned"),
                            ("childs_words", "the child's own account"),
                            ("observed", "seen by the writer herself"),
                            ("school", "told by the school"),
                            ("police_notice", "notice of the police"),
                            ("court_order", "order of a court"),
                            ("other_agency", "told by another body in writing"),
                        ],
                        max_length=14,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "waits for the privacy officer"),
                            ("signed", "waits for the county leader"),
                            ("active", "support under way"),
                            ("reviewed", "review waits for the county leader"),
                            ("paused", "stands still, the family objects"),
                            ("restricted", "closed to everybody"),
                            ("destroyed", "file destroyed"),
                            ("refused", "file not opened"),
                        ],
                        default="proposed",
                        max_length=12,
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("signed_at", models.DateTimeField(null=True)),
                ("approved_at", models.DateTimeField(null=True)),
                ("notice_on", models.DateField(null=True)),
                ("review_on", models.DateField()),
                ("dark_at", models.DateTimeField()),
                ("ends_on", models.DateField()),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("continued", "support goes on"),
                            ("stepped_down", "lighter help is enough now"),
                            ("stabilised", "stable, as the family says itself"),
                            ("moved", "the family moved away"),
                            ("declined_by_family", "the family does not want it"),
                            ("unfounded", "the concern was unfounded"),
                        ],
                        max_length=20,
                    ),
                ),
                ("longer_until", models.DateField(null=True)),
                ("longer_granted", models.BooleanField(null=True)),
                (
                    "dark_for",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("overdue", "its review did not come"),
                            ("expired", "its last day has come"),
                            ("ended", "ended by its review"),
                            ("objection", "the family objected"),
                        ],
                        max_length=10,
                    ),
                ),
                ("restricted_at", models.DateTimeField(null=True)),
                ("destroyed_at", models.DateTimeField(null=True)),
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
                    "destroyed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "destruction_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "longer_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "longer_decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "of_note",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="cases.concernnote",
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
                (
                    "worker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="ConcernWords",
            fields=[
                (
                    "of_note",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="words",
                        serialize=False,
                        to="cases.concernnote",
                    ),
                ),
                ("wrapped", models.BinaryField()),
                ("family", models.BinaryField(null=True)),
                ("what", models.BinaryField(null=True)),
                ("why_not_told", models.BinaryField(null=True)),
                ("note", models.BinaryField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="EducationSession",
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
                            ("planned", "talk planned"),
                            ("checked", "her safety checked"),
                            ("held", "talk held"),
                            ("called_off", "talk called off"),
                        ],
                        default="planned",
                        max_length=10,
                    ),
                ),
                (
                    "partner",
                    models.CharField(
                        choices=[
                            ("police", "together with the police"),
                            ("lawyer", "together with a lawyer"),
                            ("justice", "together with the justice office"),
                        ],
                        max_length=8,
                    ),
                ),
                ("planned_on", models.DateField()),
                ("checked_on", models.DateField(null=True)),
                (
                    "checked_how",
                    models.CharField(
                        blank=True,
                        choices=[("meeting", "met alone"), ("safe_call", "called the safe way she chose")],
                        max_length=10,
                    ),
                ),
                ("check_note", models.BinaryField(null=True)),
                ("held_on", models.DateField(null=True)),
                ("content", models.BinaryField(null=True)),
                ("why", models.BinaryField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
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
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FileWords",
            fields=[
                (
                    "of_file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="words",
                        serialize=False,
                        to="cases.familysupportfile",
                    ),
                ),
                ("wrapped", models.BinaryField()),
                ("family", models.BinaryField(null=True)),
                ("evidence", models.BinaryField(null=True)),
                ("lighter", models.BinaryField(null=True)),
                ("delay", models.BinaryField(null=True)),
                ("review", models.BinaryField(null=True)),
                ("own_view", models.BinaryField(null=True)),
                ("longer", models.BinaryField(null=True)),
                ("correction", models.BinaryField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="OutreachVisit",
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
                ("author_until", models.DateTimeField()),
                ("number", models.PositiveIntegerField(null=True)),
                ("is_dark", models.BooleanField(default=False)),
                ("offers", models.JSONField(default=list)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "visit to be made"),
                            ("visited", "the visit was made"),
                            ("declined", "not wanted at the door"),
                            ("called_off", "visit called off"),
                        ],
                        default="asked",
                        max_length=10,
                    ),
                ),
                ("visited_on", models.DateField(null=True)),
                ("consented", models.BooleanField(default=False)),
                ("wanted", models.JSONField(default=list)),
                ("comes_again", models.BooleanField(default=False)),
                ("ended_at", models.DateTimeField(null=True)),
                ("wrapped", models.BinaryField(null=True)),
                ("family", models.BinaryField(null=True)),
                ("companion", models.BinaryField(null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "doer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visits",
                        to="cases.familysupportfile",
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
                "ordering": ["entered_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="SupportObjection",
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
                ("received_on", models.DateField()),
                ("wrapped", models.BinaryField()),
                ("asked", models.BinaryField(null=True)),
                ("answer", models.BinaryField(null=True)),
                (
                    "finding",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("accepted", "accepted, the file is closed"),
                            ("corrected", "corrected, the file goes on"),
                            ("refused", "refused with written reasons"),
                        ],
                        max_length=10,
                    ),
                ),
                ("court_told", models.BooleanField(default=False)),
                ("decided_at", models.DateTimeField(null=True)),
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
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to="cases.familysupportfile",
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
        ),
        migrations.CreateModel(
            name="SupportSwitch",
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
                ("turns_on", models.BooleanField()),
                ("signed_by", models.CharField(blank=True, max_length=60)),
                ("signed_on", models.DateField(null=True)),
                ("document_hash", models.CharField(blank=True, max_length=64)),
                ("proposed_at", models.DateTimeField()),
                ("granted", models.BooleanField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
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
                "ordering": ["-proposed_at", "-id"],
            },
        ),
        migrations.AddIndex(
            model_name="concernnote",
            index=models.Index(fields=["unit", "state"], name="concern_note_waits"),
        ),
        migrations.AddConstraint(
            model_name="concernnote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "source__in",
                        [
                            "self_report",
                            "childs_words",
                            "observed",
                            "school",
                            "police_notice",
                            "court_order",
                            "other_agency",
                        ],
                    )
                ),
                name="concern_note_has_a_source",
            ),
        ),
        migrations.AddConstraint(
            model_name="concernnote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "opened"), _negated=True),
                    ("kind", "family_support_need"),
                    _connector="OR",
                ),
                name="concern_note_own_way",
            ),
        ),
        migrations.AddConstraint(
            model_name="educationsession",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("checked", "held")), _negated=True),
                    models.Q(
                        ("checked_by__isnull", False),
                        ("checked_on__isnull", False),
                        models.Q(("checked_how", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="education_after_the_check",
            ),
        ),
        migrations.AddConstraint(
            model_name="educationsession",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "held"), _negated=True),
                    ("held_on__gte", models.F("checked_on")),
                    _connector="OR",
                ),
                name="education_held_after",
            ),
        ),
        migrations.AddConstraint(
            model_name="educationsession",
            constraint=models.UniqueConstraint(
                models.F("case"),
                condition=models.Q(("state__in", ("planned", "checked"))),
                name="education_one_at_a_time",
            ),
        ),
        migrations.AddIndex(
            model_name="familysupportfile",
            index=models.Index(fields=["worker", "state"], name="support_file_worker"),
        ),
        migrations.AddIndex(
            model_name="familysupportfile",
            index=models.Index(fields=["dark_at"], name="support_file_dark"),
        ),
        migrations.AddConstraint(
            model_name="familysupportfile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ("active", "reviewed", "paused")), _negated=True),
                    models.Q(("approved_by__isnull", False), ("signed_by__isnull", False)),
                    _connector="OR",
                ),
                name="support_file_signed_off",
            ),
        ),
        migrations.AddConstraint(
            model_name="familysupportfile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("signed_by", None),
                        models.Q(("signed_by", models.F("opened_by")), _negated=True),
                        _connector="OR",
                    ),
                    models.Q(
                        ("approved_by", None),
                        models.Q(("approved_by", models.F("opened_by")), _negated=True),
                        _connector="OR",
                    ),
                    models.Q(
                        ("approved_by", None),
                        models.Q(("approved_by", models.F("signed_by")), _negated=True),
                        _connector="OR",
                    ),
                ),
                name="support_file_three_people",
            ),
        ),
        migrations.AddConstraint(
            model_name="familysupportfile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("destroyed_by", None),
                    models.Q(("destroyed_by", models.F("destruction_by")), _negated=True),
                    _connector="OR",
                ),
                name="support_file_destroyed_by_two",
            ),
        ),
        migrations.AddConstraint(
            model_name="familysupportfile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "restricted"), _negated=True),
                    models.Q(("restricted_at__isnull", False), models.Q(("dark_for", ""), _negated=True)),
                    _connector="OR",
                ),
                name="support_file_dark_for",
            ),
        ),
        migrations.AddIndex(
            model_name="outreachvisit",
            index=models.Index(fields=["doer", "state"], name="outreach_visit_doer"),
        ),
        migrations.AddConstraint(
            model_name="outreachvisit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "visited"), _negated=True),
                    models.Q(("consented", True), ("visited_on__isnull", False)),
                    _connector="OR",
                ),
                name="outreach_visit_consented",
            ),
        ),
        migrations.AddConstraint(
            model_name="supportobjection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("finding", "refused"), _negated=True), ("court_told", True), _connector="OR"
                ),
                name="support_objection_court_told",
            ),
        ),
        migrations.AddConstraint(
            model_name="supportobjection",
            constraint=models.UniqueConstraint(
                models.F("file"), condition=models.Q(("decided_at", None)), name="support_objection_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="supportswitch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("turns_on", False),
                    models.Q(
                        ("document_hash__regex", "^[0-9a-f]{64}$"),
                        ("signed_on__isnull", False),
                        models.Q(("signed_by", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="support_switch_assessed",
            ),
        ),
        migrations.AddConstraint(
            model_name="supportswitch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_by", None),
                    models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                    _connector="OR",
                ),
                name="support_switch_two",
            ),
        ),
        migrations.AddConstraint(
            model_name="supportswitch",
            constraint=models.UniqueConstraint(
                models.F("unit"), condition=models.Q(("granted", None)), name="support_switch_one_waits"
            ),
        ),
    ]
