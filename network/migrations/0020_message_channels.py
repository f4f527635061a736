"""Ways out of the house: what each person chose, the deliveries, and the rules of the house about them."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Tables; their walls follow in the next migration."""

    dependencies = [
        ("network", "0010_whole_ladder"),
    ]

    operations = [
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("key", models.CharField(max_length=120, unique=True)),
                (
                    "channel",
                    models.CharField(
                        choices=[("email", "e-mail"), ("webhook", "group robot")],
                        max_length=10,
                        verbose_name="channel",
                    ),
                ),
                ("kind", models.CharField(max_length=30, verbose_name="kind")),
                ("urgent", models.BooleanField(default=False, verbose_name="urgent")),
                ("day", models.DateField(null=True, verbose_name="day of the digest")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("due", "waiting"),
                            ("leased", "taken"),
                            ("sending", "being sent"),
                            ("sent", "sent"),
                            ("uncertain", "uncertain, not repeated"),
                            ("dead", "given up"),
                        ],
                        default="due",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("unreachable", "the server could not be reached"),
                            ("insecure", "no safe connection to the server"),
                            ("forbidden", "the address is not allowed"),
                            ("sign_in", "the mail server refused our sign-in"),
                            ("address", "the mail server refused the address"),
                            ("redirected", "the server wanted to send us elsewhere"),
                            ("refused", "the server refused the message"),
                            ("failed", "the server answered with a fault"),
                            ("gateway", "a server in between lost the answer"),
                            ("no_answer", "the connection broke after sending"),
                            ("bad_answer", "the answer could not be read"),
                            ("stopped", "the worker stopped while sending"),
                            ("unwanted", "no longer wanted"),
                        ],
                        max_length=20,
                        verbose_name="reason",
                    ),
                ),
                ("due_at", models.DateTimeField(verbose_name="leaves at")),
                ("lease_until", models.DateTimeField(null=True)),
                ("token", models.UUIDField(null=True)),
                ("posted_at", models.DateTimeField(verbose_name="planned")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="ended")),
            ],
            options={
                "verbose_name": "delivery outside the house",
                "verbose_name_plural": "deliveries outside the house",
                "ordering": ["-posted_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="MessageChoice",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="message_choice",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="work e-mail")),
                ("by_email", models.BooleanField(default=False, verbose_name="tell me by e-mail")),
                ("by_webhook", models.BooleanField(default=False, verbose_name="tell our work group")),
                ("changed_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Setting",
            fields=[
                (
                    "code",
                    models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name="code"),
                ),
                ("name", models.CharField(max_length=80, verbose_name="rule")),
                (
                    "form",
                    models.CharField(
                        choices=[("time", "time of day"), ("yes_no", "yes or no"), ("number", "number")],
                        max_length=10,
                        verbose_name="written as",
                    ),
                ),
                ("value", models.CharField(max_length=20, verbose_name="value")),
                ("source", models.CharField(max_length=120, verbose_name="source")),
            ],
            options={
                "verbose_name": "rule of the house",
                "verbose_name_plural": "rules of the house",
                "ordering": ["code"],
            },
        ),
        migrations.AddField(
            model_name="inboxitem",
            name="digested_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name="inboxitem",
            index=models.Index(
                condition=models.Q(("digested_at__isnull", True), ("read_at__isnull", True)),
                fields=["user"],
                name="inbox_undigested",
            ),
        ),
        migrations.AddField(
            model_name="delivery",
            name="user",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="messagechoice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("by_email", False), models.Q(("email", ""), _negated=True), _connector="OR"
                ),
                name="message_choice_address",
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("state__in", ["due", "leased"])),
                fields=["due_at", "id"],
                name="delivery_due",
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("state", "sending")), fields=["lease_until"], name="delivery_sending"
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("kind", "digest")), fields=["day"], name="delivery_digest"
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(fields=["-posted_at"], name="delivery_newest"),
        ),
    ]
