"""Two more kinds of record in the table of storage periods; lists of matters never hold them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Choices alone."""

    dependencies = [("cases", "0223_accusation_destruction")]
    operations = [
        migrations.AlterField(
            "retentionaction",
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
        )
    ]
