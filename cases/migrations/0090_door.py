"""The public door: codes, ratings, counted attempts."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SATISFACTION = [
    ("satisfied", "satisfied"),
    ("mostly", "mostly satisfied"),
    ("unsatisfied", "not satisfied"),
    ("unrated", "no rating"),
]
WAYS = [
    ("screen", "shown on her own screen"),
    ("paper", "a slip of paper; she says it is safe to take home"),
    ("spoken", "read to her; she keeps it her own way"),
    ("phone", "told on the phone"),
    ("letter", "sent by letter"),
]


def _of_case(name):
    return models.OneToOneField(
        on_delete=django.db.models.deletion.PROTECT,
        primary_key=True,
        related_name=name,
        serialize=False,
        to="cases.case",
    )


class Migration(migrations.Migration):
    """Tables only; their walls follow."""

    dependencies = [("cases", "0082_coordination_limits"), ("network", "0061_web_door")]
    operations = [
        migrations.CreateModel(
            name="ReturnCode",
            fields=[
                ("case", _of_case("return_code")),
                ("mark", models.BinaryField(max_length=32, unique=True)),
                ("how", models.CharField(choices=WAYS, max_length=10)),
                ("given_at", models.DateTimeField()),
                (
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Rating",
            fields=[
                ("case", _of_case("rating")),
                ("satisfaction", models.CharField(choices=SATISFACTION, max_length=12)),
                ("words", models.BinaryField(null=True)),
                ("rated_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
            ],
        ),
    ]
