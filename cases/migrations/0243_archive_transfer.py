"""Lists for the archive and their matters."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import network.units.placed
import sisterhood.lib.identifiers


class Migration(migrations.Migration):
    """Two tables; a line of a list of destruction may end on one of them."""

    dependencies = [
        ("cases", "0242_sheet_texts_of_the_city"),
        ("network", "0142_archive_limit"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="retentionaction",
            name="state",
            field=models.CharField(
                choices=[
                    ("due", "to be destroyed"),
                    ("kept", "kept further"),
                    ("destroyed", "destroyed"),
                    ("transferred", "put on a list for the archive"),
                ],
                default="due",
                max_length=12,
            ),
        ),
        migrations.CreateModel(
            name="ArchiveTransfer",
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
                ("number", models.CharField(max_length=40, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("drawn_up", "drawn up, to be taken to the archive"),
                            ("received", "received by the archive"),
                            ("called_off", "called off, nothing goes to the archive"),
                        ],
                        default="drawn_up",
                        max_length=10,
                    ),
                ),
                ("archive", models.CharField(max_length=60)),
                ("drawn_up_at", models.DateTimeField()),
                ("wrapped", models.BinaryField()),
                ("archivist", models.BinaryField(null=True)),
                ("receipt", models.CharField(blank=True, max_length=60)),
                ("received_on", models.DateField(null=True)),
                ("recorded_at", models.DateTimeField(null=True)),
                (
                    "drawn_up_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "recorded_by",
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
                "ordering": ["-drawn_up_at", "-id"],
            },
            bases=(network.units.placed.OfUnit, models.Model),
        ),
        migrations.CreateModel(
            name="TransferredMatter",
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
                ("number", models.CharField(max_length=32)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("opinion", "petition with a written opinion"),
                            ("petition", "petition without a written opinion"),
                            ("mediation", "mediation file"),
                            ("violence", "matter of domestic violence"),
                            ("child", "matter of a child"),
                            ("consultation", "advice to somebody without a name"),
                            ("process_note", "process note of a counsellor"),
                            ("accusation", "accusation"),
                            ("audit", "audit and access log"),
                        ],
                        max_length=12,
                    ),
                ),
                ("closed_on", models.DateField()),
                ("due_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("listed", "to be handed over"),
                            ("struck", "taken off the list"),
                            ("handed", "with the archive"),
                            ("returned", "given back by the archive"),
                        ],
                        default="listed",
                        max_length=10,
                    ),
                ),
                ("returned_on", models.DateField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.case"
                    ),
                ),
                (
                    "returned_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "transfer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="matters",
                        to="cases.archivetransfer",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.AddConstraint(
            model_name="archivetransfer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "received"), _negated=True),
                    models.Q(
                        ("archivist__isnull", False),
                        ("received_on__isnull", False),
                        ("recorded_by__isnull", False),
                        models.Q(("receipt", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="transfer_received_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="transferredmatter",
            constraint=models.UniqueConstraint(
                models.F("case"),
                condition=models.Q(("state__in", ("listed", "handed"))),
                name="transferred_once_at_a_time",
            ),
        ),
    ]
