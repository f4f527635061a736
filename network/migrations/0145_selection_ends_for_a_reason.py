"""Why a selection was called off; an objection that nobody examined is moot; for what a woman left the list."""

from django.db import migrations, models

FORWARD = """
grant update (moot) on network_objection to app;
grant update (struck_for) on network_nominee to app;
"""
BACK = """
revoke update (moot) on network_objection from app;
revoke update (struck_for) on network_nominee from app;
"""


class Migration(migrations.Migration):
    """Columns alone; the rows that were there keep what they said."""

    dependencies = [("network", "0142_archive_limit")]
    operations = [
        migrations.AddField(
            "stationheadselection", "ended_why", models.CharField(blank=True, max_length=200)
        ),
        migrations.AddField("objection", "moot", models.BooleanField(default=False)),
        migrations.AddField(
            "nominee",
            "struck_for",
            models.CharField(
                blank=True,
                max_length=10,
                choices=[
                    ("procedure", "how the selection was held"),
                    ("ties", "ties to the leadership or the police"),
                    ("trust", "whether she keeps what she is told"),
                    ("time", "whether she has the time"),
                    ("other", "something else"),
                ],
            ),
        ),
        migrations.AlterField(
            "stationheadselection",
            "state",
            models.CharField(
                max_length=14,
                default="announced",
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
                    ("called_off", "ended without a head"),
                ],
            ),
        ),
        migrations.RunSQL(FORWARD, BACK),
    ]
