"""Browsers that are told: their subscriptions, and which of them a delivery is for."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import sisterhood.lib.identifiers

REASONS = [
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
    ("later", "the server asked us to wait"),
    ("gone", "the browser takes no notifications any more"),
]


class Migration(migrations.Migration):
    """A table without walls yet: nobody has a right to it before the next migration."""

    dependencies = [("network", "0182_first_on_the_phone")]
    operations = [
        migrations.CreateModel(
            name="PushSubscription",
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
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "device",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="network.device"
                    ),
                ),
                ("service", models.CharField(max_length=120)),
                ("sealed", models.BinaryField()),
                ("made_at", models.DateTimeField()),
            ],
            options={"indexes": [models.Index(fields=["service"], name="push_service")]},
        ),
        migrations.AddField("delivery", "place", models.UUIDField(null=True)),
        migrations.AlterField(
            "delivery",
            "channel",
            models.CharField(
                choices=[
                    ("email", "e-mail"),
                    ("webhook", "group robot"),
                    ("push", "notification of a browser"),
                ],
                max_length=10,
                verbose_name="channel",
            ),
        ),
        migrations.AlterField(
            "delivery",
            "reason",
            models.CharField(blank=True, choices=REASONS, max_length=20, verbose_name="reason"),
        ),
    ]
